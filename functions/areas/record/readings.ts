import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';
import type { StoredLook } from '../../shared/journal/look.ts';
import { partOf, type ReadPart } from '../../shared/journal/read-parts.ts';
import { decodeShown, idsOfList } from '../../shared/journal/shown.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { FoundLines, FoundLooks } from './read-access-lines.ts';
import type { AccessLine, CaseReadings, MemberRecord, Reading } from './schema.ts';

/** The member's cases and requests of which the reader of her record may know. */
type KnownRecords = {
  readonly cases: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
};

/** The maximum number of openings of a member's records that are told. */
export const maxReadings = 1_000;
/** The maximum number of readings that are told of one case. */
export const maxCaseReadings = 200;

const recordRoute = 'GET /api/members/{id}/record';

/** Whether the record's reader may know of a reading. The reading of a case or request of which the reader does not know would reveal that it exists. */
const mayKnow = (what: ReadPart, subjects: readonly string[], known: KnownRecords): boolean => {
  switch (what) {
    case 'case':
      return subjects.some((id) => known.cases.has(id));
    case 'request':
      return subjects.some((id) => known.requests.has(id));
    default:
      return true;
  }
};

/** The openings that are told, the newest first. `since`: the instant before which some may be left out; absent if each is told, or an equal one. */
type Told = { readonly lines: readonly AccessLine[]; readonly since?: string };

/**
 * As many openings as are told. If there are more, the last of each reader, Indian day and part has its place before those that equal it, and they take
 * turns by reader: so nobody buries another's opening under her own.
 * @param lines the newest first
 */
const tellInTurns = (
  { lines, since }: FoundLines,
  max: number,
  whatOf: (line: AccessLine) => string = () => '',
): Told => {
  const sinceRead = since === undefined ? {} : { since };
  if (lines.length <= max) return { lines, ...sinceRead };
  const lastOfEach = new Map<string, AccessLine>();
  for (const line of lines) {
    const key = `${line.actor} ${line.role} ${dateInIndia(new Date(line.at))} ${whatOf(line)}`;
    if (!lastOfEach.has(key)) lastOfEach.set(key, line);
  }
  const inTurns = inRounds([...lastOfEach.values()], ({ actor }) => actor).map(({ one }) => one);
  const first = new Set(inTurns);
  const told = new Set([...inTurns, ...lines.filter((line) => !first.has(line))].slice(0, max));
  // The newest of those that no equal one stands for.
  const leftOut = inTurns
    .slice(max)
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return {
    lines: lines.filter((line) => told.has(line)),
    ...(leftOut === undefined ? sinceRead : { since: leftOut }),
  };
};

/** The openings of a member's records that are told, at most `maxReadings`. */
const tellOpenings = (
  { lines, ...since }: FoundLines,
  known: KnownRecords,
): { readonly told: readonly Reading[]; readonly since?: string } => {
  const mayBeTold = lines.filter((line) => {
    const what = partOf(line);
    return what !== undefined && mayKnow(what, line.subjects, known);
  });
  const told = tellInTurns({ lines: mayBeTold, ...since }, maxReadings, (line) => partOf(line) ?? '');
  return {
    ...told,
    told: told.lines.flatMap(({ role, at, ...line }): Reading[] => {
      const what = partOf(line);
      return what === undefined ? [] : [{ role, at, what }];
    }),
  };
};

/** The lists of a look that showed one of these ids: bit n is set for the nth list. */
const listsShowing = (memberIds: readonly string[], shown: ReturnType<typeof decodeShown>): number => {
  let lists = 0;
  for (const { ids } of shown) {
    for (const id of memberIds) lists |= ids.get(id) ?? 0;
  }
  return lists;
};

/**
 * What is told of the looks at lists in which a member stood: one reading for each month, role and part, at the time of the last day's look. All are told,
 * however many there are, so that nobody can bury one under others.
 */
const tellLooks = (
  looks: readonly StoredLook[],
  memberIds: readonly string[],
  known: KnownRecords,
): Reading[] => {
  /** For each month, role and part: the reading, and the latest instant of each day on which it was read. */
  const found = new Map<string, { reading: Omit<Reading, 'at' | 'days'>; days: Map<string, string> }>();
  for (const look of looks) {
    const shown = decodeShown(look.shown);
    const lists = listsShowing(memberIds, shown);
    if (lists === 0) continue;
    for (const [list, what] of look.what.entries()) {
      const showedHer = (lists & (1 << list)) !== 0;
      if (!showedHer || what === null) continue;
      if (!mayKnow(what, idsOfList(shown, list), known)) continue;
      const key = `${look.month} ${look.role} ${what}`;
      const { days } = found.get(key) ?? { days: new Map<string, string>() };
      found.set(key, { reading: { role: look.role, what, inList: true }, days });
      for (const [day, at] of look.days) if (at > (days.get(day) ?? '')) days.set(day, at);
    }
  }
  return [...found.values()].flatMap(({ reading, days }): Reading[] => {
    const at = [...days.values()].toSorted().at(-1);
    return at === undefined ? [] : [{ ...reading, at, days: days.size }];
  });
};

/**
 * The readings of a member's record, the newest first. The openings of her records and the looks at lists in which she stands have limits of their
 * own, so that neither displaces the other.
 */
export const readingsOf = (
  { openings, looks }: { readonly openings: FoundLines; readonly looks: FoundLooks },
  {
    id,
    createdAt,
    ids = [id],
  }: { readonly id: string; readonly createdAt: string; readonly ids?: readonly string[] },
  known: KnownRecords,
): Pick<MemberRecord, 'readings' | 'readingsSince'> => {
  const opened = tellOpenings(openings, known);
  const looksFrom = `${looks.from}-01T00:00:00.000Z`;
  const since = {
    ...(opened.since === undefined || opened.since < createdAt ? {} : { openings: opened.since }),
    // Before the member was enrolled there was nothing to look at.
    ...(createdAt < looksFrom ? { lists: looksFrom } : {}),
  };
  return {
    readings: [...opened.told, ...tellLooks(looks.looks, ids, known)].sort((a, b) =>
      compareTexts(b.at, a.at),
    ),
    ...(Object.keys(since).length === 0 ? {} : { readingsSince: since }),
  };
};

/**
 * The readings of a case, alone or with its member's whole record.
 * @param found the lines about its member that name the case
 */
export const caseReadingsOf = ({ lines, ...since }: FoundLines, caseId: string): CaseReadings => {
  const openings = lines.filter(({ subject, route }) => subject === caseId || route === recordRoute);
  const told = tellInTurns({ lines: openings, ...since }, maxCaseReadings);
  return {
    items: told.lines.map(({ role, at }) => ({ role, at })),
    ...(told.since === undefined ? {} : { since: told.since }),
  };
};
