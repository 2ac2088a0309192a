import { forbidden } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { mayTakeBack } from '../../shared/reach/may-take-back.ts';
import { reverseRequest } from '../requests/reversal.ts';
import { hasEntry } from './children-and-offices.ts';
import {
  addChild,
  addOffice,
  addSchooling,
  changeChild,
  endOffice,
  reverse,
} from './children-and-offices-writes.ts';
import { type Deps, findReachable, type Handler, lineBase, schoolingToday } from './route-deps.ts';
import { findTalk } from './stored-talk.ts';
import { reverseTalk } from './talk-writes.ts';
import { recordedUnder } from './woman-records.ts';

export const addChildRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/children'> =>
  async (request) => {
    const { path, body, caller, reach, now, today } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, child } = await addChild(deps, stored, body, stampOf(caller, now), reach, {
      ...lineBase(request),
      type: 'child_recorded',
      id: body.id,
      memberId: path.id,
      child: body,
      schooling: schoolingToday(deps.newId, body, today),
    });
    if (outcome === 'created') {
      return withVersion(201, child);
    }
    // The answer to a repetition shows the stored child.
    await deps.accessLog(request, { ...openingOf(stored), fields: ['children'] });
    return withVersion(200, child);
  };

export const changeChildRoute =
  (deps: Deps): Handler<'PUT /api/members/{id}/children/{childId}'> =>
  async (request) => {
    const { path, body, caller, reach, now, today } = request;
    const stored = await findReachable(deps, path.id, request);
    const child = await changeChild(deps, stored, path.childId, body, stampOf(caller, now), reach, {
      ...lineBase(request),
      type: 'child_changed',
      id: deps.newId(),
      // If her records were joined, the child may stand in another one than the path names.
      memberId: recordedUnder(stored, path.childId),
      child: { id: path.childId, ...body },
      schooling: schoolingToday(deps.newId, body, today),
    });
    // The answer shows the child's schooling, which others may have recorded.
    await deps.accessLog(request, { ...openingOf(stored), fields: ['children'] });
    return withVersion(200, child);
  };

export const addSchoolingRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/children/{childId}/schooling'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const stored = await findReachable(deps, path.id, request);
    const stamp = stampOf(caller, now);
    const { outcome, schooling } = await addSchooling(deps, stored, path.childId, body, stamp, reach, {
      ...lineBase(request),
      type: 'schooling_recorded',
      id: body.id,
      memberId: recordedUnder(stored, path.childId),
      childId: path.childId,
      schooling: body,
    });
    if (outcome === 'created') {
      return withVersion(201, schooling);
    }
    await deps.accessLog(request, { ...openingOf(stored), fields: ['children'] });
    return withVersion(200, schooling);
  };

export const addOfficeRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/offices'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const stored = await findReachable(deps, path.id, request);
    // Among the request's fields is `body` too: the public body in which she holds the office.
    const { body: publicBody, office: officeName, from, to } = body;
    const { outcome, office } = await addOffice(deps, stored, body, stampOf(caller, now), reach, {
      ...lineBase(request),
      type: 'office_recorded',
      id: body.id,
      memberId: path.id,
      body: publicBody,
      office: officeName,
      from,
      to,
    });
    if (outcome === 'created') {
      return withVersion(201, office);
    }
    await deps.accessLog(request, { ...openingOf(stored), fields: ['offices'] });
    return withVersion(200, office);
  };

export const endOfficeRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/offices/{officeId}/end'> =>
  async (request) => {
    const { path, body } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, office } = await endOffice(deps, stored, path.officeId, body.on, {
      ...lineBase(request),
      type: 'office_ended',
      id: deps.newId(),
      memberId: recordedUnder(stored, path.officeId),
      officeId: path.officeId,
      on: body.on,
    });
    // Even the first answer shows more of the office than was sent.
    await deps.accessLog(request, { ...openingOf(stored), fields: ['offices'] });
    return withVersion(outcome === 'created' ? 201 : 200, office);
  };

/**
 * Takes back a child, an observation of schooling, an office, a talk or a request. An auditor may take back only requests. Any other
 * caller may take back a talk or a request only if she recorded it herself, or is the coordinator: so nobody can hide what a woman said to another.
 */
export const reverseRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/reversals'> =>
  async (request) => {
    const { path, body, caller, now, today } = request;
    const stored = await findReachable(deps, path.id, request);
    const line = {
      ...lineBase(request),
      type: 'member_entry_reversed',
      id: body.id,
      memberId: recordedUnder(stored, body.of),
      of: body.of,
    } as const;
    const stamp = stampOf(caller, now);
    const isAuditor = caller.role === 'auditor';
    if (!isAuditor && hasEntry(stored, body.of)) {
      const { outcome, reversal } = await reverse(deps, stored, body, today, stamp, line);
      return withVersion(outcome === 'created' ? 201 : 200, reversal);
    }
    const talk = isAuditor ? undefined : await findTalk(deps.table, idsOf(stored), body.of);
    if (talk !== undefined) {
      if (!mayTakeBack(caller, talk)) throw forbidden();
      const { outcome, reversal } = await reverseTalk(deps, stored, talk, body, today, stamp, line);
      return withVersion(outcome === 'created' ? 201 : 200, reversal);
    }
    const { outcome, takenBack } = await reverseRequest(
      deps,
      caller,
      idsOf(stored),
      body,
      { ...stamp, on: today },
      line,
    );
    const { on, createdAt, createdBy } = takenBack;
    return withVersion(outcome === 'created' ? 201 : 200, {
      ...body,
      on,
      createdAt,
      createdBy,
      version: 1,
    });
  };
