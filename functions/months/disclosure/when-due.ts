import { addMonths } from '../../shared/calendar/calendar.ts';

/**
 * The rule of when a breakdown is due: then it is published anew. The rule uses published totals alone. If it used hidden numbers, each
 * decision would reveal something about them. See docs/disclosure.md.
 */

/** The smallest total at which a breakdown is due for the first time. */
const minTotal = 20;
/** A breakdown is due again after `months` if its total differs by at least `difference` people. */
const renewal = { months: 12, difference: 20 } as const;

/** A published total: an indicator's value `toDate` in a month (`YYYY-MM`). */
type TotalOfMonth = { readonly month: string; readonly toDate: number };

/**
 * Whether a breakdown is due: its total has reached 20 for the first time, has grown by half since the last time, or differs by 20 people
 * after twelve months.
 * @param last the total with which the breakdown was last shown or withheld; null if it was never due
 */
export const isDue = ({ month, toDate }: TotalOfMonth, last: TotalOfMonth | null): boolean => {
  if (last === null) {
    return toDate >= minTotal;
  }
  // In integers: toDate >= 1.5 * last.toDate. From 0 people it must grow at all.
  const hasGrownByHalf = toDate > last.toDate && 2 * toDate >= 3 * last.toDate;
  // At least twelve months ago; months as texts have the order of time.
  const isOld = month >= addMonths(last.month, renewal.months);
  return hasGrownByHalf || (isOld && Math.abs(toDate - last.toDate) >= renewal.difference);
};
