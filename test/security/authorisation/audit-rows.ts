import { newId } from '../../../functions/shared/fields/ids.ts';
import {
  all,
  allCoordinators,
  coordinators,
  every,
  fieldWork,
  hers,
  nobody,
  one,
  only,
  type Rows,
  there,
} from './expectations.ts';
import { get, post, recipientKey } from './records.ts';

/** Who may read the logs, erase, approve and hand over all data. */
export const auditRows: Rows = {
  'GET /api/members/{id}/record': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/record`),
    who: fieldWork(200),
  },
  'GET /api/log-digests': {
    scopes: one,
    send: () => get('/api/log-digests?month=2026-10'),
    who: only({ auditor: 200 }),
  },
  'POST /api/codes': {
    scopes: one,
    send: () => post('/api/codes', { ids: [newId()] }),
    who: only({ auditor: 200, ...allCoordinators(200) }),
  },
  'POST /api/exports': {
    scopes: one,
    send: () => post('/api/exports', { list: 'members', subjects: [] }),
    who: only({ caseworker: 201, ...allCoordinators(201), administrator: 201, auditor: 201 }),
  },
  'GET /api/journal': { scopes: one, send: () => get('/api/journal'), who: only({ auditor: 200 }) },
  'GET /api/access-log': { scopes: one, send: () => get('/api/access-log'), who: only({ auditor: 200 }) },
  'POST /api/members/{id}/erasure': {
    scopes: all,
    send: async (place, { newMemberOf }) =>
      post(`/api/members/${await newMemberOf(place)}/erasure`, { id: newId(), reason: 'she asked for it' }),
    who: only({ auditor: every(202) }),
  },
  'POST /api/users/{id}/erasure': {
    scopes: there,
    send: async (place, { newPersonOf }) =>
      post(`/api/users/${await newPersonOf(place)}/erasure`, { id: newId(), reason: 'she asked for it' }),
    who: only({ auditor: { own: 202, unknown: 404 } }),
  },
  'GET /api/erasures': { scopes: one, send: () => get('/api/erasures'), who: only({ auditor: 200 }) },
  // A member's: an administrator has no part in it.
  'GET /api/erasures/{id}': {
    scopes: all,
    send: async (place, { newApprovalOf }) => get(`/api/erasures/${await newApprovalOf(place)}`),
    who: only({ ...coordinators(200), auditor: every(200), administrator: nobody }),
  },
  'POST /api/data-handovers': {
    scopes: one,
    send: () => post('/api/data-handovers', { id: newId(), recipientKey }),
    who: only({ administrator: 202 }),
  },
  'GET /api/data-handovers': {
    scopes: one,
    send: () => get('/api/data-handovers'),
    who: only({ administrator: 200 }),
  },
  'GET /api/health/state': {
    scopes: one,
    send: () => get('/api/health/state'),
    who: only({ administrator: 200 }),
  },
  'POST /api/health/drills': {
    scopes: one,
    send: () => post('/api/health/drills', { id: newId() }),
    who: only({ administrator: 202 }),
  },
  'GET /api/data-handovers/{id}': {
    scopes: there,
    send: async (place, { newHandoverOf }) => get(`/api/data-handovers/${await newHandoverOf(place)}`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'GET /api/approvals': {
    scopes: one,
    send: () => get('/api/approvals'),
    who: only({ administrator: 200, auditor: 200, ...allCoordinators(200) }),
  },
  // A member's erasure, which the auditor asked for: others than coordinators are not told of it.
  'POST /api/approvals/{id}': {
    scopes: all,
    send: async (place, { newApprovalOf }) =>
      post(`/api/approvals/${await newApprovalOf(place)}`, { decision: 'approved' }),
    who: only({ ...coordinators(200), auditor: every(403), administrator: nobody }),
  },
  'POST /api/approvals/{id}/withdrawal': {
    scopes: all,
    send: async (place, { newApprovalOf }) =>
      post(`/api/approvals/${await newApprovalOf(place)}/withdrawal`, {}),
    who: only({
      auditor: every(200),
      coordinator: every(403),
      areaCoordinator: hers(403),
      administrator: nobody,
    }),
  },
};
