import * as z from 'zod/mini';
import { type AnyRequest, type Api, callOf, readJson } from './client.ts';
import type { ItemOf, ListRoute, RequestOf } from './routes.ts';

/** For reading lists of the API in the browser: the schema of one page; a cursor means that more pages may follow. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()) });

/**
 * Reads the pages of a list of the API, a hundred items a page, and checks each item by a schema. `readList` trusts the contract.
 * @returns `isWhole`: false if the list has more than `maxPages` pages
 */
export async function readAll<Item extends z.ZodMiniType>(
  api: Pick<Api, 'call'>,
  item: Item,
  path: string,
  maxPages = 10,
): Promise<{ items: z.output<Item>[]; isWhole: boolean }> {
  const items: z.output<Item>[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= maxPages; page += 1) {
    const query = new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const next = await api.call(pageOf(item), { path: `${path}${path.includes('?') ? '&' : '?'}${query}` });
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}

/**
 * Reads the pages of a list of the API, a hundred items a page. The items have the type of the list's contract, unchecked.
 * @returns `isWhole`: false if the list has more than `maxPages` pages
 */
export async function readList<Key extends ListRoute>(
  api: Pick<Api, 'send'>,
  route: Key,
  request: RequestOf<Key> & AnyRequest,
  maxPages = 10,
): Promise<{ items: ItemOf<Key>[]; isWhole: boolean }> {
  const items: ItemOf<Key>[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= maxPages; page += 1) {
    const query = { ...request.query, limit: '100', cursor };
    const response = await api.send(callOf(route, { ...request, query }));
    const next = await readJson<{ items: ItemOf<Key>[]; cursor?: string }>(response);
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
