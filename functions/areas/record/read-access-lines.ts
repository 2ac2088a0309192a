import * as z from 'zod';
import { addMonths } from '../../shared/calendar/calendar.ts';
import { parseLook, type StoredLook } from '../../shared/journal/look.ts';
import { parseOpened, parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { accessBySubject, looksAt, openedBySubject } from '../../shared/table/keys/access-log.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { StoredMember } from '../members/schema.ts';
import { type AccessLine, accessLine } from './schema.ts';

/*
 * The readers of the access log for a member's record. The openings of each of her records lie in a partition of that record: by time, and once more by
 * month and reader. The looks at lists in which she stood lie in other partitions: one of each of her groups, and one of her own.
 */

/** The maximum number of pages, of 1 MB each, that are read of the openings of a member's records: some ten thousand openings. */
const maxPagesOfOpenings = 4;
/** The maximum number of pages, of 1 MB each, that are read by month and reader of one holder. A group's year has some 100 KB of looks. */
const maxPagesByReader = 40;
/** The number of months before the present one of which is read by reader. */
const monthsByReader = 12;
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

/** What lies by month, then by reader. `from`: none is missing from this month (`YYYY-MM`) on. */
type FoundByReader<One> = { readonly found: readonly One[]; readonly from: string };

/** The prefix of the sort keys of all that one reader read in one month. */
const monthAndReaderOf = ({ month, actor }: { readonly month: string; readonly actor: string }): string =>
  `${month}#${actor}#`;

/**
 * What was read of one holder, from a month on. If a whole page is of one reader in one month, the rest of hers of that month is not read: otherwise
 * she could hide another's reading behind thousands of her own.
 */
const readByReader = async <One extends { readonly month: string; readonly actor: string }>(
  table: Pick<Table, 'query'>,
  partition: string,
  firstMonth: string,
  parse: (item: Item) => One,
): Promise<FoundByReader<One>> => {
  const all: One[] = [];
  // `~` sorts after everything.
  let lastKey = '~';
  let after: Item | undefined;
  for (let page = 0; page < maxPagesByReader; page += 1) {
    const { items, next } = await table.query({
      partition,
      between: [firstMonth, lastKey],
      descending: true,
      isEventual: true,
      ...(after === undefined ? {} : { after }),
    });
    const found = items.map(parse);
    all.push(...found);
    if (next === undefined) return { found: all, from: firstMonth };
    const prefixes = new Set(found.map(monthAndReaderOf));
    const [prefix] = prefixes;
    if (prefixes.size === 1 && prefix !== undefined) {
      // The next page ends before what this reader read in the month, since the prefix sorts before all of it.
      lastKey = prefix;
      after = undefined;
    } else {
      after = next;
    }
  }
  // The month in which the reading stopped is not whole, so it is left out.
  const stoppedIn = all.at(-1)?.month ?? firstMonth;
  return { found: all.filter(({ month }) => month > stoppedIn), from: addMonths(stoppedIn, 1) };
};

/** The first month of which is read how others read her: the present one and the twelve before it. */
const firstMonthAt = (now: Date): string => addMonths(now.toISOString().slice(0, 7), -monthsByReader);

const startOfMonth = (month: string): string => `${month}-01T00:00:00.000Z`;

/**
 * The openings that lie under a member's id: the newest, each by itself. If there are older ones, one stands for all of a day in which a reader opened
 * the same. @param naming if given, only openings that also name this record or case
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
  const { found, from } = await readByReader(
    table,
    openedBySubject(memberId),
    firstMonthAt(now),
    parseOpened,
  );
  const older = found
    .filter(({ at, subjects }) => at <= since && (naming === undefined || subjects.includes(naming)))
    .map((one) => accessLine.parse(one));
  return { lines: [...lines, ...older], since: startOfMonth(from) };
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

/** Looks at lists. `from`: no look is missing from this month (`YYYY-MM`) on. */
export type FoundLooks = { readonly looks: readonly StoredLook[]; readonly from: string };

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
    holders.map((holder) => readByReader(table, looksAt(holder), firstMonth, parseLook)),
  );
  return {
    looks: found.flatMap((one) => one.found),
    from:
      found
        .map(({ from }) => from)
        .toSorted()
        .at(-1) ?? firstMonth,
  };
};
