import { expect, test } from 'vitest';
import { findTestFiles, isIn, shortFolders } from './kinds.ts';

const files = [...findTestFiles()];

test('each file is in one part of the tests, and all are in the whole', () => {
  for (const [path, kind] of files) {
    expect([path, isIn('short', path, kind)]).toEqual([path, !isIn('rest', path, kind)]);
    expect([path, isIn('all', path, kind)]).toEqual([path, true]);
  }
});

test('what needs neither a stack nor a browser is in the short part, and most of what needs them is not', () => {
  const isShort = ([path, kind]: (typeof files)[number]) => isIn('short', path, kind);
  const dear = files.filter(([, kind]) => kind === 'stack' || kind === 'browser');
  expect(files.filter((file) => !dear.includes(file)).every(isShort)).toBe(true);
  expect(dear.filter(isShort).length).toBeLessThan(dear.length / 4);
});

test.each(shortFolders)('the folder %s, which the short part names, has tests', (folder) => {
  expect(files.some(([path]) => path.startsWith(folder))).toBe(true);
});
