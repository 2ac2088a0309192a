import { defineConfig } from 'vitest/config';
import { findTestFiles, type Kind, kinds } from './test/kinds.ts';

const testFiles = findTestFiles();

const project = (name: Kind) => ({
  extends: true as const,
  test: {
    name,
    include: [...testFiles].flatMap(([path, kind]) => (kind === name ? [path] : [])),
    // No file of these changes anything that another one reads.
    isolate: name !== 'unit',
    // One DynamoDB Local for all files of a project; nothing of the kind for unit tests.
    globalSetup: name === 'unit' ? [] : ['test/support/dynamodb.ts'],
  },
});

export default defineConfig({
  test: {
    projects: kinds.map(project),
    setupFiles: ['test/support/quiet-log.ts'],
    // What the functions log is shown for a test that failed.
    silent: 'passed-only',
    // Generous, since a test that waits for a browser or a stack says nothing of a slow machine.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
