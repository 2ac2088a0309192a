import type { Item, Query, Table } from './client.ts';

/** All items that a query finds, over all its pages. */
export const queryAll = async (
  table: Pick<Table, 'query'>,
  query: Omit<Query, 'limit' | 'after'>,
): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    found.push(...items);
    after = next;
  } while (after !== undefined);
  return found;
};
