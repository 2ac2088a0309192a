import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** API Gateway answers 401 only to an error with exactly this message. */
const gatewaysOwn = "new Error('Unauthorized')";

test('every error that a function throws is of a class whose message the log prints', () => {
  const plain = globSync('functions/**/*.ts', { cwd: root }).filter((path) =>
    readFileSync(join(root, path), 'utf8').replace(gatewaysOwn, '').includes('new Error('),
  );
  expect(plain).toEqual([]);
});
