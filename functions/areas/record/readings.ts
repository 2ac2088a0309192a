import { type ExportList, exportLists } from '../../shared/kinds/export-lists.ts';
import type { FoundLines } from './read-access-lines.ts';
import type { AccessLine, CaseReadings, MemberRecord, Reading, ReadPart } from './schema.ts';

/** Those of a member's cases and requests that the reader of her record may know of. */
type KnownRecords = {
  readonly cases: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
};

/** The maximum number of openings of a member's records that are told: the newest. */
export const maxReadings = 1_000;
/** The same for the lists that she stands in: a page names only whose they were. */
export const maxReadingsOfLists = 200;
/** The same for one case. */
export const maxCaseReadings = 200;

const recordRoute = 'GET /api/members/{id}/record';

/** The part that a route gives out, by the first pattern that it matches; without a match it is her own record. */
const partsByRoute: readonly (readonly [RegExp, ReadPart])[] = [
  [/\/record$/, 'record'],
  [/\/requests(\/|$)/, 'request'],
  [/\/cases(\/|$)|\/agenda$|\/break-glass$/, 'case'],
  [/\/savings$|^\w+ \/api\/collectives\//, 'savings'],
  [/\/outreach(\/|$)/, 'outreach'],
];

/** The part that a phone's pack contains, by the first pattern that matches a field in the access line. */
const partsByField: readonly (readonly [RegExp, ReadPart])[] = [
  [/^status$/, 'case'],
  [/^savings$/, 'savings'],
  [/^name$/, 'member'],
];

/** The part that an exported list contains. Undefined for one without people, and for one that mixes cases with other records. */
const partsByList: Readonly<Record<ExportList, ReadPart | undefined>> = {
  accounts: undefined,
  bankLines: undefined,
  bench: 'member',
  borrowings: undefined,
  caseSummary: 'case',
  cases: 'case',
  cashDifferences: undefined,
  collectivesWithoutMeeting: undefined,
  consentsMissing: 'member',
  emergency: 'case',
  facilitators: 'member',
  groups: undefined,
  import: 'member',
  ledger: 'savings',
  likelyDuplicates: undefined,
  lines: 'savings',
  meetings: 'savings',
  meetingsWithoutCount: undefined,
  members: 'member',
  offices: 'member',
  opening: 'savings',
  openingBorrowings: undefined,
  outliers: 'savings',
  outreach: undefined,
  overdueFollowUps: 'case',
  people: undefined,
  preview: undefined,
  record: 'record',
  requests: 'request',
  roster: 'outreach',
  shares: 'savings',
  sheet: 'savings',
  sheets: undefined,
  statement: 'savings',
  vouchers: undefined,
};

/** The part of a member's record that a reading was of, by the route and fields of its access line; undefined if it tells of none. */
export const partOf = ({ route, fields }: Pick<AccessLine, 'route' | 'fields'>): ReadPart | undefined => {
  if (route === 'POST /api/exports') {
    const list = exportLists.find((one) => one === fields[0]);
    return list === undefined ? undefined : partsByList[list];
  }
  return /\/pack$/.test(route)
    ? partsByField.find(([pattern]) => fields.some((field) => pattern.test(field)))?.[1]
    : (partsByRoute.find(([pattern]) => pattern.test(route))?.[1] ?? 'member');
};

/** Whether the reader may know of a reading. A reading of a case or request unknown to her would reveal that it exists. */
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

/** A reading as told, with the sort key of its line. */
type ToldLine = { readonly key: string; readonly reading: Reading };

/** What is told of some lines, up to a number of readings, and since when that is all; undefined if nothing older is left out. */
const tell = (
  { lines, since }: FoundLines,
  known: KnownRecords,
  inList: boolean,
  max: number,
): { readonly told: readonly ToldLine[]; readonly since: string | undefined } => {
  const all = lines.flatMap(({ id, subjects, role, at, ...line }): ToldLine[] => {
    const what = partOf(line);
    if (what === undefined || !mayKnow(what, subjects, known)) return [];
    // Ids are made in the order of the readings.
    return [{ key: `${at}#${id}`, reading: { role, at, what, ...(inList ? { inList } : {}) } }];
  });
  const told = all.slice(0, max);
  return { told, since: all.length > told.length ? told.at(-1)?.reading.at : since };
};

/**
 * The readings of a member's record, the newest first, from the lines of the access log about her. The openings of her records and
 * the lists that she stands in are counted apart, so that neither displaces the other.
 */
export const readingsOf = (
  lines: { readonly openings: FoundLines; readonly lists: FoundLines },
  known: KnownRecords,
): Pick<MemberRecord, 'readings' | 'readingsSince'> => {
  const openings = tell(lines.openings, known, false, maxReadings);
  const lists = tell(lines.lists, known, true, maxReadingsOfLists);
  const since = {
    ...(openings.since === undefined ? {} : { openings: openings.since }),
    ...(lists.since === undefined ? {} : { lists: lists.since }),
  };
  return {
    readings: [...openings.told, ...lists.told]
      .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0))
      .map(({ reading }) => reading),
    ...(Object.keys(since).length === 0 ? {} : { readingsSince: since }),
  };
};

/**
 * The readings of a case: of itself, or with its member's whole record.
 * @param found the lines about its member that name the case
 */
export const caseReadingsOf = ({ lines, since }: FoundLines, caseId: string): CaseReadings => {
  const all = lines.filter(({ subject, route }) => subject === caseId || route === recordRoute);
  const told = all.slice(0, maxCaseReadings);
  const toldSince = all.length > told.length ? told.at(-1)?.at : since;
  return {
    items: told.map(({ role, at }) => ({ role, at })),
    ...(toldSince === undefined ? {} : { since: toldSince }),
  };
};
