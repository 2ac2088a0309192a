import type { Item, Page, Query, Table } from './client.ts';
import { keyOf } from './query-commands.ts';

/** The maximum number of queries for one page. */
const maxQueries = 20;
/** The number of items that each of them reads at least. */
const batchSize = 100;

/**
 * A page of those items of a query that are chosen, for a caller who reaches a part of a list that is not sorted by what she reaches. While there is
 * a chosen item on the page, its key is where the next page goes on, so that a cursor names nothing else.
 * @param choose gets a whole batch, so that it can read what it needs of all in one call; it returns the chosen items themselves
 */
export const queryChosen = async (
  table: Pick<Table, 'query'>,
  query: Omit<Query, 'after'> & { readonly limit: number },
  from: Item | undefined,
  choose: (items: readonly Item[]) => Promise<readonly Item[]>,
): Promise<Page> => {
  const { limit } = query;
  const found: Item[] = [];
  let place = from;
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const page = await table.query({
      ...query,
      limit: Math.max(limit + 1, batchSize),
      ...(place === undefined ? {} : { after: place }),
    });
    found.push(...(await choose(page.items)));
    place = page.next;
    if (found.length > limit || place === undefined) break;
  }
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  const next = last === undefined ? place : keyOf(last, query);
  return { items, ...(next === undefined ? {} : { next }) };
};
