import { screenedTexts } from '../../shared/definition/define.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { placeOfWoman } from '../../shared/places/women.ts';
import { validateNames } from '../../shared/screening/known-names.ts';
import { addConsent } from './add-consent.ts';
import { changeRoute } from './change-route.ts';
import {
  addChildRoute,
  addOfficeRoute,
  addSchoolingRoute,
  changeChildRoute,
  endOfficeRoute,
} from './children-and-offices-routes.ts';
import { membersContract } from './contract.ts';
import { enrolRoute } from './enrol-route.ts';
import { exit } from './exit.ts';
import { openMember } from './member-texts.ts';
import { consentFields } from './parts-definition.ts';
import { listRoute, openRoute, searchRoute } from './reading-routes.ts';
import { type Deps, findReachable, type Handler, lineBase, logAndShow } from './route-deps.ts';
import { takeBackRoute } from './take-back-route.ts';
import { addTalkRoute, listTalksRoute } from './talk-routes.ts';

const addConsentRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/consents'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, consent } = await addConsent(
      deps,
      stored,
      body,
      stampOf(caller, now),
      reach,
      {
        ...lineBase(request),
        type: 'consent_recorded',
        id: body.id,
        memberId: path.id,
        consent: body,
      },
      await validateNames(deps, screenedTexts(consentFields, body), { caller, reach }),
    );
    if (outcome === 'created') {
      return withVersion(201, consent);
    }
    await deps.accessLog(request, { ...openingOf(stored), fields: ['consents'] });
    return withVersion(200, consent);
  };

const exitRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/exit'> =>
  async (request) => {
    const { path, body } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, member } = await exit(deps, stored, body, path.id, request.caller, {
      ...lineBase(request),
      type: 'member_exited',
      id: deps.newId(),
      memberId: stored.id,
      exitedOn: body.exitedOn,
    });
    return withVersion(
      outcome === 'created' ? 201 : 200,
      await logAndShow(deps.accessLog, request, await openMember(deps.vault, member)),
    );
  };

export const createMembersRoutes = (deps: Deps) =>
  createRoutes(membersContract, { members: placeOfWoman(deps.table) })({
    'POST /api/members': enrolRoute(deps),
    'GET /api/members': listRoute(deps),
    'POST /api/members/search': searchRoute(deps),
    'GET /api/members/{id}': openRoute(deps),
    'PATCH /api/members/{id}': changeRoute(deps),
    'POST /api/members/{id}/consents': addConsentRoute(deps),
    'POST /api/members/{id}/children': addChildRoute(deps),
    'PUT /api/members/{id}/children/{childId}': changeChildRoute(deps),
    'POST /api/members/{id}/children/{childId}/schooling': addSchoolingRoute(deps),
    'POST /api/members/{id}/offices': addOfficeRoute(deps),
    'POST /api/members/{id}/offices/{officeId}/end': endOfficeRoute(deps),
    'POST /api/members/{id}/talks': addTalkRoute(deps),
    'GET /api/members/{id}/talks': listTalksRoute(deps),
    'POST /api/members/{id}/reversals': takeBackRoute(deps),
    'POST /api/members/{id}/exit': exitRoute(deps),
  });
