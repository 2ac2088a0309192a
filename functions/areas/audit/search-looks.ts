import * as z from 'zod';
import { addDays, addMonths, isDate } from '../../shared/calendar/calendar.ts';
import { isListLine } from '../../shared/journal/list-line.ts';
import { parseLook, type StoredLook } from '../../shared/journal/look.ts';
import { decodeShown } from '../../shared/journal/shown.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { accessByActor, looksAt } from '../../shared/table/keys.ts';
import { queryPages } from '../../shared/table/query-all.ts';
import { type Found, isInRange, type KeyedLine } from './log-pages.ts';
import { dayOf, type LogRange } from './log-range.ts';
import type { AccessLine } from './schema.ts';

/** DynamoDB reads of 1 MB each of a holder's looks: some ten years of a group's. */
const maxReadsOfLooks = 5;
/** The days of which one request reads the lines. */
const maxDays = 200;
const daysInParallel = 10;
/** DynamoDB reads of 1 MB each of one reader's lines of a day, for one request: she has some dozens of lines, not thousands. */
const maxReadsOfDay = 5;

type Queries = Pick<Table, 'query'>;

/** The looks of one holder in a range of months that are wanted. `from`: the first month of which all were read. */
const findLooks = async (
  table: Queries,
  holder: string | undefined,
  [first, last]: readonly [string, string],
  isWanted: (look: StoredLook) => boolean,
): Promise<{ readonly looks: readonly StoredLook[]; readonly from: string }> => {
  const query: Query = { partition: looksAt(holder), between: [first, `${last}~`], descending: true };
  const looks: StoredLook[] = [];
  let newest: string | undefined;
  let after: Item | undefined;
  for (let reads = 1; ; reads += 1) {
    const { items, next } = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    const found = items.map(parseLook);
    looks.push(...found.filter(isWanted));
    if (next === undefined) return { looks, from: first };
    newest ??= found[0]?.month;
    const stoppedIn = found.at(-1)?.month;
    // At least one month is read to its end, so that the next request gets further.
    if (reads >= maxReadsOfLooks && stoppedIn !== undefined && stoppedIn !== newest) {
      return { looks, from: addMonths(stoppedIn, 1) };
    }
    after = next;
  }
};

/** The sort key of a line among its reader's. */
const sortKeyOf = z.object({ gsi2sk: z.string() }).transform(({ gsi2sk }) => gsi2sk);

const maxOf = (texts: readonly string[]): string => texts.toSorted().at(-1) ?? '';

/** The readers whose looks name a subject, by UTC day. */
const readersByDay = (looks: readonly StoredLook[]): Map<string, Set<string>> => {
  const readers = new Map<string, Set<string>>();
  for (const { actor, days } of looks) {
    for (const day of days.keys()) readers.set(day, (readers.get(day) ?? new Set()).add(actor));
  }
  return readers;
};

type Wanted = {
  /** The subject; all ids of a woman. */
  readonly subjects: readonly string[];
  /** Under which the subject's looks are kept, beside those that have no holder. */
  readonly holders: readonly string[];
  readonly actor?: string | undefined;
  readonly range: LogRange;
};

/**
 * Finds the lines of the access log about several that name a subject: the looks say which readers saw it on which days, and the lines of those
 * readers on those days say the rest.
 * @param parse of a line's item
 */
export const searchLooks = async (
  table: Queries,
  { subjects, holders, actor, range }: Wanted,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
  parse: (item: Item) => KeyedLine<AccessLine>,
): Promise<Found<AccessLine>> => {
  // A day as the end of the page before is not on this page.
  const end = before === undefined ? range.lastDay : isDate(before) ? addDays(before, -1) : dayOf(before);
  const [lastDay = end] = [end, range.lastDay].toSorted();
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
  const from = maxOf(found.map((one) => one.from));
  const readers = readersByDay(found.flatMap(({ looks }) => looks));
  const days = [...readers.keys()]
    .filter((day) => day >= range.firstDay && day <= lastDay && day >= from)
    .sort()
    .reverse();

  const lines: KeyedLine<AccessLine>[] = [];
  const isWantedLine = (keyed: KeyedLine<AccessLine>): boolean =>
    subjects.some((subject) => keyed.line.subjects.includes(subject)) &&
    isInRange(keyed, range) &&
    (before === undefined || keyed.sortKey < before);
  /** Adds a reader's wanted lines of a day. @returns the sort key at which it stopped, if there may be more before it */
  const addLinesOf = async (reader: string, day: string): Promise<string | undefined> => {
    const isContinued = before !== undefined && !isDate(before) && dayOf(before) === day;
    const pages = queryPages(table, {
      index: 'gsi2',
      partition: accessByActor(reader),
      between: [day, isContinued ? before : `${day}~`],
      descending: true,
    });
    let reads = 0;
    for await (const items of pages) {
      lines.push(...items.filter(isListLine).map(parse).filter(isWantedLine));
      reads += 1;
      const last = items.at(-1);
      if (reads >= maxReadsOfDay && last !== undefined) return sortKeyOf.parse(last);
    }
    return undefined;
  };
  for (let start = 0; start < days.length; start += daysInParallel) {
    const some = days.slice(start, start + daysInParallel);
    const stops = await Promise.all(
      some.flatMap((day) => [...(readers.get(day) ?? [])].map((reader) => addLinesOf(reader, day))),
    );
    const stoppedAt = maxOf(stops.filter((stop) => stop !== undefined));
    if (stoppedAt !== '') return { lines, stoppedAt };
    const isLast = start + daysInParallel >= days.length;
    if (!isLast && (lines.length > limit || start + daysInParallel >= maxDays)) {
      return { lines, stoppedAt: some.at(-1) };
    }
  }
  return { lines, stoppedAt: from > firstMonth ? `${from}-01` : undefined };
};
