import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countResults, findRetried } from './summary.ts';

/**
 * `npm test`: types, lint, unused code, then every test, and last the count. Arguments go to Vitest
 * (`npm test -- test/savings` runs one folder's tests alone).
 */

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

const run = (title: string, command: string, args: readonly string[]): boolean => {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(bin(command), args, { stdio: 'inherit' });
  return status === 0;
};

const folder = mkdtempSync(join(tmpdir(), 'leadership-next-test-'));
const reportFile = join(folder, 'report.json');

const checks = [
  run('Types', 'tsc', []),
  run('Types of the web client', 'tsc', ['-p', 'web']),
  run('Types of its service worker', 'tsc', ['-p', 'web/service-worker']),
  run('Lint', 'biome', ['check', '--error-on-warnings']),
  run('Unused code', 'knip', []),
];
const hasPassed = run('Tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
]);
const report: unknown = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
rmSync(folder, { recursive: true });

const { passed, failed, skipped } = countResults(checks, report, hasPassed);
const retried = findRetried(report);
if (retried.length > 0) console.log('\nPassed only at the second try; find out why:');
for (const { name, said } of retried) console.log(`- ${name}: ${said}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
