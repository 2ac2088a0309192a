import * as z from 'zod';

const id = z.string();

/** Where a record is found that stands under another, and its day. */
const place = {
  collectiveId: id.optional(),
  caseId: id.optional(),
  on: z.string().optional(),
};

/** What to look at before the close; each entry has the id of the record that it is about. */
const quality = z.object({
  /** Active collectives that held no meeting in the month. */
  collectivesWithoutMeeting: z.array(z.object({ id })),
  /** Meetings of the month whose sheet says nothing of what was counted in the box. */
  meetingsWithoutCount: z.array(z.object({ id, collectiveId: id, heldOn: z.string() })),
  /** Active members whose consent is not in force: her id, and what for. */
  consentsMissing: z.array(
    z.object({
      id,
      purpose: z.enum(['services', 'reporting']),
      state: z.enum(['never_given', 'withdrawn']),
    }),
  ),
  /** Cases with a follow-up that was due before today. */
  overdueFollowUps: z.array(z.object({ id, memberId: id, due: z.string() })),
  /** Records that say the same as another. */
  likelyDuplicates: z.array(
    z.object({
      id,
      otherId: id,
      record: z.enum(['member', 'meeting', 'case_event', 'outreach']),
      ...place,
    }),
  ),
  /** Records with a figure or a date unlike the others. */
  outliers: z.array(
    z.object({
      id,
      record: z.enum(['meeting', 'outreach']),
      why: z.enum([
        'deposit_far_above_usual',
        'participants_far_above_usual',
        'before_the_member_joined',
        'after_the_member_left',
        'before_the_collective_was_formed',
        'after_the_collective_closed',
      ]),
      memberId: id.optional(),
      ...place,
    }),
  ),
  /** How many there are of each; the lists hold the first hundred. */
  counts: z.object({
    collectivesWithoutMeeting: z.int(),
    meetingsWithoutCount: z.int(),
    consentsMissing: z.int(),
    overdueFollowUps: z.int(),
    likelyDuplicates: z.int(),
    outliers: z.int(),
  }),
});
export type Quality = z.infer<typeof quality>;

/** The snapshot as if its cutoff were now, and what to look at before the close. */
export const preview = z.object({ snapshot: z.looseObject({}), quality });
