import { isRepeated } from '../../../../functions/months/rendering/road.ts';
import { type Plan, planOf, reachedOf } from '../../../../functions/months/rendering/year-pace.ts';
import {
  addMonths,
  financialYearOf,
  firstMonthOfFinancialYear,
  monthOfFinancialYear,
} from '../../../../functions/shared/calendar/calendar.ts';
import type { Cell } from '../../design/table/table-rules.ts';
import { fileValue } from '../../months/format-published.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';
import { monthsBetween } from '../periods/periods.ts';
import type { PublishedValue, PublishedValues } from '../published-values.ts';

/** A row of the funder's year table: an indicator in the financial year, up to the shown month. */
export type YearRow = {
  readonly indicator: Indicator;
  /** The months from April to the shown one; undefined for one without a publication, or that repeats an earlier number. */
  readonly months: readonly (PublishedValue | undefined)[];
  /** The value from April to the shown month, with the revisions since. */
  readonly year: PublishedValue;
  /** The year before, from its April to the same month. */
  readonly lastYear: PublishedValue | undefined;
  /** The value from the programme's start to the shown month. */
  readonly toDate: PublishedValue;
  /** The share of the target that is reached, in tenths of a percent; null if there is none, as `reachedOf` says. */
  readonly reached: number | null;
  /** What equal months would have brought of the target by now, and how far the year is from it; null if there is none, as `planOf` says. */
  readonly plan: Plan | null;
};

/** The months of the funder's year table: from April to the given month. */
export const monthsOfYear = (month: string): string[] =>
  monthsBetween(firstMonthOfFinancialYear(month), month);

/** The rows of the funder's year table, one for each indicator of the shown month. */
export function yearRows(snapshot: Snapshot, values: PublishedValues): YearRow[] {
  const { month: lastMonth } = snapshot;
  return snapshot.indicators.map((indicator) => {
    const { code, unit, way, target } = indicator;
    const valueUpToMonth = (period: 'financialYear' | 'toDate'): PublishedValue =>
      // `values` always has the shown month; the default is for the type.
      values.get(code, period, lastMonth) ?? { value: indicator[period], isRevised: false };
    const year = valueUpToMonth('financialYear');
    return {
      indicator,
      months: monthsOfYear(lastMonth).map((month) =>
        isRepeated(indicator, month) ? undefined : values.get(code, 'month', month),
      ),
      year,
      lastYear: values.get(code, 'financialYear', addMonths(lastMonth, -12)),
      toDate: valueUpToMonth('toDate'),
      reached: reachedOf({ financialYear: year.value, target }),
      plan: planOf({ unit, way, financialYear: year.value, target }, monthOfFinancialYear(lastMonth)),
    };
  });
}

const yearColumns = ['year', 'year_as_published', 'last_year', 'to_date'] as const;

/**
 * The funder's year table as a CSV file, with the year's number as it was published beside the newest number. Each row
 * is an indicator. Money is in paise, as in all files; a ratio is `numerator/denominator`.
 */
export function yearFile(snapshot: Snapshot, rows: readonly YearRow[]): { header: string[]; rows: Cell[][] } {
  return {
    header: [
      'financial_year',
      'code',
      'title_en',
      'title_te',
      'title_ja',
      'unit',
      'way',
      ...monthsOfYear(snapshot.month),
      ...yearColumns,
      'target',
      'plan_by_now',
      'difference_from_plan',
    ],
    rows: rows.map(({ indicator, months, year, lastYear, toDate, plan }) => [
      snapshot.financialYear,
      indicator.code,
      indicator.title.en,
      indicator.title.te,
      indicator.title.ja,
      indicator.unit,
      indicator.way,
      ...months.map((month) => fileValue(month?.value)),
      fileValue(year.value),
      fileValue(indicator.financialYear),
      fileValue(lastYear?.value),
      fileValue(toDate.value),
      indicator.target ?? undefined,
      plan?.due,
      plan?.difference,
    ]),
  };
}

/**
 * The financial years that the funder's year table offers: those with a published month, newest first, each with its
 * last published month.
 */
export const financialYearsOf = (
  months: readonly string[],
): readonly (readonly [year: string, month: string])[] =>
  // A later month of the same year replaces the earlier month.
  [...new Map(months.toSorted().map((month) => [financialYearOf(month), month]))].toReversed();
