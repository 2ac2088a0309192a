import { describe, expect, test } from 'vitest';
import { numberOf, readPage, tableOf, tablesOf } from './page-tables.ts';

/** Extrapolates docs/scale.md again as a reader would, from the table of what was measured. No code of the bench is used. */

const page = readPage('scale.md');
const tables = tablesOf(page);
const sizes = [100_000, 1_000_000, 10_000_000];

const measured = tableOf(tables, 'members, after 120 months', 'one count').rows.map(
  ([members, whole = '', shard = '', files = '']) => {
    const read = (cell: string) => {
      const [, seconds, megabytes] = /^([\d.]+) s, (\d+) MB$/.exec(cell) ?? [];
      return { seconds: numberOf(seconds), megabytes: numberOf(megabytes) };
    };
    return {
      members: numberOf(members),
      whole: read(whole),
      shard: read(shard),
      files: numberOf(files.replace(' MB', '')),
    };
  },
);
type Size = (typeof measured)[number];
const [small, large] = [measured[0], measured.at(-1)];
if (small === undefined || large === undefined) throw new Error('Nothing is measured.');

const growth = (figureOf: (size: Size) => number): number =>
  (figureOf(large) - figureOf(small)) / (large.members - small.members);
const extrapolate = (figureOf: (size: Size) => number, perMember = growth(figureOf)) => ({
  at: (members: number) => figureOf(large) + (members - large.members) * perMember,
  reaches: (bound: number) => large.members + (bound - figureOf(large)) / perMember,
});

const shards = 16;
const figures = {
  memory: extrapolate(({ whole }) => whole.megabytes),
  seconds: extrapolate(({ whole }) => whole.seconds),
  shardMemory: extrapolate(({ shard }) => shard.megabytes, growth(({ whole }) => whole.megabytes) / shards),
  shardSeconds: extrapolate(({ shard }) => shard.seconds),
  files: extrapolate(({ files }) => files),
};

/** To two digits, with one more for what the page's own rounding of what was measured may move. */
const expectTwoDigits = (shown: number, computed: number): void =>
  expect(Math.abs(shown - computed) / computed).toBeLessThan(0.055);

const megabytesOf = (cell = ''): number => {
  const [, number, unit] = /^([\d.,]+) (MB|GB)$/.exec(cell) ?? [];
  return numberOf(number) * (unit === 'GB' ? 1000 : 1);
};

describe('docs/scale.md', () => {
  test('is extrapolated from its own table', () => {
    const [memory, seconds, shardMemory, shardSeconds, files] = tableOf(
      tables,
      '',
      '100 thousand members',
    ).rows;
    for (const [index, members] of sizes.entries()) {
      const cell = (row: readonly string[] | undefined) => row?.[1 + index];
      expectTwoDigits(megabytesOf(cell(memory)), figures.memory.at(members));
      expectTwoDigits(numberOf(cell(seconds)), figures.seconds.at(members));
      expectTwoDigits(megabytesOf(cell(shardMemory)), figures.shardMemory.at(members));
      expectTwoDigits(numberOf(cell(shardSeconds)), figures.shardSeconds.at(members));
      expectTwoDigits(megabytesOf(cell(files)), figures.files.at(members));
    }
  });

  test('says in one line at its top what breaks first, and at how many members', () => {
    const { rows } = tableOf(tables, 'from members', 'what is full');
    const from = rows.map(([members]) => numberOf(members));
    expect(from).toEqual(from.toSorted((a, b) => a - b));
    const [first] = rows;
    expect(page.split('\n')[2]).toBe(
      `**From about ${first?.[0]} members on, after ten years: ${first?.[1]}.** ${first?.[2]}`,
    );
    const expected = [
      figures.seconds.reaches(15),
      figures.memory.reaches(2048),
      figures.memory.reaches(10_240),
      figures.seconds.reaches(600),
      figures.shardMemory.reaches(2048),
      figures.shardSeconds.reaches(900),
    ].toSorted((a, b) => a - b);
    for (const [index, members] of from.entries()) expectTwoDigits(members, expected[index] ?? 0);
    expect(from).toHaveLength(expected.length);
  });
});
