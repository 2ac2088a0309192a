import { addDays, lastDateOf } from '../../shared/calendar/calendar.ts';
import type { Table } from '../../shared/table/client.ts';
import type { DayDigest } from './create-day-digest.ts';
import { hashOfDigest, readDayLines } from './create-day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';
import type { VerifiedLogDay } from './schema.ts';
import { addedLine, type Finding, lateNote, verifyDay } from './verify-day-digest.ts';

/**
 * Verifies the digests of a month: compares each with the lines of its day, and with what the next digest says of it. A day between two digests had no
 * lines; one that has lines now is among the days too.
 */
export const verifyMonth = async (
  table: Pick<Table, 'query' | 'getMany'>,
  digests: Pick<DigestStore, 'read' | 'listDays'>,
  month: string,
): Promise<VerifiedLogDay[]> => {
  const days = await digests.listDays();
  const firstIndex = days.findIndex((day) => day.startsWith(month));
  const lastDayBefore = firstIndex > 0 ? days[firstIndex - 1] : undefined;
  let previous = lastDayBefore === undefined ? null : await readReference(digests, lastDayBefore);
  const verifiedDays: VerifiedLogDay[] = [];
  const daysOfMonth = days.filter((day) => day.startsWith(month));
  for (const day of daysOfMonth) {
    const { sha256, lines, findings } = await verifyDay(table, digests, day, previous);
    verifiedDays.push({ day, lines, ...(sha256 === undefined ? {} : { sha256 }), ...stateOf(findings) });
    previous = sha256 === undefined ? previous : { day, sha256 };
  }
  for (const day of daysBetweenDigests(month, days)) {
    const lines = await readDayLines(table, day);
    const state = stateOf(lines.map(addedLine(day)));
    if (state.state === 'differs') verifiedDays.push({ day, lines: lines.length, ...state });
  }
  return verifiedDays.sort((a, b) => (a.day < b.day ? -1 : 1));
};

/** Whether a day differs, and how. A late registration is harmless. */
const stateOf = (findings: readonly Finding[]): Pick<VerifiedLogDay, 'state' | 'findings'> => {
  const differences = findings.filter(({ what }) => what !== lateNote);
  return {
    state: differences.length === 0 ? 'verified' : 'differs',
    findings: differences.map(({ day: _, ...finding }) => finding),
  };
};

/** The days of a month without a digest that have one before them and one after. @param days with a digest, in order */
const daysBetweenDigests = (month: string, days: readonly string[]): string[] => {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const digested = new Set(days);
  const between: string[] = [];
  for (let day = `${month}-01`; day <= lastDateOf(month); day = addDays(day, 1)) {
    if (day > first && day < last && !digested.has(day)) between.push(day);
  }
  return between;
};

/** The reference by which the next digest names a day's digest; null if it can't be read. */
const readReference = async (
  digests: Pick<DigestStore, 'read'>,
  day: string,
): Promise<DayDigest['previous']> => {
  const bytes = await digests.read(digestNameOf(day));
  return bytes === undefined ? null : { day, sha256: hashOfDigest(bytes) };
};
