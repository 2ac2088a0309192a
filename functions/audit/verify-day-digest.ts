import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { type DayDigest, dayDigest, hashOf, readDay, rootOfLines, type StoredLine } from './day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';

/** A difference between the table and the digests. `place` is the line's sort key in its day's partition. */
export type Finding = {
  readonly day: string;
  readonly what: string;
  readonly log?: string;
  readonly place?: string;
};

const registration = z.object({
  line: z.object({ type: z.literal('publication'), actor: z.literal('system') }),
});

/**
 * Whether a line registers a month's first version. A month that is compiled late registers it under its scheduled time, possibly after that
 * day's digest. The signed manifest, which is part of a chain, confirms such a line.
 */
const isLateRegistration = ({ item }: StoredLine): boolean => registration.safeParse(item).success;

const compareDay = ({ day, lines }: DayDigest, stored: readonly StoredLine[]): Finding[] => {
  const nameOf = ({ log, place }: { log: string; place: string }) => `${log} ${place}`;
  const recorded = new Map(lines.map((line) => [nameOf(line), line]));
  const found = new Map(stored.map((line) => [nameOf(line), line]));
  const gone = lines.filter((line) => !found.has(nameOf(line)));
  const changed = lines.filter((line) => (found.get(nameOf(line))?.hash ?? line.hash) !== line.hash);
  const added = stored.filter((line) => !recorded.has(nameOf(line)));
  return [
    ...gone.map(({ log, place }) => ({ day, what: 'line is missing', log, place })),
    ...changed.map(({ log, place }) => ({ day, what: 'line was changed', log, place })),
    ...added.map(addedLine(day)),
  ];
};

/** What is said of a line that was added after its day's digest, where that is harmless: a month that was compiled late. */
export const lateNote = 'publication was registered after its day’s digest; its manifest must say the same';

export const addedLine =
  (day: string) =>
  (line: StoredLine): Finding => ({
    day,
    what: isLateRegistration(line) ? lateNote : 'line was added after its day’s digest',
    log: line.log,
    place: line.place,
  });

export type VerifiedDay = {
  /** The hash of the digest's bytes, which the next digest names; undefined if the digest can't be read. */
  readonly sha256: string | undefined;
  /** The number of lines now in the table. */
  readonly lines: number;
  readonly findings: readonly Finding[];
};

/** Compares a day's lines in the table with its digest, and the digest with the one before it. */
export const verifyDay = async (
  table: Pick<Table, 'query'>,
  digests: Pick<DigestStore, 'read'>,
  day: string,
  previous: DayDigest['previous'],
): Promise<VerifiedDay> => {
  const bytes = await digests.read(digestNameOf(day));
  const parsed = dayDigest.safeParse(bytes === undefined ? undefined : parseJson(bytes));
  if (bytes === undefined || !parsed.success || parsed.data.day !== day) {
    return { sha256: undefined, lines: 0, findings: [{ day, what: 'digest cannot be read' }] };
  }
  const { data } = parsed;
  const findings: Finding[] = [];
  if (rootOfLines(data.lines) !== data.root) {
    findings.push({ day, what: 'digest is wrong: its root does not match its lines' });
  }
  if (data.previous?.day !== previous?.day || data.previous?.sha256 !== previous?.sha256) {
    const named = data.previous?.day ?? 'none';
    findings.push({ day, what: `chain is broken: the previous digest should be ${named}, unchanged` });
  }
  const stored = await readDay(table, day);
  return {
    sha256: hashOf(bytes),
    lines: stored.length,
    findings: [...findings, ...compareDay(data, stored)],
  };
};

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};
