import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { addChild, addSchooling, changeChild } from './children-writes.ts';
import { addOffice, endOffice } from './office-writes.ts';
import { type Deps, findReachable, type Handler, lineBase, schoolingToday } from './route-deps.ts';
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
