import type { Table } from '../../shared/table/client.ts';
import type { DayDigest } from './create-day-digest.ts';
import { hashOfDigest } from './create-day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';
import type { VerifiedLogDay } from './schema.ts';
import { lateNote, verifyDay } from './verify-day-digest.ts';

/** Verifies the digests of a month: compares each with the lines of its day, and with what the next digest says of it. */
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
    // A late registration is harmless.
    const differences = findings.filter(({ what }) => what !== lateNote);
    verifiedDays.push({
      day,
      lines,
      ...(sha256 === undefined ? {} : { sha256 }),
      state: differences.length === 0 ? 'verified' : 'differs',
      findings: differences.map(({ day: _, ...finding }) => finding),
    });
    previous = sha256 === undefined ? previous : { day, sha256 };
  }
  return verifiedDays;
};

/** The reference by which the next digest names a day's digest; null if it can't be read. */
const readReference = async (
  digests: Pick<DigestStore, 'read'>,
  day: string,
): Promise<DayDigest['previous']> => {
  const bytes = await digests.read(digestNameOf(day));
  return bytes === undefined ? null : { day, sha256: hashOfDigest(bytes) };
};
