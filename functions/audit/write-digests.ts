import { addDays } from '../domain/calendar.ts';
import { InternalError } from '../domain/errors.ts';
import { scheduledTimeOf } from '../domain/scheduled-time.ts';
import type { Table } from '../table/client.ts';
import { createDigest, type DayDigest, hashOf, readDay, type StoredLine } from './day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';

export type DigestDeps = {
  readonly table: Pick<Table, 'query'>;
  readonly digests: DigestStore;
  /** The first UTC day, which gets a digest even without lines. */
  readonly recordsFrom: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * A line has the time of its request or schedule and is written later: requests end within 15 seconds (lib/functions-stack.ts),
 * schedules are retried for less than six hours (lib/constructs/schedule.ts). A day is complete after that.
 */
const marginMs = 6 * 3_600_000;

/** An empty day gets a digest only if the last one is this old. It bounds the search for the newest digest. */
const maxDaysWithoutDigest = 30;
const daysAhead = 8;
/** Limit of one run; the next run continues. */
const maxDays = 1000;

/** The newest complete day at a given time. */
export const lastCompleteDay = (at: Date): string =>
  addDays(new Date(at.getTime() - marginMs).toISOString().slice(0, 10), -1);

/**
 * Writes the digest of every complete day that has lines, in order, continuing after the last run. Each digest
 * is written once to the locked bucket and names the previous one. Safe to repeat and to run twice at once: the
 * same lines give the same bytes.
 * @throws if a stored digest differs from the table
 */
export const digestDays = async (
  { table, digests, recordsFrom, log }: DigestDeps,
  event: unknown,
): Promise<void> => {
  const last = lastCompleteDay(scheduledTimeOf(event));

  const findNewest = async (): Promise<DayDigest['previous']> => {
    const recent = await digests.listDays(addDays(last, -2 * maxDaysWithoutDigest));
    const day = recent.at(-1) ?? (await digests.listDays()).at(-1);
    const bytes = day === undefined ? undefined : await digests.read(digestNameOf(day));
    return day === undefined || bytes === undefined ? null : { day, sha256: hashOf(bytes) };
  };

  const digestDay = async (
    day: string,
    lines: readonly StoredLine[],
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
  const first = previous === null ? recordsFrom : addDays(previous.day, 1);
  const pending: { readonly day: string; readonly lines: Promise<StoredLine[]> }[] = [];
  let nextDay = first;
  const prefetch = (): void => {
    while (pending.length < daysAhead && nextDay <= last) {
      const lines = readDay(table, nextDay);
      // The loop handles the error when it awaits this promise; until then it must not count as unhandled.
      lines.catch(() => undefined);
      pending.push({ day: nextDay, lines });
      nextDay = addDays(nextDay, 1);
    }
  };

  let written = 0;
  prefetch();
  for (let next = pending.shift(); next !== undefined && written < maxDays; next = pending.shift()) {
    prefetch();
    const lines = await next.lines;
    const isDue = previous === null || addDays(previous.day, maxDaysWithoutDigest) <= next.day;
    if (lines.length > 0 || isDue) {
      previous = await digestDay(next.day, lines, previous);
      written += 1;
    }
  }
  log('digests written', { written, until: previous?.day ?? null });
};
