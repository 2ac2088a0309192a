import * as z from 'zod';
import { isDate } from '../domain/calendar.ts';
import { page } from '../domain/fields.ts';

const instant = z.iso.datetime({ offset: true });

/** An Indian date, or an instant (RFC 3339). */
const moment = z
  .string()
  .refine((text) => isDate(text) || instant.safeParse(text).success, {
    error: 'Write a date that exists, as YYYY-MM-DD, or an instant as RFC 3339 has it.',
    params: { code: 'invalid_date' },
  })
  .meta({
    description: 'An Indian date, or an instant as RFC 3339 has it.',
    anyOf: [{ format: 'date' }, { format: 'date-time' }],
  });

export const logQuery = z.strictObject({
  /**
   * What the lines are about: the id of a member, case, collective, person …, or (in the journal) of what was appended to one: a
   * meeting, loan, consent, child or event; a month or financial year.
   */
  subject: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/, 'Write an id, a month or a financial year.')
    .optional(),
  /** The person who did it, or `system`. */
  actor: z.union([z.uuid(), z.literal('system')]).optional(),
  from: moment.optional(),
  to: moment.optional(),
  ...page,
});
export type LogQuery = z.infer<typeof logQuery>;

/** A reading of personal fields, as the access log has it. */
export const access = z.object({
  id: z.uuid(),
  at: z.iso.datetime({ precision: 3 }),
  actor: z.string(),
  route: z.string(),
  /** The record that was read; not there of a list or a search. */
  subject: z.string().optional(),
  /** The ids that the line is found by: of the record or of all on the page, and of those whom they tell of. */
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
});
export type AccessLine = z.infer<typeof access>;
