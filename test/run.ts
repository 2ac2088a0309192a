import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from './kinds.ts';
import { countResults, findFailed, findFailedFiles, findRetried, withLaterRun } from './summary.ts';

/**
 * - `npm test`: types, lint, unused code, the short part of the tests (test/kinds.ts says which), and last the count.
 * - `npm run test:all`: the same with every test.
 * - `npm run test:rest`: what `test:all` runs beside `npm test`.
 * - `npm test -- test/savings`: the checks, and every test in one folder. Arguments go to Vitest.
 */

const [mode, ...rest] = process.argv.slice(2);
const isPart = mode === '--all' || mode === '--rest';
const vitestArguments = isPart ? rest : process.argv.slice(2);

const readPart = (): Part => {
  if (mode === '--rest') return 'rest';
  return mode === '--all' || vitestArguments.length > 0 ? 'all' : 'short';
};

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

const run = (
  title: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): boolean => {
  console.log(`\n— ${title}`);
  const env = { ...process.env, ...environment };
  const { status } = spawnSync(bin(command), args, { stdio: 'inherit', env });
  return status === 0;
};

const part = readPart();
const checks =
  part === 'rest'
    ? []
    : [
        run('Types', 'tsc', []),
        run('Types of the web client', 'tsc', ['-p', 'web']),
        run('Types of its service worker', 'tsc', ['-p', 'web/service-worker']),
        run('Lint', 'biome', ['check', '--error-on-warnings']),
        run('Unused code', 'knip', []),
      ];

type Tests = { readonly hasPassed: boolean; readonly report: unknown };

const runTests = (title: string, args: readonly string[]): Tests => {
  const folder = mkdtempSync(join(tmpdir(), 'leadership-next-test-'));
  const reportFile = join(folder, 'report.json');
  const hasPassed = run(
    title,
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args],
    { TEST_PART: part },
  );
  const report: unknown = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  return { hasPassed, report };
};

/** More files than these have not failed by chance. */
const maxFilesAgain = 5;

/** Runs the files that failed once more, with nothing else beside them. */
const runFailedAgain = (first: Tests): Tests => {
  const files = findFailedFiles(first.report);
  if (files.length === 0 || files.length > maxFilesAgain) return first;
  const again = runTests('Once more, what failed', files);
  if (again.report === undefined) return first;
  return { hasPassed: again.hasPassed, report: withLaterRun(first.report, again.report) };
};

const secondTriesCount = process.env.TEST_SECOND_TRY === 'counts';
const first = runTests('Tests', vitestArguments);
const { hasPassed, report } = secondTriesCount ? runFailedAgain(first) : first;
const { passed, failed, skipped } = countResults(checks, report, hasPassed, secondTriesCount);
const broken = findFailed(report);
if (broken.length > 0) console.log('\nFailed:');
for (const { name, said } of broken) console.log(`- ${name}: ${said}`);
const retried = findRetried(report);
if (retried.length > 0) {
  console.log(
    `\n${secondTriesCount ? 'Passed' : 'Failed, since they passed'} only at a later try; find out why:`,
  );
}
for (const { name, said } of retried) console.log(`- ${name}: ${said}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
