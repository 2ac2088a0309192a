import { addMonths, firstMonthOfFinancialYear } from '../../../functions/domain/calendar.ts';
import type { Indicator } from '../months/published.ts';

/** The periods of the funder's page by their months. Pure. */

export const periods = ['month', 'quarter', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];

/** On the funder's page: the months from one to another, both included. */
export const monthsBetween = (first: string, last: string): string[] =>
  first > last ? [] : [first, ...monthsBetween(addMonths(first, 1), last)];

/** For the periods of the funder's page: the first month of a month's quarter, which begins in April, July, October or January. */
export const firstMonthOfQuarter = (month: string): string =>
  addMonths(month, -((Number(month.slice(5)) - 1) % 3));

export const lastMonthOfQuarter = (month: string): string => addMonths(firstMonthOfQuarter(month), 2);

/** For the periods of the funder's page: the month with which the period before ends, with which a number is compared; undefined if none compares. */
export function comparedMonth(way: Indicator['way'], period: Period, month: string): string | undefined {
  if (way === 'stock') {
    if (period === 'quarter') return addMonths(firstMonthOfQuarter(month), -1);
    return addMonths(period === 'financialYear' ? firstMonthOfFinancialYear(month) : month, -1);
  }
  if (period === 'month') return addMonths(month, -1);
  // What isn't over yet says nothing beside a whole quarter.
  if (period === 'quarter') return month === lastMonthOfQuarter(month) ? addMonths(month, -3) : undefined;
  // A total grows by what the month adds; a share does not.
  if (way === 'ratio') return undefined;
  return period === 'financialYear' && month === firstMonthOfFinancialYear(month)
    ? undefined
    : addMonths(month, -1);
}

/** For the periods of the funder's page: which of the financial year's twelve months a month is: April is 1, March 12. */
export const monthOfFinancialYear = (month: string): number =>
  monthsBetween(firstMonthOfFinancialYear(month), month).length;

/** For the periods of the funder's page: the same month of the year before. */
export const lastYearOf = (month: string): string => addMonths(month, -12);
