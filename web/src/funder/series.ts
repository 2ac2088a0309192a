import { changeOf, latestValues, numberOf, type Value } from '../../../functions/disclosure/latest-values.ts';
import { addMonths } from '../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../months/published.ts';

/** What follows from published numbers. Pure. */

export type Point = {
  readonly month: string;
  readonly value: Value;
  /** Whether a later publication than the month's newest version has revised it. */
  readonly isRevised: boolean;
};

/**
 * What is known of each month up to a snapshot's own, once that is published: one indicator's series.
 * @param history what was published before, in the order of publication
 * @returns by code; each by month, without the months that nothing was published for
 */
export function seriesOf(snapshot: Snapshot, history: readonly Snapshot[]): (code: string) => Point[] {
  const months = [...latestValues([...history, snapshot])]
    .filter(([month]) => month <= snapshot.month)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return (code) =>
    months.flatMap(([month, values]) => {
      const latest = values.get(code);
      return latest === undefined
        ? []
        : [{ month, value: latest.value, isRevised: latest.revisedIn !== undefined }];
    });
}

/** How much more a month is than the month before it, as `changeOf`; null where either is not there. */
export function monthlyChangeOf(series: readonly Point[], month: string): number | null {
  const of = (wanted: string) => series.find((one) => one.month === wanted)?.value ?? null;
  return changeOf(of(addMonths(month, -1)), of(month));
}

/** One number for a chart: a ratio's is its share, from 0 to 1; null where it has no denominator. */
export function magnitudeOf(value: Value): number | null {
  const number = numberOf(value);
  return typeof value === 'number' || number === null ? number : number / 1000;
}

/** The share of the financial year's target that is reached: 0.6 for 9 of 15; null without a target, or where it is 0. */
export function progressOf({ financialYear, target }: Indicator): number | null {
  return target === null || target === 0 || typeof financialYear !== 'number' ? null : financialYear / target;
}

/** Round numbers from nothing to the highest or a little above: 0, 5, 10, 15 for 13. */
export function ticksOf(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
