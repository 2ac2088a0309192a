import { talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { List } from '../../shared/journal/shown.ts';
import { logWork } from '../../shared/logging/log.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { openMembers } from '../members/member-texts.ts';
import { encryptedFields, type Member, personalFields } from '../members/schema.ts';
import type { Question } from '../questions/schema.ts';
import { openQuestions, rowOfQuestion, shownFields, toldQuestion } from '../questions/stored-question.ts';
import { packContract } from './contract.ts';
import { readPack } from './repository.ts';
import { decodeSince, encodeSince } from './since.ts';

/** The lists that a pack stands for, for the access log, each found by the group. @param opened the members whose names it gives */
const listsOf = (
  { collectives, members, entitlements, cases }: Awaited<ReturnType<typeof readPack>>,
  questions: readonly Question[],
  opened: ReadonlyMap<string, Pick<Member, 'collectiveId'>>,
): List[] => {
  const groupOf = new Map(members.map(({ id, collectiveId }) => [id, collectiveId]));
  const rowOf = (memberId: string, ...ids: string[]) => ({
    of: groupOf.get(memberId) ?? memberId,
    ids: [memberId, ...ids],
  });
  return [
    {
      rows: [...opened].map(([id, { collectiveId }]) => ({ of: collectiveId, ids: [id] })),
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
    { rows: questions.map(rowOfQuestion), fields: shownFields },
    {
      rows: talkAgendaOf(members).map(({ memberId }) => rowOf(memberId)),
      fields: ['dueOn'],
    },
  ];
};

export const createPackRoutes = ({ table, vault, accessLog }: Records & { readonly accessLog: AccessLog }) =>
  createRoutes(packContract)({
    'GET /api/me/pack': async (request) => {
      const { query, caller, now, today } = request;
      const isKnown = decodeSince(query.since, caller.personId);
      const pack = await readPack(table, caller, today);
      const { collectives, members, entitlements, cases } = pack;
      // What was asked about a woman who was erased asks nothing any more.
      const questions = (await openQuestions({ table, vault }, pack.questions, now.toISOString()))
        .filter(({ isErased }) => !isErased)
        .map(toldQuestion);
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
      await accessLog(request, { lists: listsOf(pack, questions, opened), isRepeated: true });
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
    },
  });
