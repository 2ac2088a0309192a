import type { Table } from '../../shared/table/client.ts';
import {
  createDigest,
  type DayDigest,
  dayDigest,
  digestLines,
  hashOfDigest,
  readDayLines,
  rootOfLines,
  type StoredLine,
} from './create-day-digest.ts';
import { digestNameOf } from './digest-names.ts';
import type { DigestStore } from './digest-store.ts';
import { verifyLooks } from './verify-looks.ts';

/** Compares a day's logs with their digest, and names each difference. */

/** A difference between the table and the digests. `what` describes it; `log` and `place` (sort key) say which line it concerns. */
export type Finding = {
  readonly day: string;
  readonly what: string;
  readonly log?: string;
  readonly place?: string;
};

const findDifferences = ({ day, lines: digested }: DayDigest, stored: readonly StoredLine[]): Finding[] => {
  const keyOf = ({ log, place }: { log: string; place: string }) => `${log} ${place}`;
  const digestedKeys = new Set(digested.map(keyOf));
  const storedHashes = new Map(stored.map((line) => [keyOf(line), line.hash]));
  const missingLines = digested.filter((line) => !storedHashes.has(keyOf(line)));
  const changedLines = digested.filter((line) => {
    const storedHash = storedHashes.get(keyOf(line));
    return storedHash !== undefined && storedHash !== line.hash;
  });
  const addedLines = stored.filter((line) => !digestedKeys.has(keyOf(line)));
  return [
    ...missingLines.map(({ log, place }) => ({ day, what: 'line is missing', log, place })),
    ...changedLines.map(({ log, place }) => ({ day, what: 'line was changed', log, place })),
    ...addedLines.map(addedLine(day)),
  ];
};

/** The finding of a line that was added after its day's digest because its month was compiled late: harmless if the manifest confirms it. */
export const lateNote = 'publication was registered after its day’s digest; its manifest must say the same';

/** The finding of a line that is not in its day's digest. */
export const addedLine =
  (day: string) =>
  (line: StoredLine): Finding => ({
    day,
    what: line.isScheduledRegistration ? lateNote : 'line was added after its day’s digest',
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

/**
 * Verifies a day's digest. It compares the digest's lines with those in the table, the lines about several subjects with the looks by which they are
 * found, and the digest that it names as its predecessor with the one that really precedes it.
 * @param previous the digest of the last day before; null if there is none
 */
export const verifyDay = async (
  table: Pick<Table, 'query' | 'getMany'>,
  digests: Pick<DigestStore, 'read'>,
  day: string,
  previous: DayDigest['previous'],
): Promise<VerifiedDay> => {
  const bytes = await digests.read(digestNameOf(day));
  const lookFindings: Finding[] = [];
  const digested = await digestLines(table, day, async (log, items) => {
    if (log === 'access') lookFindings.push(...(await verifyLooks(table, day, items)));
  });
  const asNow = createDigest(day, digested, previous);
  if (bytes?.equals(asNow.bytes)) {
    return { sha256: asNow.sha256, lines: digested.count, findings: lookFindings };
  }
  // Something differs: line by line.
  const parsed = dayDigest.safeParse(bytes === undefined ? undefined : parseJson(bytes));
  if (bytes === undefined || !parsed.success || parsed.data.day !== day) {
    return { sha256: undefined, lines: 0, findings: [{ day, what: 'digest cannot be read' }] };
  }
  const { data } = parsed;
  const named = data.previous;
  const findings: Finding[] = [];
  if (rootOfLines(data.lines) !== data.root) {
    findings.push({ day, what: 'digest is wrong: its root does not match its lines' });
  }
  if (named?.day !== previous?.day || named?.sha256 !== previous?.sha256) {
    findings.push({
      day,
      what: `chain is broken: the previous digest should be ${named?.day ?? 'none'}, unchanged`,
    });
  }
  const storedLines = await readDayLines(table, day);
  return {
    sha256: hashOfDigest(bytes),
    lines: storedLines.length,
    findings: [...findings, ...findDifferences(data, storedLines), ...lookFindings],
  };
};

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};
