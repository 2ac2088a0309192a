import { addDays, addMonths } from '../../../../functions/domain/calendar.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { type CountedSheet, cashDifference, countedCash } from '../books/expected-cash.ts';
import type { Collective, Meeting } from '../frame/record-types.ts';
import { sheetStateOf } from './sheet-state.ts';

/** The rows of the desk's overview of groups (collectives); pure. */

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;
type RecordedSheet = Pick<Meeting, 'heldOn' | 'reversed'> & CountedSheet;

/** How many months the desk's overview of groups looks back, the current one included. */
export const overviewMonths = 6;

export type OverviewRow = {
  readonly id: string;
  readonly collective: Collective;
  /** The number of active members. */
  readonly memberCount: number;
  /** The day of the last meeting, `YYYY-MM-DD`; undefined if the group has held none. */
  readonly lastMeeting: string | undefined;
  readonly savingsPaise: number;
  readonly loansPaise: number;
  /** The number of sheets of the last `overviewMonths` months whose counted cash differed from the books. */
  readonly cashDifferences: number;
  /** The number of sheets of these months whose cash was not counted. */
  readonly uncountedSheets: number;
  /** Whether an open group has held no meeting for two months. */
  readonly isSilent: boolean;
  /** How many of the last `overviewMonths` months lack a sheet. */
  readonly monthsWithoutSheet: number;
};

/** Two months: a group that has not met for longer is marked as silent. */
const silentDays = 61;

/**
 * A group's row in the desk's overview: its members, last meeting, money, and what is missing or differs.
 * @param today Indian date, `YYYY-MM-DD`
 */
export function overviewOf(
  collective: Collective,
  memberCount: number,
  meetings: readonly RecordedSheet[],
  { savingsPaise, loansOutstandingPaise }: Pick<Ledger, 'savingsPaise' | 'loansOutstandingPaise'>,
  today: string,
): OverviewRow {
  const currentMonth = today.slice(0, 7);
  const months = Array.from({ length: overviewMonths }, (_, index) => addMonths(currentMonth, -index));
  const validSheets = meetings.filter(({ reversed }) => reversed === undefined);
  const recentSheets = validSheets.filter(({ heldOn }) => months.includes(heldOn.slice(0, 7)));
  const lastMeeting = validSheets
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1);
  return {
    id: collective.id,
    collective,
    memberCount,
    lastMeeting,
    savingsPaise,
    loansPaise: loansOutstandingPaise,
    cashDifferences: recentSheets.filter((sheet) => cashDifference(sheet) !== 0).length,
    uncountedSheets: recentSheets.filter((sheet) => countedCash(sheet) === undefined).length,
    isSilent:
      // A group that has never met counts from the day on which it was formed.
      collective.closedOn === undefined && (lastMeeting ?? collective.formedOn) < addDays(today, -silentDays),
    // `sheetStateOf` leaves out reversed sheets itself.
    monthsWithoutSheet: months.filter(
      (month) => sheetStateOf(collective, meetings, month, currentMonth) === 'missing',
    ).length,
  };
}
