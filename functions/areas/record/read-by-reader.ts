import { addMonths } from '../../shared/calendar/calendar.ts';
import type { Item, Table } from '../../shared/table/client.ts';

/** Reads what others read of one holder, from the items that lie by month and then by reader. */

/** The maximum number of pages, of 1 MB each, that are read of one holder. A group's year has some 100 KB of looks. */
const maxPagesByReader = 40;
/** The number of months before the present one that are read. */
const monthsByReader = 12;
/** What was found. `from`: nothing is missing from this month (`YYYY-MM`) on. */
type FoundByReader<One> = { readonly found: readonly One[]; readonly from: string };

/** The prefix of the sort keys of all that one reader read in one month. */
const monthAndReaderOf = ({ month, actor }: { readonly month: string; readonly actor: string }): string =>
  `${month}#${actor}#`;

/**
 * What was read of one holder, from a month on. If a whole page has only readings by one reader in one month, the rest of that reader's month is skipped:
 * otherwise she could hide another's reading behind thousands of her own.
 */
export const readByReader = async <One extends { readonly month: string; readonly actor: string }>(
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

/** The first month that is read: twelve months before the present one. */
export const firstMonthAt = (now: Date): string => addMonths(now.toISOString().slice(0, 7), -monthsByReader);

export const startOfMonth = (month: string): string => `${month}-01T00:00:00.000Z`;
