import { addMonths, firstMonthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import type { Indicator } from '../../months/published.ts';

/** The periods of the funder's page by their months. Pure. */

/** Kinds of periods. `financialYear`: from April to the month; `toDate`: from the programme's start to the month. */
export const periods = ['month', 'quarter', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];

/** For the periods of the funder's page: the months from one to another, both included; none if `first` is later. */
export const monthsBetween = (first: string, last: string): string[] =>
  first > last ? [] : [first, ...monthsBetween(addMonths(first, 1), last)];

/** For the periods of the funder's page: the first month of a month's quarter, which begins in April, July, October or January. */
export const firstMonthOfQuarter = (month: string): string =>
  addMonths(month, -((Number(month.slice(5)) - 1) % 3));

export const lastMonthOfQuarter = (month: string): string => addMonths(firstMonthOfQuarter(month), 2);

/**
 * For the periods of the funder's page: the month that ends the earlier period with which a number is compared; undefined
 * if there is none. For the sum of a month, `2026-10` gives `2026-09`.
 * @param way how the indicator counts
 * @param month the last month of the number's period
 */
export function comparedMonth(way: Indicator['way'], period: Period, month: string): string | undefined {
  // It is counted twice a year: nothing changed since the month before.
  if (way === 'ratio_of_stocks') return undefined;
  if (way === 'stock') {
    // A stock is the level at the period's end: compare with the level before the period began.
    if (period === 'quarter') return addMonths(firstMonthOfQuarter(month), -1);
    // The level to date has no start of its own: it compares with the month before, as a month's does.
    return addMonths(period === 'financialYear' ? firstMonthOfFinancialYear(month) : month, -1);
  }
  if (period === 'month') return addMonths(month, -1);
  // An unfinished quarter does not compare with a whole one.
  if (period === 'quarter') return month === lastMonthOfQuarter(month) ? addMonths(month, -3) : undefined;
  // A total since April or since the start compares with the month before, since the month adds to it. A ratio does not grow so.
  if (way === 'ratio') return undefined;
  // In April the financial year has no earlier month.
  const isNewYear = period === 'financialYear' && month === firstMonthOfFinancialYear(month);
  return isNewYear ? undefined : addMonths(month, -1);
}

/** For the periods of the funder's page: the same month of the year before. */
export const sameMonthLastYear = (month: string): string => addMonths(month, -12);
