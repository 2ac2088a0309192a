import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { AppError } from '../../functions/shared/errors/errors.ts';
import { nobody } from '../../functions/shared/http/audiences.ts';
import { createRoutes } from '../../functions/shared/http/create-routes.ts';
import { problemCodesOf } from '../../functions/shared/http/problem-codes.ts';
import { routesOf } from '../../functions/shared/http/route-contract.ts';
import { createCaller, createSend } from '../support/request.ts';

const root = join(import.meta.dirname, '../..');
const routes = chapters.flatMap(({ contract }) => routesOf(contract));

const sources = globSync('functions/**/*.ts', { cwd: root })
  .filter((path) => !/contract\.ts$|problem-codes\.ts$|openapi\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

/** The codes that the functions refuse with, as their source has them. */
const thrown = new Set(
  [
    ...sources.matchAll(/\brefused\(\s*'(\w+)'/g),
    ...sources.matchAll(/new AppError\(\s*'(?:conflict|refused)',\s*'(\w+)'/g),
  ].map(([, code = '']) => code),
);
const declared = new Set(
  routes.flatMap(([key, route]) => {
    const codes = problemCodesOf(key, route);
    return [...(codes[409] ?? []), ...(codes[422] ?? [])];
  }),
);

describe('the refusals that the contracts declare', () => {
  test('are all that the functions throw', () => {
    expect(thrown.size).toBeGreaterThan(30);
    // An account is opened with the member's own enrolment, so nobody can be told this one.
    const unreachable = ['already_a_member'];
    expect([...thrown].filter((code) => !declared.has(code) && !unreachable.includes(code))).toEqual([]);
  });

  test('are none that no function knows', () => {
    expect([...declared].filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  test('are named once each', () => {
    for (const [key, route] of routes) {
      for (const codes of Object.values(problemCodesOf(key, route))) {
        expect(new Set(codes).size, key).toBe(codes.length);
      }
    }
  });
});

describe('the codes that follow from a shape', () => {
  const codesOf = (key: string, status: number) => {
    const found = routes.find(([own]) => own === key);
    return found && problemCodesOf(...found)[status];
  };

  test.each([
    ['GET /api/health', ['invalid_query', 'invalid_request']],
    [
      'GET /api/cases',
      ['invalid_query', 'invalid_district', 'invalid_limit', 'invalid_cursor', 'invalid_request'],
    ],
    [
      'POST /api/snapshots/{month}/corrections',
      [
        'invalid_path',
        'invalid_month',
        'invalid_query',
        'invalid_json',
        'invalid_body',
        'invalid_text',
        'invalid_letters',
        'invalid_script',
        'invalid_aadhaar',
        'invalid_name',
        'invalid_request',
      ],
    ],
  ])('are those of its path, query and body: %s', (key, codes) => {
    expect(codesOf(key, 400)?.toSorted()).toEqual(codes.toSorted());
  });
});

test('a test that sees a refusal which the contract does not declare fails', async () => {
  const send = createSend(
    createRoutes({
      'POST /api/outreach': {
        who: { ...nobody, coordinator: 'no_district' },
        services: 'none',
        summary: 'Refuses by a code of its own',
        answers: { 201: z.object({}) },
      },
    })({
      'POST /api/outreach': async () => {
        throw new AppError('refused', 'not_declared', 'No.');
      },
    }),
  );
  await expect(send({ route: 'POST /api/outreach', caller: createCaller('coordinator') })).rejects.toThrow(
    'POST /api/outreach answered 422 not_declared',
  );
});
