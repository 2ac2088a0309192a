import { formatInstant } from '../../shared/calendar/calendar.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { placeOfCase } from '../../shared/places/cases.ts';
import { placeOfWoman } from '../../shared/places/women.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import { newNote } from './added-note.ts';
import { agendaRoute } from './agenda-route.ts';
import { findReadable, shown } from './case-reach.ts';
import { changeRoute } from './change-route.ts';
import { casesContract } from './contract.ts';
import {
  breakGlassRoute,
  countRefusedRoute,
  endAccessRoute,
  listAccessRoute,
} from './emergency-access-routes.ts';
import { addEventRoute, listEventsRoute } from './event-routes.ts';
import { handOverCases } from './hand-over-cases.ts';
import { assignmentLine } from './journal-lines.ts';
import { listOfMemberRoute, listRoute, listUnassignedRoute } from './list-routes.ts';
import { findMemberScopes } from './member-scopes.ts';
import { openRoute } from './open-route.ts';
import { type Deps, type Handler, loggedCaseFields, logReading } from './route-deps.ts';
import { findCase } from './stored-case.ts';
import { takeCase } from './take-case.ts';

/** The routes that read, take and hand over cases, and the table of all routes of cases. */

const takeRoute =
  (deps: Deps): Handler<'POST /api/cases/{id}/take'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const found = await findCase(deps.table, path.id);
    const { memberId } = found.record;
    const member = (await findMemberScopes(deps.table, [memberId])).get(memberId);
    const note = newNote(deps.newId, body.note, request);
    await takeCase(
      deps,
      found,
      body,
      {
        personId: caller.personId,
        districts: caller.districts,
        member,
        note,
        at: formatInstant(now),
      },
      (taken) =>
        assignmentLine(taken, note, { id: body.id, recordedAt: now.toISOString(), actor: caller.personId }),
    );
    // After a repetition, the case may be assigned to somebody else by now: then it is not found.
    const { record, womanId } = await findReadable(deps.table, path.id, request, 'assigned');
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    // `hasStopped` is false, since nobody can take a case that has stopped.
    return withVersion(200, shown({ ...record, womanId, hasStopped: false }));
  };

const handOverRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/case-handover'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const at = now.toISOString();
    const handover = await handOverCases(deps, {
      from: path.id,
      isWithin: (member) => reachesMember(caller, reach, member),
      content: body,
      by: caller.personId,
      at,
      makeNote: () => newNote(deps.newId, body.note, request),
      makeLine: (after, note) =>
        assignmentLine(after, note, { id: deps.newId(), recordedAt: at, actor: caller.personId }),
    });
    return { status: 202, body: handover };
  };

const readRoute =
  (deps: Deps): Handler<'GET /api/cases/{id}'> =>
  async (request) => {
    const { path, reach } = request;
    const {
      record,
      womanId,
      hasStopped: isStopped,
    } = await findReadable(deps.table, path.id, request, reach);
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    return withVersion(200, shown({ ...record, womanId, hasStopped: isStopped }));
  };

export const createCasesRoutes = (deps: Deps) =>
  createRoutes(casesContract, {
    members: placeOfWoman(deps.table),
    cases: placeOfCase(deps.table),
    // A caseworker and an emergency access have no place of their own. The routes check the places of the women whom her cases, or its case, are about.
    users: 'route',
    'break-glass': 'route',
  })({
    'POST /api/cases': openRoute(deps),
    'GET /api/cases': listRoute(deps),
    'GET /api/agenda': agendaRoute(deps),
    'GET /api/members/{id}/cases': listOfMemberRoute(deps),
    'GET /api/cases/unassigned': listUnassignedRoute(deps),
    'POST /api/cases/{id}/take': takeRoute(deps),
    'POST /api/users/{id}/case-handover': handOverRoute(deps),
    'GET /api/cases/{id}': readRoute(deps),
    'PATCH /api/cases/{id}': changeRoute(deps),
    'POST /api/cases/{id}/events': addEventRoute(deps),
    'GET /api/cases/{id}/events': listEventsRoute(deps),
    'POST /api/break-glass': breakGlassRoute(deps),
    'POST /api/break-glass/{id}/end': endAccessRoute(deps),
    'GET /api/break-glass/refused': countRefusedRoute(deps),
    'GET /api/break-glass': listAccessRoute(deps),
  });
