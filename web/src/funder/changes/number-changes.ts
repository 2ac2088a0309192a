import { isSameValue, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Snapshot } from '../../months/published.ts';

/** A change of one month's published number. Every page of the funder that tells of one takes it from here. */
export type NumberChange = {
  /** The month whose number changed. */
  readonly month: string;
  readonly code: string;
  readonly was: Value;
  readonly now: Value;
  /** The publication that said so first: a later month's, or a correction of any month. */
  readonly publication: Snapshot;
  /**
   * The correction whose reason and counts cover the change: the publication itself, or the month's next version if that has the number among its
   * changes. Undefined if no publication says why the number changed.
   */
  readonly explainedBy: Snapshot | undefined;
};

/**
 * Every change of the indicators' numbers of single months, in the order of publication. Each is told once, by the publication that said it first: a
 * correction repeats what later reports told before it, and this is no change any more.
 * @param publications all, in the order of publication
 */
export function numberChanges(publications: readonly Snapshot[]): NumberChange[] {
  /** By month and code: `2026-10 members_enrolled`. */
  const latest = new Map<string, Value>();
  const changes: NumberChange[] = [];
  for (const [index, publication] of publications.entries()) {
    // The numbers of the publication's own month, and the numbers of the earlier months that it revises.
    const published = [
      ...publication.indicators.map(({ code, month: now }) => ({ month: publication.month, code, now })),
      ...publication.revisions,
    ];
    for (const { month, code, now } of published) {
      const key = `${month} ${code}`;
      const was = latest.get(key);
      latest.set(key, now);
      if (was === undefined || isSameValue(was, now)) continue;
      const explainedBy = correctionOf(month, code, publications.slice(index));
      changes.push({ month, code, was, now, publication, explainedBy });
    }
  }
  return changes;
}

/**
 * The first version of a month in some publications, if the number of an indicator is among its changes. Its counts are of all that was recorded since the
 * version before, and so of what earlier reports told in between.
 */
const correctionOf = (
  month: string,
  code: string,
  publications: readonly Snapshot[],
): Snapshot | undefined => {
  const next = publications.find((one) => one.month === month);
  return next?.changes?.some((change) => change.code === code && change.part === 'month') ? next : undefined;
};
