import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';
import { partOf } from '../../shared/journal/read-parts.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { FoundLines, FoundLooks } from './read-access-lines.ts';
import type { AccessLine, CaseReadings, MemberRecord, Reading } from './schema.ts';
import { type KnownRecords, mayKnow, tellLooks } from './tell-looks.ts';

/** The maximum number of openings of a member's records that are told. */
export const maxReadings = 1_000;
/** The maximum number of readings that are told of one case. */
export const maxCaseReadings = 200;

const recordRoute = 'GET /api/members/{id}/record';

/** The openings that are told, the newest first. `since`: the instant before which some may be left out. It is absent if each opening, or an equal one, is told. */
type Told = { readonly lines: readonly AccessLine[]; readonly since?: string };

/**
 * Chooses at most `max` openings. Openings by one reader of one part on one Indian day are equal. If there are too many, the last of each set of equal
 * openings is chosen first, in turns by reader: so nobody buries another's opening under her own.
 * @param lines the newest first
 * @param whatOf the part that an opening read; without it, all count as of one part
 */
const tellInTurns = (
  { lines, since }: FoundLines,
  max: number,
  whatOf: (line: AccessLine) => string = () => '',
): Told => {
  if (lines.length <= max) return { lines, ...(since === undefined ? {} : { since }) };
  const lastOfEach = new Map<string, AccessLine>();
  for (const line of lines) {
    const key = `${line.actor} ${line.role} ${dateInIndia(new Date(line.at))} ${whatOf(line)}`;
    if (!lastOfEach.has(key)) lastOfEach.set(key, line);
  }
  const inTurns = inRounds([...lastOfEach.values()], ({ actor }) => actor).map(({ one }) => one);
  const chosenFirst = new Set(inTurns);
  const told = new Set([...inTurns, ...lines.filter((line) => !chosenFirst.has(line))].slice(0, max));
  // What is left out with all that equals it, and what was not read.
  const leftOut = [...inTurns.slice(max).map(({ at }) => at), ...(since === undefined ? [] : [since])];
  const newest = leftOut.toSorted().at(-1);
  return {
    lines: lines.filter((line) => told.has(line)),
    ...(newest === undefined ? {} : { since: newest }),
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
  const since = {
    ...(opened.since === undefined || opened.since < createdAt ? {} : { openings: opened.since }),
    // Before the member was enrolled there was nothing to look at.
    ...(createdAt < looks.since ? { lists: looks.since } : {}),
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
