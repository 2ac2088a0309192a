import * as z from 'zod';
import { addDays, isDate } from '../../shared/calendar/calendar.ts';
import { isListLine } from '../../shared/journal/list-line.ts';
import type { StoredLook } from '../../shared/journal/look.ts';
import { decodeShown } from '../../shared/journal/shown.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessByActor } from '../../shared/table/keys/access-log.ts';
import { queryPages } from '../../shared/table/query-all.ts';
import { findLooks } from './find-looks.ts';
import { dayOf, type LogRange } from './log-range.ts';
import { type Found, isInRange, type KeyedLine } from './read-log.ts';
import type { AccessLine } from './schema.ts';

/** Finds the readings of lists that showed a subject, by their looks (functions/shared/journal/look.ts), which find-looks.ts reads. */

/** The maximum number of days whose lines one request reads, and how many of them at once. */
const maxDays = 200;
const daysInParallel = 10;
/** The maximum number of DynamoDB reads of 1 MB each for one reader's lines of a day: she has some dozens of lines, not thousands. */
const maxReadsOfDay = 5;

type QueryTable = Pick<Table, 'query'>;

/** The sort key of a line in the index by reader. */
const keyByReader = z.object({ gsi2sk: z.string() }).transform(({ gsi2sk }) => gsi2sk);

const maxOf = (texts: readonly string[]): string => texts.toSorted().at(-1) ?? '';

/** The readers who saw what some looks name, by the UTC day on which they did. */
const readersByDayOf = (looks: readonly StoredLook[]): Map<string, Set<string>> => {
  const readersByDay = new Map<string, Set<string>>();
  for (const { actor, days } of looks) {
    for (const day of days.keys()) readersByDay.set(day, (readersByDay.get(day) ?? new Set()).add(actor));
  }
  return readersByDay;
};

/** The last day of a range that may be on a page. @param before a day that the page before read to its end, or the sort key of its last line */
const lastDayOnPage = ({ lastDay }: LogRange, before: string | undefined): string => {
  if (before === undefined) return lastDay;
  const day = isDate(before) ? addDays(before, -1) : dayOf(before);
  return day < lastDay ? day : lastDay;
};

type Wanted = {
  /** The ids of the subject: one, or all of a woman. */
  readonly subjects: readonly string[];
  /** The holders of looks that may name the subject. Looks without a holder are searched too. */
  readonly holders: readonly string[];
  readonly actor?: string | undefined;
  readonly range: LogRange;
};

/**
 * A reader's wanted lines of a day.
 * @param before where the previous page ended (`searchLooks`)
 * @param choose makes lines of items, and keeps the wanted ones
 */
const readLinesOf = async (
  table: QueryTable,
  reader: string,
  day: string,
  before: string | undefined,
  choose: (items: readonly Item[]) => KeyedLine<AccessLine>[],
): Promise<Found<AccessLine>> => {
  // If the previous page ended at a line of this day, the day goes on before that line.
  const isContinued = before !== undefined && !isDate(before) && dayOf(before) === day;
  const pages = queryPages(table, {
    index: 'gsi2',
    partition: accessByActor(reader),
    between: [day, isContinued ? before : `${day}~`],
    descending: true,
  });
  const lines: KeyedLine<AccessLine>[] = [];
  let reads = 0;
  for await (const items of pages) {
    lines.push(...choose(items));
    reads += 1;
    const last = items.at(-1);
    if (reads >= maxReadsOfDay && last !== undefined) return { lines, stoppedAt: keyByReader.parse(last) };
  }
  return { lines, stoppedAt: undefined };
};

/**
 * Finds the lines of the access log that name a subject among several. Looks say which readers saw the subject on which days; then the lines of these
 * readers on these days are read, the latest days first.
 * @param before where the previous page ended: at the sort key of a line, or at a day, which was read to its end; undefined for the first page
 * @param parse makes a line of its item
 */
export const searchLooks = async (
  table: QueryTable,
  { subjects, holders, actor, range }: Wanted,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
  parse: (item: Item) => KeyedLine<AccessLine>,
): Promise<Found<AccessLine>> => {
  const lastDay = lastDayOnPage(range, before);
  if (lastDay < range.firstDay) return { lines: [], stoppedAt: undefined };
  const isWanted = (look: StoredLook): boolean =>
    (actor === undefined || look.actor === actor) &&
    decodeShown(look.shown).some(({ ids }) => subjects.some((subject) => ids.has(subject)));
  const firstMonth = range.firstDay.slice(0, 7);
  const found = await Promise.all(
    [...holders, undefined].map((holder) =>
      findLooks(table, holder, [firstMonth, lastDay.slice(0, 7)], isWanted),
    ),
  );
  // The first month of which the looks of every holder were read.
  const from = maxOf(found.map((one) => one.from));
  const readersByDay = readersByDayOf(found.flatMap(({ looks }) => looks));
  const days = [...readersByDay.keys()]
    .filter((day) => day >= range.firstDay && day <= lastDay && day >= from)
    .sort()
    .reverse();

  const isWantedLine = (keyed: KeyedLine<AccessLine>): boolean =>
    subjects.some((subject) => keyed.line.subjects.includes(subject)) &&
    isInRange(keyed, range) &&
    (before === undefined || keyed.sortKey < before);
  const choose = (items: readonly Item[]) => items.filter(isListLine).map(parse).filter(isWantedLine);
  const lines: KeyedLine<AccessLine>[] = [];
  for (let start = 0; start < days.length; start += daysInParallel) {
    const daysRead = start + daysInParallel;
    const batch = days.slice(start, daysRead);
    const foundInBatch = await Promise.all(
      batch.flatMap((day) =>
        [...(readersByDay.get(day) ?? [])].map((reader) => readLinesOf(table, reader, day, before, choose)),
      ),
    );
    lines.push(...foundInBatch.flatMap((one) => one.lines));
    // Before the latest of these stops, lines may be missing.
    const stops = foundInBatch.flatMap(({ stoppedAt }) => stoppedAt ?? []);
    if (stops.length > 0) return { lines, stoppedAt: maxOf(stops) };
    const hasMoreDays = daysRead < days.length;
    if (hasMoreDays && (lines.length > limit || daysRead >= maxDays)) {
      return { lines, stoppedAt: batch.at(-1) };
    }
  }
  // The looks of earlier months than `from` were not all read.
  return { lines, stoppedAt: from > firstMonth ? `${from}-01` : undefined };
};
