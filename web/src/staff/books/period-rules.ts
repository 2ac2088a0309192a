import {
  addMonths,
  financialYearOf,
  firstMonthOfFinancialYear,
  isDate,
  lastDateOf,
  monthOf,
} from '../../../../functions/domain/calendar.ts';

/** Periods of accounts, both days included; pure. */

export type Period = { readonly from: string; readonly to: string };
export type PeriodWay = 'month' | 'quarter' | 'year' | 'free';

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;
const offered = { month: 24, quarter: 8, year: 5 } as const;

/** Those of one length, the current one first; it ends today. Quarters and years are those of the financial year. */
export function periodsOf(way: Exclude<PeriodWay, 'free'>, today: string): Period[] {
  const april = firstMonthOfFinancialYear(monthOf(today));
  const length = monthsIn[way];
  const sinceApril =
    (Number(monthOf(today).slice(0, 4)) - Number(april.slice(0, 4))) * 12 +
    Number(monthOf(today).slice(5)) -
    Number(april.slice(5));
  const first = addMonths(april, Math.floor(sinceApril / length) * length);
  return Array.from({ length: offered[way] }, (_, index) => {
    const begin = addMonths(first, -index * length);
    const end = lastDateOf(addMonths(begin, length - 1));
    return { from: `${begin}-01`, to: end < today ? end : today };
  });
}

/** The financial year so far. */
export const thisYear = (today: string): Period => ({
  from: `${firstMonthOfFinancialYear(monthOf(today))}-01`,
  to: today,
});

/** What an address names; undefined if that is no period. */
export const parsePeriod = (from: string | undefined, to: string | undefined): Period | undefined =>
  from !== undefined && to !== undefined && isDate(from) && isDate(to) && from <= to
    ? { from, to }
    : undefined;

/** Which way a period is chosen by. */
export const wayOf = ({ from, to }: Period, today: string): PeriodWay =>
  (['year', 'quarter', 'month'] as const).find((way) =>
    periodsOf(way, today).some((period) => period.from === from && period.to === to),
  ) ?? 'free';

/** `2026-27` of a period that is a financial year or the beginning of one. */
export const yearOf = ({ from }: Period): string => financialYearOf(monthOf(from));
