import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm test`: types, lint, unused code, then every test, and last the count. Arguments go to the test runner
 * (`npm test -- test/savings` runs one folder's tests alone).
 */

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

const run = (title: string, command: string, args: readonly string[]): boolean => {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(bin(command), args, { stdio: 'inherit' });
  return status === 0;
};

const chosen = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'leadership-next-test-'));
const report = join(folder, 'report.json');

const checked = [
  run('Types', 'tsc', []),
  run('Types of the web client', 'tsc', ['-p', 'web']),
  run('Types of its service worker', 'tsc', ['-p', 'web/service-worker']),
  run('Lint', 'biome', ['check', '--error-on-warnings']),
  run('Unused code', 'knip', []),
];
const tested = run('Tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...chosen,
]);

type Counts = { numPassedTests: number; numFailedTests: number; numPendingTests: number };
const counts: Counts =
  tested || !chosen.length
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
rmSync(folder, { recursive: true });

const failedChecks = checked.filter((ok) => !ok).length;
const failed = counts.numFailedTests + failedChecks;
console.log(
  `\n${counts.numPassedTests + checked.length - failedChecks} passed, ${failed} failed, ${counts.numPendingTests} skipped`,
);
process.exitCode = tested && failed === 0 ? 0 : 1;
