import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { logWork } from '../../shared/logging/log.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { openMembers } from '../members/member-texts.ts';
import { encryptedFields, personalFields } from '../members/schema.ts';
import { packContract } from './contract.ts';
import { readPack } from './repository.ts';
import { decodeSince, encodeSince } from './since.ts';

export const createPackRoutes = ({ table, vault, accessLog }: Records & { readonly accessLog: AccessLog }) =>
  createRoutes(packContract)({
    'GET /api/me/pack': async (request) => {
      const { query, caller, today } = request;
      const isKnown = decodeSince(query.since, caller.personId);
      const pack = await readPack(table, caller, today);
      const { collectives, members, entitlements, cases } = pack;
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
      const meetings = collectives.flatMap((collective) => collective.meetings);
      // One line for each of the lists that it stands for.
      await Promise.all([
        opened.size > 0 &&
          accessLog(request, {
            subjects: [...opened.keys()],
            fields: [...encryptedFields, ...personalFields],
          }),
        accessLog(request, {
          subjects: [
            ...collectives.map(({ id }) => id),
            ...meetings.map(({ id }) => id),
            ...meetings.flatMap(({ attendance }) => attendance.map(({ memberId }) => memberId)),
            ...collectives.flatMap(({ ledger }) => ledger.members.map(({ memberId }) => memberId)),
          ],
          fields: ['attendance', 'entries', 'savings', 'loans'],
        }),
        accessLog(request, {
          subjects: [
            ...cases.flatMap(({ id, memberId }) => [id, memberId]),
            ...entitlements.map(({ memberId }) => memberId),
          ],
          fields: ['memberId', 'kind', 'status', 'entitlements'],
        }),
      ]);
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
          agenda: { items: agendaOf(cases, today) },
        },
      };
    },
  });
