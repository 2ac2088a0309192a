import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/dynamodb.ts'],
    setupFiles: ['test/support/quiet-log.ts'],
    // What the functions log is shown for a test that failed.
    silent: 'passed-only',
    // Generous, since a test that waits for a browser or a stack says nothing of a slow machine.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
