import { isLevel, latestValues } from '../../../../functions/months/disclosure/latest-values.ts';
import { fewestTold } from '../../../../functions/months/disclosure/too-few.ts';
import { isSameValue, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';

/** A published number that a correction would change. */
export type CorrectionChange = {
  readonly indicator: Indicator;
  readonly period: 'month' | 'financialYear' | 'toDate';
  readonly was: Value;
  readonly now: Value;
};

const periods = ['month', 'financialYear', 'toDate'] as const;

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
      // A level has the same value in every period: it is listed once.
      const isListed = period === 'month' || !isLevel(indicator.way);
      const now = indicator[period];
      // Undefined for an indicator that is new in this version.
      return isListed && was !== undefined && !isSameValue(was, now) ? [{ indicator, period, was, now }] : [];
    });
  });
}

/** Whether a correction is due to so few changed records that the funder could read the difference between the versions as one woman's. */
export function hasFewChangedRecords({ because }: Pick<Snapshot, 'because'>): boolean {
  const records = Object.values(because ?? {}).reduce((sum, count) => sum + count, 0);
  return records > 0 && records < fewestTold;
}
