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
export type PeriodKind = 'month' | 'quarter' | 'year' | 'free';

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;
const offered = { month: 24, quarter: 8, year: 5 } as const;

/**
 * The periods of accounts of one length that are offered, the current one first; it ends today. Quarters and years are
 * those of the financial year.
 */
export function offeredPeriods(way: Exclude<PeriodKind, 'free'>, today: string): Period[] {
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

/** The period of accounts from the beginning of the financial year to today. */
export const financialYearToDate = (today: string): Period => ({
  from: `${firstMonthOfFinancialYear(monthOf(today))}-01`,
  to: today,
});

/** The period of accounts that an address names; undefined if it names none. */
export const parsePeriod = (from: string | undefined, to: string | undefined): Period | undefined =>
  from !== undefined && to !== undefined && isDate(from) && isDate(to) && from <= to
    ? { from, to }
    : undefined;

/** By which kind of choice (month, quarter, year, free) a period of accounts is chosen. */
export const periodKindOf = ({ from, to }: Period, today: string): PeriodKind =>
  (['year', 'quarter', 'month'] as const).find((way) =>
    offeredPeriods(way, today).some((period) => period.from === from && period.to === to),
  ) ?? 'free';

/** The financial year, `2026-27`, of a period of accounts that is one or begins one. */
export const financialYearText = ({ from }: Period): string => financialYearOf(monthOf(from));
