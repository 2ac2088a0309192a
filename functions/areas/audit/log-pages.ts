import { addDays } from '../../shared/calendar/calendar.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { afterLines, dayOf, type LogRange } from './log-range.ts';

/** Reads a log page by page, the latest line first, by time, subject or actor. journal-and-access-log.ts describes the two logs. */

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

/** A log without a wanted subject or actor is read day by day. This is how many days are read at once. */
const daysInParallel = 20;
/** How many days are read for one page at most. */
const maxDays = 400;
/** How many lines a search that drops some of them reads at once, at least. */
const minLinesPerRead = 200;
/** How often one index is read for a page at most. */
const maxReadsPerIndex = 5;

/** The lines found in one index, the latest first. `stoppedAt`: the sort key where the search stopped, if more lines may follow. */
export type Found<Line> = { readonly lines: KeyedLine<Line>[]; readonly stoppedAt: string | undefined };

/** Which lines of a log are wanted: all of a range of time, or those of a subject or an actor. */
type WantedLines = { readonly subject?: string | undefined; readonly actor?: string | undefined } & LogRange;

/** `before`: the next page has what lies before this sort key or day; absent on the last page. */
type LogPage<Line> = { readonly items: Line[]; readonly before?: string };

/** The last sort key of the range that may still be on this page. */
const endOf = <Line>(
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
const read = async <Line>(
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

/** The page of what was found. @param nextBefore where the next page begins if all of `found` fits on this one; undefined if no page follows then */
const toPage = <Line>(
  found: readonly KeyedLine<Line>[],
  limit: number,
  nextBefore: string | undefined,
): LogPage<Line> => {
  const items = found.slice(0, limit);
  const before = found.length > limit ? items.at(-1)?.sortKey : nextBefore;
  return { items: items.map(({ line }) => line), ...(before === undefined ? {} : { before }) };
};

/** Searches one index for wanted lines until it has more than `limit`, which shows that there is a next page. */
const searchIndex = async <Line>(
  log: Log<Line>,
  query: Pick<Query, 'index' | 'partition'>,
  range: LogRange,
  { limit, before, perRead }: { limit: number; before: string | undefined; perRead: number },
  isWanted: (line: KeyedLine<Line>) => boolean,
): Promise<Found<Line>> => {
  const found: KeyedLine<Line>[] = [];
  let position = before;
  for (let reads = 0; reads < maxReadsPerIndex; reads += 1) {
    const { lines, hasMore, lastRead } = await read(log, query, range, position, perRead);
    found.push(...lines.filter(isWanted));
    position = lastRead ?? position;
    if (found.length > limit || !hasMore) {
      return { lines: found, stoppedAt: hasMore ? position : undefined };
    }
  }
  return { lines: found, stoppedAt: position };
};

/** Lists the lines of a subject or an actor, the latest first. */
const listIndexed = async <Line extends { readonly actor: string }>(
  log: Log<Line>,
  { subject, actor, ...range }: WantedLines,
  limit: number,
  before: string | undefined,
): Promise<LogPage<Line>> => {
  const limits = { limit, before, perRead: limit + 1 };
  // A search that drops lines reads more of them at once.
  const filteringLimits = { ...limits, perRead: Math.max(minLinesPerRead, limit + 1) };
  const isByActor = ({ line }: KeyedLine<Line>): boolean => actor === undefined || line.actor === actor;
  const namesOneOf = ({ line }: KeyedLine<Line>, ids: readonly string[]): boolean => {
    const text = JSON.stringify(line);
    return ids.some((id) => text.includes(`"${id}"`));
  };
  const searchSubject = ({ id, onlyNaming }: IndexedId): Promise<Found<Line>> =>
    searchIndex(
      log,
      { index: 'gsi1', partition: log.bySubject(id) },
      range,
      actor !== undefined || onlyNaming !== undefined ? filteringLimits : limits,
      (keyed) => isByActor(keyed) && (onlyNaming === undefined || namesOneOf(keyed, onlyNaming)),
    );
  const searchAll = async (): Promise<Found<Line>[]> => {
    if (subject === undefined) {
      // Without a subject there is an actor: see `listLog`.
      const partition = log.byActor(actor ?? '');
      return [await searchIndex(log, { index: 'gsi2', partition }, range, limits, isByActor)];
    }
    const ids = (await log.findIndexedIds?.(subject)) ?? [{ id: subject }];
    return Promise.all([
      ...ids.map(searchSubject),
      ...(log.searchListReadings === undefined
        ? []
        : [log.searchListReadings(subject, { actor, range }, limits)]),
    ]);
  };
  const searches = await searchAll();
  // This page ends at the latest sort key at which a search stopped: before that key, lines of that search may be missing.
  const stoppedAt = searches
    .flatMap((search) => search.stoppedAt ?? [])
    .toSorted()
    .at(-1);
  const found = searches
    .flatMap(({ lines }) => lines)
    .filter(({ sortKey }) => stoppedAt === undefined || sortKey >= stoppedAt)
    .toSorted((a, b) => (a.sortKey < b.sortKey ? 1 : -1));
  return toPage(found, limit, stoppedAt);
};

/** Lists lines day by day, the latest first; several days are read in parallel. */
const listAll = async <Line>(
  log: Log<Line>,
  range: LogRange,
  limit: number,
  before: string | undefined,
): Promise<LogPage<Line>> => {
  const found: KeyedLine<Line>[] = [];
  let day = dayOf(endOf(log, range, before));
  // A range without an end has an end key after all days. And the previous page's `before` may be the day after the range's last one.
  if (day > range.lastDay) day = range.lastDay;
  for (let days = 0; days < maxDays && day >= range.firstDay; days += daysInParallel) {
    const daysToRead = Array.from({ length: daysInParallel }, (_, index) => addDays(day, -index));
    const results = await Promise.all(
      daysToRead.map((dayToRead) =>
        read(log, { partition: log.partition(dayToRead) }, range, before, limit + 1),
      ),
    );
    for (const { lines: linesOfDay, hasMore, lastRead } of results) {
      found.push(...linesOfDay);
      // If more than `limit` lines were found, `toPage` ends the page at the last that fits.
      if (hasMore || found.length > limit) {
        return toPage(found, limit, hasMore ? lastRead : undefined);
      }
    }
    day = addDays(day, -daysInParallel);
  }
  // The next page begins with `day`. Its `before` is the day after, since it is exclusive.
  const hasEarlierDays = day >= range.firstDay;
  return toPage(found, limit, hasEarlierDays ? addDays(day, 1) : undefined);
};

/**
 * A page of a log, the latest line first.
 * @param before the sort key or day at which the previous page ended; undefined for the first page
 */
export const listLog = <Line extends { readonly actor: string }>(
  log: Log<Line>,
  wanted: WantedLines,
  limit: number,
  before: string | undefined,
): Promise<LogPage<Line>> =>
  wanted.subject === undefined && wanted.actor === undefined
    ? listAll(log, wanted, limit, before)
    : listIndexed(log, wanted, limit, before);
