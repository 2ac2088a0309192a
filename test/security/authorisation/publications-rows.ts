import { newId } from '../../../functions/shared/fields/ids.ts';
import { allCoordinators, everyone, one, only, type Rows, there } from './expectations.ts';
import { get, post } from './records.ts';

/** Who may read what is published, and who may prepare it. */
export const publicationsRows: Rows = {
  'GET /api/snapshots/preview': {
    scopes: one,
    send: () => get('/api/snapshots/preview?month=2026-10'),
    who: only({ coordinator: 200 }),
  },
  'GET /api/findings': {
    scopes: one,
    send: () => get('/api/findings?month=2026-10'),
    who: only(allCoordinators(200)),
  },
  'POST /api/snapshots/{month}/corrections': {
    scopes: there,
    send: ({ month }) => post(`/api/snapshots/${month}/corrections`, { id: newId(), reason: 'late sheets' }),
    who: only({ coordinator: { own: 202, unknown: 404 } }),
  },
  'POST /api/snapshots/{month}/explanations': {
    scopes: one,
    send: () =>
      post('/api/snapshots/2026-10/explanations', {
        id: newId(),
        list: 'outliers',
        recordId: newId(),
        why: 'checked',
      }),
    who: only({ coordinator: 201 }),
  },
  'GET /api/snapshots/{month}/explanations': {
    scopes: one,
    send: () => get('/api/snapshots/2026-10/explanations'),
    who: only({ coordinator: 200, auditor: 200 }),
  },
  'GET /api/cash-differences': {
    scopes: one,
    send: () => get('/api/cash-differences'),
    who: only(allCoordinators(200)),
  },
  'PUT /api/targets/{financialYear}': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/targets/2026-27',
      body: { targets: { members_enrolled: 40 } },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/targets/{financialYear}': {
    scopes: one,
    send: () => get('/api/targets/2026-27'),
    who: only({ ...allCoordinators(200), auditor: 200 }),
  },
  'PUT /api/baselines': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/baselines',
      body: { baselines: { house_pattas: { asOf: '2025-03', value: 4, source: 'An earlier register' } } },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/baselines': { scopes: one, send: () => get('/api/baselines'), who: everyone(200) },
  'PUT /api/narratives/{month}': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/narratives/2026-10',
      body: { en: 'A good month.', ja: null },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/narratives/{month}': {
    scopes: one,
    send: () => get('/api/narratives/2026-10'),
    who: only(allCoordinators(200)),
  },
  'POST /api/programme/terms': {
    scopes: one,
    send: () =>
      post('/api/programme/terms', {
        id: newId(),
        from: '2027-04',
        name: 'Leadership Next',
        implementer: 'HELP',
        forum: 'VIMUKTHI',
        funder: 'Kamonohashi',
        state: 'Andhra Pradesh',
      }),
    who: only({ coordinator: 201 }),
  },
  'GET /api/programme': { scopes: one, send: () => get('/api/programme'), who: everyone(200) },
  'GET /api/snapshots': {
    scopes: one,
    send: () => get('/api/snapshots'),
    who: only({ funder: 200, ...allCoordinators(200), auditor: 200 }),
  },
  'GET /api/snapshots/{month}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}`),
    who: only({
      funder: { own: 200, unknown: 404 },
      coordinator: { own: 200, unknown: 404 },
      areaCoordinator: { own: 200, unknown: 404 },
      auditor: { own: 200, unknown: 404 },
    }),
  },
  'GET /api/snapshots/{month}/versions/{version}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}/versions/1`),
    who: only({
      funder: { own: 200, unknown: 404 },
      coordinator: { own: 200, unknown: 404 },
      areaCoordinator: { own: 200, unknown: 404 },
      auditor: { own: 200, unknown: 404 },
    }),
  },
  'GET /api/snapshots/{month}/files/{name}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}/files/snapshot.json?version=1`),
    who: only({
      funder: { own: 302, unknown: 404 },
      coordinator: { own: 302, unknown: 404 },
      areaCoordinator: { own: 302, unknown: 404 },
      auditor: { own: 302, unknown: 404 },
    }),
  },
};
