import type { Item, Page } from './client.ts';

/** All items of a query of the table, page by page. */
export const readAllPages = async (readPage: (after: Item | undefined) => Promise<Page>): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Item | undefined;
  do {
    const { items, next } = await readPage(after);
    found.push(...items);
    after = next;
  } while (after !== undefined);
  return found;
};
