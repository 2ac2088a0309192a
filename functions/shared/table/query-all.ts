import type { Item, Query, Table } from './client.ts';

/** A query over all its pages; limits are the table's own of 1 MB. */
type WholeQuery = Omit<Query, 'limit' | 'after'>;

/**
 * The pages of a query, one by one, for what is too large to be held: while one is used, the next is read.
 * @throws what the table throws, when the page is asked for
 */
export async function* queryPages(table: Pick<Table, 'query'>, query: WholeQuery): AsyncGenerator<Item[]> {
  let reading = table.query(query);
  for (;;) {
    const { items, next } = await reading;
    if (next === undefined) {
      yield items;
      return;
    }
    reading = table.query({ ...query, after: next });
    // Whoever stops before the next page is not told that it failed.
    reading.catch(() => {});
    yield items;
  }
}

/** All items that a query finds, over all its pages. */
export const queryAll = async (table: Pick<Table, 'query'>, query: WholeQuery): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const items of queryPages(table, query)) found.push(...items);
  return found;
};
