import { describe, expect, test } from 'vitest';
import { answerBytesOf, maxAnswerBytes } from '../../functions/shared/http/answer-size.ts';
import { readPage } from '../../functions/shared/http/read-page.ts';

/** A list of texts of so many letters, with an index as the cursor. */
const listOf =
  (lengths: readonly number[], from = 0) =>
  async (limit: number) => {
    const items = lengths.slice(from, from + limit).map((length) => 'x'.repeat(length));
    const next = from + items.length;
    return { items, ...(next < lengths.length ? { next } : {}) };
  };

/** All pages, one after another. */
const readAll = async (lengths: readonly number[], limit: string | undefined) => {
  const pages: string[][] = [];
  let from: number | undefined = 0;
  while (from !== undefined) {
    const page: { items: string[]; next?: number } = await readPage(limit, listOf(lengths, from));
    pages.push(page.items);
    from = page.next;
  }
  return pages;
};

describe('a page of a list', () => {
  test('has as many items as were asked for, or fifty', async () => {
    const pages = await readAll(Array(120).fill(3), undefined);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect((await readAll([1, 2, 3], '2')).map((page) => page.length)).toEqual([2, 1]);
  });

  test('ends earlier where an answer could not hold them, and nothing is left out', async () => {
    const lengths = Array.from({ length: 100 }, (_, index) => 1_000 * (index % 10) ** 3);
    const pages = await readAll(lengths, '100');
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat().map(({ length }) => length)).toEqual(lengths);
    for (const page of pages) expect(answerBytesOf(page)).toBeLessThanOrEqual(maxAnswerBytes);
  });

  test('has one item at least', async () => {
    expect((await readAll([6_000_000, 1], '100')).map((page) => page.length)).toEqual([1, 1]);
  });

  test('is read again until it fits, where a smaller page has other items', async () => {
    // As a search has them, whose page is sorted after it is read.
    const read = async (limit: number) => ({
      items: Array.from({ length: limit }, (_, index) =>
        'x'.repeat(index < 2 ? 100 : 1_000_000),
      ).toReversed(),
    });
    expect(answerBytesOf((await readPage('100', read)).items)).toBeLessThanOrEqual(maxAnswerBytes);
  });
});
