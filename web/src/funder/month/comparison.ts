import { changeOf } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Indicator } from '../../months/published.ts';
import { comparedMonth, type Period, sameMonthLastYear } from '../periods/periods.ts';
import type { PublishedValue, PublishedValues } from '../published-values.ts';

export type Comparison = {
  /** The value of the period itself; undefined if it isn't known. */
  readonly now: PublishedValue | undefined;
  /** The value of the previous period; undefined if it isn't known, or none can be compared. */
  readonly previous: PublishedValue | undefined;
  /**
   * The change since the previous period, in the indicator's unit; of a ratio in tenths of a percentage point. Null if a number is
   * missing or no previous period can be compared.
   */
  readonly change: number | null;
  /** The value of the same period of the year before; undefined if it isn't known. */
  readonly lastYear: PublishedValue | undefined;
  /** The change since the same period of the year before, in the same unit as `change`. */
  readonly changeOnLastYear: number | null;
};

/**
 * The comparison of a published number on the funder's page: with the previous period's, and with that of a year before.
 * The indicator's `way` of counting (sum, distinct, stock or ratio) decides which month ends the previous period: in December, a
 * financial year's sum compares with that until November, and a stock with its level at the end of March.
 * @param month the last month of the period
 */
export function compareValues(
  values: PublishedValues,
  { code, way }: Indicator,
  period: Period,
  month: string,
): Comparison {
  const now = values.get(code, period, month);
  const previousMonth = comparedMonth(way, period, month);
  const lastYear = values.get(code, period, sameMonthLastYear(month));
  const changeSince = (earlier: PublishedValue | undefined) =>
    changeOf(earlier?.value ?? null, now?.value ?? null);
  const previous = previousMonth === undefined ? undefined : values.get(code, period, previousMonth);
  return {
    now,
    previous,
    change: previous === undefined ? null : changeSince(previous),
    lastYear,
    changeOnLastYear: changeSince(lastYear),
  };
}
