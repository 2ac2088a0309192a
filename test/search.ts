import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTestFiles } from './kinds.ts';

/** `npm run search -- 50`: the long searches alone (random programmes, random books), with so many times the cases of `npm test`. */

const root = join(import.meta.dirname, '..');
const times = Number(process.argv[2] ?? 10);
if (!Number.isInteger(times) || times < 1) throw new Error('How many times? npm run search -- 50');

const files = [...findTestFiles().keys()].filter((path) =>
  readFileSync(join(root, path), 'utf8').includes('/support/search.ts'),
);
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--testTimeout', String(6 * 3_600_000), ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, SEARCH_TIMES: String(times) } },
);
process.exitCode = status ?? 1;
