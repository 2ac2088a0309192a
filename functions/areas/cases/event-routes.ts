import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { validateCaseChanges } from './case-limits.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { findReachable, findReadable } from './case-reach.ts';
import { validateEvent } from './event-rules.ts';
import type { CaseEvent } from './event-schema.ts';
import { journaledEvent } from './journal-lines.ts';
import { listEvents } from './read-events.ts';
import { type Deps, type Handler, logReading } from './route-deps.ts';
import { takeBack } from './take-event-back.ts';
import { addEvent } from './timeline.ts';

const closes = (event: { readonly type: string; readonly status?: unknown }): boolean =>
  event.type === 'status' && event.status === 'closed';

export const addEventRoute =
  (deps: Deps): Handler<'POST /api/cases/{id}/events'> =>
  async (request) => {
    const { path, body, caller, reach, now, today } = request;
    const {
      isEmergencyAccess,
      hasStopped: _,
      womanId: __,
      district: ___,
      ...seen
    } = await findReachable(deps.table, path.id, request, reach);
    const validate = (current: CaseWithProgress) =>
      validateEvent(current, isEmergencyAccess, body, today) ??
      // An open case can be closed however often it was changed. Only once, since reopening it is a change that counts.
      (closes(body) && current.record.status !== 'closed'
        ? undefined
        : validateCaseChanges(current.record, reach));
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
        ? await takeBack(deps, seen, { ...body, ...stampOf(caller, now) }, body, validate(seen), reach, {
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
            { isEmergencyAccess, reach },
            { type: 'case_event', ...line, event: journaledEvent(body) },
          );
    if (outcome === 'created') {
      return withVersion(201, event);
    }
    await logReading(deps.accessLog, request, seen.record, loggedEventFieldsOf([event]));
    return withVersion(200, event);
  };

export const listEventsRoute =
  (deps: Deps): Handler<'GET /api/cases/{id}/events'> =>
  async (request) => {
    const { path, query, reach } = request;
    const { record } = await findReadable(deps.table, path.id, request, reach);
    const { items, next } = await readPage(query.limit, (limit) =>
      listEvents(deps, path.id, limit, decodeCursor(query.cursor)),
    );
    await logReading(deps.accessLog, request, record, ['events', ...loggedEventFieldsOf(items)]);
    return { status: 200, body: { items, ...cursorField(next) } };
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
