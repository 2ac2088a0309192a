import * as z from 'zod';
import { question } from '../../areas/questions/schema.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import { explanation, findingLists } from '../closing/schema.ts';
import { shownDifference } from '../closing/unsettled-differences.ts';

const id = z.string();

/** The record that contains a finding's record, and the day. */
const place = {
  collectiveId: id.optional(),
  caseId: id.optional(),
  on: z.string().optional(),
};

/** The findings to check before a month closes; each entry has the id of its record. */
const quality = z.object({
  /** Differences between counted cash and books, of sheets and vouchers of the month, that are not settled. */
  cashDifferences: z.array(shownDifference),
  /** Active collectives that held no meeting in the month. */
  collectivesWithoutMeeting: z.array(z.object({ id })),
  /** Meetings of the month whose sheet has no cash count. */
  meetingsWithoutCount: z.array(z.object({ id, collectiveId: id, heldOn: z.string() })),
  /** Active members without a consent in force: her id, and the consent's purpose. */
  consentsMissing: z.array(
    z.object({
      id,
      purpose: z.enum(['services', 'reporting']),
      state: z.enum(['never_given', 'withdrawn']),
    }),
  ),
  /** Cases with a follow-up that was due before today. */
  overdueFollowUps: z.array(z.object({ id, memberId: id, due: z.string() })),
  /** Open urgent cases that stopped `on` a day, since their woman's consent to the services was withdrawn, which was recorded at `recordedAt`. */
  stoppedUrgentCases: z.array(
    z.object({ id, memberId: id, on: z.string(), recordedAt: z.string().optional() }),
  ),
  /** Consents, recorded `on` a day since the month began, by which somebody undid a stop that somebody else had recorded. */
  undoneStops: z.array(z.object({ id, memberId: id, purpose: z.enum(consentPurposes), on: z.string() })),
  /** Records with the same content as an earlier one, `otherId`. */
  likelyDuplicates: z.array(
    z.object({
      id,
      otherId: id,
      record: z.enum(['member', 'meeting', 'voucher', 'case_event', 'outreach']),
      ...place,
    }),
  ),
  /** Records with an unusually high number or an impossible date. */
  outliers: z.array(
    z.object({
      id,
      record: z.enum(['meeting', 'voucher', 'outreach']),
      why: z.enum([
        'deposit_far_above_usual',
        'participants_far_above_usual',
        'before_the_member_joined',
        'after_the_member_left',
        'before_the_collective_was_formed',
        'after_the_collective_closed',
        'taken_back_on_a_later_day',
      ]),
      memberId: id.optional(),
      reversedAt: shownDifference.shape.reversedAt,
      ...place,
    }),
  ),
  /** The full numbers; each list has at most its first hundred entries. */
  counts: z.object({
    cashDifferences: z.int(),
    collectivesWithoutMeeting: z.int(),
    meetingsWithoutCount: z.int(),
    consentsMissing: z.int(),
    overdueFollowUps: z.int(),
    stoppedUrgentCases: z.int(),
    undoneStops: z.int(),
    likelyDuplicates: z.int(),
    outliers: z.int(),
  }),
});
export type Quality = z.infer<typeof quality>;

const day = z.string();

/** A finding of any list: its kind (the name of the list in the preview), its ids, and what its list says of it. */
const bareFinding = z.object({
  kind: z.enum(findingLists),
  id,
  collectiveId: id.optional(),
  memberId: id.optional(),
  caseId: id.optional(),
  otherId: id.optional(),
  record: z.enum(['member', 'meeting', 'voucher', 'case_event', 'outreach']).optional(),
  why: quality.shape.outliers.element.shape.why.optional(),
  purpose: quality.shape.undoneStops.element.shape.purpose.optional(),
  state: quality.shape.consentsMissing.element.shape.state.optional(),
  due: day.optional(),
  heldOn: day.optional(),
  on: day.optional(),
  cashCountedPaise: z.int().optional(),
  cashExpectedPaise: z.int().optional(),
  differencePaise: z.int().optional(),
  openPaise: z.int().optional(),
  madeUpBy: shownDifference.shape.madeUpBy,
  isReversed: shownDifference.shape.isReversed,
  reversedAt: shownDifference.shape.reversedAt,
  recordedAt: z.string().optional(),
  /** The day since which it stands. */
  since: day,
});
export type BareFinding = z.infer<typeof bareFinding>;

/** A finding, with what was asked of the group's leaders about it and why it may stay. */
export const finding = bareFinding.extend({
  assignedTo: id
    .optional()
    .describe(
      'Of a finding about a case: the person who has it. Nobody is asked about it: its woman’s leaders may not know of it.',
    ),
  question: question
    .pick({
      id: true,
      collectiveId: true,
      on: true,
      about: true,
      askedAt: true,
      answeredAt: true,
      ageDays: true,
      closed: true,
    })
    .extend({ answers: z.array(question.shape.answers.element.omit({ text: true })) })
    .optional(),
  explanation: z
    .object({
      why: z.enum([...explanation.shape.why.options, 'did_not_meet']),
      at: z.string(),
      by: z.string(),
    })
    .optional(),
});
export type Finding = z.infer<typeof finding>;

/** All findings of a month, the oldest first; of each kind at most a hundred, and in `counts` how many there are. */
export const findings = z.object({ items: z.array(finding), counts: quality.shape.counts });

/** The snapshot as if its cutoff were now, and what to look at before the close. */
export const preview = z.object({ snapshot: z.looseObject({}), quality });
