import { addMonths } from '../domain/calendar.ts';

/**
 * When a breakdown is published anew. Published totals alone decide: a rule that used hidden numbers would reveal something about them
 * each time it applied. See docs/disclosure.md.
 */

/** The total from which on a breakdown is first shown. */
const minTotal = 20;
/** A breakdown is due again after this many months if its total differs by at least this many people. */
const renewal = { months: 12, difference: 20 } as const;

/** A breakdown's total (`toDate`) in a month (`YYYY-MM`), as published. */
type TotalOfMonth = { readonly month: string; readonly toDate: number };

/**
 * Whether a breakdown is due: when its total has grown by half since it was last shown, or differs by 20 after twelve months.
 * @param last when it was last shown or withheld; null: never
 */
export const isDue = ({ month, toDate }: TotalOfMonth, last: TotalOfMonth | null): boolean => {
  if (last === null) {
    return toDate >= minTotal;
  }
  const hasGrownByHalf = toDate > last.toDate && 2 * toDate >= 3 * last.toDate;
  const isOld = month >= addMonths(last.month, renewal.months);
  return hasGrownByHalf || (isOld && Math.abs(toDate - last.toDate) >= renewal.difference);
};
