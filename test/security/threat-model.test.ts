import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** docs/threat-model.md leads from each threat to the test that proves it. */
const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'threat-model.md'), 'utf8');
const linksOf = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);

test.each([...new Set(linksOf(page))])('points at what is there: %s', (path) => {
  expect(existsSync(join(docs, path))).toBe(true);
});

test('leads to a test from every row', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.includes('proved by'));
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => !linksOf(row).some((path) => path.endsWith('.test.ts')))).toEqual([]);
});
