import { expect, test } from 'vitest';
import { countResults, findFailed, findFailedFiles, findRetried, withLaterRun } from './summary.ts';

const report = (counts: object, ...files: { status: string; tests: readonly string[] }[]) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  ...counts,
  testResults: files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
});

test.each([
  {
    title: 'a run in which all passed',
    checks: [true, true],
    report: report({ numPassedTests: 3, numPendingTests: 1 }, { status: 'passed', tests: ['passed'] }),
    hasPassed: true,
    counts: { passed: 5, failed: 0, skipped: 1 },
  },
  {
    title: 'a failed test',
    checks: [true, true],
    report: report({ numPassedTests: 2, numFailedTests: 1 }, { status: 'failed', tests: ['failed'] }),
    hasPassed: false,
    counts: { passed: 4, failed: 1, skipped: 0 },
  },
  {
    title: 'a failed check',
    checks: [true, false],
    report: report({ numPassedTests: 2 }),
    hasPassed: true,
    counts: { passed: 3, failed: 1, skipped: 0 },
  },
  {
    title: 'a file that could not be loaded',
    checks: [true],
    report: report({ numPassedTests: 2 }, { status: 'failed', tests: [] }),
    hasPassed: false,
    counts: { passed: 3, failed: 1, skipped: 0 },
  },
  {
    title: 'a run without a report',
    checks: [true, true],
    report: undefined,
    hasPassed: false,
    counts: { passed: 2, failed: 1, skipped: 0 },
  },
  {
    title: 'a failure outside any test',
    checks: [true],
    report: report({ numPassedTests: 2 }, { status: 'passed', tests: ['passed'] }),
    hasPassed: false,
    counts: { passed: 3, failed: 1, skipped: 0 },
  },
])('counts $title', ({ checks, report: given, hasPassed, counts }) => {
  expect(countResults(checks, given, hasPassed)).toEqual(counts);
});

test('fails what passed only at the second try, and names it with what the first one said', () => {
  const tests = [
    { status: 'passed', fullName: 'at once', failureMessages: [] },
    {
      status: 'passed',
      fullName: 'later',
      failureMessages: ['Error: Property failed\n{ seed: 7 }\n    at line 3'],
    },
    { status: 'failed', fullName: 'never', failureMessages: ['Error: broken', 'Error: broken'] },
  ];
  const counts = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 0 };
  const given = { ...counts, testResults: [{ status: 'failed', assertionResults: tests }] };
  expect(findRetried(given)).toEqual([{ name: 'later', said: 'Error: Property failed\n{ seed: 7 }' }]);
  expect(findFailed(given)).toEqual([{ name: 'never', said: 'Error: broken' }]);
  expect(countResults([true], given, false)).toEqual({ passed: 2, failed: 2, skipped: 0 });
  expect(countResults([true], given, false, true)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  expect([...findFailed(undefined), ...findRetried(undefined)]).toEqual([]);
});

test('a later run of a file replaces the earlier, and names what passed only then', () => {
  const file = (
    name: string,
    ...tests: { fullName: string; status: string; failureMessages: string[] }[]
  ) => ({
    name,
    status: tests.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
    assertionResults: tests,
  });
  const good = { fullName: 'good', status: 'passed', failureMessages: [] };
  const bad = { fullName: 'chance', status: 'failed', failureMessages: ['Error: late'] };
  const broken = { fullName: 'broken', status: 'failed', failureMessages: ['Error: wrong'] };
  const counts = { numPassedTests: 2, numFailedTests: 2, numPendingTests: 0 };
  const first = { ...counts, testResults: [file('a', good, bad), file('b', broken), file('c', good)] };
  expect(findFailedFiles(first)).toEqual(['a', 'b']);
  const again = withLaterRun(first, {
    ...counts,
    testResults: [file('a', good, { ...bad, status: 'passed', failureMessages: [] }), file('b', broken)],
  });
  expect(findRetried(again)).toEqual([{ name: 'chance', said: 'Error: late' }]);
  expect(findFailed(again)).toEqual([{ name: 'broken', said: 'Error: wrong' }]);
  expect(countResults([], again, false, true)).toEqual({ passed: 3, failed: 1, skipped: 0 });
});
