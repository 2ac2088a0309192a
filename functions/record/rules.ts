import type { AccessLine, CaseReadings, Reading, ReadPart } from './schema.ts';

/** What the reader may know of besides the member herself. */
type Known = {
  readonly memberId: string;
  readonly cases: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
};

/** How many readings of a member's record she is told of: the newest. */
export const maxReadings = 1_000;
export const maxCaseReadings = 200;

const record = 'GET /api/members/{id}/record';

/** What a route gives out, by the first pattern that it matches; anything else is of her own record. */
const partsByRoute: readonly (readonly [RegExp, ReadPart])[] = [
  [/\/record$/, 'record'],
  [/\/requests(\/|$)/, 'request'],
  [/\/cases(\/|$)|\/agenda$|\/break-glass$/, 'case'],
  [/\/savings$|^\w+ \/api\/collectives\//, 'savings'],
  [/\/outreach(\/|$)/, 'outreach'],
];

/** What a pack brings, and what a list that was saved as a file holds, by a field of its line. */
const partsByField: readonly (readonly [RegExp, ReadPart])[] = [
  [/^(status|case|emergency|agenda|due|unassigned)/, 'case'],
  [/^requests/, 'request'],
  [/^record$/, 'record'],
  [/^(savings|statement|ledger|meetings|sheet)/, 'savings'],
  [/^(name|members)/, 'member'],
  [/^outreach/, 'outreach'],
];

/**
 * Which part of a member's record a list in the access log means; undefined for a list that nobody here knows: it may be
 * one of cases.
 */
export const partOf = ({ route, fields }: Pick<AccessLine, 'route' | 'fields'>): ReadPart | undefined =>
  /\/(exports|pack)$/.test(route)
    ? partsByField.find(([pattern]) => fields.some((field) => pattern.test(field)))?.[1]
    : (partsByRoute.find(([pattern]) => pattern.test(route))?.[1] ?? 'member');

/** Of a case or a request beyond the reader's knowledge not even a reading is told: it would say that there is one. */
const isKnown = (what: ReadPart, subjects: readonly string[], known: Known): boolean =>
  what === 'case'
    ? subjects.some((id) => known.cases.has(id))
    : what === 'request'
      ? subjects.some((id) => known.requests.has(id))
      : true;

/** Who looked at a member's record, from the access log. @param lines of the member, the newest first */
export const readingsOf = (lines: readonly AccessLine[], known: Known): Reading[] =>
  lines
    .flatMap(({ subject, subjects, role, at, ...line }): Reading[] => {
      const what = partOf(line);
      if (what === undefined || !isKnown(what, subjects, known)) return [];
      const isHers =
        subject !== undefined &&
        (subject === known.memberId || known.cases.has(subject) || known.requests.has(subject));
      return [{ role, at, what, ...(isHers ? {} : { inList: true }) }];
    })
    .slice(0, maxReadings);

/**
 * Who opened a case: alone, or with all that is kept of its member.
 * @param lines of the case, the newest first
 */
export const caseReadingsOf = (lines: readonly AccessLine[], caseId: string): CaseReadings['items'] =>
  lines
    .filter(({ subject, route }) => subject === caseId || route === record)
    .slice(0, maxCaseReadings)
    .map(({ role, at }) => ({ role, at }));
