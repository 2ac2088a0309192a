import { type DayDigest, readDayLines } from '../../functions/areas/audit/create-day-digest.ts';
import type { DigestStore } from '../../functions/areas/audit/digest-store.ts';
import {
  addedLine,
  type Finding,
  lateNote,
  type VerifiedDay,
  verifyDay,
} from '../../functions/areas/audit/verify-day-digest.ts';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import type { Table } from '../../functions/shared/table/client.ts';

export type Verification = {
  readonly digests: number;
  readonly lines: number;
  /** The first and last day with a digest; null if there is none. */
  readonly days: readonly [string, string] | null;
  readonly findings: readonly Finding[];
  /** Differences that are harmless but should be known: a line that was recorded late. */
  readonly notes: readonly Finding[];
};

/**
 * Verifies the logs for the command `npm run verify-log` (bin/verify-log.ts): compares the journal and the access log in the table with all daily
 * digests. functions/areas/audit/verify-day-digest.ts compares a single day.
 * @param onDay called before each day with the numbers of compared and of all days
 */
export const verifyLog = async (
  table: Pick<Table, 'query' | 'getMany'>,
  digests: Pick<DigestStore, 'read' | 'listDays'>,
  onDay: (compared: number, all: number) => void = () => {},
): Promise<Verification> => {
  const days = await digests.listDays();
  const found: Finding[] = [];
  let lines = 0;
  let previous: DayDigest['previous'] = null;

  for (const [index, day] of days.entries()) {
    onDay(index, days.length);
    // The days since the last one with a digest had no lines, so any line of theirs was added.
    const lastDayWithDigest = days[index - 1];
    const firstSkippedDay = lastDayWithDigest === undefined ? day : addDays(lastDayWithDigest, 1);
    for (let skippedDay = firstSkippedDay; skippedDay < day; skippedDay = addDays(skippedDay, 1)) {
      found.push(...(await readDayLines(table, skippedDay)).map(addedLine(skippedDay)));
    }
    const verifiedDay: VerifiedDay = await verifyDay(table, digests, day, previous);
    found.push(...verifiedDay.findings);
    lines += verifiedDay.lines;
    if (verifiedDay.sha256 !== undefined) {
      previous = { day, sha256: verifiedDay.sha256 };
    }
  }

  const [first] = days;
  const last = days.at(-1);
  return {
    digests: days.length,
    lines,
    days: first === undefined || last === undefined ? null : [first, last],
    findings: found.filter(({ what }) => what !== lateNote),
    notes: found.filter(({ what }) => what === lateNote),
  };
};
