import type { Item, Query, Table } from '../table/client.ts';
import { accessBySubject, accessLists } from '../table/keys.ts';
import { type AccessLine, accessLine } from './schema.ts';

/** The maximum number of pages of 1 MB that are read of the lines about one id alone. */
const maxPages = 4;
/** The same for the lines that name several ids. */
const maxPagesOfLists = 12;

/** Makes the reader of access lines for a member's record: the lines of the access log that name an id, the newest first. */
export const createAccessLineReader = (table: Pick<Table, 'query'>) => {
  const readPages = async (query: Omit<Query, 'after'>, pages: number): Promise<AccessLine[]> => {
    const found: AccessLine[] = [];
    let after: Item | undefined;
    for (let page = 0; page < pages; page += 1) {
      const { items, next } = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
      found.push(...items.map((item) => accessLine.parse(item)));
      if (next === undefined) break;
      after = next;
    }
    return found;
  };

  return async (id: string): Promise<AccessLine[]> => {
    const newestFirst = { index: 'gsi1', descending: true } as const;
    const [own, lists] = await Promise.all([
      readPages({ ...newestFirst, partition: accessBySubject(id) }, maxPages),
      readPages(
        { ...newestFirst, partition: accessLists, containing: { attribute: 'subjects', value: id } },
        maxPagesOfLists,
      ),
    ]);
    // Ids are made in the order of the readings.
    const sortKeyOf = (line: AccessLine): string => `${line.at}#${line.id}`;
    return [...own, ...lists].sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? 1 : -1));
  };
};
