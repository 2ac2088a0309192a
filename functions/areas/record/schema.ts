import * as z from 'zod';
import { readParts } from '../../shared/journal/read-parts.ts';
import { roles } from '../../shared/reach/roles.ts';
import { memberSavings } from '../books/report-schema.ts';
import { caseEvent } from '../cases/event-schema.ts';
import { toldCase } from '../cases/schema.ts';
import { member, talkRecord } from '../members/schema.ts';
import { request } from '../requests/schema.ts';

const instant = z.iso.datetime({ precision: 3 });

const reading = z.object({
  role: z.enum(roles).describe('The role of who looked, as it was then.'),
  at: instant,
  what: z
    .enum(readParts)
    .describe(
      'What was looked at: her record, her savings, a case, a request, the talks with her, a training’s list, or all of it at once.',
    ),
  inList: z
    .literal(true)
    .optional()
    .describe(
      'She stood there among others: in a list, a search, a sheet, a phone’s update. One stands for all of a month (UTC) in which people of ' +
        'this role saw this part; `at` is on the last day.',
    ),
  days: z.int().min(1).optional().describe('On how many days of that month; in lists only.'),
});
export type Reading = z.infer<typeof reading>;

const recordedCase = toldCase.extend({
  events: z.array(caseEvent).describe('The whole timeline, by date, then by recording.'),
  eventsLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe(
      'How many of the oldest events are left out, since the answer would have become too large; of many thousands, at least so many.',
    ),
});
export type RecordedCase = z.infer<typeof recordedCase>;

/** The schema of the answer: what is kept of a member, within the reader's reach. */
export const memberRecord = z.object({
  member: member.describe('Her record.'),
  savings: memberSavings.describe('Her savings and loans, and the entries they come from.'),
  cases: z.array(recordedCase).describe('Her cases, closed ones too.'),
  casesLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe('How many cases are left out, since the answer would have become too large.'),
  offices: member.shape.offices,
  children: member.shape.children,
  consents: member.shape.consents,
  talks: z
    .array(talkRecord)
    .optional()
    .describe(
      'The talks with her, by day, those taken back too; absent while she has withdrawn her consent to the services.',
    ),
  talksLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe('How many talks are left out, since the answer would have become too large.'),
  requests: z.array(request).describe('Her requests by id, those taken back too.'),
  requestsLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe('How many requests are left out, since the answer would have become too large.'),
  readings: z.array(reading).describe('Who looked, the newest first.'),
  readingsSince: z
    .object({
      openings: instant.optional().describe('Openings of her records before this instant may be left out.'),
      lists: instant.optional().describe('Lists that she stood in before this instant may be left out.'),
    })
    .optional()
    .describe('Present if there may be older readings than the answer tells.'),
});
export type MemberRecord = z.infer<typeof memberRecord>;

export const caseReadings = z.object({
  items: z.array(reading.pick({ role: true, at: true })),
  since: instant.optional().describe('Present if there may be older ones, before this instant.'),
});
export type CaseReadings = z.infer<typeof caseReadings>;

/** A line of the access log, as far as a member's record tells it. */
export const accessLine = z.object({
  at: instant,
  actor: z.string(),
  role: z.enum(roles),
  route: z.string(),
  subject: z.string().optional(),
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
});
export type AccessLine = z.infer<typeof accessLine>;
