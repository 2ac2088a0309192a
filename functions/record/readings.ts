import type { Item, Query, Table } from '../table/client.ts';
import { accessBySubject, accessLists } from '../table/keys.ts';
import { type AccessLine, accessLine } from './schema.ts';

/** Pages of 1 MB that are read of the lines about an id alone, and of those that name several ids. */
const maxPages = 4;
const maxPagesOfLists = 12;

/** Reads the lines of the access log that name an id, the newest first, for a member's record. */
export const createReadingLines = (table: Pick<Table, 'query'>) => {
  const walk = async (query: Omit<Query, 'after'>, pages: number): Promise<AccessLine[]> => {
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
      walk({ ...newestFirst, partition: accessBySubject(id) }, maxPages),
      walk(
        { ...newestFirst, partition: accessLists, containing: { attribute: 'subjects', value: id } },
        maxPagesOfLists,
      ),
    ]);
    // Ids are made in the order of the readings.
    const placeOf = ({ at, id }: AccessLine): string => `${at}#${id}`;
    return [...own, ...lists].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  };
};
