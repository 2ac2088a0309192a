import type { AccessLine, CaseReadings, Reading, ReadPart } from './schema.ts';

/** A member, and those of her cases and requests that the reader of the record may know of. */
type KnownRecords = {
  readonly memberId: string;
  readonly cases: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
};

/** The maximum number of readings in a member's record: the newest. */
export const maxReadings = 1_000;
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

/** The part that a phone's pack or an exported list contains, by the first pattern that matches a field in the access line. */
const partsByField: readonly (readonly [RegExp, ReadPart])[] = [
  [/^(status|case|emergency|agenda|due|unassigned)/, 'case'],
  [/^requests/, 'request'],
  [/^record$/, 'record'],
  [/^(savings|statement|ledger|meetings|sheet)/, 'savings'],
  [/^(name|members)/, 'member'],
  [/^outreach/, 'outreach'],
];

/**
 * The part of a member's record that a reading was of, by the route and fields of its access line. Undefined for an
 * exported list of an unknown name, which may be one of cases.
 */
export const partOf = ({ route, fields }: Pick<AccessLine, 'route' | 'fields'>): ReadPart | undefined =>
  /\/(exports|pack)$/.test(route)
    ? partsByField.find(([pattern]) => fields.some((field) => pattern.test(field)))?.[1]
    : (partsByRoute.find(([pattern]) => pattern.test(route))?.[1] ?? 'member');

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

/** The readings of a member's record, from the lines of the access log about her, the newest first. */
export const readingsOf = (lines: readonly AccessLine[], known: KnownRecords): Reading[] =>
  lines
    .flatMap(({ subject, subjects, role, at, ...line }): Reading[] => {
      const what = partOf(line);
      if (what === undefined || !mayKnow(what, subjects, known)) return [];
      // A line about a list, in which she is one of several, does not have her as its subject.
      const isAboutHerAlone =
        subject !== undefined &&
        (subject === known.memberId || known.cases.has(subject) || known.requests.has(subject));
      return [{ role, at, what, ...(isAboutHerAlone ? {} : { inList: true }) }];
    })
    .slice(0, maxReadings);

/**
 * The readings of a case: of itself, or with its member's whole record.
 * @param lines of the access log about the case, the newest first
 */
export const caseReadingsOf = (lines: readonly AccessLine[], caseId: string): CaseReadings['items'] =>
  lines
    .filter(({ subject, route }) => subject === caseId || route === recordRoute)
    .slice(0, maxCaseReadings)
    .map(({ role, at }) => ({ role, at }));
