import { addDays, addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import type { CollectiveOverview } from './read-overviews.ts';
import { sheetStateOf } from './sheet-state.ts';

/** The rows of the desk's overview of groups (collectives); pure. */

/** How many months the desk's overview of groups looks back, the current one included. */
export const overviewMonths = 6;

export type OverviewRow = {
  readonly id: string;
  readonly collective: CollectiveOverview;
  /** The number of its cash differences, of sheets and vouchers of any month, that nobody has explained or settled: those of the first page. */
  readonly cashDifferences: number;
  /** The number of sheets of the last `overviewMonths` months whose cash was not counted. */
  readonly uncountedSheets: number;
  /** Whether an open group has held no meeting for two months. */
  readonly isSilent: boolean;
  /** How many of these months lack a sheet. */
  readonly monthsWithoutSheet: number;
};

/** Two months: a group that has not met for longer is marked as silent. */
const silentDays = 61;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/**
 * A group's row in the desk's overview: its figures, and what is missing or differs.
 * @param differences the open cash differences of all groups
 * @param today Indian date, `YYYY-MM-DD`
 */
export function overviewOf(
  collective: CollectiveOverview,
  differences: readonly { readonly collectiveId: string }[],
  today: string,
): OverviewRow {
  const currentMonth = today.slice(0, 7);
  const months = Array.from({ length: overviewMonths }, (_, index) => addMonths(currentMonth, -index));
  const { id, closedOn, formedOn, lastMeetingOn } = collective;
  return {
    id,
    collective,
    cashDifferences: differences.filter(({ collectiveId }) => collectiveId === id).length,
    uncountedSheets: sum(collective.months.map(({ uncounted }) => uncounted)),
    // A group that has never met counts from the day on which it was formed.
    isSilent: closedOn === undefined && (lastMeetingOn ?? formedOn) < addDays(today, -silentDays),
    monthsWithoutSheet: months.filter((month) => sheetStateOf(collective, month, currentMonth) === 'missing')
      .length,
  };
}
