import type { Indicator, Snapshot, Value } from './published.ts';

/** What follows from published numbers. Pure. */

/** `2026-10` and −1 give `2026-09`. */
export function addMonths(month: string, count: number): string {
  const [year = 0, ofYear = 1] = month.split('-').map(Number);
  const months = year * 12 + ofYear - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

export type Point = {
  readonly month: string;
  readonly value: Value;
  /** Whether a later snapshot has said otherwise than the month's own. */
  readonly isRevised: boolean;
};

/**
 * What was last said of each month, of one indicator: by the month's own snapshot, or by the revisions of a later one. The later
 * cutoff is right.
 * @param snapshots in any order
 * @returns by month; months that nothing was published for are not in it
 */
export function seriesOf(code: string, snapshots: readonly Snapshot[]): Point[] {
  const said = new Map<string, Point>();
  for (const snapshot of snapshots.toSorted((a, b) => (a.cutoff < b.cutoff ? -1 : 1))) {
    const own = snapshot.indicators.find((indicator) => indicator.code === code);
    if (own !== undefined)
      said.set(snapshot.month, { month: snapshot.month, value: own.month, isRevised: false });
    for (const { month, code: revised, now } of snapshot.revisions) {
      if (revised === code && said.has(month)) said.set(month, { month, value: now, isRevised: true });
    }
  }
  return [...said.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** One number for a chart: a ratio's is its share, from 0 to 1; null where it has no denominator. */
export function magnitudeOf(value: Value): number | null {
  if (typeof value === 'number') return value;
  return value.denominator === 0 ? null : value.numerator / value.denominator;
}

/** How much more this month is than the month before it; null where either is not there. */
export function changeOf(series: readonly Point[], month: string): number | null {
  const of = (wanted: string) => {
    const point = series.find((one) => one.month === wanted);
    return point === undefined ? null : magnitudeOf(point.value);
  };
  const now = of(month);
  const before = of(addMonths(month, -1));
  return now === null || before === null ? null : now - before;
}

/** The share of the financial year's target that is reached: 0.6 for 9 of 15; null without a target, or where it is 0. */
export function progressOf({ financialYear, target }: Indicator): number | null {
  const reached = magnitudeOf(financialYear);
  return target === null || target === 0 || reached === null || typeof financialYear !== 'number'
    ? null
    : reached / target;
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
