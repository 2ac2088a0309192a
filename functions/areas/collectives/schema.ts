import * as z from 'zod';
import { changeOf, inputOf, listedOf } from '../../shared/definition/schemas.ts';
import { date, month, phone } from '../../shared/fields/fields.ts';
import { collectiveFields } from './definition.ts';

export const collectiveInput = inputOf(collectiveFields);

/**
 * The changeable fields of a collective. `closedOn: null` reopens it; `ratePerMonthBasisPoints: null` removes the usual
 * interest.
 */
export const collectiveChange = changeOf(collectiveFields);
export type CollectiveChange = z.infer<typeof collectiveChange>;

export const collective = listedOf(collectiveFields);
export type Collective = z.infer<typeof collective>;

/** A person who leads a collective, as the desk sees her. */
const collectiveLeader = z.object({
  id: z.string(),
  name: z.string(),
  telephone: phone.optional(),
  phone: z
    .enum(['none', 'ended'])
    .optional()
    .describe(
      'Left out while she has a phone in use. `none`: she has not set one up. `ended`: hers was ended and not replaced, so her number may ring with somebody else.',
    ),
});
export type CollectiveLeader = z.infer<typeof collectiveLeader>;

/** A collective that is opened. */
export const openedCollective = collective.extend({ leaders: z.array(collectiveLeader).optional() });

const count = z.int().min(0);

/** A collective in the overview of all. */
export const collectiveOverview = collective.extend({
  memberCount: count.describe('The women in it now.'),
  savingsPaise: count.describe('The savings of all its members.'),
  loansOutstandingPaise: count.describe('What its members owe it.'),
  talksDue: count.describe('With how many of its women a talk is due today.'),
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
