import * as z from 'zod';
import { parseLook, type StoredLook } from '../../shared/journal/look.ts';
import { parseOpened, parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { accessBySubject, looksAt, openedBySubject } from '../../shared/table/keys/access-log.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { StoredMember } from '../members/schema.ts';
import { firstMonthAt, firstOf, readByReader, startOfMonth } from './read-by-reader.ts';
import { type AccessLine, accessLine } from './schema.ts';

/*
 * The readers of the access log for a member's record. The openings of each of her records lie in a partition of that record: by time, and once more by
 * month and reader. The looks at lists in which she stood lie in other partitions: one of each of her groups, and one of her own.
 * read-by-reader.ts reads what lies by month and reader.
 */

/** The maximum number of pages, of 1 MB each, that are read of the openings of a member's records: some ten thousand openings. */
const maxPagesOfOpenings = 4;
/** After this many lines no further page is read, since an answer has fewer. */
const enoughLines = 2_000;

/** Lines of the access log, the newest first. `since`: the instant before which lines may be missing; absent if none is missing. */
export type FoundLines = { readonly lines: readonly AccessLine[]; readonly since?: string };

const newestFirst = { index: 'gsi1', descending: true } as const;

/** The instant of the last line of a page, whose sort key is `<instant>#<id>`. */
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
    lines.push(...items.map((item) => accessLine.parse(parseOpening(item))));
    if (next === undefined) return { lines };
    after = next;
  }
  return { lines, since: pageEnd.parse(after) };
};

/**
 * The openings that lie under a member's id: the newest, each by itself. If there are older ones, one line stands for all openings of a day in which a
 * reader opened the same.
 * @param naming if given, only openings that also name this record or case
 */
const readOpenings = async (
  table: Pick<Table, 'query'>,
  memberId: string,
  now: Date,
  naming?: string,
): Promise<FoundLines> => {
  const newest = await readPages(
    table,
    {
      ...newestFirst,
      partition: accessBySubject(memberId),
      ...(naming === undefined ? {} : { containing: { attribute: 'subjects', value: naming } }),
    },
    maxPagesOfOpenings,
  );
  const { lines, since } = newest;
  if (since === undefined) return newest;
  const older = await readByReader(table, {
    partition: openedBySubject(memberId),
    firstMonth: firstMonthAt(now),
    parse: parseOpened,
    dayOf: ({ at }) => at.slice(0, 10),
  });
  const olderLines = older.found
    .filter(({ at, subjects }) => at <= since && (naming === undefined || subjects.includes(naming)))
    .map((one) => accessLine.parse(one));
  // From `since` on the lines themselves are whole.
  return { lines: [...lines, ...olderLines], since: firstOf(older.since, since) };
};

/**
 * The openings of all of a woman's records, the newest first.
 * @param ids all her ids
 * @param ofCase if given, only the openings that name this case
 * @param parted the ids of records that were once joined with hers. An opening of hers from that time may lie under one of these ids; it also names
 * an id of hers.
 */
export const readOpeningsOf = async (
  table: Pick<Table, 'query'>,
  ids: readonly string[],
  now: Date,
  { ofCase, parted = [] }: { readonly ofCase?: string; readonly parted?: readonly string[] } = {},
): Promise<FoundLines> => {
  const found = await Promise.all([
    ...ids.map((id) => readOpenings(table, id, now, ofCase)),
    ...parted.flatMap((id) =>
      (ofCase === undefined ? ids : [ofCase]).map((named) => readOpenings(table, id, now, named)),
    ),
  ]);
  const since = found
    .flatMap((one) => one.since ?? [])
    .toSorted()
    .at(-1);
  return {
    lines: found.flatMap(({ lines }) => lines).toSorted((a, b) => compareTexts(b.at, a.at)),
    ...(since === undefined ? {} : { since }),
  };
};

/** Looks at lists. `since`: the instant from which on no look is missing. */
export type FoundLooks = { readonly looks: readonly StoredLook[]; readonly since: string };

/**
 * A year's looks at the lists, searches, sheets and exports in which a member may stand: the member's own looks, and those of all groups that
 * she ever was in, since each of these groups keeps her account.
 */
export const readLooks = async (
  table: Pick<Table, 'query'>,
  member: Pick<StoredMember, 'id' | 'collectiveId' | 'formerCollectives' | 'records'>,
  now: Date,
): Promise<FoundLooks> => {
  const firstMonth = firstMonthAt(now);
  const records = member.records ?? [member];
  const holders = [
    ...new Set(
      records.flatMap(({ id, collectiveId, formerCollectives }) => [id, collectiveId, ...formerCollectives]),
    ),
  ];
  const found = await Promise.all(
    holders.map((holder) =>
      readByReader(table, { partition: looksAt(holder), firstMonth, parse: parseLook }),
    ),
  );
  const since = found
    .map((one) => one.since)
    .toSorted()
    .at(-1);
  return {
    looks: found.flatMap((one) => one.found),
    since: firstOf(since ?? startOfMonth(firstMonth), now.toISOString()),
  };
};
