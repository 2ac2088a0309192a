import {
  createDigest,
  type DayDigest,
  type DigestedDay,
  digestLines,
  hashOfDigest,
} from '../../areas/audit/create-day-digest.ts';
import { digestNameOf } from '../../areas/audit/digest-names.ts';
import type { DigestStore } from '../../areas/audit/digest-store.ts';
import { addDays } from '../../shared/calendar/calendar.ts';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import { toSealsItem } from '../../shared/health/sealed-until.ts';
import type { Table } from '../../shared/table/client.ts';

/**
 * Writes the daily digests of the journal and the access log. functions/areas/audit/create-day-digest.ts makes one, and verify-day-digest.ts beside it
 * compares one with the logs.
 */

export type DigestDeps = {
  readonly table: Pick<Table, 'put' | 'query'>;
  readonly digests: DigestStore;
  /** The first UTC day with records. It gets a digest even if it has no lines. */
  readonly recordsFrom: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * A day is complete this long after its end. A line has the time of its request or schedule but is written later: requests end within 15
 * seconds (lib/functions-stack.ts), and schedules are retried for less than six hours (lib/constructs/schedule.ts).
 */
const marginMs = 6 * 3_600_000;

/** A day without lines gets a digest only if the newest digest is this old. So the newest one is found by listing few days. */
const maxDaysWithoutDigest = 30;
/** Maximum number of digests that one run writes; the next run continues. */
const maxDigests = 1000;

/** The newest UTC day of which a digest may be written at a given time, because all its lines have been written. */
export const lastCompleteDay = (at: Date): string =>
  addDays(new Date(at.getTime() - marginMs).toISOString().slice(0, 10), -1);

/**
 * Writes the digests of all complete days that have lines, in order, beginning after the newest digest. Each digest is written once to a
 * locked bucket and names the one before it. Runs may be repeated or overlap, because the same lines give the same bytes.
 * @param event of the schedule
 * @throws InternalError if a stored digest differs from the table
 */
export const digestDays = async (
  { table, digests, recordsFrom, log }: DigestDeps,
  event: unknown,
): Promise<void> => {
  const lastDay = lastCompleteDay(scheduledTimeOf(event));

  const findNewest = async (): Promise<DayDigest['previous']> => {
    // Twice the longest time without a digest, so that a few failed runs don't matter.
    const recent = await digests.listDays(addDays(lastDay, -2 * maxDaysWithoutDigest));
    // If no digest is that recent, runs have failed for weeks: list all.
    const day = recent.at(-1) ?? (await digests.listDays()).at(-1);
    const bytes = day === undefined ? undefined : await digests.read(digestNameOf(day));
    return day === undefined || bytes === undefined ? null : { day, sha256: hashOfDigest(bytes) };
  };

  const digestDay = async (
    day: string,
    lines: DigestedDay,
    previous: DayDigest['previous'],
  ): Promise<DayDigest['previous']> => {
    const { bytes, sha256 } = createDigest(day, lines, previous);
    const name = digestNameOf(day);
    if ((await digests.writeOnce(name, bytes, 'application/json')) === 'there') {
      const stored = await digests.read(name);
      if (stored === undefined || !stored.equals(bytes)) {
        throw new InternalError(`The digest of ${day} differs from the table.`);
      }
    }
    return { day, sha256 };
  };

  let previous = await findNewest();
  const firstDay = previous === null ? recordsFrom : addDays(previous.day, 1);
  let written = 0;
  // Day by day: the entries of one may take some hundreds of megabytes.
  for (let day = firstDay; day <= lastDay && written < maxDigests; day = addDays(day, 1)) {
    const lines = await digestLines(table, day);
    const isDue = previous === null || addDays(previous.day, maxDaysWithoutDigest) <= day;
    if (lines.count > 0 || isDue) {
      previous = await digestDay(day, lines, previous);
      written += 1;
    }
  }
  // Days without lines are sealed too, by the digest after them.
  if (written < maxDigests) await table.put(toSealsItem(lastDay));
  log('digests written', { written, until: previous?.day ?? null });
};
