import { talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { List } from '../../shared/journal/shown.ts';
import { logWork } from '../../shared/logging/log.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { rowsOfMembers } from '../../shared/one-woman/shown-ids.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { shown } from '../cases/case-reach.ts';
import { fitAgenda } from '../cases/fit-agenda.ts';
import { loggedCaseFields, rowsOf } from '../cases/route-deps.ts';
import { openMembers } from '../members/member-texts.ts';
import { encryptedFields, type Member, personalFields } from '../members/schema.ts';

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

/** The lists that a leader's pack stands for, for the access log, each found by the group. @param opened the members whose names it gives */
const listsOf = (
  { collectives, members, entitlements, cases }: Awaited<ReturnType<typeof readLeaderPack>>,
  questions: readonly OpenedQuestion[],
  opened: ReadonlyMap<string, Pick<Member, 'id' | 'collectiveId' | 'joined'>>,
): List[] => {
  const joined = members.flatMap((member) => member.joined ?? []);
  const groupOf = new Map(members.map(({ id, collectiveId }) => [id, collectiveId]));
  const rowOf = (memberId: string, ...ids: string[]) => ({
    of: groupOf.get(memberId) ?? memberId,
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
          ...joined.filter(({ collectiveId }) => collectiveId === id).map((one) => one.id),
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

/** So many answers to each question are in a leader's pack, the newest: with thirty questions and the longest texts some 1 MB. */
const maxAnswersInPack = 3;

const leaderRoute =
  ({ table, vault, accessLog }: Deps): Handler =>
  async (request) => {
    const { query, caller, now, today } = request;
    const isKnown = decodeSince(query.since, caller.personId);
    const pack = await readLeaderPack(table, caller, today);
    const { collectives, members, entitlements, cases } = pack;
    // What was asked about a woman who was erased asks nothing any more.
    const answersLeftOut = new Map(
      pack.questions.map(({ id, answers }) => [id, answers.length - maxAnswersInPack]),
    );
    const asked = pack.questions.map((one) => ({ ...one, answers: one.answers.slice(-maxAnswersInPack) }));
    const known = (await openQuestions({ table, vault }, asked, () => true, now.toISOString())).filter(
      ({ isErased }) => !isErased,
    );
    const questions = known.map((one) => {
      const leftOut = answersLeftOut.get(one.id) ?? 0;
      return { ...toldQuestion(one), ...(leftOut > 0 ? { answersLeftOut: leftOut } : {}) };
    });
    const opened = new Map(
      (
        await openMembers(
          vault,
          members.filter((member) => !isKnown(member)),
        )
      ).map((one) => [one.id, one]),
    );
    // An alarm tells of a pack for more groups than one leader can lead.
    logWork('pack', { caller: caller.personId, collectives: caller.collectives.length });
    await accessLog(request, { lists: listsOf(pack, known, opened), isRepeated: true });
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

/** What is due may take so much of a caseworker's pack; her cases take the rest (`fitCases`, `readTimelines`). */
const maxAgendaBytes = 500_000;

const caseworkerRoute =
  (deps: Deps): Handler =>
  async (request) => {
    const { query, caller, today } = request;
    const isKnown = decodeSince(query.since, caller.personId);
    const pack = await readCaseworkerPack(deps, caller, today, isKnown);
    const { cases, changed, women, unassigned, casesLeftOut } = pack;
    const opened = women.flatMap(({ id }) => pack.opened.get(id) ?? []);
    const agenda = fitAgenda([...agendaOf(cases.map(shown), today), ...talkAgendaOf(women)], maxAgendaBytes);
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
        // As in the list of unassigned cases, which names no woman.
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
      },
    };
  };

export const createPackRoutes = (deps: Deps) => {
  const [leader, caseworker] = [leaderRoute(deps), caseworkerRoute(deps)];
  return createRoutes(packContract)({
    'GET /api/me/pack': (request) => (request.reach === 'assigned' ? caseworker(request) : leader(request)),
  });
};
