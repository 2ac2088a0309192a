import { partOfExport } from './exported-parts.ts';

/** The parts of a woman's data that somebody may have looked at. */
export const readParts = ['member', 'savings', 'case', 'request', 'talk', 'outreach', 'record'] as const;
export type ReadPart = (typeof readParts)[number];

/** A pack's access line has several lists. The part that one list contains, by its fields: the first pattern that matches any of them counts. */
const partsByField: readonly (readonly [RegExp, ReadPart])[] = [
  [/^status$/, 'case'],
  [/^savings$/, 'savings'],
  [/^(name|dueOn)$/, 'member'],
];

type RouteKey = `${'GET' | 'POST' | 'PUT' | 'PATCH'} /api/${string}`;

/** A part, or null if the woman's record doesn't show the reading. A function for a route that gives out several parts: the fields of the access line say which. */
type PartOfRoute = ReadPart | null | ((fields: readonly string[]) => ReadPart | null);

/**
 * A woman's record lists who looked at which part of her data. This says which part a reading by a route is listed as. Null for lists that exist only
 * because somebody suspects something, or has requested something that isn't decided yet: her being in such a list would reveal that. A route that is
 * missing here is not listed either; a test demands an entry for each route that writes access lines.
 */
export const toldByRoute: Readonly<Partial<Record<RouteKey, PartOfRoute>>> = {
  'GET /api/members': 'member',
  'POST /api/members': 'member',
  'POST /api/members/search': 'member',
  'GET /api/members/{id}': 'member',
  'PATCH /api/members/{id}': 'member',
  'POST /api/members/{id}/consents': 'member',
  'POST /api/members/{id}/children': 'member',
  'PUT /api/members/{id}/children/{childId}': 'member',
  'POST /api/members/{id}/children/{childId}/schooling': 'member',
  'POST /api/members/{id}/offices': 'member',
  'POST /api/members/{id}/offices/{officeId}/end': 'member',
  'POST /api/members/{id}/exit': 'member',
  'GET /api/members/{id}/talks': 'talk',
  'POST /api/members/{id}/talks': 'talk',
  'GET /api/members/{id}/record': 'record',
  'GET /api/me/pack': (fields) =>
    partsByField.find(([pattern]) => fields.some((field) => pattern.test(field)))?.[1] ?? null,
  'POST /api/exports': ([list]) => partOfExport(list),

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
  // About a group's money, and no woman's.
  'GET /api/collectives/{id}/vouchers/{voucherId}': null,
  'POST /api/collectives/{id}/vouchers': null,
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': null,

  'GET /api/requests': 'request',
  'POST /api/members/{id}/requests': 'request',
  'POST /api/members/{id}/requests/{requestId}/steps': 'request',

  // `dueOn` is the day on which a talk is due, which follows from her record.
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

  // Questions of the desk to a group. They are suspicions, whether they name a woman or not.
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

  // Suspicions, and requests that aren't decided yet.
  'GET /api/same-women': null,
  'POST /api/same-women': null,
  'POST /api/same-women/{id}/decision': null,
  'GET /api/snapshots/preview': null,
  'GET /api/findings': null,
  'GET /api/approvals': null,
  'GET /api/erasures': null,
  'GET /api/erasures/{id}': null,
  'GET /api/data-handovers/{id}': null,

  // About leaders and staff.
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

/** The same by any text: an old access line may name a route that no longer exists. */
const partByText = new Map<string, PartOfRoute | undefined>(Object.entries(toldByRoute));

/** The part of a woman's data that a reading was of, by the route and fields of its access line; undefined if her record doesn't show the reading. */
export const partOf = ({
  route,
  fields,
}: {
  readonly route: string;
  readonly fields: readonly string[];
}): ReadPart | undefined => {
  const part = partByText.get(route);
  return (typeof part === 'function' ? part(fields) : part) ?? undefined;
};
