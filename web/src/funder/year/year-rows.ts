import type { Value } from '../../../../functions/disclosure/latest-values.ts';
import { addMonths, firstMonthOfFinancialYear } from '../../../../functions/domain/calendar.ts';
import type { Cell } from '../../design/table-rules.ts';
import { fileValue } from '../../months/format.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';
import { monthsBetween, type PublishedValue, type PublishedValues, progressOf } from '../periods.ts';

/** The table of a financial year, up to the month that is shown. Pure. */

export type YearRow = {
  readonly indicator: Indicator;
  /** April and on; undefined where a month has no publication. */
  readonly months: readonly (PublishedValue | undefined)[];
  /** As the newest publication of the last month says it. */
  readonly year: Value;
  /**
   * What the months come to by now, where that is no longer what the year's number says: facts were recorded after the last
   * month's publication. Undefined where both are the same, and where months can't be added up.
   */
  readonly monthsAddUpTo?: Value;
  /** April to the same month of the year before. */
  readonly lastYear: PublishedValue | undefined;
  /** The reached share of the target, 1 is all; null without a target. */
  readonly share: number | null;
};

export const monthsOfYear = (month: string): string[] =>
  monthsBetween(firstMonthOfFinancialYear(month), month);

export function yearRows(snapshot: Snapshot, values: PublishedValues): YearRow[] {
  return snapshot.indicators.map((indicator) => {
    const { code, way } = indicator;
    const months = monthsOfYear(snapshot.month).map((month) => values.of(code, 'month', month));
    const sum = way === 'sum' || way === 'ratio' ? addAll(months) : undefined;
    return {
      indicator,
      months,
      year: indicator.financialYear,
      ...(sum === undefined || same(sum, indicator.financialYear) ? {} : { monthsAddUpTo: sum }),
      lastYear: values.of(code, 'financialYear', addMonths(snapshot.month, -12)),
      share: progressOf(indicator),
    };
  });
}

const same = (a: Value, b: Value): boolean => JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));

function addAll(months: readonly (PublishedValue | undefined)[]): Value | undefined {
  const values = months.flatMap((month) => (month === undefined ? [] : [partsOf(month.value)]));
  if (values.length < months.length) return undefined;
  const add = (at: 0 | 1) => values.reduce((sum, parts) => sum + (parts[at] ?? 0), 0);
  return values[0]?.length === 2 ? { numerator: add(0), denominator: add(1) } : add(0);
}

/** A number, or numerator and denominator. */
const partsOf = (value: Value): number[] =>
  typeof value === 'number' ? [value] : [value.numerator, value.denominator];

const periodsOfFile = ['year', 'last_year', 'to_date'] as const;

/**
 * The table of a financial year as a CSV file: one row an indicator, paise as in all files, a ratio as
 * `numerator/denominator`.
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
      ...periodsOfFile,
      'target',
    ],
    rows: rows.map(({ indicator, months, year, lastYear }) => [
      snapshot.financialYear,
      indicator.code,
      indicator.title.en,
      indicator.title.te,
      indicator.title.ja,
      indicator.unit,
      indicator.way,
      ...months.map((month) => fileValue(month?.value)),
      fileValue(year),
      fileValue(lastYear?.value),
      fileValue(indicator.toDate),
      indicator.target ?? undefined,
    ]),
  };
}
