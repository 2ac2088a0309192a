import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople, demoPersonList, type PersonKey } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { programmeTerms } from '../support/programme-terms.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ empty: true, recordsFrom: '2026-09-01' });
}, 120_000);
afterAll(() => stack.close());

const call = async (person: PersonKey | null, method: string, path: string, body?: object, headers = {}) => {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      ...(person !== null && { authorization: `Bearer ${await stack.tokenFor(person)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = z.looseObject({}).parse(await response.json());
  return { status: response.status, body: answer };
};

const setClock = async (now: string | null) => {
  const response = await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now }) });
  expect(response.status).toBe(200);
};

const collective = (last: string) => ({
  id: `0199d000-0000-7000-8000-0000000000${last}`,
  name: 'వెన్నెల సంఘం',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '2026-10-01',
  meetingFrequency: 'weekly',
  usualDepositPaise: 10_000,
});

test('answers health and its description to anyone', async () => {
  expect(await call(null, 'GET', '/api/health')).toEqual({ status: 200, body: { status: 'ok' } });
  const description = await call(null, 'GET', '/api/openapi.json');
  expect(description).toMatchObject({ status: 200, body: { openapi: expect.stringMatching(/^3\.1/) } });
});

test.each([
  '/',
  '/signed-out.txt',
  '/assets/none.js',
  '/api/health',
  '/api/none',
  '/oidc/none',
  '/local/clock',
])(
  'lets no other site hold its windows or take in its answers, as the distribution does: %s',
  async (path) => {
    const { headers } = await fetch(`${stack.url}${path}`);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  },
);

test.each(demoPersonList)('knows who is signed in: $key', async ({ key, id, role, locale, districts }) => {
  expect(await call(key, 'GET', '/api/me')).toEqual({
    status: 200,
    body: { id, signInName: id, role, locale, scope: { collectives: [], districts } },
  });
});

test('records through bundle, table, keys and key service, at business time', async () => {
  await setClock('2026-10-10T00:00:00Z');
  const created = await call('coordinator', 'POST', '/api/collectives', collective('01'));
  await setClock(null);
  expect(created.status).toBe(201);
  expect(created.body.createdAt).toMatch(/^2026-10-10T00:00:0/);
  const read = await call('coordinator', 'GET', `/api/collectives/${collective('01').id}`);
  expect(read).toEqual({ status: 200, body: { ...created.body, leaders: [] } });
});

test('refuses as the future what business time has not reached', async () => {
  await setClock('2026-09-30T12:00:00Z');
  const early = await call('coordinator', 'POST', '/api/collectives', collective('02'));
  await setClock(null);
  expect(early).toMatchObject({ status: 400, body: { code: 'invalid_date' } });
});

test('shows an administrator the demo people by name and telephone, and shuts out at once whom she disables', async () => {
  const { leader2 } = demoPeople;
  const path = `/api/users/${leader2.id}`;
  expect(await call('administrator', 'GET', path)).toMatchObject({
    status: 200,
    body: {
      name: leader2.name,
      telephone: leader2.telephone,
      role: 'leader',
      disabled: false,
      version: 1,
    },
  });
  const change = await call('administrator', 'PATCH', path, { disabled: true }, { 'if-match': '"1"' });
  expect(change.status).toBe(200);
  expect(await call('leader2', 'GET', '/api/me')).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  });
});

test('has a user pool for whom an administrator lets in', async () => {
  const id = '0199d000-0000-7000-8000-0000000000aa';
  const person = { id, name: 'తార', role: 'leader', locale: 'te' };
  expect((await call('administrator', 'POST', '/api/users', person)).status).toBe(201);
  const answer = await call('administrator', 'POST', `/api/users/${id}/one-time-password`, {});
  expect(answer).toMatchObject({ status: 201, body: { password: expect.any(String) } });
});

test('publishes a month when its schedule fires, and the funder can open a link to a file of it', async () => {
  await call('coordinator', 'POST', '/api/programme/terms', programmeTerms);
  const fired = await fetch(`${stack.url}/local/schedule`, {
    method: 'POST',
    body: JSON.stringify({ month: '2026-10' }),
  });
  expect([fired.status, await fired.json()]).toMatchObject([
    200,
    { month: '2026-10', scheduledTime: '2026-11-04T18:45:00Z' },
  ]);
  const { body } = await call('funder', 'GET', '/api/snapshots/2026-10');
  expect(body.snapshot).toMatchObject({ month: '2026-10', version: 1, cutoff: '2026-11-04T18:30:00Z' });
  const answer = await fetch(`${stack.url}/api/snapshots/2026-10/files/snapshot.json`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` },
  });
  expect(answer.status).toBe(302);
  const link = answer.headers.get('location') ?? '';
  const file = await fetch(link);
  expect(await file.json()).toEqual(body.snapshot);
  expect((await fetch(link.replace(/Signature=./, 'Signature=g'))).status).toBe(403);
});

describe('what is none of the API', () => {
  test('is the web client', async () => {
    const response = await fetch(`${stack.url}/members/1`);
    expect(response.headers.get('content-type')).toMatch(/^text\/(html|plain)/);
    expect((await fetch(`${stack.url}/members/1`, { method: 'POST' })).status).toBe(405);
  });

  test('is brought to the address of the sign-in, whichever of this machine was typed', async () => {
    const typed = `${stack.url.replace('localhost', '127.0.0.1')}/reports.html`;
    const { status, headers } = await fetch(typed, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([307, `${stack.url}/reports.html`]);
  });

  test.each(['/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/..%2f..%2f..%2fpackage.json'])(
    'never reads beyond the built client: %s',
    async (path) => {
      expect(await (await fetch(`${stack.url}${path}`)).text()).not.toContain('devDependencies');
    },
  );
});
