import { talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { List } from '../../shared/journal/shown.ts';
import { logWork } from '../../shared/logging/log.ts';
import { rowsOfMembers } from '../../shared/one-woman/shown-ids.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { openMembers } from '../members/member-texts.ts';
import { encryptedFields, type Member, personalFields } from '../members/schema.ts';
import type { StoredQuestion } from '../questions/schema.ts';
import {
  type OpenedQuestion,
  openQuestions,
  shownFields,
  toldQuestion,
} from '../questions/stored-question.ts';
import type { packContract } from './contract.ts';
import { readLeaderPack } from './leader-pack.ts';
import { decodeSince, encodeSince } from './since.ts';

/** The route that gives a leader's phone its pack. leader-pack.ts reads the pack. */

export type Deps = Records & { readonly accessLog: AccessLog };
export type Handler = Handlers<typeof packContract>['GET /api/me/pack'];

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

export const leaderRoute =
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
