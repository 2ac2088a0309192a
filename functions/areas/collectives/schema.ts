import * as z from 'zod';
import { amountOrNothingPaise, clientId, date, district, month, stamp } from '../../shared/fields/fields.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/** A collective as it is sent: a local self-help group of survivors who save together. */
export const collectiveInput = z.strictObject({
  id: clientId,
  name: plaintextLine,
  district,
  mandal: plaintextLine,
  formedOn: date,
  meetingFrequency: z.enum(['weekly', 'fortnightly', 'monthly']),
  /** The usual deposit of a member at a meeting. */
  usualDepositPaise: amountOrNothingPaise,
  /** The usual monthly interest on loans, in hundredths of a per cent: 200 is 2% a month. */
  ratePerMonthBasisPoints: z.int().min(0).max(1_000).optional(),
  closedOn: date.optional(),
});
export type CollectiveInput = z.infer<typeof collectiveInput>;

const { closedOn, ratePerMonthBasisPoints } = collectiveInput.shape;

/**
 * The changeable fields of a collective. `closedOn: null` reopens it; `ratePerMonthBasisPoints: null` removes the usual
 * interest.
 */
export const collectiveChange = collectiveInput.omit({ id: true }).partial().extend({
  closedOn: closedOn.nullable(),
  ratePerMonthBasisPoints: ratePerMonthBasisPoints.nullable(),
});
export type CollectiveChange = z.infer<typeof collectiveChange>;

export const collective = collectiveInput
  .extend({
    ...stamp,
    /** The day of the opening of its books, if it saved together before it joined the programme. */
    openedAsOf: date.optional(),
  })
  .strip();
export type Collective = z.infer<typeof collective>;

const count = z.int().min(0);

/** A collective in the overview of all. */
export const collectiveOverview = collective.extend({
  memberCount: count.describe('The women in it now.'),
  savingsPaise: count.describe('The savings of all its members.'),
  loansOutstandingPaise: count.describe('What its members owe it.'),
  lastMeetingOn: date
    .optional()
    .describe(
      'The day of its last meeting; absent if it never met, or if its newest hundred sheets are all taken back.',
    ),
  months: z
    .array(
      z.object({
        month,
        meetings: z.int().min(1),
        uncounted: count.describe('Those whose cash was not counted.'),
        cashDifferences: count.describe('Those whose counted cash differed from the books.'),
      }),
    )
    .describe(
      'Its meetings by month, the newest first, of the current month and the five before it; reversed ones don’t count.',
    ),
});
export type CollectiveOverview = z.infer<typeof collectiveOverview>;
