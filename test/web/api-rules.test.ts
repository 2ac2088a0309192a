import { describe, expect, test } from 'vitest';
import { callOf, createApi } from '../../web/src/api/client.ts';
import { readList } from '../../web/src/api/pages.ts';
import type { AnswerOf, RequestOf } from '../../web/src/api/routes.ts';

const json = (body: unknown): Response => Response.json(body);

describe('a call of a route', () => {
  test('fills the path, leaves out what is not asked, and encodes the rest', () => {
    expect(callOf('GET /api/members/{id}/cases', { path: { id: 'a/b' } })).toEqual({
      path: '/api/members/a%2Fb/cases',
    });
    expect(callOf('GET /api/cases', { query: { status: undefined, cursor: 'a&b=' } })).toEqual({
      path: '/api/cases?cursor=a%26b%3D',
    });
    expect(callOf('PATCH /api/members/{id}', { path: { id: 'a' }, body: {}, ifMatch: 3 })).toEqual({
      method: 'PATCH',
      path: '/api/members/a',
      body: {},
      ifMatch: 3,
    });
  });

  test('takes what its contract says, and answers by it', () => {
    // @ts-expect-error a parameter that the path does not have
    const request: RequestOf<'GET /api/cases/{id}'> = { path: { caseId: 'a' } };
    expect(Object.keys(request)).toEqual(['path']);
    // @ts-expect-error a status that no case has
    const status: AnswerOf<'GET /api/cases/{id}'>['status'] = 'lost';
    expect(status).toBe('lost');
  });

  test('does not believe a page of something on the way, though its status is 200', async () => {
    const respond = globalThis.fetch;
    globalThis.fetch = async () =>
      new Response('<p>Sign in to this network</p>', { headers: { 'content-type': 'text/html' } });
    try {
      const api = createApi({ accessToken: async () => 'token' });
      await expect(api.request('GET /api/me', {})).rejects.toMatchObject({ document: { code: 'http_200' } });
    } finally {
      globalThis.fetch = respond;
    }
  });
});

test('a call that was accepted is told with its path, a GET and a refusal are not', async () => {
  const respond = globalThis.fetch;
  let status = 201;
  globalThis.fetch = async () => Response.json({}, { status });
  const told: string[] = [];
  try {
    const api = createApi({ accessToken: async () => 'token' }, (path) => told.push(path));
    await api.send({ path: '/api/cases' });
    expect(told).toEqual([]);
    await api.send({ method: 'POST', path: '/api/cases/a/events', body: {} });
    status = 422;
    await api.send({ method: 'POST', path: '/api/cases/b/events', body: {} });
    expect(told).toEqual(['/api/cases/a/events']);
  } finally {
    globalThis.fetch = respond;
  }
});

test('a list is read over its pages, as many as are allowed', async () => {
  const asked: string[] = [];
  const send = async ({ path }: { readonly path: string }) => {
    asked.push(path);
    return json({
      items: [{ id: String(asked.length) }],
      ...(asked.length < 3 ? { cursor: `c${asked.length}` } : {}),
    });
  };
  expect(await readList({ send }, 'GET /api/cases', { query: { status: 'open' } })).toMatchObject({
    items: [{ id: '1' }, { id: '2' }, { id: '3' }],
    isWhole: true,
  });
  expect(asked[0]).toBe('/api/cases?status=open&limit=100');
  expect(asked[2]).toBe('/api/cases?status=open&limit=100&cursor=c2');
  asked.length = 0;
  expect(await readList({ send }, 'GET /api/cases', {}, 2)).toMatchObject({ isWhole: false });
  expect(asked).toHaveLength(2);
});
