import type { Api } from '../api/client.ts';
import { readList } from '../api/pages.ts';
import type { AnswerOf, ItemOf } from '../api/routes.ts';
import { caseEvent } from '../timeline/case-event.ts';
import { type EncryptedRows, type Kind, putting, type RowChange, removing } from './encrypted-rows.ts';
import { isUnsent, type Operation, operations, peopleOf } from './outbox/operation.ts';
import { toMeeting } from './read-meetings.ts';
import {
  agendas,
  type CaseFile,
  type Child,
  type Collective,
  cases,
  collectives,
  emergencyAccesses,
  freshnesses,
  type Member,
  meetings,
  members,
  packStates,
  profiles,
  timelines,
} from './row-kinds.ts';

/** What the phone reads from the server for use without a network. */

type Pack = AnswerOf<'GET /api/me/pack'>;
type PackMember = Pack['members'][number];
type WholeMember = Extract<PackMember, { name: unknown }>;

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;
type WithId = { readonly id: string };

const isWhole = (member: PackMember): member is WholeMember => 'name' in member;

/**
 * Reads into the phone a leader's collectives, their members and money, and her cases in one request: the first time
 * all, later anyone who has changed. Then it reads the timelines of cases that have changed; each such reading is in the
 * access log.
 */
export async function refresh(
  api: Pick<Api, 'request' | 'send'>,
  rows: Rows,
  now: () => number,
): Promise<void> {
  // Whatever has been sent by now is included in the answer.
  const sent = rows.all(operations).filter(({ state }) => state === 'sent');
  const done = (isMeant: (operation: Operation) => boolean): RowChange[] =>
    sent.filter(isMeant).map(({ id }) => removing(operations, id));
  // Records made from here on are missing from the answer, but are still hers.
  const before = idsOf(rows, members, meetings, cases);
  const pack = await readPack(api, rows);
  const recorded = pack.collectives.flatMap(({ id, meetings: held }) =>
    held.map((one) => toMeeting(id, one)),
  );
  const read = [pack.members, recorded, pack.cases].flatMap((list) => list.map(({ id }) => id));
  const waiting = rows.all(operations).filter(isUnsent).flatMap(peopleOf);
  const newer = [...idsOf(rows, members, meetings, cases)].filter((id) => !before.has(id));
  const kept = new Set([...read, ...waiting, ...newer]);
  const forget = (kind: Kind<WithId>, hers: ReadonlySet<string> = kept): RowChange[] =>
    rows.all(kind).flatMap(({ id }) => (hers.has(id) ? [] : [removing(kind, id)]));
  await rows.putAll([
    ...pack.collectives.map((one) => putting(collectives, one.id, toCollective(one))),
    ...pack.members.flatMap((one) => {
      const member = toMember(one, rows.get(members, one.id), pack);
      return member === undefined ? [] : [putting(members, one.id, member)];
    }),
    ...recorded.map((one) => putting(meetings, one.id, one)),
    ...pack.cases.map((one) => putting(cases, one.id, toCaseFile(one))),
    putting(agendas, 'all', {
      items: pack.agenda.items.map(({ caseId, code, on, kind }) => ({ caseId, code, on, kind })),
    }),
    ...forget(collectives, new Set(pack.collectives.map(({ id }) => id))),
    ...[members, meetings, cases, timelines].flatMap((kind) => forget(kind)),
    ...rows
      .all(emergencyAccesses)
      .flatMap(({ id, until }) => (Date.parse(until) <= now() ? [removing(emergencyAccesses, id)] : [])),
    ...done(({ what }) => what !== 'case_event'),
    putting(packStates, 'all', { since: pack.since }),
  ]);
  await refreshTimelines(api, rows, pack.cases);
  await rows.putAll([
    // Not sooner: until its timeline is read, an event is shown from here.
    ...done(({ what }) => what === 'case_event'),
    putting(freshnesses, 'all', { at: now() }),
    putting(freshnesses, 'cases', { at: now() }),
  ]);
}

/** The pack since the last one; all of it if this phone lacks anybody who has not changed. */
async function readPack(api: Pick<Api, 'request'>, rows: Rows): Promise<Pack> {
  const since = rows.get(packStates, 'all')?.since;
  if (since === undefined) return api.request('GET /api/me/pack', {});
  const pack = await api.request('GET /api/me/pack', { query: { since } });
  const isComplete = pack.members.every(
    (one) => isWhole(one) || isKnown(rows.get(members, one.id), one.version),
  );
  return isComplete ? pack : api.request('GET /api/me/pack', {});
}

const isKnown = (known: Member | undefined, version: number): boolean =>
  known?.version === version && known.children !== undefined;

const toCollective = (one: Pack['collectives'][number]): Collective => ({
  id: one.id,
  name: one.name,
  district: one.district,
  mandal: one.mandal,
  meetingFrequency: one.meetingFrequency,
  usualDepositPaise: one.usualDepositPaise,
  ...(one.ratePerMonthBasisPoints === undefined
    ? {}
    : { ratePerMonthBasisPoints: one.ratePerMonthBasisPoints }),
  cashPaise: one.ledger.cashPaise,
  bankPaise: one.ledger.bankPaise,
  surplusPaise: one.ledger.surplusPaise,
  ...(one.openedAsOf === undefined ? {} : { openedAsOf: one.openedAsOf }),
  borrowings: one.borrowings.map(
    ({
      id,
      source,
      sanctionedOn,
      principalPaise,
      receivedPaise,
      outstandingPaise,
      instalments,
      firstDueOn,
    }) => ({
      id,
      source,
      sanctionedOn,
      principalPaise,
      receivedPaise,
      outstandingPaise,
      ...(instalments === undefined ? {} : { instalments }),
      ...(firstDueOn === undefined ? {} : { firstDueOn }),
    }),
  ),
});

/** Who she is from the pack, or from the phone if she has not changed; her money from the pack. */
function toMember(one: PackMember, known: Member | undefined, pack: Pack): Member | undefined {
  const person = isWhole(one)
    ? {
        id: one.id,
        code: one.code,
        name: one.name ?? '—',
        collectiveId: one.collectiveId,
        version: one.version,
        joinedOn: one.joinedOn,
        ...(one.exitedOn === undefined ? {} : { exitedOn: one.exitedOn }),
        children: one.children.map(toChild),
      }
    : known;
  if (person === undefined) return undefined;
  const account = pack.collectives
    .find(({ id }) => id === person.collectiveId)
    ?.ledger.members.find(({ memberId }) => memberId === one.id);
  return {
    ...person,
    savingsPaise: account?.savingsPaise ?? 0,
    loans: pack.loans
      .filter(({ memberId, outstandingPaise }) => memberId === one.id && outstandingPaise > 0)
      .map(({ memberId: _, ...loan }) => loan),
    entitlements: pack.entitlements
      .filter(({ memberId }) => memberId === one.id)
      .map(({ memberId: _, ...entitlement }) => entitlement),
  };
}

const toChild = ({
  id,
  birthYear,
  gender,
  schooling,
  takenBack,
}: WholeMember['children'][number]): Child => ({
  id,
  birthYear,
  gender,
  schooling: schooling.map(({ takenBack: observationTakenBack, ...observation }) => ({
    ...observation,
    isTakenBack: observationTakenBack !== undefined,
  })),
  isTakenBack: takenBack !== undefined,
});

/** Her phone does not learn to whom a case is assigned. */
const toCaseFile = (one: Pack['cases'][number]): CaseFile => ({
  id: one.id,
  code: one.code,
  memberId: one.memberId,
  kind: one.kind,
  priority: one.priority,
  status: one.status,
  openedOn: one.openedOn,
  ...(one.nextDue === undefined ? {} : { nextDue: one.nextDue }),
  isTaken: one.assignedTo !== undefined,
  ...(one.assignedAt === undefined ? {} : { takenAt: one.assignedAt }),
});

/** Reads into the phone only a leader's cases. */
export async function refreshCases(
  api: Pick<Api, 'send'>,
  rows: Pick<Rows, 'get' | 'putAll'>,
  now: () => number,
): Promise<void> {
  const { items } = await readList(api, 'GET /api/cases', {}, Infinity);
  await rows.putAll(items.map((one) => putting(cases, one.id, toCaseFile(one))));
  await refreshTimelines(api, rows, items);
  await rows.putAll([putting(freshnesses, 'cases', { at: now() })]);
}

/** Reads the timelines of cases that have changed: every event increments a case's version. */
async function refreshTimelines(
  api: Pick<Api, 'send'>,
  rows: Pick<Rows, 'get' | 'putAll'>,
  files: readonly ItemOf<'GET /api/cases'>[],
): Promise<void> {
  const me = rows.get(profiles, 'me')?.id;
  for (const { id, version } of files) {
    if (rows.get(timelines, id)?.version === version) continue;
    const { items } = await readList(api, 'GET /api/cases/{id}/events', { path: { id } }, Infinity);
    // Her phone does not learn who else recorded events. What it cannot show it leaves out.
    const events = items.flatMap((event) => {
      const parsed = caseEvent.safeParse(event);
      return parsed.success
        ? [{ ...parsed.data, createdBy: event.createdBy === me ? event.createdBy : 'other' }]
        : [];
    });
    await rows.putAll([putting(timelines, id, { id, version, events })]);
  }
}

const freshForMs = 10 * 60_000;
/** How long it may take until a leader sees that somebody has taken her urgent case. */
export const urgentForMs = 60_000;

/**
 * Whether what the phone has read is recent enough not to be read again. A time in the future does not count: the
 * phone's clock was wrong and was corrected.
 */
export const isFresh = (heard: number, now: number, forMs = freshForMs): boolean =>
  Math.abs(now - heard) < forMs;

const idsOf = (rows: Rows, ...kinds: readonly Kind<WithId>[]): Set<string> =>
  new Set(kinds.flatMap((kind) => rows.all(kind).map(({ id }) => id)));
