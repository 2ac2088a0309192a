import type { Item, Query, Table } from '../../shared/table/client.ts';
import { afterLines, dayOf, type LogRange } from './log-range.ts';

/** Reads lines of a log in one of its partitions or indexes, the latest first. log-pages.ts makes pages of them. */

/** A line of a log with its sort key, `<instant>#<id>`. */
export type KeyedLine<Line> = {
  readonly sortKey: string;
  readonly line: Line;
  /**
   * The periods in which what the line tells happened (RFC 3339, the ends excluded). Absent if it happened at the instant in the sort key. A
   * line with `times` stands after its day's other lines.
   */
  readonly times?: readonly { readonly from: string; readonly until: string }[];
};

/**
 * An id under which lines are indexed. `onlyNaming` is given if lines about other subjects are indexed under it too, as under the id of a collective: then
 * only lines that name one of the ids in `onlyNaming` are listed.
 */
export type IndexedId = { readonly id: string; readonly onlyNaming?: readonly string[] };

/** A log of the table, and where in it the lines lie. */
export type Log<Line> = {
  readonly table: Pick<Table, 'query'>;
  readonly parse: (item: Item) => KeyedLine<Line>;
  /** The partition of a UTC day's lines. */
  readonly partition: (day: string) => string;
  readonly bySubject: (subject: string) => string;
  readonly byActor: (actor: string) => string;
  /** The ids under which lines about a subject are indexed; without this function, the subject's own id alone. */
  readonly findIndexedIds?: (subject: string) => Promise<readonly IndexedId[]>;
  /** Whether a day may have lines with `times`, as a reader's readings of a list in a day have. */
  readonly hasDayLines?: true;
  /** Finds the readings of lists that showed a subject. They are about several subjects, so the index by subject lacks them. The journal has none. */
  readonly searchListReadings?: (
    subject: string,
    wanted: { readonly actor?: string | undefined; readonly range: LogRange },
    limits: { readonly limit: number; readonly before: string | undefined },
  ) => Promise<Found<Line>>;
};

/** The lines found in one index, the latest first. `stoppedAt`: the sort key where the search stopped, if more lines may follow. */
export type Found<Line> = { readonly lines: KeyedLine<Line>[]; readonly stoppedAt: string | undefined };

/** The last sort key of the range that may still be on this page. */
export const endOf = <Line>(
  { hasDayLines }: Pick<Log<Line>, 'hasDayLines'>,
  { last }: LogRange,
  before: string | undefined,
): string => {
  // Lines with `times` stand at the end of their day, so the last day is read to its end; `isInRange` then leaves out what is later. In a range
  // without an end `last` is `afterLines` alone.
  const end = hasDayLines && last !== afterLines ? `${dayOf(last)}${afterLines}` : last;
  return before !== undefined && before < end ? before : end;
};

/**
 * Whether a line is in the range by its sort key, or by one of its times. The range's ends are sort keys, so the instant `from` is compared as the
 * beginning of one (`<instant>#`).
 */
export const isInRange = <Line>({ sortKey, times }: KeyedLine<Line>, { first, last }: LogRange): boolean => {
  if (times === undefined) return first <= sortKey && sortKey <= last;
  return times.some(({ from, until }) => until > first && `${from}#` <= last);
};

/**
 * Reads up to `limit` lines before a sort key (exclusive), the latest first.
 * @returns those in the range; whether there are more; and the sort key of the last line that was read
 */
export const readLines = async <Line>(
  log: Log<Line>,
  query: Pick<Query, 'index' | 'partition'>,
  range: LogRange,
  before: string | undefined,
  limit: number,
): Promise<{
  readonly lines: KeyedLine<Line>[];
  readonly hasMore: boolean;
  readonly lastRead: string | undefined;
}> => {
  const end = endOf(log, range, before);
  if (end < range.first) {
    return { lines: [], hasMore: false, lastRead: undefined };
  }
  const { items, next } = await log.table.query({
    ...query,
    between: [range.first, end],
    descending: true,
    // One more than asked for. It is the line at `before`, which was on the previous page, or shows that more follow.
    limit: limit + 1,
  });
  const lines = items.map(log.parse).filter(({ sortKey }) => sortKey !== before);
  const page = lines.slice(0, limit);
  return {
    lines: page.filter((line) => isInRange(line, range)),
    hasMore: next !== undefined || lines.length > limit,
    lastRead: page.at(-1)?.sortKey,
  };
};
