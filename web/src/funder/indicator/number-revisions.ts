import { isSameValue, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Snapshot } from '../../months/published.ts';

/** A revision of one month's published number. */
export type NumberRevision = {
  /** The month whose number changed. */
  readonly month: string;
  readonly was: Value;
  readonly now: Value;
  /** The publication with the new number. Its `reason` is null unless it is a correction. */
  readonly publication: Pick<Snapshot, 'month' | 'version' | 'reason' | 'cutoff' | 'changes' | 'because'>;
};

/**
 * Every revision of an indicator's published number.
 * @param publications all, in the order of publication
 */
export function revisionsOf(code: string, publications: readonly Snapshot[]): NumberRevision[] {
  const latestByMonth = new Map<string, Value>();
  const numberRevisions: NumberRevision[] = [];
  for (const publication of publications) {
    const indicator = publication.indicators.find((one) => one.code === code);
    // The number of the publication's own month, and the numbers of the earlier months that it revises.
    const published = [
      ...(indicator === undefined ? [] : [{ month: publication.month, now: indicator.month }]),
      ...publication.revisions.filter((one) => one.code === code),
    ];
    for (const { month, now } of published) {
      const was = latestByMonth.get(month);
      latestByMonth.set(month, now);
      if (was !== undefined && !isSameValue(was, now)) numberRevisions.push({ month, was, now, publication });
    }
  }
  return numberRevisions;
}
