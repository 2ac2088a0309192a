import { expect, test } from 'vitest';
import * as z from 'zod';
import { kindOf } from '../../functions/jobs/packing/record-kinds.ts';
import { keys } from '../support/table-keys.ts';

const key = z.object({ pk: z.string(), sk: z.string() });

/** Every key of the table, with something in its places. */
const allKeys = Object.entries(keys).flatMap(([name, value]) => {
  const made: unknown =
    typeof value === 'function'
      ? Reflect.apply(value, undefined, ['2026-10-01', '2026-10-02T06:00:00.000Z', 'c', 'd'])
      : value;
  const parsed = key.safeParse(made);
  return parsed.success ? [{ name, ...parsed.data }] : [];
});

test('there are keys to look at', () => {
  expect(allKeys.length).toBeGreaterThan(40);
});

test.each(allKeys)('what lies at $name travels in the pack, or is left out for a reason', ({ pk, sk }) => {
  expect(() => kindOf({ pk, sk })).not.toThrow();
});

test('an item of no known kind stops the pack', () => {
  expect(() => kindOf({ pk: 'SECRET#0199', sk: 'A' })).toThrow(
    'No kind of the pack has items such as SECRET#.',
  );
  expect(() => kindOf({ pk: 'COLLECTIVE#1', sk: 'NEW#1' })).toThrow('COLLECTIVE#');
});
