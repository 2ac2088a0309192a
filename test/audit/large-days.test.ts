import { expect, test } from 'vitest';
import { readDayLines } from '../../functions/areas/audit/create-day-digest.ts';
import { heldMB } from '../support/held-memory.ts';

test('the lines of a day are digested page by page, and none is held', async () => {
  const pages = 40;
  const held: number[] = [];
  const table = {
    query: async ({ partition, after }: { partition: string; after?: Readonly<Record<string, unknown>> }) => {
      const page = Number(after?.page ?? 0);
      if (page % 10 === 9) held.push(heldMB());
      return {
        // A page of one line of a megabyte.
        items: [{ pk: partition, sk: String(page), line: Buffer.alloc(1_000_000, 'x').toString() }],
        ...(page + 1 < pages ? { next: { page: page + 1 } } : {}),
      };
    },
  };
  const before = heldMB();
  const lines = await readDayLines(table, '2026-11-10');
  expect(lines).toHaveLength(2 * pages);
  expect(Math.max(...held) - before).toBeLessThan(pages);
});
