import { formatInstant } from '../../shared/calendar/calendar.ts';
import { forbidden, notFound, outOfReach, stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reader } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Codes } from '../../shared/table/member-and-case-codes.ts';
import type { AddedNote } from './added-note.ts';
import { agendaOf, isOnAgenda } from './agenda.ts';
import { assigneeRolesOf, validateAssignment } from './assignee.ts';
import { type Asker, filterReachable, findReachable } from './case-reach.ts';
import type { CaseWithProgress } from './case-state.ts';
import { applyChange } from './change-case.ts';
import { casesContract } from './contract.ts';
import {
  countEventOfAccess,
  countRefusedAccess,
  endEmergencyAccess,
  grantEmergencyAccess,
  listEmergencyAccess,
  repeatEmergencyAccess,
} from './emergency-access-repository.ts';
import { emergencyAccessEnd, validateEmergencyAccess } from './emergency-access-rules.ts';
import { validateEvent } from './event-rules.ts';
import type { CaseEvent } from './event-schema.ts';
import { handOverCases } from './hand-over-cases.ts';
import { assignmentLine, factOf } from './journal-lines.ts';
import { type CaseSource, listCases, listUnassignedCases, matches, readCases } from './list-cases.ts';
import { findMemberScopes } from './member-scopes.ts';
import { mayOpenFor } from './reach-rules.ts';
import { listEvents } from './read-events.ts';
import { changeCase, findCaseByCode, listCasesByCode, openCase } from './repository.ts';
import type { CaseRecord } from './schema.ts';
import { findCase } from './stored-case.ts';
import { takeCase } from './take-case.ts';
import { addEvent, takeBack } from './timeline.ts';

/** The source of the caller's list of cases. */
const sourceOf = (caller: Caller, reach: Reach): CaseSource => {
  switch (reach) {
    case 'all':
      return { of: 'all' };
    case 'own':
      return { of: 'opener', personId: caller.personId };
    default:
      return { of: 'assignee', personId: caller.personId };
  }
};

/** The names of the personal fields that events have, for the access log. */
const loggedEventFieldsOf = (events: readonly CaseEvent[]): string[] => {
  const impersonal = new Set([
    'id',
    'type',
    'on',
    'createdAt',
    'createdBy',
    'version',
    'eventId',
    'takenBack',
  ]);
  return [...new Set(events.flatMap((event) => Object.keys(event)))]
    .filter((field) => !impersonal.has(field))
    .sort();
};

/** The personal fields of a case without its events, for the access log. */
const loggedCaseFields = ['memberId', 'kind', 'status'];

/** The ids of cases and their members, for the access log. */
const subjectsOf = (records: readonly { readonly caseId: string; readonly memberId: string }[]): string[] =>
  records.flatMap(({ caseId, memberId }) => [caseId, memberId]);

type Deps = Records & {
  readonly newCode: Codes;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

type Handler<Key extends keyof typeof casesContract> = Handlers<typeof casesContract>[Key];

const logReading = (
  accessLog: AccessLog,
  reader: Reader,
  { id, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
  fields: readonly string[],
): Promise<void> => accessLog(reader, { subject: id, member: memberId, fields });

/** The note that was sent with a change, as an event of today. */
const newNote = (
  newId: Ids,
  text: string | undefined,
  { caller, now, today }: Asker & { readonly today: string },
): AddedNote | undefined =>
  text === undefined ? undefined : { id: newId(), type: 'note', on: today, text, ...stampOf(caller, now) };

const openRoute =
  (deps: Deps): Handler<'POST /api/cases'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const { id, memberId, kind, priority, openedOn } = body;
    // With reach `all` the rules need no member.
    const member =
      reach === 'all' ? undefined : (await findMemberScopes(deps.table, [memberId])).get(memberId);
    const assignedTo = body.assignedTo ?? (reach === 'assigned' ? caller.personId : undefined);
    const opened = {
      ...body,
      ...(assignedTo === undefined ? {} : { assignedTo }),
      status: 'open',
    } as const;
    const { outcome, record } = await openCase(
      deps,
      { ...opened, ...stampOf(caller, now) },
      body,
      {
        refusal: mayOpenFor(member, caller, reach)
          ? validateAssignment(caller, reach, { before: undefined, after: assignedTo })
          : outOfReach('memberId'),
        assigneeRoles: assigneeRolesOf(reach),
      },
      {
        type: 'case_opened',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        caseId: id,
        memberId,
        kind,
        priority,
        openedOn,
        assignedTo,
      },
    );
    if (outcome === 'created') {
      return withVersion(201, record);
    }
    if (!(await findMemberScopes(deps.table, [record.memberId])).has(record.memberId)) {
      throw notFound();
    }
    const [reached] = await filterReachable(deps.table, [record], caller, reach);
    if (reached !== undefined) {
      await logReading(deps.accessLog, request, reached, loggedCaseFields);
      return withVersion(200, reached);
    }
    // The request is a repetition, but the case is beyond her reach now. Nobody but its opener learns anything of it.
    const { code, createdAt, createdBy } = record;
    if (createdBy !== caller.personId) {
      throw forbidden();
    }
    // She opened the case but may not see it any more: the answer has only what she sent.
    const asOpened: CaseRecord = { ...opened, code, createdAt, createdBy, version: 1 };
    return withVersion(200, asOpened);
  };

const listRoute =
  (deps: Deps): Handler<'GET /api/cases'> =>
  async (request) => {
    const { query, caller, reach, today, now } = request;
    const choose = (batch: readonly CaseRecord[]) =>
      filterReachable(
        deps.table,
        batch.filter((record) => matches(record, query, today)),
        caller,
        reach,
        query.district,
      );
    const { items, next } =
      query.code === undefined
        ? await readPage(query.limit, (limit) =>
            listCases(
              deps.table,
              sourceOf(caller, reach),
              limit,
              decodeCursor(query.cursor),
              choose,
              now.toISOString(),
            ),
          )
        : await listCasesByCode(deps.table, query.code, choose);
    const subjects = subjectsOf(items.map(({ id, memberId }) => ({ caseId: id, memberId })));
    await deps.accessLog(request, { subjects, fields: loggedCaseFields });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const agendaRoute =
  (deps: Deps): Handler<'GET /api/agenda'> =>
  async (request) => {
    const { query, caller, reach, today } = request;
    const records = await readCases(deps.table, sourceOf(caller, reach), (batch) =>
      filterReachable(
        deps.table,
        batch.filter((record) => isOnAgenda(record, query)),
        caller,
        reach,
      ),
    );
    const subjects = subjectsOf(records.map(({ id, memberId }) => ({ caseId: id, memberId })));
    await deps.accessLog(request, { subjects, fields: ['due'] });
    return { status: 200, body: { items: agendaOf(records, today, query) } };
  };

const listOfMemberRoute =
  (deps: Deps): Handler<'GET /api/members/{id}/cases'> =>
  async (request) => {
    const { path, query, caller, reach, now } = request;
    const after = decodeCursor(query.cursor);
    const member = (await findMemberScopes(deps.table, [path.id])).get(path.id);
    if (member === undefined) {
      throw notFound();
    }
    const { items, next } = await readPage(query.limit, (limit) =>
      listCases(
        deps.table,
        { of: 'member', memberId: path.id },
        limit,
        after,
        (batch) => filterReachable(deps.table, batch, caller, reach),
        now.toISOString(),
      ),
    );
    // Without a case that she may see, she may not learn that the member exists, unless she could open one for her.
    if (items.length === 0 && !mayOpenFor(member, caller, reach)) {
      throw notFound();
    }
    await deps.accessLog(request, {
      subject: path.id,
      member: path.id,
      concerns: items.map(({ id }) => id),
      fields: loggedCaseFields,
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const listUnassignedRoute =
  (deps: Deps): Handler<'GET /api/cases/unassigned'> =>
  async (request) => {
    const { query, caller } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listUnassignedCases(deps.table, caller.districts, limit, decodeCursor(query.cursor)),
    );
    await deps.accessLog(request, { subjects: items.map(({ id }) => id), fields: ['district'] });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

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
    // When she repeats the request, the case may be assigned to somebody else: then it is not found.
    const { record } = await findReachable(deps.table, path.id, request, 'assigned');
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    return withVersion(200, record);
  };

const handOverRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/case-handover'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const at = now.toISOString();
    const handover = await handOverCases(deps, {
      from: path.id,
      content: body,
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
    const { record } = await findReachable(deps.table, path.id, request, reach);
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    return withVersion(200, record);
  };

const changeRoute =
  (deps: Deps): Handler<'PATCH /api/cases/{id}'> =>
  async (request) => {
    const { path, body, ifMatch, caller, reach, now } = request;
    const { isEmergencyAccess, ...found } = await findReachable(deps.table, path.id, request, reach);
    const { record } = found;
    if (isEmergencyAccess) {
      throw forbidden();
    }
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    if (record.version !== ifMatch) {
      throw stale(record);
    }
    const { changed, fields } = applyChange(record, body, formatInstant(now));
    if (fields.length === 0) {
      return withVersion(200, record);
    }
    const { memberId, kind, priority, openedOn, assignedTo } = changed;
    const note = newNote(deps.newId, body.note, request);
    const outcome = await changeCase(
      deps,
      { ...found, record: changed },
      note,
      {
        refusal:
          validateAssignment(caller, reach, { before: record.assignedTo, after: assignedTo }) ??
          (note && validateEvent(found, isEmergencyAccess, note)),
        assigneeRoles: assigneeRolesOf(reach),
      },
      {
        type: 'case_changed',
        id: deps.newId(),
        recordedAt: now.toISOString(),
        actor: caller.personId,
        caseId: path.id,
        memberId,
        kind,
        priority,
        openedOn,
        assignedTo,
        fields,
        noteId: note?.id,
      },
    );
    if (outcome !== 'written') {
      throw stale(outcome.stale);
    }
    return withVersion(200, changed);
  };

const addEventRoute =
  (deps: Deps): Handler<'POST /api/cases/{id}/events'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const { isEmergencyAccess, ...seen } = await findReachable(deps.table, path.id, request, reach);
    const validate = (current: CaseWithProgress) => validateEvent(current, isEmergencyAccess, body);
    const line = {
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      caseId: path.id,
      memberId: seen.record.memberId,
      on: body.on,
    };
    const { outcome, event } =
      body.type === 'taken_back'
        ? await takeBack(deps, seen, { ...body, ...stampOf(caller, now) }, body, validate(seen), {
            type: 'case_event_taken_back',
            ...line,
            eventId: body.eventId,
          })
        : await addEvent(
            deps,
            seen,
            { ...body, ...stampOf(caller, now) },
            body,
            validate,
            isEmergencyAccess ? [countEventOfAccess(path.id, caller.personId)] : [],
            { type: 'case_event', ...line, event: factOf(body) },
          );
    if (outcome === 'created') {
      return withVersion(201, event);
    }
    await logReading(deps.accessLog, request, seen.record, loggedEventFieldsOf([event]));
    return withVersion(200, event);
  };

const listEventsRoute =
  (deps: Deps): Handler<'GET /api/cases/{id}/events'> =>
  async (request) => {
    const { path, query, reach } = request;
    const { record } = await findReachable(deps.table, path.id, request, reach);
    const { items, next } = await readPage(query.limit, (limit) =>
      listEvents(deps, path.id, limit, decodeCursor(query.cursor)),
    );
    await logReading(deps.accessLog, request, record, ['events', ...loggedEventFieldsOf(items)]);
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const breakGlassRoute =
  (deps: Deps): Handler<'POST /api/break-glass'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const content = { ...body, code: body.code.toUpperCase() };
    const found = await findCaseByCode(deps.table, content.code);
    const members = await findMemberScopes(deps.table, found === undefined ? [] : [found.record.memberId]);
    const existing = found !== undefined && members.has(found.record.memberId) ? found.record : undefined;
    const [reached] = await filterReachable(
      deps.table,
      existing === undefined ? [] : [existing],
      caller,
      reach,
    );
    const refusal = validateEmergencyAccess(existing, reached !== undefined);
    const until = emergencyAccessEnd(now);
    // Without a case nothing is recorded; the line then needs some id.
    const { id: caseId, memberId } = existing ?? { id: body.id, memberId: body.id };
    const line = {
      type: 'glass_broken',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      caseId,
      memberId,
      until: until.toISOString(),
    } as const;
    if (refusal !== undefined) {
      // A failed code is logged like a successful one: somebody may be guessing.
      const subjects = existing === undefined ? [] : subjectsOf([{ caseId, memberId }]);
      await deps.accessLog(request, { subjects, fields: ['code'] });
      return {
        status: 200,
        body: await repeatEmergencyAccess(deps, content, caller.personId, refusal, line),
      };
    }
    const { outcome, access } = await grantEmergencyAccess(
      deps,
      {
        id: body.id,
        caseId,
        code: content.code,
        memberId,
        personId: caller.personId,
        at: formatInstant(now),
        until: formatInstant(until),
      },
      content,
      {
        granted: line,
        refused: {
          type: 'glass_refused',
          id: body.id,
          recordedAt: line.recordedAt,
          actor: caller.personId,
          caseId,
          memberId,
        },
      },
    );
    if (outcome === 'created') {
      return { status: 201, body: access };
    }
    await deps.accessLog(request, { subjects: subjectsOf([access]), fields: ['code', 'reason'] });
    return { status: 200, body: access };
  };

const endAccessRoute =
  (deps: Deps): Handler<'POST /api/break-glass/{id}/end'> =>
  async ({ path, body, caller, now }) => {
    const { outcome, access } = await endEmergencyAccess(deps, path.id, now, {
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
    });
    const { reason: _, ...ended } = access;
    return { status: outcome === 'written' ? 201 : 200, body: ended };
  };

const countRefusedRoute =
  (deps: Deps): Handler<'GET /api/break-glass/refused'> =>
  async ({ now }) => ({
    status: 200,
    body: { count: await countRefusedAccess(deps.table, now) },
  });

const listAccessRoute =
  (deps: Deps): Handler<'GET /api/break-glass'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listEmergencyAccess(deps, limit, decodeCursor(query.cursor)),
    );
    await deps.accessLog(request, {
      subjects: subjectsOf(items),
      fields: ['memberId', 'personId', 'reason'],
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

export const createCasesRoutes = (deps: Deps) =>
  createRoutes(casesContract)({
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
