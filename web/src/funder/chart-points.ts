import { numberOf, type Value } from '../../../functions/months/disclosure/value-arithmetic.ts';
import { addMonths } from '../../../functions/shared/calendar/calendar.ts';
import { lastMonthOfQuarter, monthsBetween, type Period } from './periods/periods.ts';
import type { PublishedValue, PublishedValues } from './published-values.ts';

export type ChartPoint = {
  /** The last month of the point's period. */
  readonly month: string;
  /** The value of the point's period; undefined if no publication has it. */
  readonly published: PublishedValue | undefined;
  /** The value of the same period a year before. */
  readonly yearBefore: PublishedValue | undefined;
};

/**
 * The points of the funder's charts: an indicator's latest values of one kind of period, the oldest first. They begin with
 * the first known value, so there may be fewer than `count`.
 * @param lastMonth the month that ends the last period
 */
export function pointsOf(
  values: PublishedValues,
  code: string,
  period: Period,
  { lastMonth, count }: { readonly lastMonth: string; readonly count: number },
): ChartPoint[] {
  // The last quarter may be unfinished: it ends with the last month.
  const quarterEnds = (): string[] =>
    Array.from({ length: count }, (_, quartersBack) =>
      quartersBack === 0 ? lastMonth : addMonths(lastMonthOfQuarter(lastMonth), -3 * quartersBack),
    ).toReversed();
  const lastMonths =
    period === 'quarter' ? quarterEnds() : monthsBetween(addMonths(lastMonth, 1 - count), lastMonth);
  const points = lastMonths.map((month) => ({
    month,
    published: values.get(code, period, month),
    yearBefore: values.get(code, period, addMonths(month, -12)),
  }));
  const firstKnown = points.findIndex((point) => point.published !== undefined);
  return firstKnown === -1 ? [] : points.slice(firstKnown);
}

/**
 * The magnitude of a published value at a point of the funder's charts, as one number: a ratio becomes its share,
 * 0.5 for a half; null where there is no value, or the ratio's denominator is 0.
 */
export function magnitudeOf(value: Value | undefined): number | null {
  const number = numberOf(value ?? null);
  const isRatio = typeof value === 'object';
  // `numberOf` gives a ratio in tenths of a percent.
  return isRatio && number !== null ? number / 1000 : number;
}
