import * as z from 'zod';
import { isDate } from '../../shared/calendar/calendar.ts';
import { month } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { isLogSubject } from '../../shared/kinds/log-subject.ts';

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

const shapeOfLogQuery = {
  /**
   * What the wanted lines are about: the id or code of a member or case, the id of a collective or person, a month, or a financial year. In the journal
   * it may also be the id of a meeting, loan, consent, child or event, whose lines are stored under its collective, member or case.
   */
  subject: z
    .string()
    .refine(isLogSubject, 'Write an id, a code such as M-7F3K9Q, a month or a financial year; never a name.')
    .optional(),
  /** The person who acted, or `system`. */
  actor: z.union([z.uuid(), z.literal('system')]).optional(),
  from: moment.optional(),
  to: moment.optional(),
  ...page,
};
export const logQuery = z.strictObject(shapeOfLogQuery);
export const journalQuery = z
  .strictObject({
    ...shapeOfLogQuery,
    /** For a count by others: whole lines, by ids alone. Nobody asks so about one woman or one person. */
    for: z.literal('counting').optional(),
  })
  .refine(
    ({ for: purpose, subject, actor }) =>
      purpose === undefined || (subject === undefined && actor === undefined),
    { error: 'An export to count again has all lines: leave out subject and actor.', path: ['for'] },
  );
export type LogQuery = z.infer<typeof logQuery>;

/** The maximum number of ids in one request. */
const maxIds = 100;
export const codesInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(maxIds) });

/** What an id stands for: a member or a case by its code, a collective by its name. */
export const codeOfId = z.object({
  id: z.uuid(),
  of: z.enum(['member', 'case', 'collective']),
  code: z.string().optional(),
  name: z.string().optional(),
});
export type CodeOfId = z.infer<typeof codeOfId>;

export const digestsQuery = z.strictObject({ month });

/** A completed UTC day of the journal and the access log, compared with its daily digest. */
export const verifiedDay = z.object({
  day: z.iso.date().describe('The day (UTC).'),
  /** The number of lines in both logs. */
  lines: z.int(),
  sha256: z.string().describe('Of the digest; absent if it can’t be read.').optional(),
  state: z.enum(['verified', 'differs']),
  findings: z
    .array(
      z.object({
        what: z.string().describe('What differs.'),
        log: z.string().describe('The log that it concerns.').optional(),
        place: z.string().describe('The line that it concerns, by its place in the log.').optional(),
      }),
    )
    .describe('What is missing, was changed or was added since.'),
});

export type VerifiedLogDay = z.infer<typeof verifiedDay>;

/** A line of the access log: a reading of personal fields. */
export const access = z.object({
  id: z.uuid(),
  at: z.iso.datetime({ precision: 3 }),
  /** When the reader saw the same again in the last hour (of India) of that UTC day in which she did; absent if she did not. */
  lastAt: z.iso.datetime({ precision: 3 }).optional(),
  /** In how many hours (of India) of that UTC day the reader saw the same; absent for one. */
  hours: z.int().min(2).optional(),
  actor: z.string(),
  route: z.string(),
  /** The record that was read; absent for a list or search. */
  subject: z.string().optional(),
  /** The ids under which this line is found: the records read, and the people whom they are about. */
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
  /** Which fields of whom were read, if the answer held several lists, as a phone's update does. */
  lists: z.array(z.object({ subjects: z.array(z.string()), fields: z.array(z.string()) })).optional(),
});
export type AccessLine = z.infer<typeof access>;
