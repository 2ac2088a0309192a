import * as z from 'zod';
import { addMonths } from '../../shared/calendar/calendar.ts';
import { parseLook, type StoredLook } from '../../shared/journal/look.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { accessBySubject, looksAt } from '../../shared/table/keys.ts';
import type { StoredMember } from '../members/schema.ts';
import { type AccessLine, accessLine } from './schema.ts';

/*
 * The readers of the access log for a member's record. The openings of her own records lie in a partition of hers; the looks at lists that
 * she stood in lie in those of her groups, and in one of hers.
 */

/** The maximum number of pages of 1 MB that are read of the openings of her records: some ten thousand. */
const maxPagesOfOpenings = 4;
/** The same for the looks of one holder. A group's year has some 100 KB of them. */
const maxPagesOfLooks = 4;
/** For how many months before this one looks are read. */
const monthsOfLooks = 12;
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

/** Looks at lists, and from which month on (`YYYY-MM`) they are all there. */
export type FoundLooks = { readonly looks: readonly StoredLook[]; readonly from: string };

/** The looks of one holder, from a month on. */
const readLooksOf = async (
  table: Pick<Table, 'query'>,
  holder: string,
  firstMonth: string,
): Promise<FoundLooks> => {
  const looks: StoredLook[] = [];
  let after: Item | undefined;
  for (let page = 0; page < maxPagesOfLooks; page += 1) {
    const { items, next } = await table.query({
      partition: looksAt(holder),
      between: [firstMonth, '~'],
      descending: true,
      isEventual: true,
      ...(after === undefined ? {} : { after }),
    });
    looks.push(...items.map(parseLook));
    if (next === undefined) return { looks, from: firstMonth };
    after = next;
  }
  // Of the month in which the reading stopped, looks are missing.
  const stoppedIn = looks.at(-1)?.month ?? firstMonth;
  return { looks: looks.filter(({ month }) => month > stoppedIn), from: addMonths(stoppedIn, 1) };
};

/**
 * The looks at the lists, searches, sheets and exports that a member may stand in, of a year: those of her and of all groups that she ever was
 * in, since each of them keeps her account.
 */
export const readLooks = async (
  table: Pick<Table, 'query'>,
  { id, collectiveId, formerCollectives }: Pick<StoredMember, 'id' | 'collectiveId' | 'formerCollectives'>,
  now: Date,
): Promise<FoundLooks> => {
  const firstMonth = addMonths(now.toISOString().slice(0, 7), -monthsOfLooks);
  const holders = [...new Set([id, collectiveId, ...formerCollectives])];
  const found = await Promise.all(holders.map((holder) => readLooksOf(table, holder, firstMonth)));
  return {
    looks: found.flatMap(({ looks }) => looks),
    from:
      found
        .map(({ from }) => from)
        .toSorted()
        .at(-1) ?? firstMonth,
  };
};
