import { type ExportList, exportLists } from '../kinds/export-lists.ts';

/** Which part of what is kept of a woman somebody looked at. */
export const readParts = ['member', 'savings', 'case', 'request', 'talk', 'outreach', 'record'] as const;
export type ReadPart = (typeof readParts)[number];

/** The part that a phone's pack contains, by the first pattern that matches a field in the access line. */
const partsByField: readonly (readonly [RegExp, ReadPart])[] = [
  [/^status$/, 'case'],
  [/^savings$/, 'savings'],
  [/^(name|dueOn)$/, 'member'],
];

/**
 * The part that an exported list contains. Undefined for one without people, for one that mixes cases with other records, and for findings:
 * that she is in one would tell of a suspicion.
 */
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
  demands: undefined,
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
  outliers: undefined,
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
  stoppedUrgentCases: 'case',
  vouchers: undefined,
};

type RouteKey = `${'GET' | 'POST' | 'PUT' | 'PATCH'} /api/${string}`;

/** The part that a reading was of; null if it tells her nothing; by the fields of the access line, where a route gives out several. */
type Told = ReadPart | null | ((fields: readonly string[]) => ReadPart | null);

/**
 * What a reading by a route tells her, or whoever reads her record. Nothing of what exists only because somebody suspects something or
 * has asked for what is not decided yet: that she stands in it would reveal that. A route that is missing tells nothing; a test demands
 * an entry of each that leaves lines.
 */
export const toldByRoute: Readonly<Partial<Record<RouteKey, Told>>> = {
  'GET /api/members': 'member',
  'POST /api/members': 'member',
  'POST /api/members/search': 'member',
  'GET /api/members/{id}': 'member',
  'PATCH /api/members/{id}': 'member',
  'POST /api/members/{id}/consents': 'member',
  'POST /api/members/{id}/children': 'member',
  'POST /api/members/{id}/children/{childId}/schooling': 'member',
  'POST /api/members/{id}/offices': 'member',
  'POST /api/members/{id}/offices/{officeId}/end': 'member',
  'POST /api/members/{id}/exit': 'member',
  'GET /api/members/{id}/talks': 'talk',
  'POST /api/members/{id}/talks': 'talk',
  'GET /api/members/{id}/record': 'record',
  'GET /api/me/pack': (fields) =>
    partsByField.find(([pattern]) => fields.some((field) => pattern.test(field)))?.[1] ?? null,
  'POST /api/exports': (fields) => {
    const list = exportLists.find((one) => one === fields[0]);
    return (list && partsByList[list]) ?? null;
  },

  'GET /api/members/{id}/savings': 'savings',
  'GET /api/collectives/{id}/ledger': 'savings',
  'GET /api/collectives/{id}/meetings': 'savings',
  'GET /api/collectives/{id}/meetings/{meetingId}': 'savings',
  'POST /api/collectives/{id}/meetings': 'savings',
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': 'savings',
  'GET /api/collectives/{id}/opening': 'savings',
  'POST /api/collectives/{id}/opening': 'savings',
  'GET /api/collectives/{id}/moves': 'savings',
  'POST /api/collectives/{id}/moves': 'savings',
  'POST /api/collectives/{id}/moves/{moveId}/reversal': 'savings',
  // Of a group's money, and of none of its women.
  'GET /api/collectives/{id}/vouchers/{voucherId}': null,
  'POST /api/collectives/{id}/vouchers': null,
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': null,

  'GET /api/requests': 'request',
  'POST /api/members/{id}/requests': 'request',
  'POST /api/members/{id}/requests/{requestId}/steps': 'request',

  // That a talk is due follows from her record.
  'GET /api/agenda': (fields) => (fields.includes('dueOn') ? 'member' : 'case'),
  'GET /api/break-glass': 'case',
  'POST /api/break-glass': 'case',
  'GET /api/cases': 'case',
  'POST /api/cases': 'case',
  'GET /api/cases/unassigned': 'case',
  'GET /api/cases/{id}': 'case',
  'PATCH /api/cases/{id}': 'case',
  'POST /api/cases/{id}/take': 'case',
  'GET /api/cases/{id}/events': 'case',
  'POST /api/cases/{id}/events': 'case',
  'GET /api/members/{id}/cases': 'case',

  'GET /api/outreach': 'outreach',
  'PUT /api/outreach/{id}/roster': 'outreach',

  // Suspicions of the desk, whether a woman is in them or not.
  'GET /api/questions': null,
  'GET /api/collectives/{id}/questions': null,
  'POST /api/collectives/{id}/questions': null,
  'POST /api/collectives/{id}/questions/{questionId}/answers': null,
  'POST /api/collectives/{id}/questions/{questionId}/closing': null,

  // About nobody.
  'GET /api/demands': null,
  'GET /api/demands/{id}': null,
  'POST /api/demands': null,
  'POST /api/demands/{id}/steps': null,
  'POST /api/demands/{id}/reversal': null,

  // Suspicions, and what is asked for and not decided yet.
  'GET /api/same-women': null,
  'POST /api/same-women': null,
  'POST /api/same-women/{id}/decision': null,
  'GET /api/snapshots/preview': null,
  'GET /api/findings': null,
  'GET /api/approvals': null,
  'GET /api/erasures': null,
  'GET /api/erasures/{id}': null,
  'GET /api/data-handovers/{id}': null,

  // Of leaders and staff.
  'GET /api/collectives/{id}': null,
  'GET /api/actors': null,
  'GET /api/assignees': null,
  'GET /api/phones': null,
  'GET /api/health/state': null,
  'GET /api/users': null,
  'POST /api/users': null,
  'GET /api/users/{id}': null,
  'PATCH /api/users/{id}': null,
  'GET /api/users/{id}/devices': null,
};

/** The same by a line's text, which may be no route of today's. */
const toldByText = new Map<string, Told | undefined>(Object.entries(toldByRoute));

/** The part of a member's record that a reading was of, by the route and fields of its access line; undefined if it tells of none. */
export const partOf = ({
  route,
  fields,
}: {
  readonly route: string;
  readonly fields: readonly string[];
}): ReadPart | undefined => {
  const told = toldByText.get(route);
  return (typeof told === 'function' ? told(fields) : told) ?? undefined;
};
