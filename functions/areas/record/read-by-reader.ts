import { addDays, addMonths } from '../../shared/calendar/calendar.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';

/** Reads what others read of one holder, from the items that lie by month and then by reader. */

/** The maximum number of pages, of 1 MB each, that are read of one holder. A group's year has some 100 KB of looks. */
const maxPagesByReader = 40;
/** The maximum number of further pages of what readers fill whole pages with: of their months, and again of their days. */
const maxFurtherPages = 8;
/** The number of months before the present one that are read. */
const monthsByReader = 12;

/** What was found. `since`: the instant from which on nothing is missing. */
type FoundByReader<One> = { readonly found: readonly One[]; readonly since: string };

type Kept = { readonly month: string; readonly actor: string };

/** What is read of a holder's partition, and how. */
type Reading<One> = {
  readonly partition: string;
  readonly firstMonth: string;
  readonly parse: (item: Item) => One;
  /** The UTC day of one, if those of a reader lie by day. */
  readonly dayOf?: (one: One) => string;
};

/** A part of a partition that is read page by page, the newest first. */
type Part = {
  readonly between: readonly [string, string];
  readonly after?: Item;
  /** 0: all readers; 1: what is left of a reader's month; 2: of her day. */
  readonly depth: number;
  /** What is not read yet lies before this instant. */
  readonly until: string;
};

/** The earlier of two instants in UTC with milliseconds. */
export const firstOf = (a: string, b: string): string => (compareTexts(a, b) < 0 ? a : b);
export const startOfMonth = (month: string): string => `${month}-01T00:00:00.000Z`;
const endOfMonth = (month: string): string => startOfMonth(addMonths(month, 1));
const endOfDay = (day: string): string => `${addDays(day, 1)}T00:00:00.000Z`;

/** The prefix of the sort keys of what one reader read in a month, or on a day of it, if all of these are of that month or day. */
const commonPrefix = <One extends Kept>(
  found: readonly One[],
  depth: number,
  dayOf: Reading<One>['dayOf'],
): string | undefined => {
  if (depth > 1 || (depth === 1 && dayOf === undefined)) return undefined;
  const prefixes = new Set(
    found.map((one) => `${one.month}#${one.actor}#${depth === 1 ? `${dayOf?.(one)}#` : ''}`),
  );
  const [prefix] = prefixes;
  return prefixes.size === 1 ? prefix : undefined;
};

/**
 * The parts that are left after a page of one. If the whole page is of one reader in one month, or on one of her days, the rest of hers is a part of
 * its own, which is read after what lies before it: otherwise she could hide another reading behind thousands of her own.
 */
const partsAfter = <One extends Kept>(
  part: Part,
  found: readonly One[],
  next: Item | undefined,
  dayOf: Reading<One>['dayOf'],
): Part[] => {
  const last = found.at(-1);
  if (next === undefined || last === undefined) return [];
  const day = dayOf?.(last);
  const until = part.depth === 0 || day === undefined ? endOfMonth(last.month) : endOfDay(day);
  const prefix = commonPrefix(found, part.depth, dayOf);
  if (prefix === undefined) return [{ ...part, after: next, until }];
  const untilHers = day === undefined ? until : endOfDay(day);
  return [
    // The prefix sorts before all that she read in that time, and `~` after it.
    { between: [part.between[0], prefix], depth: part.depth, until },
    { between: [prefix, `${prefix}~`], after: next, depth: part.depth + 1, until: untilHers },
  ];
};

/**
 * What was read of one holder, from a month on. Of what one reader fills whole pages with, first one page is read, so that others' readings are found
 * behind it; then by turns some pages more, of her other days before more of the same.
 */
export const readByReader = async <One extends Kept>(
  table: Pick<Table, 'query'>,
  { partition, firstMonth, parse, dayOf }: Reading<One>,
): Promise<FoundByReader<One>> => {
  const found: One[] = [];
  const start = startOfMonth(firstMonth);
  // `~` sorts after everything.
  const waiting: Part[][] = [[{ between: [firstMonth, '~'], depth: 0, until: start }], [], []];
  for (const [depth, maxPages] of [maxPagesByReader, maxFurtherPages, maxFurtherPages].entries()) {
    const parts = waiting[depth] ?? [];
    for (let page = 0; page < maxPages; page += 1) {
      const part = parts.shift();
      if (part === undefined) break;
      const { between, after } = part;
      const { items, next } = await table.query({
        partition,
        between,
        descending: true,
        isEventual: true,
        ...(after === undefined ? {} : { after }),
      });
      const ofPage = items.map(parse);
      found.push(...ofPage);
      for (const left of partsAfter(part, ofPage, next, dayOf)) waiting[left.depth]?.push(left);
    }
  }
  const unread = waiting.flat().map(({ until }) => until);
  return { found, since: [start, ...unread].toSorted().at(-1) ?? start };
};

/** The first month that is read: twelve months before the present one. */
export const firstMonthAt = (now: Date): string => addMonths(now.toISOString().slice(0, 7), -monthsByReader);
