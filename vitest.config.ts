import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findTestFiles, isIn, type Kind, kinds, parts } from './test/kinds.ts';

const testFiles = findTestFiles();
/** Set by test/run.ts. */
const part = parts.find((name) => name === process.env.TEST_PART) ?? 'all';
/** Set by test/mutate.ts: the only files to run. */
const onlyFiles = process.env.TEST_FILES?.split(' ');

/** The quickest files first: most changes of the code are noticed there. Vitest puts them last. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

const globalSetups: Readonly<Record<Kind, string[]>> = {
  unit: [],
  long: [],
  store: ['test/support/dynamodb.ts'],
  stack: ['test/support/built.ts', 'test/support/dynamodb.ts'],
  browser: ['test/support/built.ts'],
};

const project = (name: Kind) => ({
  extends: true as const,
  test: {
    name,
    include: testFiles
      .filter((file) => file.kind === name && isIn(part, file) && onlyFiles?.includes(file.path) !== false)
      .map(({ path }) => path),
    // Files of a worker share its modules, and with them a stack, a browser and the synthesised templates.
    isolate: false,
    globalSetup: globalSetups[name],
    // A browser may lose a race that no person loses. The second try tells that from a fault, and both fail the run (test/summary.ts).
    retry: name === 'browser' || process.env.TEST_SECOND_TRY === 'counts' ? 1 : 0,
  },
});

export default defineConfig({
  test: {
    projects: kinds.map(project),
    setupFiles: ['test/support/quiet-log.ts'],
    sequence: onlyFiles === undefined ? {} : { sequencer: QuickestFirst },
    // As many as CI has cores.
    maxWorkers: 2,
    // What the functions log is shown for a test that failed.
    silent: 'passed-only',
    // Generous, since a test that waits for a browser or a stack says nothing of a slow machine.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
