import {
  addMonths,
  financialYearOf,
  firstMonthOfFinancialYear,
  isDate,
  lastDateOf,
  monthOf,
} from '../../../../../functions/shared/calendar/calendar.ts';

/** A period of accounts, as dates; both days are included. */
export type Period = { readonly from: string; readonly to: string };
/** `free`: any first and last day. */
export type PeriodKind = 'month' | 'quarter' | 'year' | 'free';

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;
/** How many periods of each kind are offered. */
const offeredCount = { month: 24, quarter: 8, year: 5 } as const;

/**
 * The periods of accounts of one kind that are offered, the current one first, which ends today. Quarters and years are those
 * of the financial year.
 */
export function offeredPeriods(kind: Exclude<PeriodKind, 'free'>, today: string): Period[] {
  const april = firstMonthOfFinancialYear(monthOf(today));
  const length = monthsIn[kind];
  // A month is `2026-10`.
  const yearOf = (month: string): number => Number(month.slice(0, 4));
  const monthNumberOf = (month: string): number => Number(month.slice(5));
  const currentMonth = monthOf(today);
  const monthsSinceApril =
    (yearOf(currentMonth) - yearOf(april)) * 12 + monthNumberOf(currentMonth) - monthNumberOf(april);
  // Periods are counted from April: a quarter begins in April, July, October or January.
  const currentStart = addMonths(april, Math.floor(monthsSinceApril / length) * length);
  return Array.from({ length: offeredCount[kind] }, (_, index) => {
    const begin = addMonths(currentStart, -index * length);
    const end = lastDateOf(addMonths(begin, length - 1));
    return { from: `${begin}-01`, to: end < today ? end : today };
  });
}

/** The period of accounts from the beginning of the financial year to today. */
export const financialYearToDate = (today: string): Period => ({
  from: `${firstMonthOfFinancialYear(monthOf(today))}-01`,
  to: today,
});

/** The period of accounts that an address names; undefined if its parts are no dates in the right order. */
export const parsePeriod = (from: string | undefined, to: string | undefined): Period | undefined =>
  from !== undefined && to !== undefined && isDate(from) && isDate(to) && from <= to
    ? { from, to }
    : undefined;

/** The kind of a period of accounts; `free` if it is none of the offered ones. */
export const periodKindOf = ({ from, to }: Period, today: string): PeriodKind =>
  // In April the current month, quarter and year are the same days: the longest kind counts.
  (['year', 'quarter', 'month'] as const).find((kind) =>
    offeredPeriods(kind, today).some((period) => period.from === from && period.to === to),
  ) ?? 'free';

/** The text for the financial year in which a period of accounts begins: `2026-27`. */
export const financialYearText = ({ from }: Period): string => financialYearOf(monthOf(from));
