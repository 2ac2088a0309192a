import * as z from 'zod';
import { inputOf, listedOf } from '../../shared/definition/schemas.ts';
import { clientId, month } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { maxOnRoster } from '../../shared/kinds/outreach-words.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';
import { outreachFields, participation } from './definition.ts';

export const outreachInput = inputOf(outreachFields);
export type OutreachInput = z.infer<typeof outreachInput>;

/** A reversal of outreach, which then stops counting. The reason is shown beside it. */
export const reversalInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type ReversalInput = z.infer<typeof reversalInput>;

/** The roster of outreach: the members among the participants, all of them, in place of an earlier roster. */
export const rosterInput = z.strictObject({
  participants: z
    .array(participation)
    .max(maxOnRoster)
    .superRefine((rows, context) => {
      const seen = new Set<string>();
      for (const [index, { memberId }] of rows.entries()) {
        if (seen.has(memberId)) {
          context.addIssue({ code: 'custom', path: [index, 'memberId'], message: 'Name each once.' });
        }
        seen.add(memberId);
      }
    }),
});
export type RosterInput = z.infer<typeof rosterInput>;

export const outreach = listedOf(outreachFields);
export type Outreach = z.infer<typeof outreach>;

export const outreachQuery = z.strictObject({
  month: month.optional(),
  memberId: clientId.optional(),
  ...page,
});
