import { latestValues } from '../../../../functions/months/disclosure/latest-values.ts';
import type { Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** A published number that a correction would change. */
export type CorrectionChange = {
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
 * The changes that a correction of a published month would make. The month's own number is compared with its latest
 * revision, which a later month's publication may have. The numbers of the year and to date are compared with those of the
 * month's newest version.
 * @param next the proposed version
 * @param history the publications of this and later months, in the order of publication
 */
export function changesOf(next: Snapshot, history: readonly Snapshot[]): CorrectionChange[] {
  const revisedValues = latestValues(history).get(next.month);
  const newestVersion = history.findLast(({ month }) => month === next.month);
  return next.indicators.flatMap((indicator) => {
    const published = newestVersion?.indicators.find(({ code }) => code === indicator.code);
    return periods.flatMap((period): CorrectionChange[] => {
      const was = period === 'month' ? revisedValues?.get(indicator.code)?.value : published?.[period];
      // A stock has the same value in every period, the level at the month's end: it is listed once.
      const isListed = period === 'month' || indicator.way !== 'stock';
      const now = indicator[period];
      // Undefined for an indicator that is new in this version.
      return isListed && was !== undefined && differ(was, now) ? [{ indicator, period, was, now }] : [];
    });
  });
}

/** From so many records on, the difference between two versions is no single woman's in likelihood; the funder is told no smaller number of people. */
const fewest = 11;

/** Whether so few records make up a correction that the funder could read the difference between the versions as one woman's. */
export function isMadeOfFew({ because }: Pick<Snapshot, 'because'>): boolean {
  const records = Object.values(because ?? {}).reduce((sum, count) => sum + count, 0);
  return records > 0 && records < fewest;
}
