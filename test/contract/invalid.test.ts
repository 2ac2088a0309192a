import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { type RouteContract, reachOf, routesOf } from '../../functions/shared/http/route-contract.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { searchRuns } from '../support/search.ts';
import { type BodySchema, createBodySchemas } from './body-schemas.ts';
import { type Answer, type Outside, openSharedOutside, problem } from './outside.ts';
import { createsOf, othersOf, type Scene, setScene, type Valid } from './scene.ts';

let outside: Outside;
let scene: Scene;
let all: Valid[];
let schemasAt: ReturnType<typeof createBodySchemas>;
let before: unknown;
let errorsBefore: readonly string[];
const errors = () => outside.logLines().filter((line) => /"level":"error"/.test(line));
beforeAll(async () => {
  outside = await openSharedOutside();
  scene = await setScene(outside);
  all = [...createsOf(scene), ...othersOf(scene)];
  schemasAt = createBodySchemas(outside.document);
  before = await outside.readJournal();
  errorsBefore = errors();
}, 180_000);
afterAll(() => outside.setClock(null));

const send = ({ route, by, target, ifMatch, headers = {} }: Valid, body: unknown): Promise<Answer> =>
  outside.call(by, route.split(' ')[0] ?? '', target, {
    body,
    headers,
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });

/** Changes (a copy of) what stands at a dotted path. */
const replaceAt = (value: unknown, path: readonly string[], replacement: unknown): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === first ? replaceAt(item, rest, replacement) : item));
  if (typeof value !== 'object' || value === null) return value;
  const copy = new Map<string, unknown>(Object.entries(value));
  const changed = replaceAt(copy.get(first), rest, replacement);
  if (changed === undefined) copy.delete(first);
  else copy.set(first, changed);
  return Object.fromEntries(copy);
};

/** The paths of all values in a body, of containers too. */
const pathsIn = (value: unknown, path: readonly string[] = []): string[][] => [
  ...(path.length === 0 ? [] : [[...path]]),
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]))
    : []),
];

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(key) : undefined,
    value,
  );

/** The most characters of a free text; undefined for anything else, as for one of several fixed words or a ciphertext. */
const maxTextLength = (schemas: readonly BodySchema[], key: string): number | undefined => {
  if (key === 'sealed') return;
  const text = schemas.find(({ minLength, format, pattern }) => minLength === 1 && !format && !pattern);
  return typeof text?.maxLength === 'number' ? text.maxLength : undefined;
};

const isDate = (schemas: readonly BodySchema[]): boolean => schemas.some(({ format }) => format === 'date');

/** Whether it could carry an Aadhaar number: a free text, a web address or a telephone number. */
const canHoldNumber = (schemas: readonly BodySchema[], key: string): boolean =>
  maxTextLength(schemas, key) !== undefined ||
  schemas.some(({ format }) => format === 'uri') ||
  key === 'phone';

/** Whether an answer names a path, or one within it. */
const tells = ({ body }: Answer, path: string): boolean =>
  (problem.parse(body).errors ?? []).some(
    (error) => error.path === path || error.path.startsWith(`${path}.`),
  );

const expectInvalid = (what: string, answer: Answer, path?: string): void => {
  const { status, body } = answer;
  expect([what, status]).toEqual([what, 400]);
  expect(problem.parse(body).code).toMatch(/^invalid_/);
  if (path !== undefined) expect(tells(answer, path), `${what}: ${JSON.stringify(body)}`).toBe(true);
};

/** A value that must not stand at a path of a body. */
type Wrong = { readonly path: readonly string[]; readonly value: unknown };

const putAll = (body: unknown, wrongs: readonly Wrong[]): unknown =>
  wrongs.reduce((changed, { path, value }) => replaceAt(changed, path, value), body);

/**
 * Expects each of many wrong values to be told with its path. They are sent together, those of one depth, since an answer tells of all
 * that it finds; what it did not find in the company of others (as in a body of another kind) is sent again alone.
 * @param code the only error code that counts
 */
const expectEachInvalid = async (valid: Valid, wrongs: readonly Wrong[], code?: string): Promise<void> => {
  const counts = (answer: Answer) => code === undefined || problem.parse(answer.body).code === code;
  const depths = Map.groupBy(wrongs, ({ path }) => path.length);
  for (const together of depths.values()) {
    const whole = await send(valid, putAll(valid.body, together));
    expectInvalid(`${valid.route} ${JSON.stringify(together).slice(0, 200)}`, whole);
    for (const wrong of together) {
      const path = wrong.path.join('.');
      if (counts(whole) && tells(whole, path)) continue;
      const what = `${valid.route} ${path} = ${JSON.stringify(wrong.value).slice(0, 40)}`;
      const alone = await send(valid, putAll(valid.body, [wrong]));
      expectInvalid(what, alone, path);
      if (code !== undefined) expect([what, problem.parse(alone.body).code]).toEqual([what, code]);
    }
  }
};

/** The fields that take what people write. A new one belongs here, once it is seen to refuse an Aadhaar number. */
const textFields = [
  'en',
  'forum',
  'funder',
  'implementer',
  'ja',
  'mandal',
  'name',
  'note',
  'noticeVersion',
  'outlet',
  'phone',
  'provider',
  'q',
  'reason',
  'source',
  'state',
  'text',
  'title',
  'to',
  'url',
];

describe('bad input', () => {
  test('of every route that takes a body is in the table', () => {
    const known = new Set(all.map(({ route }) => route));
    const withBody = Object.entries(outside.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        requestBody === undefined ? [] : [`${method.toUpperCase()} ${path}`],
      ),
    );
    expect([...known].sort()).toEqual(withBody.sort());
  });

  test('is told with its path: every field of every body with another type, and a field nobody knows', async () => {
    const notObjects = [null, 'text', 17, true, [], [1]];
    for (const [index, valid] of all.entries()) {
      for (const at of [index, index + 3]) {
        const wrong = notObjects[at % notObjects.length];
        expectInvalid(`${valid.route} ${JSON.stringify(wrong)}`, await send(valid, wrong));
      }
      const more = await send(valid, { ...valid.body, surprise: 1 });
      expectInvalid(`${valid.route} surprise`, more, 'surprise');
      const polluted = await send(valid, `{"__proto__":{"role":"auditor"},"constructor":1}`);
      expectInvalid(`${valid.route} __proto__`, polluted);
      const fields = pathsIn(valid.body).map((path) => ({ path, present: valueAt(valid.body, path) }));
      for (const wrongs of [
        fields.map(({ path }) => ({ path, value: { x: 1 } })),
        fields.map(({ path, present }) => ({ path, value: typeof present === 'number' ? -1.5 : 7e30 })),
        fields.filter(({ present }) => present !== null).map(({ path }) => ({ path, value: '' })),
      ]) {
        await expectEachInvalid(valid, wrongs);
      }
    }
  });

  test('with an Aadhaar number in any text is refused with its path, and not repeated', async () => {
    // Invented, with a valid check digit; written as people write it.
    const number = '9999 4105 7058';
    const seen = new Set<string>();
    for (const valid of all) {
      const texts = pathsIn(valid.body).filter((path) =>
        canHoldNumber(schemasAt(valid.route, valid.body, path), path.at(-1) ?? ''),
      );
      const wrongs = texts.map((path) => {
        const key = path.at(-1) ?? '';
        seen.add(key);
        if (key === 'url') return { path, value: 'https://paper.example/9999%204105%207058' };
        return { path, value: key === 'phone' ? number : `her number: ${number}.` };
      });
      await expectEachInvalid(valid, wrongs, 'invalid_aadhaar');
    }
    expect([...seen].sort()).toEqual(textFields);
    expect(outside.logLines().join('\n')).not.toMatch(/9999.{0,3}4105/);
  });

  test('in dates, money, ids and sizes is refused with its path', async () => {
    const bad: Readonly<Record<string, readonly unknown[]>> = {
      id: ['', 'x', '00000000-0000-4000-8000-000000000000', scene.member.id.toUpperCase()],
      amountPaise: [0, -1, 1.5, '100', 1_000_000_001, 2 ** 53],
      usualDepositPaise: [-1, 0.5, 1_000_000_001],
      ratePerMonthBasisPoints: [-1, 0.5, 1_001, '200'],
      participants: [-1, 1.5, 1_000_001],
      birthYear: [1899, 2027, 1990.5],
      district: ['Chennai', 'guntur'],
      from: ['2026-13', '26-01', ''],
      asOf: ['2026-10-16', '2026-13', '2026-02-29'],
    };
    const mayLieAhead = /^(nextOn|firstDueOn|due|to|by)$/;
    const dates = ['2026-02-29', '2026-13-01', '26-01-01', '2026-10-15T00:00:00Z', '+002026-10-15'];
    for (const valid of all) {
      const fields = pathsIn(valid.body).map((path) => {
        const key = path.at(-1) ?? '';
        const schemas = schemasAt(valid.route, valid.body, path);
        const max = maxTextLength(schemas, key);
        const texts = max === undefined ? [] : ['x'.repeat(max + 1), ' ', '\u0000', '\ud800'];
        return {
          path,
          isPast: isDate(schemas) && !mayLieAhead.test(key),
          wrong: [...(isDate(schemas) ? dates : []), ...(bad[key] ?? []), ...texts],
        };
      });
      const ahead = fields.filter(({ isPast }) => isPast).map(({ path }) => ({ path, value: '2026-10-16' }));
      await expectEachInvalid(valid, ahead);
      const most = Math.max(0, ...fields.map(({ wrong }) => wrong.length));
      for (let at = 0; at < most; at += 1) {
        const wrongs = fields.filter(({ wrong }) => at < wrong.length);
        await expectEachInvalid(
          valid,
          wrongs.map(({ path, wrong }) => ({ path, value: wrong[at] })),
        );
      }
    }
  });

  test('that is too large, not JSON or not said to be JSON is told as what it is', async () => {
    for (const valid of all) {
      const { route, by, target, ifMatch, headers = {} } = valid;
      const codes = [
        [await send(valid, JSON.stringify({ ...valid.body, more: 'x'.repeat(256 * 1024) })), 413],
        [await send(valid, '{"id": '), 400],
        [await send(valid, ''), 415],
      ] as const;
      const plain = await outside.call(by, route.split(' ')[0] ?? '', target, {
        body: JSON.stringify(valid.body),
        headers: { ...headers, 'content-type': 'text/plain' },
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
      for (const [{ status }, expected] of codes.slice(0, 2)) {
        expect([route, status]).toEqual([route, expected]);
      }
      expect([400, 415]).toContain(codes[2][0].status);
      expect([route, plain.status]).toEqual([route, 415]);
    }
  });

  test('in paths and queries is refused, and never a fault', async () => {
    const queries = [
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=1.5',
      'limit=x',
      'limit=',
      'limit=1&limit=2',
      'unknown=1',
      'cursor=x',
      'cursor=',
      `cursor=${'x'.repeat(2001)}`,
      'cursor=e30',
      'cursor=bnVsbA',
      'cursor=W10',
      'cursor=eyJwayI6MX0',
      `cursor=${Buffer.from('{"pk":"COLLECTIVES","sk":"x"}').toString('base64url')}`,
      `cursor=${Buffer.from('{"id":"\\u0000"}').toString('base64url')}`,
    ];
    const contracts = new Map<string, RouteContract>(chapters.flatMap(({ contract }) => routesOf(contract)));
    /** Besides two that every path is asked with, one in turn. */
    const others = ['..%2f', '2026-13', '0', "'", 'a'.repeat(300)];
    let turn = 0;
    // Who may read most is asked first.
    const asks = ['coordinator', ...roles] as const;
    for (const [path, methods] of Object.entries(outside.document.paths)) {
      const list = methods.get;
      if (list === undefined || path === '/api/openapi.json') continue;
      const contract = contracts.get(`GET ${path}`);
      const pick = asks.find(
        (role) => contract !== undefined && reachOf(contract, { role, districts: [] }) !== null,
      );
      if (pick === undefined) throw new Error(`Nobody may read ${path}.`);
      const names = list.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      const full = path
        .replace(
          '{id}',
          path.startsWith('/api/cases/')
            ? scene.aCase.id
            : path.startsWith('/api/collectives/')
              ? scene.collective.id
              : scene.member.id,
        )
        .replace('{meetingId}', scene.sheet.id)
        .replace('{voucherId}', scene.voucher.id)
        .replace('{month}', '2026-09')
        .replace('{financialYear}', '2026-27')
        .replace('{version}', '1')
        .replace('{name}', 'snapshot.json')
        .replace('{spokenIn}', 'te')
        .replaceAll(/\{(textSha256|sha256)\}/g, 'a'.repeat(64));
      // A parameter that a route does not know is refused whatever it says.
      const asked = queries.filter((query, index) => {
        const name = query.split('=')[0] ?? '';
        return names.includes(name) || queries.findIndex((other) => other.startsWith(`${name}=`)) === index;
      });
      for (const query of asked) {
        const { status, body } = await outside.call(pick, 'GET', `${full}?${query}`);
        const what = `${path}?${query.slice(0, 60)} ${JSON.stringify(body).slice(0, 200)}`;
        const [name = ''] = query.split('=');
        // A cursor that decodes may be one that an earlier page gave: then it is a page, if an empty one.
        const isDecodable = /^cursor=(e30|eyJ)/.test(query);
        expect(isDecodable ? [200, 400] : [400], what).toContain(status);
        if (status === 400) {
          expect(
            problem.parse(body).errors?.map((error) => error.path),
            what,
          ).toContain(name);
        } else {
          expect(names, what).toContain('cursor');
        }
      }
      if (!path.includes('{')) continue;
      turn += 1;
      for (const wrong of ['x', '%00', others[turn % others.length] ?? '']) {
        const { status } = await outside.call(
          pick,
          'GET',
          path.replace(/\{\w+\}/g, () => wrong),
        );
        expect([path, wrong, [400, 404].includes(status)]).toEqual([path, wrong, true]);
      }
    }
  });

  test('of any kind is never a fault', async () => {
    const junk = fc.oneof(
      fc.constant(undefined),
      fc.jsonValue({ maxDepth: 2 }),
      // Any text, lone surrogates too.
      fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)), maxLength: 50 }),
      fc.integer({ min: -(2 ** 53), max: 2 ** 53 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), junk, fc.uuid({ version: 7 }), async (which, where, value, id) => {
        const valid = all[which % all.length] ?? all[0];
        if (valid === undefined) return;
        const paths = pathsIn(valid.body);
        const changed = replaceAt(valid.body, paths[where % Math.max(1, paths.length)] ?? [], value);
        // With a field that nobody knows it is never taken, whatever else is right.
        const object = typeof changed === 'object' && changed !== null ? changed : {};
        const { status } = await send(valid, { ...object, [`x${id}`]: value ?? null });
        expect(status).toBe(400);
      }),
      searchRuns(40),
    );
  });

  test('has stored nothing', async () => {
    expect(await outside.readJournal()).toEqual(before);
    const known = new Set(errorsBefore);
    expect(errors().filter((line) => !known.has(line))).toEqual([]);
  });
});
