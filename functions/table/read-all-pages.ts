import type { Item, Page } from './client.ts';

/** Reads all pages of a query of the table. @param readPage reads the page after an item */
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
