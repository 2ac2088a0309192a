import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { AppError, forbidden, InternalError, notFound, stale } from '../../functions/shared/errors/errors.ts';
import { clientId, date, line } from '../../functions/shared/fields/fields.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { fieldWork, nobody } from '../../functions/shared/http/audiences.ts';
import { createRoutes } from '../../functions/shared/http/create-routes.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { createCaller, createSend, problem } from '../support/request.ts';

const seen: unknown[] = [];
const behaviour = { next: (): void => {} };

const send = createSend(
  createRoutes(
    {
      'POST /api/collectives': {
        who: { ...nobody, coordinator: 'no_district' },
        services: 'none',
        summary: 'A route with a body',
        body: z.strictObject({
          id: clientId,
          name: line,
          on: date,
          due: date.optional(),
          rows: z.array(z.strictObject({ amountPaise: z.int().min(1), on: date.optional() })).optional(),
        }),
        answers: { 201: z.object({ ok: z.boolean() }) },
        refusals: { 422: ['cash_mismatch'] },
      },
      'PATCH /api/collectives/{id}': {
        who: fieldWork,
        services: 'none',
        summary: 'A route with a version',
        body: z.strictObject({ name: line.optional() }),
        ifMatch: true,
        answers: { 200: z.object({ ok: z.boolean() }) },
        refusals: { 404: ['not_found'] },
      },
      'GET /api/collectives': {
        who: fieldWork,
        services: 'none',
        summary: 'A list',
        query: z.strictObject({ limit: z.string().optional() }),
        answers: { 200: z.object({ ok: z.boolean() }) },
      },
    },
    { collectives: async () => undefined },
  )({
    'POST /api/collectives': async (request) => {
      seen.push(request);
      behaviour.next();
      return { status: 201, body: { ok: true } };
    },
    'PATCH /api/collectives/{id}': async (request) => {
      seen.push(request);
      behaviour.next();
      return { status: 200, body: { ok: true } };
    },
    'GET /api/collectives': async () => ({ status: 200, body: { ok: true } }),
  }),
);

const coordinator = createCaller('coordinator');
const valid = () => ({ id: newId(), name: 'Velugu', on: '2026-10-15' });
const post = (body: unknown, more: object = {}) =>
  send({ route: 'POST /api/collectives', caller: coordinator, body, ...more });

beforeEach(() => {
  seen.length = 0;
  behaviour.next = () => {};
});

describe('a request', () => {
  test('reaches its route with what the contract promises', async () => {
    const body = valid();
    const reply = await post(body, { now: '2026-10-15T18:30:00Z' });
    expect(reply).toMatchObject({ status: 201, body: { ok: true } });
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    expect(seen).toEqual([
      expect.objectContaining({ body, caller: coordinator, reach: 'all', today: '2026-10-16' }),
    ]);
  });

  test('is 401 where no authorizer knows the caller', async () => {
    expect(await send({ route: 'GET /api/collectives', caller: null })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  test.each(roles.filter((role) => role !== 'coordinator'))(
    'is 403 for a %s before anything of it is read',
    async (role) => {
      const reply = await send({
        route: 'POST /api/collectives',
        caller: createCaller(role),
        body: '{nonsense',
      });
      expect(reply).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    },
  );

  test.each([
    ['a missing field', { name: undefined }, 'invalid_body', 'name'],
    ['an unknown field', { nickname: 'x' }, 'invalid_body', 'nickname'],
    ['a wrong type', { name: 7 }, 'invalid_body', 'name'],
    ['a blank text', { name: '  ' }, 'invalid_body', 'name'],
    ['a text that is too long', { name: 'అ'.repeat(121) }, 'invalid_body', 'name'],
    ['half a surrogate pair', { name: 'a\ud800' }, 'invalid_body', 'name'],
    ['an id of another version', { id: '6f9619ff-8b86-4011-b42d-00cf4fc964ff' }, 'invalid_body', 'id'],
    ['an id in upper case', { id: newId().toUpperCase() }, 'invalid_body', 'id'],
    ['a date that does not exist', { on: '2026-02-29' }, 'invalid_date', 'on'],
    ['a date in the future', { on: '2026-10-16' }, 'invalid_date', 'on'],
    [
      'a date deep within in the future',
      { rows: [{ amountPaise: 1, on: '2026-10-16' }] },
      'invalid_date',
      'rows.0.on',
    ],
    ['a negative amount', { rows: [{ amountPaise: -1 }] }, 'invalid_body', 'rows.0.amountPaise'],
    ['half a paisa', { rows: [{ amountPaise: 0.5 }] }, 'invalid_body', 'rows.0.amountPaise'],
    ['an unknown field deep within', { rows: [{ amountPaise: 1, x: 1 }] }, 'invalid_body', 'rows.0.x'],
    ['an Aadhaar number', { name: 'Velugu 2345 6789 0124' }, 'invalid_aadhaar', 'name'],
  ])('is 400 for %s, with the path', async (_, change, code, path) => {
    const reply = await post({ ...valid(), ...change });
    expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } });
    const { code: said, errors } = problem.parse(reply.body);
    expect({ said, paths: errors?.map((error) => error.path) }).toEqual({ said: code, paths: [path] });
    expect(seen).toEqual([]);
  });

  test('may name a due date that lies ahead', async () => {
    expect(await post({ ...valid(), due: '2027-01-01' })).toMatchObject({ status: 201 });
  });

  test('does not repeat in a refusal what was sent', async () => {
    const { body } = await post({ ...valid(), name: 'Lakshmi 2345 6789 0124', on: 'Lakshmi' });
    expect(JSON.stringify(body)).not.toMatch(/Lakshmi|2345/);
  });

  test.each([
    'Lakshmi Devi',
    '234567890124',
    '2345_6789_0124',
    'phone9848022338',
    '౨౩౪౫౬౭౮౯౦౧౨౪',
    'x'.repeat(65),
  ])('does not repeat a name that no field has: %s', async (name) => {
    for (const [path, body] of [
      ['?', { ...valid(), [name]: 1 }],
      ['rows.0.?', { ...valid(), rows: [{ amountPaise: 1, [name]: 1 }] }],
    ] as const) {
      const reply = await post(body);
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ path }] } });
      expect(JSON.stringify(reply.body)).not.toContain(name);
    }
    const asked = await send({ route: 'GET /api/collectives', caller: coordinator, query: { [name]: '1' } });
    expect(asked).toMatchObject({ status: 400, body: { errors: [{ path: '?' }] } });
  });

  test('is told what is missing, and how an id is written', async () => {
    expect(await post({ id: 'x', on: '2026-10-15', rows: [{}] })).toMatchObject({
      body: {
        errors: [
          { path: 'id', message: 'Write an id as a UUID; a new one is of version 7.' },
          { path: 'name', message: 'This field is missing.' },
          { path: 'rows.0.amountPaise', message: 'This field is missing.' },
        ],
      },
    });
  });

  test.each([
    ['not JSON', '{"a":', {}, 400, 'invalid_json'],
    ['empty', '', {}, 400, 'invalid_json'],
    ['not said to be JSON', '{}', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['over 256 KB', JSON.stringify({ name: 'x'.repeat(256 * 1024) }), {}, 413, 'too_large'],
    ['a polluter', '{"__proto__": {"a": 1}}', {}, 400, 'invalid_json'],
    ['a list', '[]', {}, 400, 'invalid_body'],
    ['null', 'null', {}, 400, 'invalid_body'],
  ])('is refused where its body is %s', async (_, body, headers, status, code) => {
    expect(await post(body, { headers })).toMatchObject({ status, body: { code } });
  });

  test('is refused for a parameter that is not known', async () => {
    const reply = await send({
      route: 'GET /api/collectives',
      caller: coordinator,
      query: { colour: 'red' },
    });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'invalid_query', errors: [{ path: 'colour' }] },
    });
  });
});

describe('a change', () => {
  const patch = (ifMatch: number | string | undefined, id = newId()) =>
    send({
      route: 'PATCH /api/collectives/{id}',
      path: { id },
      caller: coordinator,
      body: { name: 'Velugu' },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });

  test('hands the version on', async () => {
    expect(await patch(3)).toMatchObject({ status: 200 });
    expect(seen).toEqual([expect.objectContaining({ ifMatch: 3 })]);
  });

  test('is 428 without a version', async () => {
    expect(await patch(undefined)).toMatchObject({ status: 428, body: { code: 'if_match_required' } });
  });

  test.each(['3', 'W/"3"', '"0"', '"x"', '*', '"1", "2"'])('is 400 for the version %s', async (version) => {
    expect(await patch(version)).toMatchObject({ status: 400, body: { code: 'invalid_if_match' } });
  });

  test('is 400 for an id that is none', async () => {
    expect(await patch(1, 'one')).toMatchObject({ status: 400, body: { code: 'invalid_path' } });
  });

  test('is 412 with the current record where it is stale', async () => {
    behaviour.next = () => {
      throw stale({ version: 4 });
    };
    expect(await patch(3)).toMatchObject({ status: 412, body: { code: 'stale', current: { version: 4 } } });
  });
});

/** What a request leaves in the log. */
const loggedBy = async (request: () => Promise<unknown>): Promise<unknown[]> => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  await request();
  spy.mockRestore();
  return lines.map((line) => JSON.parse(line));
};

describe('the log', () => {
  const caller = createCaller('leader', { collectives: [newId()], districts: ['Guntur'] });
  test.each([
    ['200', null, 200],
    ['403', forbidden(), 403],
    ['404', notFound(), 404],
  ])(
    'has one line of a request that ends with %s: route, caller, status and the code of a refusal, and nothing else',
    async (_, thrown, status) => {
      behaviour.next = () => {
        if (thrown !== null) throw thrown;
      };
      const lines = await loggedBy(() =>
        send({ route: 'PATCH /api/collectives/{id}', path: { id: newId() }, ifMatch: 1, body: {}, caller }),
      );
      expect(lines).toEqual([
        {
          level: 'info',
          message: 'request',
          requestId: expect.any(String),
          route: 'PATCH /api/collectives/{id}',
          caller: caller.personId,
          status,
          ...(thrown === null ? {} : { code: thrown.code }),
        },
      ]);
    },
  );

  test('names who was refused before the route ran, and where there is no such route', async () => {
    for (const route of ['POST /api/collectives', 'GET /api/health'] as const) {
      expect(await loggedBy(() => send({ route, caller }))).toMatchObject([
        { caller: caller.personId, status: route === 'GET /api/health' ? 404 : 403 },
      ]);
    }
  });

  test('names nobody where the authorizer named nobody', async () => {
    const [line] = await loggedBy(() => send({ route: 'GET /api/collectives', caller: null }));
    expect(line).not.toHaveProperty('caller');
    expect(line).toMatchObject({ status: 401 });
  });
});

describe('an error', () => {
  test('of a rule is 422 with its code and figures', async () => {
    behaviour.next = () => {
      throw new AppError('refused', 'cash_mismatch', 'The cash differs.', { extra: { cashPaise: 100 } });
    };
    expect(await post(valid())).toMatchObject({
      status: 422,
      body: { code: 'cash_mismatch', cashPaise: 100, detail: 'The cash differs.' },
    });
  });

  test('that nobody foresaw is an opaque 500, and is logged without its message', async () => {
    behaviour.next = () => {
      throw new TypeError('Lakshmi lives in Guntur');
    };
    const lines: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const reply = await post(valid());
    spy.mockRestore();
    expect(reply).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(reply.body)).not.toContain('Lakshmi');
    expect(lines.join('')).toContain('"error":"TypeError"');
    expect(lines.join('')).not.toContain('Lakshmi');
  });

  /** What the SDK throws if nothing listens at the table's address. */
  const unreachable = (): Promise<unknown> => {
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    const endpoint = 'http://127.0.0.1:9';
    const table = new DynamoDBClient({ region: 'ap-south-1', maxAttempts: 1, credentials, endpoint });
    return table.send(new ListTablesCommand({})).catch((error: unknown) => error);
  };
  const awsError = (name: string, httpStatusCode: number): Error =>
    Object.assign(new Error('Lakshmi'), { name, $metadata: { httpStatusCode } });

  test.each([
    ['cannot be reached', unreachable],
    ['fails', async () => awsError('InternalServerError', 500)],
    ['has too many calls', async () => awsError('ThrottlingException', 400)],
    ['has them, behind an error of ours', async () => new Error('', { cause: await unreachable() })],
  ])('of a table that %s is a 503 that says when to try again, and is logged', async (_, makeError) => {
    const error = await makeError();
    behaviour.next = () => {
      throw error;
    };
    let reply: Awaited<ReturnType<typeof post>> | undefined;
    const [line] = await loggedBy(async () => {
      reply = await post(valid());
    });
    expect(reply).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(reply?.headers['retry-after']).toBe('5');
    expect(JSON.stringify([reply?.body, line])).not.toContain('Lakshmi');
    expect(line).toMatchObject({ level: 'error', message: 'bug' });
  });

  test('of a request to AWS that is itself wrong stays a 500', async () => {
    behaviour.next = () => {
      throw awsError('ValidationException', 400);
    };
    expect((await post(valid())).status).toBe(500);
  });

  test('of ours is logged with its message, and the caller is told nothing', async () => {
    behaviour.next = () => {
      throw new InternalError('What was appended is not there.');
    };
    let reply: unknown;
    const [line] = await loggedBy(async () => {
      reply = await post(valid());
    });
    expect(line).toMatchObject({
      level: 'error',
      error: 'InternalError',
      text: 'What was appended is not there.',
      requestId: expect.any(String),
    });
    expect(JSON.stringify(reply)).not.toContain('appended');
  });
});
