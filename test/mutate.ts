import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import * as z from 'zod';
import { findTestFiles } from './kinds.ts';

/**
 * `npm run mutate -- consent`: changes the code of a room in every small way (a comparison, a condition, a text) and runs the unit tests that
 * reach each change. Lists what no test notices, and fails where less than `leastScore` of a hundred changes are noticed.
 * `npm run mutate -- functions/months/disclosure`: the same for a folder or a file, whatever it is. docs/mutation.md keeps the scores.
 */

type Room = { readonly code: readonly string[]; readonly tests: readonly string[] };

/** The decisions on persons and on money, and the tests that hold them. */
const rooms: Readonly<Record<string, Room>> = {
  consent: { code: ['functions/areas/members/consent-rules.ts'], tests: ['test/members/consent-rules*'] },
  reach: {
    code: [
      'functions/shared/reach/{reach,district-rules}.ts',
      'functions/areas/cases/{reach-rules,case-reach}.ts',
    ],
    tests: ['test/domain/{reach,district-rules}*', 'test/cases/*'],
  },
  books: {
    code: [
      'functions/areas/books/{*-rules,net-changes,sheet-parts}.ts',
      'functions/areas/accounts/{closed-group,room-in-group}.ts',
      'functions/shared/kinds/book-entries.ts',
      'functions/shared/money/*.ts',
    ],
    tests: ['test/{books,accounts}/*', 'test/domain/{book-entries,instalments}*'],
  },
  disclosure: { code: ['functions/months/disclosure/*.ts'], tests: ['test/{disclosure,publishing}/*'] },
  indicators: { code: ['functions/months/indicators/*.ts'], tests: ['test/{indicators,publishing}/*'] },
};
const leastScore = 90;

const root = join(import.meta.dirname, '..');
const find = (patterns: readonly string[]): string[] => globSync(patterns, { cwd: root }).sort();

/** A room by its name; or a folder or a file, with the tests of the room that it lies in, or else all. */
const findRoom = (wanted: string): Room => {
  const named = rooms[wanted];
  if (named !== undefined) return named;
  const code = find([wanted.endsWith('.ts') ? wanted : join(wanted, '**/*.ts')]);
  const around = Object.values(rooms).find((room) => {
    const all = find(room.code);
    return code.every((path) => all.includes(path));
  });
  return { code, tests: around?.tests ?? ['test/**'] };
};

/**
 * The unit tests among some tests: others cost seconds for each of a thousand changes. Without the test of how the code is written: what Stryker
 * adds to it is not written so.
 */
const findUnitTests = (patterns: readonly string[]): string[] => {
  const units = new Set(findTestFiles().flatMap(({ path, kind }) => (kind === 'unit' ? [path] : [])));
  return find(patterns).filter((path) => units.has(path) && path !== 'test/imports.test.ts');
};

const results = z.looseObject({
  files: z.record(z.string(), z.looseObject({ mutants: z.array(z.looseObject({ status: z.string() })) })),
});

/** Of the last run only what was noticed is kept: Stryker would not always see that a new test notices something else. */
const forgetSurvivors = (file: string): void => {
  if (!existsSync(file)) return;
  const { files, ...rest } = results.parse(JSON.parse(readFileSync(file, 'utf8')));
  const kept = Object.entries(files).map(([path, { mutants, ...source }]) => [
    path,
    { ...source, mutants: mutants.filter(({ status }) => status === 'Killed') },
  ]);
  writeFileSync(file, JSON.stringify({ ...rest, files: Object.fromEntries(kept) }));
};

const wanted = process.argv[2];
if (wanted === undefined) {
  throw new Error(`Of what? npm run mutate -- ${Object.keys(rooms).join(' | ')} | FOLDER | FILE`);
}
const room = findRoom(wanted);
const [mutate, tests] = [find(room.code), findUnitTests(room.tests)];
if (mutate.length === 0) throw new Error(`No code is at ${wanted}.`);
const incrementalFile = join('.local', 'mutation', `${wanted.replaceAll('/', '.')}.json`);
forgetSurvivors(join(root, incrementalFile));

process.chdir(root);
// Read by vitest.config.ts.
process.env.TEST_FILES = tests.join(' ');
await new Stryker({
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.config.ts' },
  mutate,
  concurrency: 2,
  // There is none: Stryker would rewrite its paths with an interface that TypeScript 7 no longer has, and it names nothing outside.
  tsconfigFile: 'none',
  // What is generated, and what other commands keep.
  ignorePatterns: ['.local', 'cdk.out', 'dist', 'docs/screens'],
  tempDirName: join('.local', 'mutation', 'sandbox'),
  cleanTempDir: 'always',
  incremental: true,
  incrementalFile,
  reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'clear-text'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: process.stdout.isTTY },
  thresholds: { high: 100, low: leastScore, break: leastScore },
  warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
}).runMutationTest();
