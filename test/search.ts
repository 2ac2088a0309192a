import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTestFiles } from './kinds.ts';

/**
 * `npm run search -- 50`: the long searches alone (random programmes, random books), with so many times the cases of `npm run test:all`.
 * `npm run search -- 50 test/books`: those whose path has that in it.
 */

const root = join(import.meta.dirname, '..');
const [, , given = '10', ...wanted] = process.argv;
const times = Number(given);
if (!Number.isInteger(times) || times < 1) throw new Error('How many times? npm run search -- 50');

const files = findTestFiles()
  .map(({ path }) => path)
  .filter(
    (path) =>
      (wanted.length === 0 || wanted.some((part) => path.includes(part))) &&
      readFileSync(join(root, path), 'utf8').includes('/support/search.ts'),
  );
if (files.length === 0) throw new Error('No search has such a path.');
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--testTimeout', String(6 * 3_600_000), ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, SEARCH_TIMES: String(times) } },
);
process.exitCode = status ?? 1;
