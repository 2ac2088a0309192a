import { talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { List } from '../../shared/journal/shown.ts';
import { logWork } from '../../shared/logging/log.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { rowsOfMembers } from '../../shared/one-woman/shown-ids.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { shown } from '../cases/case-reach.ts';
import { byId, fitAgenda } from '../cases/fit-agenda.ts';
import { loggedCaseFields, rowsOf } from '../cases/route-deps.ts';
import { openMembers } from '../members/member-texts.ts';
import { encryptedFields, type Member, personalFields } from '../members/schema.ts';
import type { StoredQuestion } from '../questions/schema.ts';
import {
  type OpenedQuestion,
  openQuestions,
  shownFields,
  toldQuestion,
} from '../questions/stored-question.ts';
import { readCaseworkerPack, versionOfCase } from './caseworker-pack.ts';
import { packContract } from './contract.ts';
import { readLeaderPack } from './leader-pack.ts';
import { fieldsOfWoman } from './schema.ts';
import { decodeSince, encodeSince } from './since.ts';

/**
 * What the access log notes of a leader's pack: a list for each kind of record in it, found by the group.
 * @param opened the members whose texts the pack has, by id
 */
const listsOf = (
  { collectives, members, entitlements, cases }: Awaited<ReturnType<typeof readLeaderPack>>,
  questions: readonly OpenedQuestion[],
  opened: ReadonlyMap<string, Pick<Member, 'id' | 'collectiveId' | 'joined'>>,
): List[] => {
  const joinedRecords = members.flatMap((member) => member.joined ?? []);
  const groupIdByMember = new Map(members.map(({ id, collectiveId }) => [id, collectiveId]));
  /** A row about a member, found by her group, or by herself if she is in none of the leader's groups. */
  const rowOf = (memberId: string, ...ids: string[]) => ({
    of: groupIdByMember.get(memberId) ?? memberId,
    ids: [memberId, ...ids],
  });
  return [
    {
      rows: rowsOfMembers([...opened.values()]),
      fields: [...encryptedFields, ...personalFields],
    },
    {
      rows: collectives.map(({ id, meetings, ledger }) => ({
        of: id,
        ids: [
          id,
          ...meetings.flatMap((meeting) => [
            meeting.id,
            ...meeting.attendance.map(({ memberId }) => memberId),
          ]),
          ...ledger.members.map(({ memberId }) => memberId),
          // The group's books name a woman also by a joined record that was in this group.
          ...joinedRecords
            .filter(({ collectiveId }) => collectiveId === id)
            .map((joinedRecord) => joinedRecord.id),
        ],
      })),
      fields: ['attendance', 'entries', 'savings', 'loans'],
    },
    {
      rows: [
        ...cases.map(({ id, memberId }) => rowOf(memberId, id)),
        ...entitlements.map(({ memberId }) => rowOf(memberId)),
      ],
      fields: ['memberId', 'kind', 'status', 'entitlements'],
    },
    { rows: questions.map(({ row }) => row), fields: shownFields },
    {
      rows: talkAgendaOf(members).map(({ memberId }) => rowOf(memberId)),
      fields: ['dueOn'],
    },
  ];
};

type Deps = Records & { readonly accessLog: AccessLog };
type Handler = Handlers<typeof packContract>['GET /api/me/pack'];

/** A leader's pack has this many answers to one question at most, the newest. With thirty questions and the longest texts these take some 1 MB. */
const maxAnswersInPack = 3;

/** The questions of a leader's pack. Questions about erased women are left out, since their texts are gone. */
const openPackedQuestions = async (
  records: Records,
  stored: readonly StoredQuestion[],
  { collectives }: Pick<Caller, 'collectives'>,
  now: Date,
): Promise<OpenedQuestion[]> => {
  const withNewestAnswers = stored.map((question) => ({
    ...question,
    answers: question.answers.slice(-maxAnswersInPack),
  }));
  const opened = await openQuestions(records, withNewestAnswers, now.toISOString(), {
    // The leader was asked herself, so she reads every question, also about a woman who has left her group.
    readOf: () => true,
    tellKeptId: ({ collectiveId }) => collectives.includes(collectiveId),
  });
  return opened.filter(({ isErased }) => !isErased);
};

const leaderRoute =
  ({ table, vault, accessLog }: Deps): Handler =>
  async (request) => {
    const { query, caller, now, today } = request;
    const isKnown = decodeSince(query.since, caller.personId);
    const pack = await readLeaderPack(table, caller, today);
    const { collectives, members, entitlements, cases } = pack;
    const openedQuestions = await openPackedQuestions({ table, vault }, pack.questions, caller, now);
    const answerCounts = new Map(pack.questions.map(({ id, answers }) => [id, answers.length]));
    const questions = openedQuestions.map((question) => {
      const leftOut = (answerCounts.get(question.id) ?? 0) - maxAnswersInPack;
      return { ...toldQuestion(question), ...(leftOut > 0 ? { answersLeftOut: leftOut } : {}) };
    });
    const openedMembers = await openMembers(
      vault,
      members.filter((member) => !isKnown(member)),
    );
    const opened = new Map(openedMembers.map((member) => [member.id, member]));
    // By this line an alarm finds a pack for more groups than one leader can lead.
    logWork('pack', { caller: caller.personId, collectives: caller.collectives.length });
    await accessLog(request, { lists: listsOf(pack, openedQuestions, opened), isRepeated: true });
    return {
      status: 200,
      body: {
        since: encodeSince(caller.personId, members),
        collectives,
        members: members.map(({ id, version }) => opened.get(id) ?? { id, version }),
        loans: pack.loans,
        loansLeftOut: pack.loansLeftOut,
        entitlements,
        cases,
        questions,
        agenda: { items: [...agendaOf(cases, today), ...talkAgendaOf(members)] },
      },
    };
  };

/** How much of a caseworker's pack the agenda may take; her cases take the rest (`fitCases`, `readTimelines`). */
const maxAgendaBytes = 500_000;

const caseworkerRoute =
  (deps: Deps): Handler =>
  async (request) => {
    const { query, caller, today } = request;
    const isKnown = decodeSince(query.since, caller.personId);
    const pack = await readCaseworkerPack(deps, caller, today, isKnown);
    const { cases, changed, women, unassigned, unassignedLeftOut, casesLeftOut } = pack;
    const opened = women.flatMap(({ id }) => pack.opened.get(id) ?? []);
    // `fitAgenda` looks up who opened a case, and whether the case is urgent.
    const agenda = fitAgenda(
      [...agendaOf(cases.map(shown), today), ...talkAgendaOf(women)],
      maxAgendaBytes,
      byId(cases),
    );
    await deps.accessLog(request, {
      lists: [
        {
          rows: opened.flatMap((woman) => idsOf(woman).map((id) => ({ of: id, ids: [id] }))),
          fields: fieldsOfWoman,
        },
        {
          rows: rowsOf([...changed.values()].map(({ id, memberId }) => ({ caseId: id, memberId }))),
          fields: [...loggedCaseFields, 'events'],
        },
        {
          rows: rowsOf(cases.map(({ id, womanId }) => ({ caseId: id, memberId: womanId }))),
          fields: [...loggedCaseFields, 'due'],
        },
        {
          rows: talkAgendaOf(women).map(({ memberId }) => ({ of: memberId, ids: [memberId] })),
          fields: ['dueOn'],
        },
        // Found by the case, as in the list of unassigned cases: the answer does not name the woman.
        { rows: unassigned.map(({ id }) => ({ of: id, ids: [id] })), fields: ['district'] },
      ],
      isRepeated: true,
    });
    return {
      status: 200,
      body: {
        since: encodeSince(caller.personId, [...women, ...cases.map(versionOfCase)]),
        cases: cases.map(({ id, version }) => changed.get(id) ?? { id, version }),
        ...(casesLeftOut === 0 ? {} : { casesLeftOut }),
        members: women.map(({ id, version }) => pack.opened.get(id) ?? { id, version }),
        agenda: {
          items: agenda.items,
          ...(agenda.leftOut === 0 ? {} : { itemsLeftOut: agenda.leftOut }),
        },
        unassigned,
        ...(unassignedLeftOut === 0 ? {} : { unassignedLeftOut }),
      },
    };
  };

export const createPackRoutes = (deps: Deps) => {
  const leader = leaderRoute(deps);
  const caseworker = caseworkerRoute(deps);
  return createRoutes(packContract)({
    // A caseworker's reach is `assigned`, a leader's is `own`.
    'GET /api/me/pack': (request) => (request.reach === 'assigned' ? caseworker(request) : leader(request)),
  });
};
