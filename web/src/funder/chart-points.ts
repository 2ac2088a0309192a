import { numberOf, type Value } from '../../../functions/disclosure/value-arithmetic.ts';
import { addMonths } from '../../../functions/domain/calendar.ts';
import { lastMonthOfQuarter, monthsBetween, type Period } from './periods.ts';
import type { PublishedValue, PublishedValues } from './published-values.ts';

export type ChartPoint = {
  /** The month with which its period ends. */
  readonly month: string;
  /** Undefined where no publication says it. */
  readonly now: PublishedValue | undefined;
  /** The same of a year before. */
  readonly yearBefore: PublishedValue | undefined;
};

/**
 * For the funder's charts: an indicator's newest published values of a period as points, oldest first, from the first
 * that is known.
 */
export function pointsOf(
  values: PublishedValues,
  code: string,
  period: Period,
  { last, count }: { readonly last: string; readonly count: number },
): ChartPoint[] {
  const ends =
    period === 'quarter'
      ? Array.from({ length: count }, (_, ago) =>
          ago === 0 ? last : addMonths(lastMonthOfQuarter(last), -3 * ago),
        ).toReversed()
      : monthsBetween(addMonths(last, 1 - count), last);
  const points = ends.map((month) => ({
    month,
    now: values.get(code, period, month),
    yearBefore: values.get(code, period, addMonths(month, -12)),
  }));
  const first = points.findIndex((point) => point.now !== undefined);
  return first === -1 ? [] : points.slice(first);
}

/**
 * The magnitude of a published value at a point of the funder's charts, as one number: a ratio becomes its share,
 * from 0 to 1; null where there is none.
 */
export function magnitudeOf(value: Value | undefined): number | null {
  const number = numberOf(value ?? null);
  return typeof value === 'number' || number === null ? number : number / 1000;
}
