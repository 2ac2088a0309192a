import { talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { agendaOf } from '../cases/agenda.ts';
import { shown } from '../cases/case-reach.ts';
import { byId, fitAgenda } from '../cases/fit-agenda.ts';
import { loggedCaseFields, rowsOf } from '../cases/route-deps.ts';
import { readCaseworkerPack, versionOfCase } from './caseworker-pack.ts';
import { packContract } from './contract.ts';
import { type Deps, type Handler, leaderRoute } from './leader-route.ts';
import { fieldsOfWoman } from './schema.ts';
import { decodeSince, encodeSince } from './since.ts';

/** The route of packs, and how it gives a caseworker's phone its pack. leader-route.ts answers leaders. */

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
