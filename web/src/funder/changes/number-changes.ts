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
  for (const publication of publications) {
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
      changes.push({ month, code, was, now, publication });
    }
  }
  return changes;
}

/**
 * The correction that changed the number, with its reason and counts. Undefined if a later month's report told the change: no publication says why,
 * and a correction of that month that comes later has a reason for its own changes alone.
 */
export const correctionOf = ({ month, publication }: NumberChange): Snapshot | undefined =>
  publication.month === month && publication.version > 1 ? publication : undefined;
