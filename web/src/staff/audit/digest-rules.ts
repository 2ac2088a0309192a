import { addDays, addMonths } from '../../../../functions/domain/calendar.ts';

/** What the digests say of a month's days; pure. */

export type DigestedMonth = {
  /** How many days the month has. */
  readonly dayCount: number;
  /** Days that are over and have no digest, because nothing was recorded and nobody looked. */
  readonly withoutLines: readonly string[];
  /** How many of its days have no digest yet: they are not over, or were only just. */
  readonly pendingCount: number;
};

/**
 * For the auditor's page of digests: a month's days without a digest, which is made for each day that has lines.
 * @param month `YYYY-MM`
 * @param digested the days that have one
 * @param today in India; digests are of UTC days, six hours after these are over
 */
export function daysWithoutDigest(month: string, digested: readonly string[], today: string): DigestedMonth {
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const all = Array.from({ length: Number(last.slice(8)) }, (_, index) => addDays(`${month}-01`, index));
  const without = all.filter((day) => !digested.includes(day));
  const empty = without.filter((day) => day < addDays(today, -1));
  return { dayCount: all.length, withoutLines: empty, pendingCount: without.length - empty.length };
}
