import * as z from 'zod/mini';
import { type AnyRequest, type Api, callOf, readJson } from './client.ts';
import type { ItemOf, ListRoute, RequestOf } from './routes.ts';

/** Schema of one page of a list of the API; where it has a cursor there may be more. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()) });

/**
 * Reads the pages of a list of the API, a hundred items a page, up to `maxPages` pages, and parses each item with a
 * schema; `isWhole` says whether that was all.
 */
export async function readAll<Item extends z.ZodMiniType>(
  api: Pick<Api, 'call'>,
  item: Item,
  path: string,
  maxPages = 10,
): Promise<{ items: z.output<Item>[]; isWhole: boolean }> {
  const items: z.output<Item>[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count += 1) {
    const query = new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const next = await api.call(pageOf(item), { path: `${path}${path.includes('?') ? '&' : '?'}${query}` });
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}

/**
 * Reads the pages of a list of the API, a hundred items a page, up to `maxPages` pages, typed by the list's contract;
 * `isWhole` says whether that was all.
 */
export async function readList<Key extends ListRoute>(
  api: Pick<Api, 'send'>,
  route: Key,
  request: RequestOf<Key> & AnyRequest,
  maxPages = 10,
): Promise<{ items: ItemOf<Key>[]; isWhole: boolean }> {
  const items: ItemOf<Key>[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count += 1) {
    const query = { ...request.query, limit: '100', cursor };
    const response = await api.send(callOf(route, { ...request, query }));
    const next = await readJson<{ items: ItemOf<Key>[]; cursor?: string }>(response);
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
