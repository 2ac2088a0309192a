import * as z from 'zod';
import { indianDay } from './calendar.ts';

/** A write that the API accepted (200 or 201), as it was sent. */
export type Accepted = {
  /** The business instant of the request: RFC 3339, UTC, with milliseconds. */
  readonly recordedAt: string;
  /** When it was accepted among all requests: 1, 2, … */
  readonly order: number;
  /** As the authorisation table spells it: `POST /api/members/{id}/exit`. */
  readonly route: string;
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** What happened, in order of recording. `seq` is the place in that order; nothing else is known of time. */
export type Fact = { readonly seq: number; readonly recordedAt: string } & (
  | { readonly is: 'consent'; readonly member: string; readonly given: boolean; readonly effective: string }
  | { readonly is: 'enrolment'; readonly member: string; readonly record: MemberRecord }
  | { readonly is: 'member change'; readonly member: string; readonly change: Partial<MemberRecord> }
  | ({ readonly is: 'child' | 'child change'; readonly member: string; readonly child: string } & ChildFields)
  | {
      readonly is: 'schooling';
      readonly id: string;
      readonly member: string;
      readonly child: string;
      readonly on: string;
      readonly status: string;
    }
  | {
      readonly is: 'office';
      readonly id: string;
      readonly member: string;
      readonly body: string;
      readonly from: string;
      readonly to: string | null;
    }
  | { readonly is: 'office end'; readonly member: string; readonly office: string; readonly on: string }
  /** Of a child, an observation, an office or a request of hers. */
  | { readonly is: 'entry reversal'; readonly member: string; readonly of: string }
  | { readonly is: 'exit'; readonly member: string; readonly on: string }
  | {
      readonly is: 'collective';
      readonly collective: string;
      readonly formedOn: string;
      readonly closedOn: string | null;
    }
  | {
      readonly is: 'collective change';
      readonly collective: string;
      readonly formedOn?: string | undefined;
      readonly closedOn?: string | null | undefined;
    }
  | {
      readonly is: 'meeting';
      readonly collective: string;
      readonly lines: readonly Line[];
      readonly meeting: string;
      readonly on: string;
      readonly rows: readonly Row[];
      readonly entries: readonly Entry[];
    }
  | { readonly is: 'reversal'; readonly meeting: string }
  | {
      readonly is: 'voucher';
      readonly collective: string;
      readonly voucher: string;
      readonly on: string;
      readonly lines: readonly Line[];
    }
  | { readonly is: 'voucher reversal'; readonly voucher: string }
  | {
      readonly is: 'borrowing';
      readonly collective: string;
      readonly borrowing: string;
      readonly source: string;
    }
  | ({ readonly is: 'opening'; readonly collective: string } & z.infer<(typeof bodies)['opening']>)
  | {
      readonly is: 'case';
      readonly case: string;
      readonly member: string;
      readonly kind: string;
      readonly on: string;
    }
  | {
      readonly is: 'case change';
      readonly case: string;
      readonly kind?: string | undefined;
      readonly on?: string | undefined;
    }
  | {
      readonly is: 'event';
      readonly id: string;
      readonly case: string;
      readonly on: string;
      readonly event: CaseEvent;
    }
  | { readonly is: 'taking back'; readonly event: string }
  | {
      readonly is: 'outreach';
      readonly id: string;
      readonly kind: string;
      readonly on: string;
      readonly mode: string;
      readonly participants: number;
      readonly title: string | null;
      readonly outlet: string | null;
      readonly url: string | null;
    }
  | { readonly is: 'outreach reversal'; readonly outreach: string }
  | {
      readonly is: 'roster';
      readonly outreach: string;
      readonly participants: readonly { readonly memberId: string; readonly role: string }[];
    }
  | {
      readonly is: 'request';
      readonly id: string;
      readonly member: string;
      readonly kind: string;
      readonly on: string;
    }
  | { readonly is: 'request step'; readonly request: string; readonly on: string; readonly step: string }
  | {
      readonly is: 'targets';
      readonly financialYear: string;
      readonly targets: Readonly<Record<string, number>>;
    }
  | { readonly is: 'terms'; readonly from: string; readonly names: ProgrammeNames }
  | { readonly is: 'baselines'; readonly baselines: Readonly<Record<string, Baseline>> }
  | {
      readonly is: 'narrative';
      readonly month: string;
      readonly en: string | null;
      readonly ja: string | null;
    }
);
export type FactOf<T extends Fact['is']> = Extract<Fact, { is: T }>;

export type ProgrammeNames = Readonly<Record<'name' | 'implementer' | 'forum' | 'funder' | 'state', string>>;
export type Baseline = { readonly asOf: string; readonly value: number; readonly source: string };
type ChildFields = { readonly birthYear: number; readonly gender: string; readonly inSchool: boolean };

/** What the indicators look at in a member's record. */
export type MemberRecord = {
  readonly birthYear: number;
  readonly district: string;
  readonly joinedOn: string;
  readonly leaderSince: string | null;
};
type Row = { readonly memberId: string; readonly status: string };
type Entry = z.infer<typeof entryOfSheet>;
type Line = z.infer<typeof lineOfSheet>;
/** The type of an event, the words that the indicators look at, and the application whose stage it is. */
type CaseEvent = {
  readonly type: string;
  readonly what: string;
  readonly stage: string;
  readonly application: string;
};

const consent = z.object({ id: z.string(), purpose: z.string(), given: z.boolean(), on: z.string() });
const childFields = { birthYear: z.number(), gender: z.string(), inSchool: z.boolean() };
const child = z.object({ id: z.string(), ...childFields });
const entryOfSheet = z.object({
  memberId: z.string(),
  kind: z.string(),
  amountPaise: z.number(),
  account: z.string().optional(),
  loanId: z.string().optional(),
  instalments: z.number().optional(),
  firstDueOn: z.string().optional(),
});
const lineOfSheet = z.object({
  kind: z.string(),
  amountPaise: z.number(),
  account: z.string().optional(),
  borrowingId: z.string().optional(),
});
const bodies = {
  voucher: z.object({ id: z.string(), on: z.string(), lines: z.array(lineOfSheet) }),
  borrowing: z.object({ id: z.string(), source: z.string() }),
  opening: z.object({
    id: z.string(),
    asOf: z.string(),
    bankPaise: z.number(),
    members: z.array(
      z.object({
        memberId: z.string(),
        savingsPaise: z.number(),
        loans: z.array(
          z.object({
            loanId: z.string(),
            principalPaise: z.number(),
            outstandingPaise: z.number(),
            instalments: z.number().optional(),
            firstDueOn: z.string().optional(),
          }),
        ),
      }),
    ),
    borrowings: z.array(z.object({ id: z.string(), source: z.string(), outstandingPaise: z.number() })),
  }),
  collective: z.object({ id: z.string(), formedOn: z.string(), closedOn: z.string().optional() }),
  collectiveChange: z.object({
    formedOn: z.string().optional(),
    closedOn: z.string().nullable().optional(),
  }),
  member: z.object({
    id: z.string(),
    birthYear: z.number(),
    district: z.string(),
    joinedOn: z.string(),
    leaderSince: z.string().optional(),
    consents: z.array(consent),
    children: z.array(child).optional(),
  }),
  memberChange: z.object({
    birthYear: z.number().optional(),
    district: z.string().optional(),
    joinedOn: z.string().optional(),
    leaderSince: z.string().nullable().optional(),
  }),
  childChange: z.object(childFields),
  schooling: z.object({ id: z.string(), on: z.string(), status: z.string() }),
  office: z.object({ id: z.string(), body: z.string(), from: z.string(), to: z.string().optional() }),
  officeEnd: z.object({ on: z.string() }),
  roster: z.object({ participants: z.array(z.object({ memberId: z.string(), role: z.string() })) }),
  request: z.object({ id: z.string(), kind: z.string(), on: z.string() }),
  requestStep: z.object({ id: z.string(), on: z.string(), step: z.string() }),
  entryReversal: z.object({ id: z.string(), of: z.string() }),
  exit: z.object({ exitedOn: z.string() }),
  meeting: z.object({
    id: z.string(),
    heldOn: z.string(),
    attendance: z.array(z.object({ memberId: z.string(), status: z.string() })),
    entries: z.array(entryOfSheet),
    lines: z.array(lineOfSheet).default([]),
  }),
  reversal: z.object({ id: z.string() }),
  case: z.object({ id: z.string(), memberId: z.string(), kind: z.string(), openedOn: z.string() }),
  caseChange: z.object({ kind: z.string().optional(), openedOn: z.string().optional() }),
  event: z.object({
    step: z.string().optional(),
    applicationId: z.string().optional(),
    id: z.string(),
    type: z.string(),
    on: z.string(),
    service: z.string().optional(),
    entitlement: z.string().optional(),
    stage: z.string().optional(),
    status: z.string().optional(),
    eventId: z.string().optional(),
  }),
  outreach: z.object({
    id: z.string(),
    kind: z.string(),
    on: z.string(),
    mode: z.string(),
    participants: z.number(),
    title: z.string().nullable().default(null),
    outlet: z.string().nullable().default(null),
    url: z.string().nullable().default(null),
  }),
  terms: z.object({
    id: z.string(),
    from: z.string(),
    name: z.string(),
    implementer: z.string(),
    forum: z.string(),
    funder: z.string(),
    state: z.string(),
  }),
  baselines: z.object({
    baselines: z.record(z.string(), z.object({ asOf: z.string(), value: z.number(), source: z.string() })),
  }),
  narrative: z.object({ en: z.string().nullable(), ja: z.string().nullable() }),
  targets: z.object({ targets: z.record(z.string(), z.number()) }),
};

/** A fact that is not yet placed in the order of recording. */
type Bare = Fact extends infer F ? (F extends Fact ? Omit<F, 'seq' | 'recordedAt'> : never) : never;

const consentFact = (member: string, given: z.infer<typeof consent>, recordedAt: string): Bare[] =>
  given.purpose === 'reporting'
    ? [
        {
          is: 'consent',
          member,
          given: given.given,
          // A withdrawal takes effect the day it is recorded, whatever date it bears.
          effective: given.given ? given.on : indianDay(recordedAt),
        },
      ]
    : [];

const withoutUndefined = (change: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** The facts of a request, in their order, and the id that the request is known by, if it has one. */
const read = (request: Accepted): { readonly id: string | null; readonly facts: Bare[] } => {
  const { route, path, recordedAt } = request;
  const key = path.id ?? '';
  switch (route) {
    case 'POST /api/collectives': {
      const { id, formedOn, closedOn } = bodies.collective.parse(request.body);
      return { id, facts: [{ is: 'collective', collective: id, formedOn, closedOn: closedOn ?? null }] };
    }
    case 'PATCH /api/collectives/{id}':
      return {
        id: null,
        facts: [{ is: 'collective change', collective: key, ...bodies.collectiveChange.parse(request.body) }],
      };
    case 'POST /api/members': {
      const { id, consents, children = [], ...rest } = bodies.member.parse(request.body);
      return {
        id,
        facts: [
          ...consents.flatMap((given) => consentFact(id, given, recordedAt)),
          { is: 'enrolment', member: id, record: { ...rest, leaderSince: rest.leaderSince ?? null } },
          ...children.map(
            ({ id: childId, ...fields }): Bare => ({ is: 'child', member: id, child: childId, ...fields }),
          ),
        ],
      };
    }
    case 'PATCH /api/members/{id}':
      return {
        id: null,
        facts: [
          {
            is: 'member change',
            member: key,
            change: withoutUndefined(bodies.memberChange.parse(request.body)),
          },
        ],
      };
    case 'POST /api/members/{id}/consents': {
      const given = consent.parse(request.body);
      return { id: given.id, facts: consentFact(key, given, recordedAt) };
    }
    case 'POST /api/members/{id}/children': {
      const { id, ...fields } = child.parse(request.body);
      return { id, facts: [{ is: 'child', member: key, child: id, ...fields }] };
    }
    case 'PUT /api/members/{id}/children/{childId}': {
      const fields = bodies.childChange.parse(request.body);
      return {
        id: null,
        facts: [{ is: 'child change', member: key, child: path.childId ?? '', ...fields }],
      };
    }
    case 'POST /api/members/{id}/children/{childId}/schooling': {
      const seen = bodies.schooling.parse(request.body);
      return {
        id: seen.id,
        facts: [{ is: 'schooling', member: key, child: path.childId ?? '', ...seen }],
      };
    }
    case 'POST /api/members/{id}/offices': {
      const office = bodies.office.parse(request.body);
      return {
        id: office.id,
        facts: [{ is: 'office', member: key, ...office, to: office.to ?? null }],
      };
    }
    case 'POST /api/members/{id}/offices/{officeId}/end': {
      const { on } = bodies.officeEnd.parse(request.body);
      return { id: null, facts: [{ is: 'office end', member: key, office: path.officeId ?? '', on }] };
    }
    case 'PUT /api/outreach/{id}/roster':
      return {
        id: null,
        facts: [{ is: 'roster', outreach: key, ...bodies.roster.parse(request.body) }],
      };
    case 'POST /api/members/{id}/requests': {
      const asked = bodies.request.parse(request.body);
      return { id: asked.id, facts: [{ is: 'request', member: key, ...asked }] };
    }
    case 'POST /api/members/{id}/requests/{requestId}/steps': {
      const { id, on, step } = bodies.requestStep.parse(request.body);
      return { id, facts: [{ is: 'request step', request: path.requestId ?? '', on, step }] };
    }
    case 'POST /api/members/{id}/reversals': {
      const { id, of } = bodies.entryReversal.parse(request.body);
      return { id, facts: [{ is: 'entry reversal', member: key, of }] };
    }
    case 'POST /api/members/{id}/exit':
      return {
        id: null,
        facts: [{ is: 'exit', member: key, on: bodies.exit.parse(request.body).exitedOn }],
      };
    case 'POST /api/collectives/{id}/meetings': {
      const { id, heldOn, attendance, entries, lines } = bodies.meeting.parse(request.body);
      return {
        id,
        facts: [
          { is: 'meeting', collective: key, meeting: id, on: heldOn, rows: attendance, entries, lines },
        ],
      };
    }
    case 'POST /api/collectives/{id}/meetings/{meetingId}/reversal':
      return {
        id: bodies.reversal.parse(request.body).id,
        facts: [{ is: 'reversal', meeting: path.meetingId ?? '' }],
      };
    case 'POST /api/collectives/{id}/vouchers': {
      const { id, on, lines } = bodies.voucher.parse(request.body);
      return { id, facts: [{ is: 'voucher', collective: key, voucher: id, on, lines }] };
    }
    case 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal':
      return {
        id: bodies.reversal.parse(request.body).id,
        facts: [{ is: 'voucher reversal', voucher: path.voucherId ?? '' }],
      };
    case 'POST /api/collectives/{id}/borrowings': {
      const { id, source } = bodies.borrowing.parse(request.body);
      return { id, facts: [{ is: 'borrowing', collective: key, borrowing: id, source }] };
    }
    case 'POST /api/collectives/{id}/opening': {
      const opening = bodies.opening.parse(request.body);
      return { id: opening.id, facts: [{ is: 'opening', collective: key, ...opening }] };
    }
    case 'POST /api/cases': {
      const { id, memberId, kind, openedOn } = bodies.case.parse(request.body);
      return { id, facts: [{ is: 'case', case: id, member: memberId, kind, on: openedOn }] };
    }
    case 'PATCH /api/cases/{id}': {
      const { kind, openedOn } = bodies.caseChange.parse(request.body);
      return { id: null, facts: [{ is: 'case change', case: key, kind, on: openedOn }] };
    }
    case 'POST /api/cases/{id}/events': {
      const { id, type, on, service, entitlement, stage, status, step, applicationId, eventId } =
        bodies.event.parse(request.body);
      if (type === 'taken_back') return { id, facts: [{ is: 'taking back', event: eventId ?? '' }] };
      const what = service ?? entitlement ?? status ?? step ?? '';
      const event = { type, what, stage: stage ?? '', application: applicationId ?? '' };
      return { id, facts: [{ is: 'event', id, case: key, on, event }] };
    }
    case 'POST /api/outreach': {
      const held = bodies.outreach.parse(request.body);
      return { id: held.id, facts: [{ is: 'outreach', ...held }] };
    }
    case 'POST /api/outreach/{id}/reversal':
      return {
        id: bodies.reversal.parse(request.body).id,
        facts: [{ is: 'outreach reversal', outreach: key }],
      };
    case 'POST /api/programme/terms': {
      const { id, from, ...names } = bodies.terms.parse(request.body);
      return { id, facts: [{ is: 'terms', from, names }] };
    }
    case 'PUT /api/baselines':
      return { id: null, facts: [{ is: 'baselines', ...bodies.baselines.parse(request.body) }] };
    case 'PUT /api/narratives/{month}':
      return {
        id: null,
        facts: [{ is: 'narrative', month: path.month ?? '', ...bodies.narrative.parse(request.body) }],
      };
    case 'PUT /api/targets/{financialYear}':
      return {
        id: null,
        facts: [
          {
            is: 'targets',
            financialYear: path.financialYear ?? '',
            targets: bodies.targets.parse(request.body).targets,
          },
        ],
      };
    default:
      throw new Error(`The oracle knows no route ${route}.`);
  }
};

/**
 * All facts in order of recording: by the instant, then by the id that the device gave. What has no such id gets one
 * from the server that the oracle cannot know: it stands last of its instant, so send it in an instant of its own. A repeated request (an id that was accepted before) changes nothing.
 */
export const factsOf = (requests: readonly Accepted[]): Fact[] => {
  const seen = new Set<string>();
  const exited = new Set<string>();
  const taken = [...requests]
    .sort((a, b) => a.order - b.order)
    .map((request) => ({ ...request, ...read(request) }))
    .filter(({ id, facts }) => {
      const isRepeated =
        (id !== null && seen.has(id)) || facts.some((fact) => fact.is === 'exit' && exited.has(fact.member));
      if (id !== null) seen.add(id);
      for (const fact of facts) if (fact.is === 'exit') exited.add(fact.member);
      return !isRepeated;
    });
  taken.sort((a, b) => {
    if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
    if (a.id !== null && b.id !== null) return a.id < b.id ? -1 : 1;
    return a.id === b.id ? a.order - b.order : a.id === null ? 1 : -1;
  });
  let seq = 0;
  return taken.flatMap(({ facts, recordedAt }) =>
    facts.map((fact): Fact => {
      seq += 1;
      return { ...fact, seq, recordedAt };
    }),
  );
};
