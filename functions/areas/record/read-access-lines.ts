import * as z from 'zod';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { accessBySubject, accessLists } from '../../shared/table/keys.ts';
import { type AccessLine, accessLine } from './schema.ts';

/*
 * The readers of the access log for a member's record. The openings of her own records lie in a partition of hers, which lists
 * cannot fill; lists lie in one that all share, of which the newest megabytes are searched.
 */

/** The maximum number of pages of 1 MB that are read of the openings of her records: some ten thousand. */
const maxPagesOfOpenings = 4;
/** The same for the lines about several people, of which DynamoDB filters those that name her. */
const maxPagesOfLists = 12;
/** With so many lines no further page is read: an answer tells fewer. */
const enoughLines = 2_000;

/** Lines of the access log, the newest first. `since`: older lines were not looked for; absent if there are none. */
export type FoundLines = { readonly lines: readonly AccessLine[]; readonly since?: string };

const newestFirst = { index: 'gsi1', descending: true } as const;

/** Where a page of the index ended: `<instant>#<id>` is the sort key of its last line. */
const pageEnd = z.object({ gsi1sk: z.string() }).transform(({ gsi1sk }) => gsi1sk.split('#')[0] ?? gsi1sk);

const readPages = async (
  table: Pick<Table, 'query'>,
  query: Omit<Query, 'after'>,
  maxPages: number,
): Promise<FoundLines> => {
  const lines: AccessLine[] = [];
  let after: Item | undefined;
  for (let page = 0; page < maxPages && lines.length < enoughLines; page += 1) {
    const { items, next } = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    lines.push(...items.map((item) => accessLine.parse(item)));
    if (next === undefined) return { lines };
    after = next;
  }
  return { lines, since: pageEnd.parse(after) };
};

/** The openings of a member's records. @param ofCase only those that name this case */
export const readOpenings = (
  table: Pick<Table, 'query'>,
  memberId: string,
  ofCase?: string,
): Promise<FoundLines> =>
  readPages(
    table,
    {
      ...newestFirst,
      partition: accessBySubject(memberId),
      ...(ofCase === undefined ? {} : { containing: { attribute: 'subjects', value: ofCase } }),
    },
    maxPagesOfOpenings,
  );

/** The lists, searches, sheets and exports that name a member. */
export const readLists = (table: Pick<Table, 'query'>, memberId: string): Promise<FoundLines> =>
  readPages(
    table,
    { ...newestFirst, partition: accessLists, containing: { attribute: 'subjects', value: memberId } },
    maxPagesOfLists,
  );
