import { newId } from '../../../functions/shared/fields/ids.ts';
import { personOf } from '../bodies.ts';
import { allCoordinators, everyone, one, only, type Rows, there } from './expectations.ts';
import { by, get, post } from './records.ts';

/** Who may read and change people, their phones and what everybody signed in may ask. */
export const peopleRows: Rows = {
  'GET /api/health': { scopes: one, send: () => get('/api/health'), who: 'anyone' },
  'GET /api/openapi.json': { scopes: one, send: () => get('/api/openapi.json'), who: 'anyone' },
  'GET /api/me': { scopes: one, send: () => get('/api/me'), who: everyone(200) },
  'POST /api/me/device-keys': {
    scopes: one,
    send: () => post('/api/me/device-keys', { id: newId(), key: 'k'.repeat(43) }),
    who: only({ leader: 200, caseworker: 200, ...allCoordinators(200) }),
  },
  'POST /api/me/devices': {
    scopes: one,
    send: () => post('/api/me/devices', { id: newId(), secret: 's'.repeat(43) }),
    who: only({ leader: 201, caseworker: 201 }),
  },
  // No person's token is one of a device, whatever she may do.
  'POST /api/device/contact': {
    scopes: one,
    send: () => post('/api/device/contact', { waiting: 0 }),
    who: 'device',
  },
  'POST /api/device/unlock': {
    scopes: one,
    send: () => post('/api/device/unlock', { proof: 'p'.repeat(43), waiting: 0, nextSecret: 'n'.repeat(43) }),
    who: 'device',
  },
  // A key that was sealed for somebody else.
  'POST /api/me/device-keys/open': {
    scopes: one,
    send: () => post('/api/me/device-keys/open', { id: newId(), sealed: 'v1.x' }),
    who: only({ leader: 422, caseworker: 422, ...allCoordinators(422) }),
  },
  'GET /api/me/pack': {
    scopes: one,
    send: () => get('/api/me/pack'),
    who: only({ leader: 200, caseworker: 200 }),
  },
  'GET /api/assignees': {
    scopes: one,
    send: () => get('/api/assignees'),
    who: only(allCoordinators(200)),
  },
  'GET /api/assignable-collectives': {
    scopes: one,
    send: () => get('/api/assignable-collectives'),
    who: only({ administrator: 200, auditor: 200 }),
  },
  'GET /api/actors': { scopes: one, send: () => get('/api/actors'), who: only({ auditor: 200 }) },
  'GET /api/phones': { scopes: one, send: () => get('/api/phones'), who: only({ administrator: 200 }) },
  'GET /api/users': { scopes: one, send: () => get('/api/users'), who: only({ administrator: 200 }) },
  'POST /api/users': {
    scopes: one,
    send: () => post('/api/users', personOf('leader')),
    who: only({ administrator: 201 }),
  },
  'GET /api/users/{id}': {
    scopes: there,
    send: ({ person }) => get(`/api/users/${person}`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'PATCH /api/users/{id}': {
    scopes: there,
    send: async ({ person }, { versionOf }) => ({
      method: 'PATCH',
      path: `/api/users/${person}`,
      body: { locale: Math.random() < 0.5 ? 'en' : 'te' },
      version: await versionOf(by('administrator'), `/api/users/${person}`),
    }),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'POST /api/users/{id}/one-time-password': {
    scopes: there,
    send: ({ person }) => post(`/api/users/${person}/one-time-password`, {}),
    who: only({ administrator: { own: 201, unknown: 404 } }),
  },
  'GET /api/users/{id}/devices': {
    scopes: there,
    send: ({ person }) => get(`/api/users/${person}/devices`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'POST /api/users/{id}/devices/{deviceId}/revocation': {
    scopes: there,
    send: async (place, { newDeviceOf }) => {
      const { person, device } = await newDeviceOf(place);
      return post(`/api/users/${person}/devices/${device}/revocation`, { id: newId() });
    },
    who: only({ administrator: { own: 201, unknown: 404 } }),
  },
};
