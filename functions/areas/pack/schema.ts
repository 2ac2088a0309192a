import * as z from 'zod';
import { talkAgendaItem } from '../../shared/due-talks/talk-agenda.ts';
import { clientId } from '../../shared/fields/fields.ts';
import { borrowing } from '../books/borrowing-schema.ts';
import { listedMeeting } from '../books/listed-sheet-schema.ts';
import { ledger, memberSavings } from '../books/report-schema.ts';
import { caseEvent } from '../cases/event-schema.ts';
import { agendaItem, caseRecord, currentEntitlement, unassignedCase } from '../cases/schema.ts';
import { collective } from '../collectives/schema.ts';
import { notOnCaseworkersPhone } from '../members/definition.ts';
import { member } from '../members/schema.ts';
import { question } from '../questions/schema.ts';

export const packQuery = z.strictObject({ since: z.string().optional() });

/** A member's loan, as in her savings. */
const memberLoan = memberSavings.shape.loans.element.extend({ memberId: z.string() });
export type MemberLoan = z.infer<typeof memberLoan>;

const loansLeftOut = z.object({
  memberId: clientId,
  count: z.int().min(1).describe('How many loans that she owes are left out.'),
  outstandingPaise: z.int().min(1).describe('What is outstanding on these together.'),
});
export type LoansLeftOut = z.infer<typeof loansLeftOut>;

const unchanged = z.object({ id: clientId, version: z.int().min(1) });

const agenda = z.object({
  items: z
    .array(z.union([agendaItem, talkAgendaItem]))
    .describe('What is due, and the next talk with each of her members.'),
  itemsLeftOut: z.int().min(1).optional(),
});

/** All that a leader's phone needs to work without a network. */
export const leaderPack = z.object({
  since: z.string().describe('Send it with the next request.'),
  collectives: z
    .array(
      collective.extend({
        ledger,
        meetings: z.array(listedMeeting),
        borrowings: z.array(borrowing),
      }),
    )
    .describe('The collectives that she leads, with their books.'),
  members: z
    .array(z.union([member, unchanged]))
    .describe('Her members; `{id, version}` of one who has not changed since.'),
  loans: z.array(memberLoan).describe('What they owe, and repaid loans of theirs.'),
  loansLeftOut: z
    .array(loansLeftOut)
    .describe(
      'Of a member who owes on more loans than a pack has: how many more, and what she owes on them.',
    ),
  entitlements: z.array(currentEntitlement),
  cases: z.array(caseRecord),
  questions: z
    .array(
      question.extend({
        answersLeftOut: z
          .int()
          .min(1)
          .optional()
          .describe('How many answers before the newest three are left out.'),
      }),
    )
    .describe('What the desk asks and has not closed, oldest first.'),
  agenda,
});

const caseOfPack = caseRecord.extend({
  events: z.array(caseEvent).describe('Its timeline of the last year, the oldest first.'),
  eventsLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Where the answer would be too long: how many events are left out, at least, of each person the oldest; the safety plan that stands comes first.',
    ),
});
export type CaseOfPack = z.infer<typeof caseOfPack>;

export const memberOfCase = member.omit(notOnCaseworkersPhone);
/** What a caseworker's pack tells of a woman, for the access log, beside what every list has. */
export const fieldsOfWoman = Object.keys(memberOfCase.shape).filter(
  (name) => !['id', 'version', 'code'].includes(name),
);

/** All that a caseworker's phone needs to work without a network. */
export const caseworkerPack = z.object({
  since: z.string().describe('Send it with the next request.'),
  cases: z
    .array(z.union([caseOfPack, unchanged]))
    .describe(
      'The cases assigned to her that are not closed; `{id, version}` of one that has not changed since.',
    ),
  casesLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe('How many of her cases are left out, since the answer would be too long.'),
  members: z
    .array(z.union([memberOfCase, unchanged]))
    .describe('The women of these cases; `{id, version}` of one who has not changed since.'),
  agenda,
  unassigned: z
    .array(unassignedCase)
    .describe(
      'The urgent cases of her districts that nobody has taken, up to a hundred, as `GET /api/cases/unassigned` has them.',
    ),
  unassignedLeftOut: z.int().min(1).optional().describe('How many more such cases there are.'),
});
