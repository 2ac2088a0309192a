import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';

/*
 * Which indicators the SQL counts, and how, as its files list them. Whether it counts them right is compared in audit-count.test.ts.
 */

const sql = globSync('*.sql', { cwd: join(import.meta.dirname, 'sql') })
  .map((name) => readFileSync(join(import.meta.dirname, 'sql', name), 'utf8'))
  .join('\n');

/** The codes that the files insert into a table, sorted. */
const codesIn = (table: string): string[] =>
  [...sql.matchAll(new RegExp(`^INSERT INTO ${table} VALUES\\s+([^;]*);`, 'gm'))]
    .flatMap(([, rows = '']) => [...rows.matchAll(/\('(\w+)'\)/g)].map(([, code = '']) => code))
    .sort();

const codesOf = (wanted: (indicator: (typeof indicators)[number]) => boolean): string[] =>
  indicators
    .filter(wanted)
    .map(({ code }) => code)
    .sort();

test('the SQL counts every indicator of the catalogue', () => {
  expect(codesIn('indicator')).toEqual(codesOf(() => true));
});

test('it counts once in a life what the catalogue does, and breaks down what it does', () => {
  expect(codesIn('counted_once')).toEqual(
    codesOf(({ counting }) => counting.way === 'distinct' && counting.each === 'lifetime'),
  );
  expect(codesIn('broken_down')).toEqual(codesOf(({ breakdowns }) => breakdowns));
});
