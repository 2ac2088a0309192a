import type { OnLeadersPhone } from '../../../functions/areas/members/definition.ts';
import type { Api } from '../api/client.ts';
import { readList } from '../api/pages.ts';
import type { AnswerOf, ItemOf, RequestOf } from '../api/routes.ts';
import { isUnsent, type Operation, operations, subjectIdsOf } from '../outbox/operation.ts';
import { readTalksAhead, versionsOfWomen } from '../phone/talk/read-talks.ts';
import {
  type EncryptedRows,
  type Kind,
  type RowChange,
  rowRemoval,
  rowWrite,
} from '../rows/encrypted-rows.ts';
import { caseEvent } from '../timeline/case-event.ts';
import {
  agendas,
  freshnesses,
  packStates,
  pickPackFields,
  profiles,
  talkDrafts,
  talksRead,
  textsStored,
  timelines,
} from '../workspace/row-kinds.ts';
import { changesToKeptIds, keptIdsOf, meetingWithKeptIds } from './joined.ts';
import { toMeeting } from './meetings/read-meetings.ts';
import {
  type CaseFile,
  type Child,
  type Collective,
  cases,
  collectives,
  emergencyAccesses,
  type Member,
  meetings,
  members,
  packFieldsOfMember,
  type Question,
  questions,
} from './row-kinds.ts';

/** Reads from the server what a leader's phone needs without a network: the pack, and the timelines of her cases. */

/** All of a leader's groups, members and cases. For a member who has not changed, the pack gives only the version, and no personal data. */
type Pack = Extract<AnswerOf<'GET /api/me/pack'>, { collectives: unknown }>;
type PackMember = Pack['members'][number];
/** A member in the pack with all her data. */
type WholeMember = Extract<PackMember, { name: unknown }>;

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;
type WithId = { readonly id: string };

/** For reading a list without a limit of pages. */
const allPages = Number.POSITIVE_INFINITY;

const isWhole = (member: PackMember): member is WholeMember => 'name' in member;

/**
 * Refreshes the phone's data from the server: a leader's collectives with their members and money, and her cases. The
 * first time it reads everything, later only what has changed. Then it reads the timelines of cases that have changed;
 * the access log records each such reading.
 */
export async function refresh(
  api: Pick<Api, 'request' | 'send'>,
  rows: Rows,
  now: () => number,
): Promise<void> {
  // The pack will include the records that these operations have created: once the pack is stored, the operations are removed.
  const sentOperations = rows.all(operations).filter(({ state }) => state === 'sent');
  const removeSent = (mayRemove: (operation: Operation) => boolean): RowChange[] =>
    sentOperations.filter(mayRemove).map(({ id }) => rowRemoval(operations, id));
  // The pack lacks the records that are made on the phone while it is read. They must stay all the same.
  const idsBefore = idsOf(rows, members, meetings, cases);
  const versionsBefore = versionsOfWomen(rows);
  const pack = await readPack(api, rows);
  const storedMembers = pack.members.flatMap((one) => toMember(one, rows.get(members, one.id), pack) ?? []);
  // Two records of one woman may have been joined: then the phone shows her under the id of the kept one.
  const keptIds = keptIdsOf(storedMembers);
  const packMeetings = pack.collectives.flatMap((collective) =>
    collective.meetings.map((meeting) => meetingWithKeptIds(toMeeting(collective.id, meeting), keptIds)),
  );
  const idsInPack = [pack.members, packMeetings, pack.cases].flatMap((list) => list.map(({ id }) => id));
  const idsInOutbox = rows.all(operations).filter(isUnsent).flatMap(subjectIdsOf);
  const idsMadeSince = [...idsOf(rows, members, meetings, cases)].filter((id) => !idsBefore.has(id));
  // The ids of women, meetings and cases whose rows stay on the phone.
  const idsToKeep = new Set([...idsInPack, ...idsInOutbox, ...idsMadeSince].filter((id) => !keptIds.has(id)));
  const removeAllBut = (ids: ReadonlySet<string>, kind: Kind<WithId>): RowChange[] =>
    rows
      .all(kind)
      .filter(({ id }) => !ids.has(id))
      .map(({ id }) => rowRemoval(kind, id));
  await rows.putAll([
    // These changes come first: the pack's rows, written after them, are newer.
    ...changesToKeptIds(rows, keptIds),
    ...pack.collectives.map((group) => rowWrite(collectives, group.id, toCollective(group))),
    ...storedMembers.map((member) => rowWrite(members, member.id, member)),
    ...packMeetings.map((meeting) => rowWrite(meetings, meeting.id, meeting)),
    ...pack.cases.map((file) => rowWrite(cases, file.id, toCaseFile(file))),
    rowWrite(agendas, 'all', toAgenda(pack.agenda.items)),
    ...pack.questions.map((one) => rowWrite(questions, one.id, toQuestion(one))),
    // Groups and questions are never made on the phone, so those that the pack lacks are removed.
    ...removeAllBut(new Set(pack.collectives.map(({ id }) => id)), collectives),
    ...removeAllBut(new Set(pack.questions.map(({ id }) => id)), questions),
    // A timeline has the id of its case, and talks have the id of the woman.
    ...[members, meetings, cases, timelines, talksRead].flatMap((kind) => removeAllBut(idsToKeep, kind)),
    ...removeStopped(rows, storedMembers, pack.cases),
    ...rows
      .all(emergencyAccesses)
      .filter(({ until }) => Date.parse(until) <= now())
      .map(({ id }) => rowRemoval(emergencyAccesses, id)),
    ...removeSent(({ what }) => what !== 'case_event'),
    rowWrite(packStates, 'all', { since: pack.since, texts: textsStored }),
  ]);
  await refreshTimelines(api, rows, pack.cases);
  await rows.putAll([
    // Events of cases leave the outbox only now: until the case's timeline was read, an event is shown from the outbox.
    ...removeSent(({ what }) => what === 'case_event'),
    rowWrite(freshnesses, 'all', { at: now() }),
    rowWrite(freshnesses, 'cases', { at: now() }),
  ]);
  await readTalksAhead(api, rows, versionsBefore);
}

/**
 * Removes the talks of women who have withdrawn their consent to the services, and those of their cases that have stopped. Unsent work about
 * them keeps no row on the phone: the server will refuse it.
 * @param packCases the cases in the pack: of such a woman only those that go on
 */
function removeStopped(
  rows: Pick<EncryptedRows, 'all'>,
  storedMembers: readonly Member[],
  packCases: readonly WithId[],
): RowChange[] {
  const stopped = new Set(
    storedMembers.filter(({ withdrawnOn }) => withdrawnOn !== undefined).map(({ id }) => id),
  );
  const caseRows = rows
    .all(cases)
    .filter(({ id, memberId }) => stopped.has(memberId) && !packCases.some((one) => one.id === id))
    .flatMap(({ id }) => [rowRemoval(cases, id), rowRemoval(timelines, id)]);
  const talkRows = [...stopped].flatMap((id) => [rowRemoval(talksRead, id), rowRemoval(talkDrafts, id)]);
  return [...caseRows, ...talkRows];
}

/**
 * What has changed since the last pack; the whole pack if the phone has read none yet, if an earlier release stored other texts of women
 * (`textsStored`), or if the phone lacks the data of a member of whom the pack gives only the version.
 */
async function readPack(api: Pick<Api, 'request'>, rows: Rows): Promise<Pack> {
  const { since, texts = '' } = rows.get(packStates, 'all') ?? {};
  if (since === undefined || texts !== textsStored) return requestPack(api, {});
  const pack = await requestPack(api, { query: { since } });
  const isComplete = pack.members.every(
    (one) => isWhole(one) || isUpToDate(rows.get(members, one.id), one.version),
  );
  return isComplete ? pack : requestPack(api, {});
}

const requestPack = async (
  api: Pick<Api, 'request'>,
  request: RequestOf<'GET /api/me/pack'>,
): Promise<Pack> => {
  const pack = await api.request('GET /api/me/pack', request);
  if (!('collectives' in pack)) throw new Error('The pack is not a leader’s: she has another role now.');
  return pack;
};

/** Whether the phone has a member's data at this version. Older releases stored members without `children`: such a member is read again. */
const isUpToDate = (stored: Member | undefined, version: number): boolean =>
  stored?.version === version && stored.children !== undefined;

/** The agenda as the phone stores it: what is due in cases (`items`) and the talks that are due (`talks`). */
const toAgenda = (items: Pack['agenda']['items']) => ({
  items: items.flatMap((item) =>
    item.kind === 'talk' ? [] : [{ caseId: item.caseId, code: item.code, on: item.on, kind: item.kind }],
  ),
  talks: items.flatMap((item) => (item.kind === 'talk' ? [{ memberId: item.memberId, on: item.on }] : [])),
});

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

/**
 * A member as the phone stores her. Her personal data comes from the pack, or from the phone if she has not changed; her money and
 * entitlements always come from the pack. Undefined if neither pack nor phone has her personal data.
 */
function toMember(one: PackMember, stored: Member | undefined, pack: Pack): Member | undefined {
  const person = isWhole(one)
    ? ({
        // The name is null if she was erased.
        ...pickPackFields(packFieldsOfMember, { ...one, name: one.name ?? '—' }),
        joined: one.joined?.map(({ id, code }) => ({ id, code })),
        // If she has withdrawn her consent to the services, the pack has no children.
        children: (one.children ?? []).map(toChild),
      } satisfies Readonly<Record<OnLeadersPhone, unknown>>)
    : stored;
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
    loansLeftOut: loansLeftOutOf(pack, one.id),
    entitlements: pack.entitlements
      .filter(({ memberId }) => memberId === one.id)
      .map(({ memberId: _, ...entitlement }) => entitlement),
  };
}

/** How many of a woman's loans the pack leaves out, and what she owes on them: the sum over her groups. Undefined if none is left out. */
function loansLeftOutOf(pack: Pack, memberId: string): Member['loansLeftOut'] {
  const hers = pack.loansLeftOut.filter((one) => one.memberId === memberId);
  if (hers.length === 0) return undefined;
  return {
    count: hers.reduce((sum, one) => sum + one.count, 0),
    outstandingPaise: hers.reduce((sum, one) => sum + one.outstandingPaise, 0),
  };
}

const toChild = ({
  id,
  birthYear,
  gender,
  schooling,
  takenBack,
}: NonNullable<WholeMember['children']>[number]): Child => ({
  id,
  birthYear,
  gender,
  schooling: schooling.map(({ takenBack: observationTakenBack, ...observation }) => ({
    ...observation,
    isTakenBack: observationTakenBack !== undefined,
  })),
  isTakenBack: takenBack !== undefined,
});

const toQuestion = ({ id, collectiveId, about, text, answers }: Pack['questions'][number]): Question => ({
  id,
  collectiveId,
  about,
  ...(text == null ? {} : { text }),
  answers: answers.map((one) => ({
    id: one.id,
    on: one.on,
    answer: one.answer,
    ...(one.text == null ? {} : { text: one.text }),
  })),
});

/** A case as the phone stores it: whether somebody has taken it (is assigned to it), but not who. */
const toCaseFile = (one: Pack['cases'][number]): CaseFile => ({
  id: one.id,
  code: one.code,
  memberId: one.memberId,
  kind: one.kind,
  priority: one.priority,
  status: one.status,
  openedOn: one.openedOn,
  ...(one.incident === undefined ? {} : { incident: one.incident }),
  ...(one.nextDue === undefined ? {} : { nextDue: one.nextDue }),
  isTaken: one.assignedTo !== undefined,
  ...(one.assignedAt === undefined ? {} : { takenAt: one.assignedAt }),
  ...(one.givenUpAt === undefined ? {} : { givenUpAt: one.givenUpAt, givenUpBy: one.givenUpBy }),
});

/** Refreshes only a leader's cases on the phone, with their timelines. */
export async function refreshCases(
  api: Pick<Api, 'send'>,
  rows: Pick<Rows, 'get' | 'putAll'>,
  now: () => number,
): Promise<void> {
  const { items } = await readList(api, 'GET /api/cases', {}, allPages);
  await rows.putAll(items.map((one) => rowWrite(cases, one.id, toCaseFile(one))));
  await refreshTimelines(api, rows, items);
  await rows.putAll([rowWrite(freshnesses, 'cases', { at: now() })]);
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
    const { items } = await readList(api, 'GET /api/cases/{id}/events', { path: { id } }, allPages);
    const events = items.flatMap((event) => {
      // An event of a type that this version does not know is left out.
      const parsed = caseEvent.safeParse(event);
      if (!parsed.success) return [];
      // The phone does not store who else recorded events.
      return [{ ...parsed.data, createdBy: event.createdBy === me ? event.createdBy : 'other' }];
    });
    await rows.putAll([rowWrite(timelines, id, { id, version, events })]);
  }
}

/** How long the leader's cases count as fresh while an urgent one is unassigned: short, so that she soon sees that somebody has taken it. */
export const freshWhileUrgentMs = 60_000;

const idsOf = (rows: Rows, ...kinds: readonly Kind<WithId>[]): Set<string> =>
  new Set(kinds.flatMap((kind) => rows.all(kind).map(({ id }) => id)));
