import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { answerExamples } from '../../functions/gateway/api/answer-examples.ts';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { examples } from '../../functions/gateway/api/examples.ts';
import { fieldDescriptions, fieldTables } from '../../functions/gateway/api/fields.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createDocument } from '../../functions/shared/http/openapi.ts';
import { exampleStatusOf } from '../../functions/shared/http/openapi-answers.ts';
import { type RouteKey, routesOf } from '../../functions/shared/http/route-contract.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { bundleFunction } from '../../lib/bundle.ts';

const root = resolve(import.meta.dirname, '../..');
const linter = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
const folder = mkdtempSync(join(tmpdir(), 'leadership-next-openapi-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json = z.record(z.string(), z.json());
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  security: z.array(json).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: json, example: json }) }) })
    .optional(),
  responses: z.record(z.string(), json),
});
const shape = z.object({
  openapi: z.string(),
  security: z.array(json),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), json),
    responses: z.record(z.string(), json),
    securitySchemes: z.record(z.string(), json),
  }),
});

const options = {
  issuer: 'https://identity.example/pool',
  fields: fieldDescriptions,
  examples: { bodies: examples, answers: answerExamples },
};
const document = createDocument(chapters, options);
const { openapi, security, paths, components } = shape.parse(document);
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, value]) => ({ key: `${method.toUpperCase()} ${path}`, ...value })),
);
const operationOf = (key: string) => {
  const found = operations.find((known) => known.key === key);
  if (found === undefined) {
    throw new Error(`${key} is not in the document.`);
  }
  return found;
};
const audiences = new Map<string, unknown>(
  chapters.flatMap(({ contract }) => routesOf(contract).map(([key, { who }]) => [key, who])),
);
const row = (key: string) => audiences.get(key);

const statusesOf = (key: string) => Object.keys(operationOf(key).responses).map(Number);

describe('the OpenAPI document', () => {
  test('passes the linter, with neither error nor warning', () => {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const { stdout } = spawnSync(
      process.execPath,
      [linter, 'lint', '--config', join(root, 'redocly.yaml'), '--format=json', file],
      {
        encoding: 'utf8',
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );
    const report = z.object({ problems: z.array(json) }).parse(JSON.parse(stdout));
    expect(report.problems).toEqual([]);
  });

  test('says OpenAPI 3.1, and nothing that depends on the moment', () => {
    expect(openapi).toBe('3.1.0');
    expect(JSON.stringify(createDocument(chapters, options))).toBe(JSON.stringify(document));
  });

  test('holds every route of every contract, and no other', async () => {
    const contracts = await Promise.all(
      globSync('functions/*/*/contract.ts', { cwd: root }).map(async (file) => {
        const exports: Record<string, object> = await import(join(root, file));
        return Object.values(exports)
          .flatMap(Object.keys)
          .filter((key) => key.includes(' /api/'));
      }),
    );
    const routes = contracts.flat();
    expect(routes.length).toBeGreaterThan(30);
    expect(operations.map(({ key }) => key).sort()).toEqual(routes.sort());
  });

  test('has a name of its own for every operation, and says whom each is for', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operationOf('PATCH /api/members/{id}').operationId).toBe('patchMembersById');
    for (const { key, description } of operations) {
      const allowed = row(key);
      for (const role of roles) {
        const isNamed = description.split('\n').at(-1)?.includes(role) ?? false;
        expect({ key, role, isNamed }).toEqual({
          key,
          role,
          isNamed: typeof allowed === 'object' && Object(allowed)[role] !== null,
        });
      }
    }
  });

  test('asks for a token wherever one is needed', () => {
    expect(security).toEqual([{ bearer: [] }, { openIdConnect: [] }]);
    expect(components.securitySchemes).toEqual({
      bearer: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
      device: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
      openIdConnect: {
        type: 'openIdConnect',
        openIdConnectUrl: 'https://identity.example/pool/.well-known/openid-configuration',
      },
    });
    for (const { key, security: own } of operations) {
      const expected = new Map<unknown, unknown>([
        ['anyone', []],
        ['device', [{ device: [] }]],
      ]).get(row(key));
      expect({ key, own }).toEqual({ key, own: expected });
      expect(statusesOf(key).includes(401)).toBe(row(key) !== 'anyone');
    }
  });

  test.each([
    ['GET /api/health', [200, 400, 429, 500, 504]],
    ['POST /api/device/contact', [200, 400, 401, 403, 413, 415, 429, 500, 503, 504]],
    ['POST /api/device/unlock', [200, 400, 401, 403, 413, 415, 422, 429, 500, 503, 504]],
    ['GET /api/me', [200, 400, 401, 403, 429, 500, 503, 504]],
    ['GET /api/cases', [200, 400, 401, 403, 429, 500, 503, 504]],
    ['GET /api/members', [200, 400, 401, 403, 404, 429, 500, 503, 504]],
    ['GET /api/cases/{id}', [200, 400, 401, 403, 404, 429, 500, 503, 504]],
    ['POST /api/cases', [200, 201, 400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 504]],
    ['GET /api/cases/unassigned', [200, 400, 401, 403, 429, 500, 503, 504]],
    ['POST /api/cases/{id}/take', [200, 400, 401, 403, 404, 409, 413, 415, 429, 500, 503, 504]],
    ['POST /api/outreach', [200, 201, 400, 401, 403, 409, 413, 415, 422, 429, 500, 503, 504]],
    [
      'POST /api/outreach/{id}/reversal',
      [200, 201, 400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 504],
    ],
    ['PATCH /api/cases/{id}', [200, 400, 401, 403, 404, 412, 413, 415, 422, 428, 429, 500, 503, 504]],
    ['POST /api/members/search', [200, 400, 401, 403, 413, 415, 429, 500, 503, 504]],
    ['POST /api/cases/{id}/events', [200, 201, 400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 504]],
  ])('tells every status that %s may give', (key, statuses) => {
    expect(statusesOf(key)).toEqual(statuses);
  });

  test('tells every problem as a problem document, and the codes of refusals', () => {
    for (const { key, responses } of operations) {
      for (const [status, response] of Object.entries(responses)) {
        const name = typeof response.$ref === 'string' ? response.$ref.split('/').at(-1) : undefined;
        const resolved = name === undefined ? response : components.responses[name];
        const types = Object.keys(json.parse(resolved?.content ?? {}));
        const wanted = Number(status) >= 400 ? 'application/problem+json' : 'application/json';
        expect({ key, status, types }).toEqual({ key, status, types: status === '302' ? [] : [wanted] });
      }
    }
    expect(JSON.stringify(operationOf('POST /api/cases').responses['422'])).toContain(
      '{"code":{"enum":["unknown_member","impossible_date","unknown_assignee","too_many","too_many_urgent","consent_withdrawn"]}}',
    );
    expect(JSON.stringify(operationOf('PATCH /api/cases/{id}').responses['412'])).toContain(
      '"current":{"$ref":"#/components/schemas/Case"}',
    );
  });

  test('tells the headers that answer: the version of a record, the link to a file', () => {
    const headers = (key: string, status: string) =>
      Object.keys(json.parse(operationOf(key).responses[status]?.headers ?? {}));
    expect(headers('POST /api/cases', '201')).toEqual(['ETag']);
    expect(headers('POST /api/cases/{id}/events', '200')).toEqual(['ETag']);
    expect(headers('GET /api/cases', '200')).toEqual([]);
    expect(headers('GET /api/me', '200')).toEqual([]);
    expect(headers('GET /api/snapshots/{month}/files/{name}', '302')).toEqual(['Location']);
  });

  test('tells parameters: of the path, the query and the version that is changed', () => {
    const parameters = (key: string) =>
      operationOf(key).parameters.map(({ name, in: place, required = false }) => [name, place, required]);
    expect(parameters('PATCH /api/cases/{id}')).toEqual([
      ['id', 'path', true],
      ['If-Match', 'header', true],
    ]);
    expect(parameters('GET /api/cases')).toEqual([
      ['status', 'query', false],
      ['kind', 'query', false],
      ['district', 'query', false],
      ['code', 'query', false],
      ['overdue', 'query', false],
      ['limit', 'query', false],
      ['cursor', 'query', false],
    ]);
    const [, , , , , limit] = operationOf('GET /api/cases').parameters;
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 50 });
  });
});

/** Every field with its place: the properties of all schemas, wherever they stand. */
const fieldsIn = (value: unknown, place: string): { readonly place: string; readonly schema: unknown }[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const own =
      key === 'properties' && typeof member === 'object' && member !== null
        ? Object.entries(member).map(([name, schema]) => ({ place: `${place}.${name}`, schema }))
        : [];
    return [...own, ...fieldsIn(member, `${place}.${key}`)];
  });
};

describe('what the document says for people', () => {
  test('describes every field and every parameter', () => {
    const fields = fieldsIn(document, '');
    expect(fields.length).toBeGreaterThan(400);
    const isSilent = ({ schema }: { readonly schema: unknown }) =>
      typeof Object(schema).description !== 'string';
    // A refusal narrows the fields of Problem, which is described.
    const places = fields.filter(isSilent).map(({ place }) => place);
    expect(places.filter((place) => !/\.responses\..*\.allOf\.1\.(code|current)$/.test(place))).toEqual([]);
    const silent = operations.flatMap(({ key, parameters }) =>
      parameters
        .filter((parameter) => parameter.description === undefined)
        .map(({ name }) => `${key} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  test('has no words for a field that there is not', () => {
    const names = new Set(fieldsIn(document, '').map(({ place }) => place.split('.').at(-1)));
    expect(Object.keys(fieldDescriptions).filter((name) => !names.has(name))).toEqual([]);
  });

  test('describes each name once', () => {
    expect(fieldTables.flatMap((table) => Object.keys(table)).toSorted()).toEqual(
      Object.keys(fieldDescriptions).toSorted(),
    );
  });

  test('shows a body that the contract accepts, for every route that takes one', () => {
    const bodies = chapters.flatMap(({ contract }) =>
      routesOf(contract).flatMap(([key, { body }]) => (body === undefined ? [] : [{ key, body }])),
    );
    expect(bodies.map(({ key }) => key).sort()).toEqual(Object.keys(examples).sort());
    const shown = new Map<string, unknown>(Object.entries(examples));
    for (const { key, body } of bodies) {
      expect(body.safeParse(shown.get(key)).error?.issues ?? [], key).toEqual([]);
      expect(operationOf(key).requestBody?.content['application/json'].example).toEqual(shown.get(key));
    }
  });

  test('shows answers that the contract allows, with every one of their fields', () => {
    const routes = new Map(chapters.flatMap(({ contract }) => routesOf(contract)));
    const shown = Object.entries(answerExamples).map(([key, example]) => ({ key, example }));
    expect(shown.length).toBeGreaterThan(40);
    for (const { key, example } of shown) {
      const route = routes.get(key as RouteKey);
      const status = route && exampleStatusOf(route);
      const parsed = status && route.answers[status]?.safeParse(example);
      expect(parsed?.error?.issues ?? [], key).toEqual([]);
      expect(parsed?.data, key).toEqual(example);
      expect(operationOf(key).responses[String(status)], key).toMatchObject({
        content: { 'application/json': { example } },
      });
    }
  });
});

describe('the shapes', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, validateSchema: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: { schemas: components.schemas } });
  ajv.addKeyword('components');
  const accepts = (name: string, value: unknown): boolean => {
    const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
    if (validate === undefined) {
      throw new Error(`${name} is not in the document.`);
    }
    return validate(value) === true;
  };

  test('are told once each, by name, and each can be used by a validator', () => {
    for (const name of Object.keys(components.schemas)) {
      expect(ajv.getSchema(`openapi#/components/schemas/${name}`), name).toBeTypeOf('function');
    }
    const body = (key: string) => operationOf(key).requestBody?.content['application/json'].schema;
    expect(body('POST /api/cases')).toEqual({ $ref: '#/components/schemas/NewCase' });
    expect(JSON.stringify(operationOf('GET /api/cases').responses['200'])).toContain(
      '"items":{"$ref":"#/components/schemas/Case"}',
    );
    expect(components.schemas.Case).not.toHaveProperty('id');
  });

  const id = newId();
  const aCase = { id, memberId: id, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01' };
  const event = { id, on: '2026-10-01' };
  const stamp = { createdAt: '2026-10-15T06:30:00Z', createdBy: id, version: 1 };
  test.each([
    ['a new case', 'NewCase', aCase, true],
    ['one that is assigned', 'NewCase', { ...aCase, assignedTo: id }, true],
    ['one that is assigned to null', 'NewCase', { ...aCase, assignedTo: null }, false],
    ['one with an id in capitals', 'NewCase', { ...aCase, id: id.toUpperCase() }, false],
    ['one with a status', 'NewCase', { ...aCase, status: 'open' }, false],
    ['one of a day that is not', 'NewCase', { ...aCase, openedOn: '2026-02-30' }, false],
    ['no change', 'CaseChange', {}, true],
    ['a case left to nobody', 'CaseChange', { assignedTo: null }, true],
    ['a case', 'Case', { ...aCase, ...stamp, code: 'C-222222', status: 'open' }, true],
    [
      'a case with a status that is not one',
      'Case',
      { ...aCase, ...stamp, code: 'C-2', status: 'won' },
      false,
    ],
    ['a follow-up', 'NewCaseEvent', { ...event, type: 'follow_up', due: '2027-01-01', done: true }, true],
    ['a follow-up without a date', 'NewCaseEvent', { ...event, type: 'follow_up' }, false],
    [
      'a note with another field',
      'NewCaseEvent',
      { ...event, type: 'note', text: 'x', due: '2027-01-01' },
      false,
    ],
    ['a note of null', 'NewCaseEvent', { ...event, type: 'note', text: null }, false],
    ['a note that was erased', 'CaseEvent', { ...event, type: 'note', text: null, ...stamp }, true],
  ])('are those of the contracts: %s', (_, name, value, expected) => {
    expect(accepts(name, value)).toBe(expected);
  });
});

describe('the function that answers with it', () => {
  test('carries no client of any store', async () => {
    const { metafile } = await bundleFunction(
      join(root, 'functions/gateway/api/handler.ts'),
      join(folder, 'session.mjs'),
    );
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.some((path) => path.endsWith('functions/shared/http/openapi.ts'))).toBe(true);
    expect(
      inputs.filter((path) => /@aws-sdk|@smithy|table\/client|vault\/(?!encrypted-text)/.test(path)),
    ).toEqual([]);
  });
});
