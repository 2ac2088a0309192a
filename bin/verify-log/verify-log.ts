import * as z from 'zod';
import {
  type DayDigest,
  dayDigest,
  digestNameOf,
  hashOf,
  readDay,
  rootOfLines,
  type StoredLine,
} from '../../functions/audit/day-digest.ts';
import type { DigestStore } from '../../functions/audit/digest-store.ts';
import { addDays } from '../../functions/domain/calendar.ts';
import type { Table } from '../../functions/table/client.ts';

/** A difference between the table and the digests. `place` is the line's sort key in its day's partition. */
export type Finding = {
  readonly day: string;
  readonly what: string;
  readonly log?: string;
  readonly place?: string;
};

export type Verification = {
  readonly digests: number;
  readonly lines: number;
  /** The first and last day with a digest; null if there is none. */
  readonly days: readonly [string, string] | null;
  readonly findings: readonly Finding[];
  /** Harmless differences that should be known. */
  readonly notes: readonly Finding[];
};

const registration = z.object({
  line: z.object({ type: z.literal('publication'), actor: z.literal('system') }),
});

/**
 * A month compiled long after its day registers its publication under its scheduled time. Its signed and chained
 * manifest confirms it.
 */
const isLateRegistration = ({ item }: StoredLine): boolean => registration.safeParse(item).success;

const compareDay = (of: DayDigest, stored: readonly StoredLine[]): Finding[] => {
  const nameOf = ({ log, place }: { log: string; place: string }) => `${log} ${place}`;
  const recorded = new Map(of.lines.map((line) => [nameOf(line), line]));
  const found = new Map(stored.map((line) => [nameOf(line), line]));
  const { day } = of;
  const gone = of.lines.filter((line) => !found.has(nameOf(line)));
  const changed = of.lines.filter((line) => (found.get(nameOf(line))?.hash ?? line.hash) !== line.hash);
  const added = stored.filter((line) => !recorded.has(nameOf(line)));
  return [
    ...gone.map(({ log, place }) => ({ day, what: 'line is missing', log, place })),
    ...changed.map(({ log, place }) => ({ day, what: 'line was changed', log, place })),
    ...added.map(addedLine(day)),
  ];
};

const lateNote = 'publication was registered after its day’s digest; its manifest must say the same';

const addedLine =
  (day: string) =>
  (line: StoredLine): Finding => ({
    day,
    what: isLateRegistration(line) ? lateNote : 'line was added after its day’s digest',
    log: line.log,
    place: line.place,
  });

/**
 * Compares the journal and the access log in the table with all digests.
 * @param onDay told before each day how many of all were compared
 */
export const verifyLog = async (
  table: Pick<Table, 'query'>,
  digests: Pick<DigestStore, 'read' | 'listDays'>,
  onDay: (compared: number, all: number) => void = () => {},
): Promise<Verification> => {
  const days = await digests.listDays();
  const found: Finding[] = [];
  let lines = 0;
  let previous: DayDigest['previous'] = null;

  for (const [index, day] of days.entries()) {
    onDay(index, days.length);
    const bytes = await digests.read(digestNameOf(day));
    const parsed = dayDigest.safeParse(bytes === undefined ? undefined : parseJson(bytes));
    if (bytes === undefined || !parsed.success || parsed.data.day !== day) {
      found.push({ day, what: 'digest cannot be read' });
      continue;
    }
    const { data } = parsed;
    if (rootOfLines(data.lines) !== data.root) {
      found.push({ day, what: 'digest is wrong: its root does not match its lines' });
    }
    if (data.previous?.day !== previous?.day || data.previous?.sha256 !== previous?.sha256) {
      const named = data.previous?.day ?? 'none';
      found.push({ day, what: `chain is broken: the previous digest should be ${named}, unchanged` });
    }
    for (let between = previous && addDays(previous.day, 1); between && between < day; ) {
      found.push(...(await readDay(table, between)).map(addedLine(between)));
      between = addDays(between, 1);
    }
    const stored = await readDay(table, day);
    lines += stored.length;
    found.push(...compareDay(data, stored));
    previous = { day, sha256: hashOf(bytes) };
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

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};
