import { connect } from 'node:net';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import { createRateLimit } from '../../../local/gateway/rate-limit.ts';
import { type Functions, startFunctions } from '../../../local/lambda/run-functions.ts';
import { createClock } from '../../../local/schedule/clock.ts';
import { type Listening, listenOnLoopback } from '../../../local/wire/listen.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const logged: string[] = [];
const clock = createClock();
let realNow = 0;
let functions: Functions;
let gateway: Gateway;
let server: Listening;

beforeAll(async () => {
  functions = startFunctions(
    [
      { name: 'authorizer', bundle: join(fixtures, 'authorizer.ts'), environment: {} },
      { name: 'one', bundle: join(fixtures, 'area.ts'), environment: { TABLE_NAME: 'the-table' } },
      { name: 'two', bundle: join(fixtures, 'area.ts'), environment: {} },
    ],
    (line) => logged.push(line),
  );
  gateway = createGateway({
    areas: {
      one: {
        routes: [
          'GET /api/health',
          'GET /api/openapi.json',
          'GET /api/things/{id}',
          'POST /api/things/{id}/parts',
          'GET /api/months/special',
        ],
      },
      two: { routes: ['GET /api/months/{month}', 'GET /api/months/{month}/files/{name}'] },
    },
    functions,
    clock,
    rateLimit: createRateLimit(100, 400, () => realNow),
    log: (line) => logged.push(line),
  });
  server = await listenOnLoopback((request, response) => void gateway.handle(request, response));
});
afterAll(async () => {
  await server.close();
  await functions.close();
});

const call = (path: string, init: RequestInit = {}, token: string | null = 'meena') =>
  fetch(`http://127.0.0.1:${server.port}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...init.headers },
  });

const echo = z.looseObject({
  event: z.custom<APIGatewayProxyEvent>(),
  functionName: z.string(),
  environment: z.record(z.string(), z.string()),
});
const eventOf = async (response: Promise<Response>) => echo.parse(await (await response).json());

const expectProblem = async (answer: Promise<Response>, status: number, code: string) => {
  const response = await answer;
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = await response.json();
  expect(body).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
  });
  return { response, body: JSON.stringify(body) };
};

describe('who comes in', () => {
  test.each([
    '/api',
    '/api/',
    '/api/things/1',
    '/api/nothing',
    '/api/months/2026-10/files/a%2Fb',
    '/api/%E0%A4%A',
  ])('answers %s with 401 to whoever has no valid token', async (path) => {
    for (const token of [null, 'unknown', 'denied', '']) {
      const { response } = await expectProblem(call(path, {}, token), 401, 'unauthenticated');
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      await expectProblem(call(path, { method }, null), 401, 'unauthenticated');
    }
  });

  test('compresses an answer from 1 KB on, for who accepts it', async () => {
    const things = async (encoding: string) =>
      (await call('/api/things/x', { headers: { 'accept-encoding': encoding } })).headers.get(
        'content-encoding',
      );
    expect(await things('br, gzip')).toBe('gzip');
    expect(await things('identity')).toBeNull();
    const { headers } = await call('/api/health', { headers: { 'x-do': 'binary' } });
    expect(headers.get('content-encoding')).toBeNull();
  });

  test.each(['/api/health', '/api/openapi.json'])(
    'answers GET and HEAD of %s to anyone, nothing else',
    async (path) => {
      const { event } = await eventOf(call(path, {}, null));
      expect(event.requestContext.authorizer).toBeUndefined();
      const head = await call(path, { method: 'HEAD' }, null);
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
      await expectProblem(call(path, { method: 'POST' }, null), 401, 'unauthenticated');
      await expectProblem(call(`${path}/`, {}, null), 401, 'unauthenticated');
    },
  );

  test('hands on what the authorizer said, as texts', async () => {
    const { event } = await eventOf(call('/api/things/1'));
    expect(event.requestContext.authorizer).toEqual({
      principalId: 'meena',
      personId: 'meena',
      role: 'leader',
      count: '3',
    });
  });

  test('tells nothing where the authorizer fails', async () => {
    const { body, response } = await expectProblem(call('/api/things/1', {}, 'broken'), 503, 'unavailable');
    expect(response.headers.get('retry-after')).toBe('5');
    expect(body).not.toContain('table');
  });
});

describe('where it leads', () => {
  test('prefers what stands there by name to a parameter', async () => {
    const named = await eventOf(call('/api/months/special'));
    expect([named.functionName, named.event.resource]).toEqual(['one', '/api/months/special']);
    const other = await eventOf(call('/api/months/2026-10'));
    expect([other.functionName, other.event.resource]).toEqual(['two', '/api/months/{month}']);
    const below = await eventOf(call('/api/months/special/files/a.csv'));
    expect(below.event.pathParameters).toEqual({ month: 'special', name: 'a.csv' });
  });

  test.each([
    ['GET', '/api/nothing'],
    ['GET', '/api/things'],
    ['GET', '/api/things/'],
    ['GET', '/api/things/1/'],
    ['GET', '/api//things/1'],
    ['GET', '/API/things/1'.toLowerCase().replace('things', 'THINGS')],
    ['DELETE', '/api/things/1'],
    ['POST', '/api/months/special'],
  ])('answers %s %s with 404 to who is signed in', async (method, path) => {
    await expectProblem(call(path, { method }), 404, 'not_found');
  });

  test('says which methods a path has', async () => {
    const response = await call('/api/things/1', { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the event', () => {
  test('is that of a REST API', async () => {
    clock.set(Date.parse('2026-10-15T06:30:00Z'));
    const { event } = await eventOf(
      call('/api/things/a%20b%2Fc/parts?x=1&x=2&y=%E0%B0%86+z&__proto__=p', {
        method: 'POST',
        headers: { 'X-Custom': 'Value', 'content-type': 'application/json' },
        body: '{"name":"ఆశ"}',
      }),
    );
    clock.set(null);
    expect(event).toMatchObject({
      resource: '/api/things/{id}/parts',
      path: '/api/things/a%20b%2Fc/parts',
      httpMethod: 'POST',
      pathParameters: { id: 'a b/c' },
      body: '{"name":"ఆశ"}',
      isBase64Encoded: false,
      stageVariables: null,
    });
    expect(event.queryStringParameters).toMatchObject({ x: '2', y: 'ఆ z' });
    expect(event.multiValueQueryStringParameters).toMatchObject({ x: ['1', '2'], y: ['ఆ z'] });
    expect(Object.keys(event.multiValueQueryStringParameters ?? {})).toContain('__proto__');
    const header = Object.entries(event.headers).find(([name]) => name.toLowerCase() === 'x-custom');
    expect(header?.[1]).toBe('Value');
    expect(event.requestContext.identity.sourceIp).toBe('127.0.0.1');
    expect(event.requestContext.requestTimeEpoch - Date.parse('2026-10-15T06:30:00Z')).toBeLessThan(5000);
    expect(event.requestContext.requestTimeEpoch).toBeGreaterThanOrEqual(Date.parse('2026-10-15T06:30:00Z'));
    expect(event.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('has null for what is not there', async () => {
    const { event } = await eventOf(call('/api/months/special'));
    expect(event).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
  });
});

describe('the answer', () => {
  test('may be binary, and have a header more than once', async () => {
    const binary = await call('/api/things/1', { headers: { 'x-do': 'binary' } });
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255]);
    const cookies = await call('/api/things/1', { headers: { 'x-do': 'cookies' } });
    expect([cookies.status, cookies.headers.get('location')]).toEqual([302, '/x']);
    expect(cookies.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test.each(['throw', 'nonsense'])('is an opaque problem where a function goes wrong (%s)', async (wish) => {
    const { body } = await expectProblem(
      call('/api/things/1', { headers: { 'x-do': wish } }),
      500,
      'internal',
    );
    expect(body).not.toContain('secret');
  });

  test('is an opaque problem where a function dies, which then lives again', async () => {
    await expectProblem(call('/api/things/1', { headers: { 'x-do': 'crash' } }), 500, 'internal');
    const again = await eventOf(call('/api/things/1'));
    expect(again.crash).toBe(false);
  });
});

describe('limits', () => {
  test('refuses a body over 10 MB before it has all come', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          'POST /api/things/1/parts HTTP/1.1\r\nhost: x\r\nauthorization: Bearer meena\r\ncontent-length: 10485761\r\n\r\nstart',
        );
      });
      socket.on('data', (data) => resolve(data.toString()));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large"/s);
  });

  test('lets a person make 400 requests at once, then 100 a second, and nobody else suffer', async () => {
    realNow = 1_000_000;
    const calls = async (count: number, person: string) => {
      const all = await Promise.all(
        Array.from({ length: count }, () => call('/api/months/special', { method: 'OPTIONS' }, person)),
      );
      return all.filter(({ status }) => status === 429);
    };
    expect(await calls(400, 'busy')).toHaveLength(0);
    const refusedCalls = await calls(10, 'busy');
    expect(refusedCalls).toHaveLength(10);
    expect(refusedCalls[0]?.headers.get('retry-after')).toBe('1');
    expect(await refusedCalls[0]?.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(await calls(1, 'calm')).toHaveLength(0);
    realNow += 500;
    expect(await calls(60, 'busy')).toHaveLength(10);
  });
});

describe('functions', () => {
  test('have the environment that they were given, and no more', async () => {
    expect((await eventOf(call('/api/months/special'))).environment).toEqual({ TABLE_NAME: 'the-table' });
    expect((await eventOf(call('/api/months/2026-10'))).environment).toEqual({});
  });

  test('work on several calls at once', async () => {
    const startedAt = performance.now();
    const waits = Array.from({ length: 10 }, () => call('/api/things/1', { headers: { 'x-do': 'wait' } }));
    await Promise.all(waits);
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  test('write to the log and nowhere else', async () => {
    await call('/api/things/1', { headers: { 'x-do': 'log' } });
    await expect.poll(() => logged.join('\n')).toContain('one: {"level":"info","saw":"/api/things/{id}"}');
  });

  test('are ended where they do not answer in time', async () => {
    await expect(functions.invoke('two', { headers: { 'x-do': 'hang' } }, 50)).rejects.toMatchObject({
      type: 'Sandbox.Timedout',
    });
    expect((await call('/api/months/2026-10')).status).toBe(200);
  });
});

test('knows when all that is in flight has ended', async () => {
  let isAnswered = false;
  const slow = call('/api/things/1', { headers: { 'x-do': 'wait' } }).then(() => {
    isAnswered = true;
  });
  // A promise that is resolved settles before the next turn of the event loop.
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve, 'in flight'));
  await expect.poll(() => Promise.race([gateway.whenRequestsEnd(), nextTurn()])).toBe('in flight');
  await gateway.whenRequestsEnd();
  // Its answer was sent before this request, which takes far less than the one that waits.
  await call('/api/months/2026-10');
  expect(isAnswered).toBe(true);
  await slow;
});
