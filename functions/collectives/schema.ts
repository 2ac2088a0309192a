import * as z from 'zod';
import { clientId, date, district, stamp } from '../platform/fields.ts';
import { openLine } from '../platform/tripwire.ts';

/** A local self-help group of survivors who save together. */
export const collectiveInput = z.strictObject({
  id: clientId,
  name: openLine,
  district,
  mandal: openLine,
  formedOn: date,
  meetingFrequency: z.enum(['weekly', 'fortnightly', 'monthly']),
  /** What a member usually deposits at a meeting. */
  usualDepositPaise: z.int().min(0).max(1_000_000_000),
  closedOn: date.optional(),
});
export type CollectiveInput = z.infer<typeof collectiveInput>;

/** What may be changed; `closedOn: null` opens the collective again. */
export const collectiveChange = collectiveInput
  .omit({ id: true })
  .partial()
  .extend({ closedOn: date.nullable().optional() });
export type CollectiveChange = z.infer<typeof collectiveChange>;

export const collective = collectiveInput.extend(stamp).strip();
export type Collective = z.infer<typeof collective>;
