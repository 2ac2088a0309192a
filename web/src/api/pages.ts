import * as z from 'zod/mini';
import type { Api } from './client.ts';

/** One page of a list; where it has a cursor there may be more. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()) });

/** The pages of a list, a hundred a page, up to `most` of them; `isWhole` says whether that was all. */
export async function readAll<Item extends z.ZodMiniType>(
  api: Pick<Api, 'call'>,
  item: Item,
  path: string,
  most = 10,
): Promise<{ items: z.output<Item>[]; isWhole: boolean }> {
  const items: z.output<Item>[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < most; count += 1) {
    const query = new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const next = await api.call(pageOf(item), { path: `${path}${path.includes('?') ? '&' : '?'}${query}` });
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
