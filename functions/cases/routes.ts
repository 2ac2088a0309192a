import { formatInstant } from '../domain/calendar.ts';
import type { Caller } from '../domain/caller.ts';
import { decodeCursor, encodeCursor, limitOf } from '../domain/cursor.ts';
import { forbidden, notFound, outOfReach } from '../domain/errors.ts';
import type { Ids } from '../domain/ids.ts';
import type { Reach } from '../domain/roles.ts';
import { createRoutes, stale, withVersion } from '../http/http.ts';
import { stampOf } from '../http/stamp.ts';
import type { AccessLog, Reader } from '../journal/access-log.ts';
import type { AddedNote } from './added-note.ts';
import { casesContract } from './contract.ts';
import type { CaseSource } from './listing.ts';
import type { Cases } from './repository.ts';
import {
  applyChange,
  assigneeRolesOf,
  type CaseAsItStands,
  factOf,
  glassUntil,
  matches,
  mayOpenFor,
  mayReach,
  refusalOfAssignment,
  refusalOfGlass,
  validateEvent,
} from './rules.ts';
import type { CaseEvent, CaseRecord } from './schema.ts';

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

/** What is told of a person by events, beyond that they are there. */
const fieldsOf = (events: readonly CaseEvent[]): string[] => {
  const plain = new Set(['id', 'type', 'on', 'createdAt', 'createdBy', 'version', 'eventId', 'takenBack']);
  return [...new Set(events.flatMap((event) => Object.keys(event)))]
    .filter((field) => !plain.has(field))
    .sort();
};

/** Who asks, and when. */
type Asker = Pick<Reader, 'caller' | 'now'>;

/** What a case by itself tells of a person. */
const shownOfCase = ['memberId', 'kind', 'status'];

/** The ids of cases, and of the members whom they tell of. */
const subjectsOf = (records: readonly { readonly caseId: string; readonly memberId: string }[]): string[] =>
  records.flatMap(({ caseId, memberId }) => [caseId, memberId]);

export const createCasesRoutes = ({
  cases,
  accessLog,
  newId,
}: {
  cases: Cases;
  accessLog: AccessLog;
  newId: Ids;
}) => {
  /** Those of some cases that the caller reaches; none of a member who is being erased, whoever asks. */
  const reachable = async (
    records: readonly CaseRecord[],
    caller: Caller,
    reach: Reach,
  ): Promise<CaseRecord[]> => {
    const members = await cases.findMembers(records.map(({ memberId }) => memberId));
    return records.filter(({ createdBy, assignedTo, memberId }) => {
      const member = members.get(memberId);
      return (
        member !== undefined &&
        mayReach({ createdBy, assignedTo, collectiveId: member.collectiveId }, caller, reach)
      );
    });
  };

  /** Whether she broke the glass of a case less than three hours ago, and its member is still there. */
  const reachesByGlass = async ({ id, memberId }: CaseRecord, { caller, now }: Asker): Promise<boolean> => {
    const until = await cases.findGlass(id, caller.personId);
    return (
      until !== undefined &&
      now.getTime() < Date.parse(until) &&
      (await cases.findMembers([memberId])).has(memberId)
    );
  };

  /**
   * A case, and whether she reaches it by emergency access alone.
   * @throws AppError `not_found` also for a case beyond the caller's reach.
   */
  const findReachable = async (
    id: string,
    reader: Asker,
    reach: Reach,
  ): Promise<CaseAsItStands & { readonly isByGlass: boolean }> => {
    const found = await cases.find(id);
    const [reached] = await reachable([found.record], reader.caller, reach);
    if (reached !== undefined) {
      return { ...found, isByGlass: false };
    }
    if (reach === 'all' || !(await reachesByGlass(found.record, reader))) {
      throw notFound();
    }
    return { ...found, isByGlass: true };
  };

  const logReading = (
    reader: Reader,
    { id, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
    fields: readonly string[],
  ): Promise<void> => accessLog(reader, { subject: id, concerns: [memberId], fields });

  /** A note of today that comes with a change. */
  const newNote = (
    text: string | undefined,
    { caller, now, today }: Asker & { readonly today: string },
  ): AddedNote | undefined =>
    text === undefined ? undefined : { id: newId(), type: 'note', on: today, text, ...stampOf(caller, now) };

  return createRoutes(casesContract)({
    'POST /api/cases': async (request) => {
      const { body, caller, reach, now } = request;
      const { id, memberId, kind, priority, openedOn } = body;
      const member = reach === 'all' ? undefined : (await cases.findMembers([memberId])).get(memberId);
      const assignedTo = body.assignedTo ?? (reach === 'assigned' ? caller.personId : undefined);
      const opened = {
        ...body,
        ...(assignedTo === undefined ? {} : { assignedTo }),
        status: 'open',
      } as const;
      const { outcome, record } = await cases.open(
        { ...opened, ...stampOf(caller, now) },
        body,
        {
          refusal: mayOpenFor(member, caller, reach)
            ? refusalOfAssignment(caller, reach, { before: undefined, after: assignedTo })
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
      if (!(await cases.findMembers([record.memberId])).has(record.memberId)) {
        throw notFound();
      }
      const [reached] = await reachable([record], caller, reach);
      if (reached !== undefined) {
        await logReading(request, reached, shownOfCase);
        return withVersion(200, reached);
      }
      // The id and content alone open it for nobody else.
      const { code, createdAt, createdBy } = record;
      if (createdBy !== caller.personId) {
        throw forbidden();
      }
      // She opened it and reaches it no more: the repetition still succeeds, and tells no more than was sent.
      const asOpened: CaseRecord = { ...opened, code, createdAt, createdBy, version: 1 };
      return withVersion(200, asOpened);
    },

    'GET /api/cases': async (request) => {
      const { query, caller, reach, today, now } = request;
      const { items, next } = await cases.list(
        sourceOf(caller, reach),
        limitOf(query.limit),
        decodeCursor(query.cursor),
        (batch) =>
          reachable(
            batch.filter((record) => matches(record, query, today)),
            caller,
            reach,
          ),
        now.toISOString(),
      );
      const subjects = subjectsOf(items.map(({ id, memberId }) => ({ caseId: id, memberId })));
      await accessLog(request, { subjects, fields: shownOfCase });
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/members/{id}/cases': async (request) => {
      const { path, query, caller, reach, now } = request;
      const limit = limitOf(query.limit);
      const after = decodeCursor(query.cursor);
      const member = (await cases.findMembers([path.id])).get(path.id);
      if (member === undefined) {
        throw notFound();
      }
      const { items, next } = await cases.list(
        { of: 'member', memberId: path.id },
        limit,
        after,
        (batch) => reachable(batch, caller, reach),
        now.toISOString(),
      );
      // Of a member beyond her collectives or districts she knows by a case alone.
      if (items.length === 0 && !mayOpenFor(member, caller, reach)) {
        throw notFound();
      }
      await accessLog(request, {
        subject: path.id,
        concerns: items.map(({ id }) => id),
        fields: shownOfCase,
      });
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/cases/unassigned': async (request) => {
      const { query, caller } = request;
      const { items, next } = await cases.listUnassigned(
        caller.districts,
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      await accessLog(request, { subjects: items.map(({ id }) => id), fields: ['district'] });
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'POST /api/cases/{id}/take': async (request) => {
      const { path, body, caller, now } = request;
      const found = await cases.find(path.id);
      const { memberId } = found.record;
      const member = (await cases.findMembers([memberId])).get(memberId);
      const note = newNote(body.note, request);
      await cases.take(
        found,
        body,
        {
          personId: caller.personId,
          districts: caller.districts,
          member,
          note,
          at: formatInstant(now),
        },
        ({ kind, priority, openedOn, assignedTo }) => ({
          type: 'case_changed',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          caseId: path.id,
          memberId,
          kind,
          priority,
          openedOn,
          assignedTo,
          fields: ['assignedTo', ...(note === undefined ? [] : ['note'])],
          noteId: note?.id,
        }),
      );
      // A repetition may come when the case is no longer hers.
      const { record } = await findReachable(path.id, request, 'assigned');
      await logReading(request, record, shownOfCase);
      return withVersion(200, record);
    },

    'GET /api/cases/{id}': async (request) => {
      const { path, reach } = request;
      const { record } = await findReachable(path.id, request, reach);
      await logReading(request, record, shownOfCase);
      return withVersion(200, record);
    },

    'PATCH /api/cases/{id}': async (request) => {
      const { path, body, ifMatch, caller, reach, now } = request;
      const { isByGlass, ...found } = await findReachable(path.id, request, reach);
      const { record } = found;
      if (isByGlass) {
        throw forbidden();
      }
      await logReading(request, record, shownOfCase);
      if (record.version !== ifMatch) {
        throw stale(record);
      }
      const { changed, fields } = applyChange(record, body, formatInstant(now));
      if (fields.length === 0) {
        return withVersion(200, record);
      }
      const { memberId, kind, priority, openedOn, assignedTo } = changed;
      const note = newNote(body.note, request);
      const outcome = await cases.change(
        { ...found, record: changed },
        note,
        {
          refusal:
            refusalOfAssignment(caller, reach, { before: record.assignedTo, after: assignedTo }) ??
            (note && validateEvent(record, isByGlass, note)),
          assigneeRoles: assigneeRolesOf(reach),
        },
        {
          type: 'case_changed',
          id: newId(),
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
    },

    'POST /api/cases/{id}/events': async (request) => {
      const { path, body, caller, reach, now } = request;
      const { isByGlass, ...seen } = await findReachable(path.id, request, reach);
      const refusal = validateEvent(seen.record, isByGlass, body);
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
          ? await cases.takeBack(seen, { ...body, ...stampOf(caller, now) }, body, refusal, {
              type: 'case_event_taken_back',
              ...line,
              eventId: body.eventId,
            })
          : await cases.addEvent(seen, { ...body, ...stampOf(caller, now) }, body, refusal, {
              type: 'case_event',
              ...line,
              event: factOf(body),
            });
      if (outcome === 'created') {
        return withVersion(201, event);
      }
      await logReading(request, seen.record, fieldsOf([event]));
      return withVersion(200, event);
    },

    'GET /api/cases/{id}/events': async (request) => {
      const { path, query, reach } = request;
      const { record } = await findReachable(path.id, request, reach);
      const { items, next } = await cases.listEvents(
        path.id,
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      await logReading(request, record, ['events', ...fieldsOf(items)]);
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'POST /api/break-glass': async (request) => {
      const { body, caller, reach, now } = request;
      const content = { ...body, code: body.code.toUpperCase() };
      const found = await cases.findByCode(content.code);
      const members = await cases.findMembers(found === undefined ? [] : [found.record.memberId]);
      const standing = found !== undefined && members.has(found.record.memberId) ? found.record : undefined;
      const [reached] = await reachable(standing === undefined ? [] : [standing], caller, reach);
      const refusal = refusalOfGlass(standing, reached !== undefined);
      const until = glassUntil(now);
      const { id: caseId, memberId } = standing ?? { id: body.id, memberId: body.id };
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
        // A code that opens nothing is noted as one that does: somebody may be trying them.
        const subjects = standing === undefined ? [] : subjectsOf([{ caseId, memberId }]);
        await accessLog(request, { subjects, fields: ['code'] });
        return { status: 200, body: await cases.repeatGlass(content, caller.personId, refusal, line) };
      }
      const { outcome, glass } = await cases.breakGlass(
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
        line,
      );
      if (outcome === 'created') {
        return { status: 201, body: glass };
      }
      await accessLog(request, { subjects: subjectsOf([glass]), fields: ['code', 'reason'] });
      return { status: 200, body: glass };
    },

    'GET /api/break-glass': async (request) => {
      const { query } = request;
      const { items, next } = await cases.listGlass(limitOf(query.limit), decodeCursor(query.cursor));
      await accessLog(request, {
        subjects: subjectsOf(items),
        fields: ['memberId', 'personId', 'reason'],
      });
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },
  });
};
