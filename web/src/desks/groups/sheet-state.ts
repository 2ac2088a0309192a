import type { CollectiveOverview } from './read-overviews.ts';

/**
 * The state of a group's sheets in a month at the desk: their number, `missing`, or `not due` yet; a dash if the month needs none. A sheet is the
 * record of a meeting that is not reversed.
 * @param month `YYYY-MM`
 * @param currentMonth `YYYY-MM`
 */
export function sheetStateOf(
  { formedOn, closedOn, months }: Pick<CollectiveOverview, 'formedOn' | 'closedOn' | 'months'>,
  month: string,
  currentMonth: string,
): number | 'missing' | 'not due' | '–' {
  const count = months.find((one) => one.month === month)?.meetings ?? 0;
  if (count > 0) return count;
  // The month in which it was formed needs a sheet, that in which it closed doesn't.
  const isActive = formedOn.slice(0, 7) <= month && (closedOn === undefined || closedOn.slice(0, 7) > month);
  if (!isActive) return '–';
  // The current month's meeting may still come.
  return month < currentMonth ? 'missing' : 'not due';
}
