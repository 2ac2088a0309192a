import { latestValues } from '../../../../functions/disclosure/latest-values.ts';
import type { Value } from '../../../../functions/disclosure/value-arithmetic.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** A number that a correction would change. */
export type Change = {
  readonly indicator: Indicator;
  readonly period: 'month' | 'financialYear' | 'toDate';
  readonly was: Value;
  readonly now: Value;
};

const periods = ['month', 'financialYear', 'toDate'] as const;

const differ = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a !== b
    : a.numerator !== b.numerator || a.denominator !== b.denominator;

/**
 * The changes that a correction of a published month would make. The month's own numbers are compared with what is
 * known of them today; those of the year and to date with the newest version. A stock counts once.
 * @param next the month's proposed version
 * @param history publications of this and later months, in the order of publication
 */
export function changesOf(next: Snapshot, history: readonly Snapshot[]): Change[] {
  const latest = latestValues(history).get(next.month);
  const newest = history.findLast(({ month }) => month === next.month);
  return next.indicators.flatMap((indicator) => {
    const before = newest?.indicators.find(({ code }) => code === indicator.code);
    return periods.flatMap((period): Change[] => {
      const was = period === 'month' ? latest?.get(indicator.code)?.value : before?.[period];
      // A stock is the level at the month's end in every period: it stands once, with the month.
      const isListed = period === 'month' || indicator.way !== 'stock';
      const now = indicator[period];
      return isListed && was !== undefined && differ(was, now) ? [{ indicator, period, was, now }] : [];
    });
  });
}
