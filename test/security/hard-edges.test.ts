import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { collectiveOf, people } from './bodies.ts';
import { type Scene, startScene } from './scene.ts';

/**
 * What the API does with requests that no client of ours would send, over real sockets. That it slows one person down and nobody
 * else is tested where the clock can be held: test/local/gateway/gateway.test.ts.
 */

let scene: Scene;
let authorization: string;
const coordinator = z.string().parse(people.coordinator);

beforeAll(async () => {
  scene = await startScene();
  authorization = `Bearer ${await scene.tokenOf(coordinator)}`;
  await scene.publish('2026-10');
}, 180_000);
afterAll(() => scene.close());

type Answer = { readonly status: number; readonly headers: Map<string, string>; readonly body: string };

/** Sends bytes as they are, and reads until the other side has ended. */
const sendRaw = (head: readonly string[], body: string | Buffer = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(scene.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer came')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error) => (chunks.length > 0 ? socket.emit('end') : reject(error)));
    socket.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const [top = '', ...rest] = text.split('\r\n\r\n');
      const [first = '', ...lines] = top.split('\r\n');
      const headers = new Map(
        lines.map((line): [string, string] => {
          const at = line.indexOf(':');
          return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
        }),
      );
      resolve({ status: Number(first.split(' ')[1]), headers, body: rest.join('\r\n\r\n') });
    });
    socket.write(`${[...head, 'connection: close'].join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });

const call = (method: string, target: string, more: readonly string[] = []): Promise<Answer> =>
  sendRaw([`${method} ${target} HTTP/1.1`, 'host: localhost', `authorization: ${authorization}`, ...more]);

const post = (target: string, body: string | Buffer, more: readonly string[] = []): Promise<Answer> =>
  sendRaw(
    [
      `POST ${target} HTTP/1.1`,
      'host: localhost',
      `authorization: ${authorization}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      ...more,
    ],
    body,
  );

const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

const expectSafe = ({ status, headers, body }: Answer): void => {
  expect(headers.get('cache-control')).toBe('no-store');
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(headers.has('set-cookie')).toBe(false);
  expect(headers.has('x-powered-by')).toBe(false);
  expect(headers.has('server')).toBe(false);
  if (body !== '') {
    expect(headers.get('content-type')).toMatch(
      status >= 400 ? /^application\/problem\+json/ : /^application\/json/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(body).not.toMatch(/node_modules|\.ts:\d|\.mjs|dynamodb|Exception|stack/i);
};

describe('every answer says no-store, and nothing of what made it', () => {
  test.each([
    ['200', 200, 'GET', '/api/collectives', []],
    ['302', 302, 'GET', '/api/snapshots/2026-10/files/snapshot.json', []],
    ['400', 400, 'GET', '/api/collectives?colour=red', []],
    ['401', 401, 'GET', '/api/me', ['authorization: Bearer x.y.z']],
    ['403', 403, 'GET', '/api/users', []],
    ['404 of a record', 404, 'GET', `/api/members/${newId()}`, []],
    ['404 of a path', 404, 'GET', '/api/nothing', []],
    ['404 of a method', 404, 'DELETE', '/api/collectives', []],
    ['428', 428, 'PATCH', `/api/collectives/${newId()}`, []],
    ['another origin', 200, 'GET', '/api/collectives', ['origin: https://example.org']],
    [
      'a preflight of another origin',
      204,
      'OPTIONS',
      '/api/collectives',
      ['origin: https://example.org', 'access-control-request-method: POST'],
    ],
  ] as const)('%s', async (_, status, method, target, headers) => {
    const answer = headers.some((header) => header.startsWith('authorization'))
      ? await sendRaw([`${method} ${target} HTTP/1.1`, 'host: localhost', ...headers])
      : await call(method, target, headers);
    expect(answer.status).toBe(status);
    expectSafe(answer);
    if (status >= 400) expect(problem.parse(JSON.parse(answer.body)).status).toBe(status);
  });

  test('413, 415 and 422', async () => {
    const large = await post('/api/collectives', `"${'a'.repeat(256 * 1024)}"`);
    const plain = await sendRaw(
      [
        'POST /api/collectives HTTP/1.1',
        'host: localhost',
        `authorization: ${authorization}`,
        'content-type: text/plain',
        'content-length: 2',
      ],
      '{}',
    );
    const early = await post(
      '/api/collectives',
      JSON.stringify({ ...collectiveOf('Guntur'), closedOn: '2025-12-01' }),
    );
    expect([large.status, plain.status, early.status]).toEqual([413, 415, 422]);
    for (const answer of [large, plain, early]) expectSafe(answer);
  });
});

describe('methods', () => {
  test.each(['PUT', 'DELETE', 'TRACE', 'PROPFIND'])('%s is not known', async (method) => {
    const answer = await call(method, '/api/collectives', ['x-http-method-override: POST']);
    expect(answer.status).toBe(404);
    expectSafe(answer);
  });

  test('HEAD is GET without a body', async () => {
    const answer = await call('HEAD', '/api/collectives');
    expect([answer.status, answer.body]).toEqual([200, '']);
    expectSafe(answer);
  });

  test('a header makes no other method of it', async () => {
    const answer = await call('GET', '/api/collectives', ['x-http-method-override: DELETE']);
    expect(answer.status).toBe(200);
  });
});

describe('bodies', () => {
  const isRefused = async (body: string | Buffer, status = 400): Promise<void> => {
    const answer = await post('/api/collectives', body);
    expect(answer.status).toBe(status);
    expectSafe(answer);
  };
  const text = () => JSON.stringify(collectiveOf('Guntur'));

  test('of 256 KB are read, and not of one byte more', async () => {
    const fill = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`;
    await isRefused(fill(256 * 1024), 400);
    await isRefused(fill(256 * 1024 + 1), 413);
  });

  test('deeper than any of ours', async () => {
    await isRefused(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    await isRefused(`${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`);
  });

  test.each(['1e400', '-1e400', '9007199254740993', '1e21', '0.5', '-1', '"10000"', 'NaN', '0x10'])(
    'with a number like %s',
    (number) => isRefused(text().replace('10000', number)),
  );

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('that reach for %s', async (name) => {
    await isRefused(`{"${name}": {"role": "administrator"}, ${text().slice(1)}`);
    await isRefused(text().replace('"Guntur"', `{"${name}": {"polluted": true}}`));
    const after = await call('GET', '/api/me');
    expect(JSON.parse(after.body)).toMatchObject({ role: 'coordinator' });
    expect(after.body).not.toContain('polluted');
  });

  test('that say a thing twice mean the last, which is checked like any other', async () => {
    await isRefused(text().replace('}', ',"district":"Nowhere"}'));
  });

  test('that are no UTF-8, or hold half a character or a nul', async () => {
    const bytes = Buffer.from(text());
    bytes[bytes.indexOf('Tenali')] = 0xff;
    const answer = await post('/api/collectives', bytes);
    // Read as the sign for what cannot be read, or refused; never a fault of ours.
    expect([201, 400]).toContain(answer.status);
    await isRefused(text().replace('Tenali', '\\ud800'));
    await isRefused(text().replace('Tenali', 'a\\u0000b'));
  });

  test.each(['', ' ', 'null', '[]', '"x"', '{', '{"a":1}}', "{'a':1}", '\u{feff}{}'])('like %j', (body) =>
    isRefused(body),
  );
});

describe('headers', () => {
  const head = () => ['POST /api/collectives HTTP/1.1', 'host: localhost', `authorization: ${authorization}`];

  test('with two lengths, or a length and chunks, are refused before anything is read', async () => {
    const twice = await sendRaw([...head(), 'content-length: 2', 'content-length: 3'], '{} ');
    const both = await sendRaw([...head(), 'content-length: 2', 'transfer-encoding: chunked'], '0\r\n\r\n');
    expect([twice.status, both.status]).toEqual([400, 400]);
  });

  test('with a space before the colon, or a bare line feed within, are refused', async () => {
    const space = await sendRaw([...head(), 'content-length : 2'], '{}');
    const folded = await sendRaw([...head(), 'x-a: b\n c: d', 'content-length: 0']);
    expect([space.status, folded.status]).toEqual([400, 400]);
  });

  test('that are too large are refused', async () => {
    expect((await call('GET', '/api/me', [`x-large: ${'a'.repeat(20_000)}`])).status).toBe(431);
  });

  test('name nobody else: only the token says who it is', async () => {
    const answer = await call('GET', '/api/me', [
      'x-person-id: 0195eea5-d400-7000-8000-000000000006',
      'x-forwarded-for: 10.0.0.1',
      'x-amzn-role: administrator',
    ]);
    expect(JSON.parse(answer.body)).toMatchObject({ id: coordinator, role: 'coordinator' });
  });

  test('with a second token are refused, or only the first is read', async () => {
    const administrator = await scene.tokenOf(z.string().parse(people.administrator));
    const answer = await call('GET', '/api/users', [`authorization: Bearer ${administrator}`]);
    expect([400, 401, 403]).toContain(answer.status);
  });

  test('call a token bearer as they like', async () => {
    const answer = await sendRaw([
      'GET /api/me HTTP/1.1',
      'host: localhost',
      `authorization: ${authorization.replace('Bearer', 'bearer')}`,
    ]);
    expect(answer.status).toBe(200);
  });

  test.each(['Basic eDp5', 'bearer', 'Bearer', 'Bearer  ', 'Bearer a.b', 'Bearer a.b.c d'])(
    'with %j for a token are nobody’s',
    async (value) => {
      const answer = await sendRaw(['GET /api/me HTTP/1.1', 'host: localhost', `authorization: ${value}`]);
      expect(answer.status).toBe(401);
      expectSafe(answer);
    },
  );
});

describe('paths', () => {
  const tricks = [
    '/api/users/../me',
    '/api/%2e%2e/api/users',
    '/api/%75sers/',
    '/api//users',
    '//api/users',
    '/api/users/',
    '/api/Users',
    '/API/users',
    '/api/users%2F',
    '/api/users%00',
    '/api/users;a=b',
    '/api/me/..%2fusers',
    '/api/%E0%A4%A',
    '/api/collectives/%2e%2e/users',
  ];

  test.each(tricks)('%s leads to nobody’s record, with a token or without', async (target) => {
    const known = await call('GET', target);
    expect(known.status).not.toBe(500);
    expect(known.body).not.toContain('"items"');
    const stranger = await sendRaw([`GET ${target} HTTP/1.1`, 'host: localhost']);
    if (target.startsWith('/api/')) expect(stranger.status).toBe(401);
    expect(stranger.body).not.toContain('"items"');
  });

  test.each(['__proto__', 'constructor', 'a'.repeat(3000), '..', '%00', '1 OR 1=1', '{}'])(
    'an id like %s is none',
    async (id) => {
      const answer = await call('GET', `/api/collectives/${encodeURIComponent(id)}`);
      expect([400, 404]).toContain(answer.status);
      expectSafe(answer);
    },
  );

  test.each([
    'limit=1&limit=2',
    '__proto__=1',
    'limit[]=1',
    'cursor=e30',
    `cursor=${'a'.repeat(3000)}`,
    '%=',
  ])('a query like %s is none', async (query) => {
    const answer = await call('GET', `/api/collectives?${query}`);
    expect(answer.status).toBe(400);
    expectSafe(answer);
  });
});
