import { newId } from '../../../functions/shared/fields/ids.ts';
import { caseOf } from '../bodies.ts';
import {
  all,
  allCoordinators,
  caseWork,
  coordinators,
  herBody,
  hers,
  one,
  only,
  type Rows,
  there,
} from './expectations.ts';
import { by, get, note, post } from './records.ts';

/** Who may read and change cases, and reach one in an emergency. */
export const casesRows: Rows = {
  'POST /api/cases': {
    scopes: all,
    send: ({ member }) => post('/api/cases', caseOf(member)),
    who: only({
      leader: herBody(201),
      caseworker: herBody(201),
      coordinator: { own: 201, other: 201, unknown: 422 },
      areaCoordinator: { own: 201, other: 422, unknown: 422 },
    }),
  },
  'GET /api/cases': {
    scopes: one,
    send: () => get('/api/cases'),
    who: only({ leader: 200, caseworker: 200, ...allCoordinators(200) }),
  },
  'GET /api/agenda': {
    scopes: one,
    send: () => get('/api/agenda'),
    who: only({ leader: 200, caseworker: 200, ...allCoordinators(200) }),
  },
  'GET /api/cases/unassigned': {
    scopes: one,
    send: () => get('/api/cases/unassigned'),
    who: only({ caseworker: 200 }),
  },
  'POST /api/cases/{id}/take': {
    scopes: all,
    send: async (place, { newWaitingCaseOf }) =>
      post(`/api/cases/${await newWaitingCaseOf(place)}/take`, { id: newId() }),
    who: only({ caseworker: hers(200) }),
  },
  // She who is there is a leader: the coordinator alone learns that it is so.
  'POST /api/users/{id}/case-handover': {
    scopes: there,
    send: ({ person }) => post(`/api/users/${person}/case-handover`, { id: newId(), to: by('caseworker') }),
    who: only({ coordinator: { own: 422, unknown: 404 }, areaCoordinator: { own: 422, unknown: 404 } }),
  },
  'GET /api/members/{id}/cases': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/cases`),
    who: caseWork(200),
  },
  'GET /api/cases/{id}': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}`),
    who: caseWork(200),
  },
  'PATCH /api/cases/{id}': {
    scopes: all,
    send: async (place, { versionOf }) => ({
      method: 'PATCH',
      path: `/api/cases/${place.case}`,
      // Whoever reaches it may make it more urgent; what it is about is not the opener's to say once another has recorded something.
      body: { priority: 'urgent' },
      version: await versionOf(by('coordinator'), `/api/cases/${place.case}`),
    }),
    who: caseWork(200),
  },
  'POST /api/cases/{id}/events': {
    scopes: all,
    send: (place) => post(`/api/cases/${place.case}/events`, note()),
    who: caseWork(201),
  },
  'GET /api/cases/{id}/events': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}/events`),
    who: caseWork(200),
  },
  'GET /api/cases/{id}/readings': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}/readings`),
    who: caseWork(200),
  },
  'POST /api/break-glass': {
    scopes: all,
    send: ({ code }) => post('/api/break-glass', { id: newId(), code, reason: 'nobody else is awake' }),
    who: only({
      leader: { own: 422, other: 201, unknown: 404 },
      caseworker: { own: 422, other: 201, unknown: 404 },
    }),
  },
  'POST /api/break-glass/{id}/end': {
    scopes: all,
    send: async (place, { newAccessOf }) =>
      post(`/api/break-glass/${await newAccessOf(place)}/end`, { id: newId() }),
    who: only(coordinators(201)),
  },
  'GET /api/break-glass/refused': {
    scopes: one,
    send: () => get('/api/break-glass/refused'),
    who: only({ ...allCoordinators(200), auditor: 200 }),
  },
  'GET /api/break-glass': {
    scopes: one,
    send: () => get('/api/break-glass'),
    who: only({ ...allCoordinators(200), auditor: 200 }),
  },
};
