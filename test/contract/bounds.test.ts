import { expect, test } from 'vitest';
import * as z from 'zod';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { routesOf } from '../../functions/shared/http/route-contract.ts';

/**
 * What is stored of a body has an end: an item holds 400 KB, an answer 6 MB, and what a month may hold follows from both. The limit of a
 * request, 256 KB, is none of these.
 */

const json = z.record(z.string(), z.unknown());
const textLimits = z.object({
  pattern: z.string().optional(),
  format: z.string().optional(),
});

/** Whether a pattern matches texts of a limited length alone. */
const isLimiting = (pattern: string): boolean =>
  pattern.startsWith('^') && pattern.endsWith('$') && !/[^\\][*+]|\{\d+,\}/.test(pattern);

const isLimitedText = (schema: Readonly<Record<string, unknown>>): boolean => {
  const { pattern = '', format = '' } = textLimits.parse(schema);
  return (
    'maxLength' in schema ||
    'enum' in schema ||
    'const' in schema ||
    ['uuid', 'date'].includes(format) ||
    isLimiting(pattern)
  );
};

/** The paths in a JSON schema at which a value may be of any size. */
const findUnlimited = (schema: unknown, path: readonly string[] = []): string[] => {
  const { success, data } = json.safeParse(schema);
  if (!success) {
    return Array.isArray(schema)
      ? schema.flatMap((branch, index) => findUnlimited(branch, [...path, String(index)]))
      : [];
  }
  // One type, or several where null is one.
  const types = [data.type].flat();
  const isUnlimited =
    (types.includes('array') && !('maxItems' in data)) ||
    (types.includes('string') && !isLimitedText(data)) ||
    (types.includes('object') && data.additionalProperties !== false);
  return [
    ...(isUnlimited ? [path.join('.')] : []),
    ...Object.entries(data).flatMap(([key, value]) => findUnlimited(value, [...path, key])),
  ];
};

const unlimitedIn = (body: z.ZodType): string[] => findUnlimited(z.toJSONSchema(body, { io: 'input' }));

test('finds lists, texts and open objects without a limit, at any depth', () => {
  const nested = (of: z.ZodType) => z.strictObject({ a: z.array(z.union([of, z.null()])).max(3) });
  const unlimited = [
    z.string(),
    z.string().min(1),
    z.string().regex(/^a+$/),
    z.string().regex(/a/),
    z.array(z.int()),
    z.record(z.enum(['a']), z.int()),
    z.looseObject({}),
  ];
  expect(unlimited.map((schema) => unlimitedIn(nested(schema)).length)).toEqual(unlimited.map(() => 1));
  const limited = [
    z.string().max(9),
    z.enum(['a']),
    z.uuid(),
    z.string().regex(/^\+?a{3,4}$/),
    z.array(z.int()).max(4),
  ];
  expect(limited.map((schema) => unlimitedIn(nested(schema)))).toEqual(limited.map(() => []));
});

/** Their keys are codes of indicators: any other is refused (test/programme). */
const keyedByIndicator = ['PUT /api/baselines', 'PUT /api/targets/{financialYear}'];

test('of every body, each list and each text has a limit', () => {
  const found = chapters.flatMap(({ contract }) =>
    routesOf(contract).flatMap(([route, { body }]) =>
      body === undefined ? [] : unlimitedIn(body).map((path) => `${route} ${path}`),
    ),
  );
  expect(found).toEqual(
    expect.arrayContaining(keyedByIndicator.map((route) => expect.stringContaining(route))),
  );
  expect(found.filter((one) => !keyedByIndicator.some((route) => one.startsWith(route)))).toEqual([]);
  expect(found).toHaveLength(keyedByIndicator.length);
});
