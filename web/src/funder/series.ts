import { changeOf, latestValues, numberOf, type Value } from '../../../functions/disclosure/latest-values.ts';
import { addMonths } from '../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../months/published.ts';

/** Computations on published numbers. Pure. */

export type Point = {
  readonly month: string;
  readonly value: Value;
  /** Whether a publication later than the month's newest version has revised it. */
  readonly isRevised: boolean;
};

/**
 * One indicator's series: what was known of each month when a snapshot was published.
 * @param history earlier publications, in the order of publication
 * @returns by code, then by month, without months that have no publication
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

/** The change from the previous month, like `changeOf`; null if either month is missing. */
export function monthlyChangeOf(series: readonly Point[], month: string): number | null {
  const of = (wanted: string) => series.find((one) => one.month === wanted)?.value ?? null;
  return changeOf(of(addMonths(month, -1)), of(month));
}

/** One number for a chart: a ratio becomes its share, from 0 to 1; null without a denominator. */
export function magnitudeOf(value: Value): number | null {
  const number = numberOf(value);
  return typeof value === 'number' || number === null ? number : number / 1000;
}

/** The reached share of the financial year's target: 0.6 for 9 of 15; null without a target or with a target of 0. */
export function progressOf({ financialYear, target }: Indicator): number | null {
  return target === null || target === 0 || typeof financialYear !== 'number' ? null : financialYear / target;
}

/** Round numbers from zero to the highest value or slightly above: 0, 5, 10, 15 for 13. */
export function ticksOf(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
