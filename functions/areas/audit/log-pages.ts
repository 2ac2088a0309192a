import { addDays } from '../../shared/calendar/calendar.ts';
import type { Query } from '../../shared/table/client.ts';
import { dayOf, type LogRange } from './log-range.ts';
import { endOf, type Found, type IndexedId, type KeyedLine, type Log, readLines } from './read-log.ts';

/**
 * Lists a log page by page, the latest line first, by time, subject or actor. read-log.ts reads its lines; journal-log.ts and access-log.ts describe the
 * two logs.
 */

/** A log without a wanted subject or actor is read day by day. This is how many days are read at once. */
const daysInParallel = 20;
/** How many days are read for one page at most. */
const maxDays = 400;
/** How many lines a search that drops some of them reads at once, at least. */
const minLinesPerRead = 200;
/** How often one index is read for a page at most. */
const maxReadsPerIndex = 5;

/** Which lines of a log are wanted: all of a range of time, or those of a subject or an actor. */
type WantedLines = { readonly subject?: string | undefined; readonly actor?: string | undefined } & LogRange;

/** `before`: the next page has what lies before this sort key or day; absent on the last page. */
type LogPage<Line> = { readonly items: Line[]; readonly before?: string };

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
    const { lines, hasMore, lastRead } = await readLines(log, query, range, position, perRead);
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
        readLines(log, { partition: log.partition(dayToRead) }, range, before, limit + 1),
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
