import type { AccessLog } from '../journal/access-log.ts';
import type { Reach, RouteKey } from '../platform/authorisation.ts';
import type { Caller } from '../platform/caller.ts';
import { decodeCursor, encodeCursor, invalidCursor, limitOf } from '../platform/cursor.ts';
import { forbidden, notFound } from '../platform/errors.ts';
import { createRoutes, stale, withVersion } from '../platform/http.ts';
import type { Ids } from '../platform/ids.ts';
import { stampOf } from '../platform/stamp.ts';
import { casesContract } from './contract.ts';
import type { CaseSource, Cases } from './repository.ts';
import {
  applyChange,
  assigneeRolesOf,
  type CaseAsItStands,
  factOf,
  matches,
  mayOpenFor,
  mayReach,
  refusalOfAssignment,
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
  const plain = new Set(['id', 'type', 'on', 'createdAt', 'createdBy', 'version']);
  return [...new Set(events.flatMap((event) => Object.keys(event)))]
    .filter((field) => !plain.has(field))
    .sort();
};

export const createCasesRoutes = ({
  cases,
  accessLog,
  newId,
}: {
  cases: Cases;
  accessLog: AccessLog;
  newId: Ids;
}) => {
  /** Those of some cases that the caller reaches. */
  const reachable = async (
    records: readonly CaseRecord[],
    caller: Caller,
    reach: Reach,
  ): Promise<CaseRecord[]> => {
    const members =
      reach === 'own' ? await cases.findMembers(records.map(({ memberId }) => memberId)) : new Map();
    return records.filter(({ createdBy, assignedTo, memberId }) =>
      mayReach({ createdBy, assignedTo, collectiveId: members.get(memberId)?.collectiveId }, caller, reach),
    );
  };

  /** @throws AppError `not_found` also for a case beyond the caller's reach. */
  const findReachable = async (id: string, caller: Caller, reach: Reach): Promise<CaseAsItStands> => {
    const found = await cases.find(id);
    const [reached] = await reachable([found.record], caller, reach);
    if (reached === undefined) {
      throw notFound();
    }
    return found;
  };

  const logReading = (
    route: RouteKey,
    { caller, now }: { readonly caller: Caller; readonly now: Date },
    caseId: string,
    fields: readonly string[],
  ): Promise<void> =>
    accessLog(
      fields.length === 0
        ? []
        : [{ actor: caller.personId, at: now.toISOString(), route, subject: caseId, fields }],
    );

  return createRoutes(casesContract, {
    'POST /api/cases': async ({ body, caller, reach, now }) => {
      const { id, memberId, kind, priority, openedOn } = body;
      const member = reach === 'all' ? undefined : (await cases.findMembers([memberId])).get(memberId);
      const assignedTo = body.assignedTo ?? (reach === 'assigned' ? caller.personId : undefined);
      const { outcome, record } = await cases.open(
        {
          ...body,
          ...(assignedTo === undefined ? {} : { assignedTo }),
          status: 'open',
          ...stampOf(caller, now),
        },
        body,
        {
          refusal: mayOpenFor(member, caller, reach)
            ? refusalOfAssignment(caller, reach, { before: undefined, after: assignedTo })
            : forbidden(),
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
      // Whoever opened it is told so, whoever works on it by now; the id and content alone open it for nobody else.
      const [reached] =
        record.createdBy === caller.personId ? [record] : await reachable([record], caller, reach);
      if (reached === undefined) {
        throw forbidden();
      }
      return withVersion(200, reached);
    },

    'GET /api/cases': async ({ query, caller, reach, today }) => {
      const after = decodeCursor(query.cursor);
      if (after !== undefined && after.id === undefined) {
        throw invalidCursor();
      }
      const { items, next } = await cases.list(
        sourceOf(caller, reach),
        limitOf(query.limit),
        after?.id,
        (batch) =>
          reachable(
            batch.filter((record) => matches(record, query, today)),
            caller,
            reach,
          ),
      );
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/cases/{id}': async ({ path, caller, reach, now }) => {
      const { record } = await findReachable(path.id, caller, reach);
      await logReading('GET /api/cases/{id}', { caller, now }, path.id, ['memberId', 'kind', 'status']);
      return withVersion(200, record);
    },

    'PATCH /api/cases/{id}': async ({ path, body, ifMatch, caller, reach, now }) => {
      const { record, standing } = await findReachable(path.id, caller, reach);
      if (record.version !== ifMatch) {
        throw stale(record);
      }
      const { changed, fields } = applyChange(record, body);
      if (fields.length === 0) {
        return withVersion(200, record);
      }
      const { memberId, kind, priority, openedOn, assignedTo } = changed;
      await cases.change(
        { record: changed, standing },
        {
          refusal: refusalOfAssignment(caller, reach, { before: record.assignedTo, after: assignedTo }),
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
        },
      );
      return withVersion(200, changed);
    },

    'POST /api/cases/{id}/events': async ({ path, body, caller, reach, now }) => {
      const seen = await findReachable(path.id, caller, reach);
      const { outcome, event } = await cases.addEvent(seen, { ...body, ...stampOf(caller, now) }, body, {
        type: 'case_event',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        caseId: path.id,
        memberId: seen.record.memberId,
        on: body.on,
        event: factOf(body),
      });
      if (outcome === 'created') {
        return withVersion(201, event);
      }
      await logReading('POST /api/cases/{id}/events', { caller, now }, path.id, fieldsOf([event]));
      return withVersion(200, event);
    },

    'GET /api/cases/{id}/events': async ({ path, query, caller, reach, now }) => {
      await findReachable(path.id, caller, reach);
      const { items, next } = await cases.listEvents(
        path.id,
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      await logReading('GET /api/cases/{id}/events', { caller, now }, path.id, fieldsOf(items));
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },
  });
};
