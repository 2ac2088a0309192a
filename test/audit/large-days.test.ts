import { expect, test } from 'vitest';
import { createDigest, digestLines } from '../../functions/areas/audit/create-day-digest.ts';
import { heldMB } from '../support/held-memory.ts';

const readDay = async (pages: number, itemsOf: (page: number) => Record<string, unknown>[]) => {
  const held: number[] = [];
  const table = {
    query: async ({ partition, after }: { partition: string; after?: Readonly<Record<string, unknown>> }) => {
      const page = Number(after?.page ?? 0);
      if (page % 10 === 9) held.push(heldMB());
      const items = itemsOf(page).map((item) => ({ pk: partition, ...item }));
      return { items, ...(page + 1 < pages ? { next: { page: page + 1 } } : {}) };
    },
  };
  const before = heldMB();
  const digested = await digestLines(table, '2026-11-10');
  return { digested, heldMB: Math.max(...held, heldMB()) - before };
};

test('the lines of a day are digested page by page, and none is held', async () => {
  const pages = 40;
  const day = await readDay(pages, (page) => [
    // A page of one line of a megabyte.
    { sk: String(page), line: Buffer.alloc(1_000_000, 'x').toString() },
  ]);
  expect(day.digested.count).toBe(2 * pages);
  expect(day.heldMB).toBeLessThan(pages);
});

test('of very many small lines no more is held than the digest’s own bytes', async () => {
  const [pages, perPage] = [40, 1_000];
  const day = await readDay(pages, (page) =>
    Array.from({ length: perPage }, (_, line) => ({
      sk: `2026-11-10T00:00:00.000Z#0199a3f0-5c00-7000-8000-${String(page * perPage + line).padStart(12, '0')}`,
    })),
  );
  expect(day.digested.count).toBe(2 * pages * perPage);
  const { bytes } = createDigest('2026-11-10', day.digested, null);
  expect(day.heldMB).toBeLessThan((1.2 * bytes.length) / 1_000_000);
});
