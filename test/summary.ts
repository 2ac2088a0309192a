import * as z from 'zod';

/** The part of Vitest's JSON report that is counted. */
const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  /** One entry per file. A file that could not be loaded has failed without a failed test. */
  testResults: z.array(
    z.object({
      /** The file's path. */
      name: z.string().optional(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().optional(),
          /** What each try said that failed, also if the last one passed. */
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/**
 * Counts checks (types, lint, …) and tests together.
 *
 * A file that could not be loaded, and a run that failed without saying where, count as one failure each: a run that
 * failed never ends in "0 failed". A test that passed only at the second try has failed, unless second tries count.
 * @param checks whether each check passed
 * @param report Vitest's JSON report; undefined if it wrote none
 * @param hasPassed whether Vitest's exit code was 0
 * @param secondTriesCount on a machine that others load too
 * @throws ZodError if `report` is not such a report
 */
export function countResults(
  checks: readonly boolean[],
  report: unknown,
  hasPassed: boolean,
  secondTriesCount = false,
): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } =
    report === undefined
      ? { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] }
      : vitestReport.parse(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const retriedTests = secondTriesCount ? 0 : findRetried(report).length;
  const failedTests = numFailedTests + brokenFiles + retriedTests;
  const failedChecks = checks.filter((passed) => !passed).length;
  return {
    passed: checks.length - failedChecks + numPassedTests - retriedTests,
    failed: failedChecks + failedTests + (!hasPassed && failedTests === 0 ? 1 : 0),
    skipped: numPendingTests,
  };
}

/**
 * Files of which a test failed at every try, or which could not be loaded.
 * @param report Vitest's JSON report; undefined if it wrote none
 * @returns their paths
 * @throws ZodError if `report` is not such a report
 */
export const findFailedFiles = (report: unknown): string[] =>
  (report === undefined ? [] : vitestReport.parse(report).testResults).flatMap(({ name, status }) =>
    status === 'failed' && name !== undefined ? [name] : [],
  );

/**
 * @param report Vitest's JSON report
 * @param again that of a later run of some of its files
 * @returns the report with those files as the later run found them. A test keeps what its first tries said, so that {@link findRetried}
 *   names it.
 * @throws ZodError if either is not such a report
 */
export function withLaterRun(report: unknown, again: unknown): z.infer<typeof vitestReport> {
  const later = new Map(vitestReport.parse(again).testResults.map((file) => [file.name, file]));
  const testResults = vitestReport.parse(report).testResults.map((file) => {
    const found = later.get(file.name);
    if (found === undefined) return file;
    const said = new Map(file.assertionResults.map((test) => [test.fullName, test.failureMessages ?? []]));
    const assertionResults = found.assertionResults.map((test) => ({
      ...test,
      failureMessages: [...(said.get(test.fullName) ?? []), ...(test.failureMessages ?? [])],
    }));
    return { ...found, assertionResults };
  });
  const statuses = testResults.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const count = (isCounted: (status: string) => boolean) => statuses.filter(isCounted).length;
  return {
    numPassedTests: count((status) => status === 'passed'),
    numFailedTests: count((status) => status === 'failed'),
    numPendingTests: count((status) => status !== 'passed' && status !== 'failed'),
    testResults,
  };
}

type Told = { readonly name: string; readonly said: string };
type Assertion = z.infer<typeof vitestReport>['testResults'][number]['assertionResults'][number];

const tell = (report: unknown, isTold: (one: Assertion) => boolean): Told[] =>
  (report === undefined ? [] : vitestReport.parse(report).testResults)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(isTold)
    .map(({ fullName = '', failureMessages }) => ({
      name: fullName,
      said: failureMessages?.[0]?.split(/\n\s+at /, 1)[0]?.slice(0, 600) ?? '',
    }));

/**
 * Tests that failed at every try.
 * @param report Vitest's JSON report; undefined if it wrote none
 * @returns the name of each, and what its first try said, without the stack
 * @throws ZodError if `report` is not such a report
 */
export const findFailed = (report: unknown): Told[] => tell(report, ({ status }) => status === 'failed');

/**
 * Tests that failed at first and passed when they were repeated: a fault of the test, or a rare one of what it tests.
 * @param report Vitest's JSON report; undefined if it wrote none
 * @returns the name of each, and what its first try said, without the stack: of a property also its seed
 * @throws ZodError if `report` is not such a report
 */
export const findRetried = (report: unknown): Told[] =>
  tell(report, ({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0);
