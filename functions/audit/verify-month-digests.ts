import type { Table } from '../table/client.ts';
import type { DayDigest } from './day-digest.ts';
import { hashOf } from './day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';
import type { VerifiedLogDay } from './schema.ts';
import { lateNote, verifyDay } from './verify-day-digest.ts';

/** Compares a month's completed days with their digests, each of which names the one before it. */
export const createVerifyMonth =
  (table: Pick<Table, 'query'>, digests: Pick<DigestStore, 'read' | 'listDays'>) =>
  async (month: string): Promise<VerifiedLogDay[]> => {
    const days = await digests.listDays();
    const first = days.findIndex((day) => day.startsWith(month));
    const before = first > 0 ? days[first - 1] : undefined;
    let previous = before === undefined ? null : await referTo(digests, before);
    const verified: VerifiedLogDay[] = [];
    for (const day of days.filter((one) => one.startsWith(month))) {
      const { sha256, lines, findings } = await verifyDay(table, digests, day, previous);
      const found = findings.filter(({ what }) => what !== lateNote);
      verified.push({
        day,
        lines,
        ...(sha256 === undefined ? {} : { sha256 }),
        state: found.length === 0 ? 'verified' : 'differs',
        findings: found.map(({ day: _, ...finding }) => finding),
      });
      previous = sha256 === undefined ? previous : { day, sha256 };
    }
    return verified;
  };

const referTo = async (digests: Pick<DigestStore, 'read'>, day: string): Promise<DayDigest['previous']> => {
  const bytes = await digests.read(digestNameOf(day));
  return bytes === undefined ? null : { day, sha256: hashOf(bytes) };
};
