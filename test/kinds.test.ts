import { expect, test } from 'vitest';
import { findTestFiles, isIn, shortFolders } from './kinds.ts';

const files = findTestFiles();
const isDear = ({ kind }: (typeof files)[number]) => kind === 'stack' || kind === 'browser';

test('each file is in one part of the tests, and all are in the whole', () => {
  for (const file of files) {
    expect([file.path, isIn('short', file)]).toEqual([file.path, !isIn('rest', file)]);
    expect([file.path, isIn('all', file)]).toEqual([file.path, true]);
  }
});

test('what needs neither a stack nor a browser and is not long is in the short part, and most of what needs them is not', () => {
  expect(files.filter((file) => !(isDear(file) || file.isLong)).every((file) => isIn('short', file))).toBe(
    true,
  );
  const dear = files.filter(isDear);
  expect(dear.filter((file) => isIn('short', file)).length).toBeLessThan(dear.length / 4);
});

test('what is long is in the rest, whatever it needs', () => {
  const long = files.filter(({ isLong }) => isLong);
  expect(new Set(long.map(({ kind }) => kind))).toEqual(new Set(['long', 'store', 'stack']));
  expect(long.filter((file) => isIn('short', file))).toEqual([]);
});

test.each([
  ['test/members/search-answers.test.ts', 'store', true],
  ['test/moves/races.test.ts', 'store', true],
  ['test/services/traces.test.ts', 'store', false],
  // It imports at the moment when it needs it.
  ['test/definition/invented-field.test.ts', 'store', false],
  ['test/security/authorisation-matrix.test.ts', 'stack', true],
  ['test/security/authorisation/rows.test.ts', 'unit', false],
  ['test/audit/large-days.test.ts', 'long', true],
  ['test/journeys/a-month.test.ts', 'browser', false],
])('%s is of the kind %s, and long: %s', (path, kind, isLong) => {
  expect(files).toContainEqual({ path, kind, isLong });
});

test.each(shortFolders)('the folder %s, which the short part names, has tests', (folder) => {
  expect(files.some(({ path }) => path.startsWith(folder))).toBe(true);
});
