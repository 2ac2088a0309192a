import { isSameValue, type Value } from '../../../../functions/disclosure/value-arithmetic.ts';

import type { Snapshot } from '../../months/published.ts';

/** A revision of one month's published number. */
export type NumberRevision = {
  /** The month whose number changed. */
  readonly month: string;
  readonly was: Value;
  readonly now: Value;
  /** The publication with the new number. Its `reason` is null unless it is a correction. */
  readonly publication: Pick<Snapshot, 'month' | 'version' | 'reason' | 'cutoff'>;
};

/** Every revision of an indicator's published number. @param publications all, in the order of publication */
export function revisionsOf(code: string, publications: readonly Snapshot[]): NumberRevision[] {
  const latest = new Map<string, Value>();
  const found: NumberRevision[] = [];
  for (const publication of publications) {
    const own = publication.indicators.find((one) => one.code === code);
    const published = [
      ...(own === undefined ? [] : [{ month: publication.month, now: own.month }]),
      ...publication.revisions.filter((one) => one.code === code),
    ];
    for (const { month, now } of published) {
      const was = latest.get(month);
      latest.set(month, now);
      if (was !== undefined && !isSameValue(was, now)) found.push({ month, was, now, publication });
    }
  }
  return found;
}
