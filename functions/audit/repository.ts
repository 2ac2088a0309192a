import * as z from 'zod';
import { addDays } from '../domain/calendar.ts';
import { type JournalLine, journalLine } from '../journal/line.ts';
import type { Item, Query, Table } from '../table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessLists,
  accessPartition,
  claimKey,
  journalByActor,
  journalBySubject,
  journalPartition,
} from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { dayOf, type Range } from './range.ts';
import { type AccessLine, access } from './schema.ts';

export type Log<Line> = {
  readonly list: (
    wanted: { readonly subject?: string | undefined; readonly actor?: string | undefined } & Range,
    limit: number,
    before: string | undefined,
  ) => Promise<{ readonly items: Line[]; readonly before?: string }>;
};

/** What one request looks through at most: so many days, or so many lines of a subject, or pages of them. */
const daysAtOnce = 20;
const mostDays = 400;
const linesAtOnce = 200;
const mostPages = 5;
/** Pages of the lines of several subjects, each of 1 MB: about 20,000 pages of lists. */
const mostPagesOfLists = 20;

type Placed<Line> = { readonly place: string; readonly line: Line };

/** What was found in one place, the latest first; all of it lies at or after `downTo`, where there is more before that. */
type Walk<Line> = { readonly lines: Placed<Line>[]; readonly downTo: string | undefined };

const createLog = <Line extends { readonly actor: string }>(
  table: Pick<Table, 'query'>,
  log: {
    /** Whose lines a subject stands in that has none of its own; undefined for one that has. */
    readonly findOwner?: (subject: string) => Promise<string | undefined>;
    readonly partition: (day: string) => string;
    readonly bySubject: (subject: string) => string;
    /** Where the lines of several subjects lie, which name them in `subjects`. */
    readonly bySeveral?: string;
    readonly byActor: (actor: string) => string;
    readonly parse: (item: Item) => Placed<Line>;
  },
): Log<Line> => {
  /** Up to `limit` lines before a place (left out itself), the latest first, and whether more lie before them. */
  const read = async (
    query: Pick<Query, 'index' | 'partition'>,
    { first, last }: Range,
    before: string | undefined,
    limit: number,
  ): Promise<{ readonly lines: Placed<Line>[]; readonly more: boolean }> => {
    const end = before !== undefined && before < last ? before : last;
    if (end < first) {
      return { lines: [], more: false };
    }
    const { items, next } = await table.query({
      ...query,
      between: [first, end],
      descending: true,
      // The line at `before` itself was given out with the page before.
      limit: limit + 1,
    });
    const lines = items.map(log.parse).filter(({ place }) => place !== before);
    return { lines: lines.slice(0, limit), more: next !== undefined || lines.length > limit };
  };

  const pageOf = (found: readonly Placed<Line>[], limit: number, goesOnBefore: string | undefined) => {
    const items = found.slice(0, limit);
    const before = found.length > limit ? items.at(-1)?.place : goesOnBefore;
    return { items: items.map(({ line }) => line), ...(before === undefined ? {} : { before }) };
  };

  /** Up to `limit` lines of a partition and one more, of those that are wanted. */
  const walkLines = async (
    query: Pick<Query, 'index' | 'partition'>,
    range: Range,
    { limit, before, batch }: { limit: number; before: string | undefined; batch: number },
    isWanted: (line: Placed<Line>) => boolean,
  ): Promise<Walk<Line>> => {
    const found: Placed<Line>[] = [];
    let from = before;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { lines, more } = await read(query, range, from, batch);
      found.push(...lines.filter(isWanted));
      from = lines.at(-1)?.place ?? from;
      if (found.length > limit || !more) {
        return { lines: found, downTo: more ? from : undefined };
      }
    }
    return { lines: found, downTo: from };
  };

  /** The same of the lines of several subjects, of which the store hands out those that name one. */
  const walkLists = async (
    partition: string,
    subject: string,
    { first, last }: Range,
    { limit, before }: { limit: number; before: string | undefined },
    isWanted: (line: Placed<Line>) => boolean,
  ): Promise<Walk<Line>> => {
    const found: Placed<Line>[] = [];
    const end = before !== undefined && before < last ? before : last;
    let after: Item | undefined;
    for (let pages = 0; end >= first && pages < mostPagesOfLists; pages += 1) {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition,
        between: [first, end],
        descending: true,
        containing: { attribute: 'subjects', value: subject },
        ...(after === undefined ? {} : { after }),
      });
      found.push(...items.map(log.parse).filter((line) => line.place !== before && isWanted(line)));
      if (found.length > limit || next === undefined) {
        return { lines: found, downTo: next === undefined ? undefined : storedKey.parse(next).sk };
      }
      after = next;
    }
    return { lines: found, downTo: after && storedKey.parse(after).sk };
  };

  const listIndexed: Log<Line>['list'] = async ({ subject, actor, ...range }, limit, before) => {
    const owner = subject === undefined ? undefined : await log.findOwner?.(subject);
    const isFiltered = subject !== undefined && (actor !== undefined || owner !== undefined);
    const asked = { limit, before, batch: isFiltered ? Math.max(linesAtOnce, limit + 1) : limit + 1 };
    const isBy = ({ line }: Placed<Line>): boolean => actor === undefined || line.actor === actor;
    const isWanted = (placed: Placed<Line>): boolean =>
      isBy(placed) && (owner === undefined || JSON.stringify(placed.line).includes(`"${subject}"`));
    const walks = await Promise.all(
      subject === undefined
        ? [walkLines({ index: 'gsi2', partition: log.byActor(actor ?? '') }, range, asked, isWanted)]
        : [
            walkLines({ index: 'gsi1', partition: log.bySubject(owner ?? subject) }, range, asked, isWanted),
            ...(log.bySeveral === undefined ? [] : [walkLists(log.bySeveral, subject, range, asked, isBy)]),
          ],
    );
    // Before the latest place at which one of them stopped, others may lie that were not read.
    const downTo = walks
      .flatMap((walk) => walk.downTo ?? [])
      .toSorted()
      .at(-1);
    const found = walks
      .flatMap(({ lines }) => lines)
      .filter(({ place }) => downTo === undefined || place >= downTo)
      .toSorted((a, b) => (a.place < b.place ? 1 : -1));
    return pageOf(found, limit, downTo);
  };

  /** Day by day backwards, some days side by side. */
  const listAll: Log<Line>['list'] = async (range, limit, before) => {
    const found: Placed<Line>[] = [];
    const end = before !== undefined && before < range.last ? before : range.last;
    let day = dayOf(end);
    if (day > range.lastDay) day = range.lastDay;
    for (let days = 0; days < mostDays && day >= range.firstDay; days += daysAtOnce) {
      const asked = Array.from({ length: daysAtOnce }, (_, index) => addDays(day, -index));
      const results = await Promise.all(
        asked.map((one) => read({ partition: log.partition(one) }, range, before, limit + 1)),
      );
      for (const { lines: ofDay, more } of results) {
        found.push(...ofDay);
        if (more || found.length > limit) {
          return pageOf(found, limit, more ? ofDay.at(-1)?.place : undefined);
        }
      }
      day = addDays(day, -daysAtOnce);
    }
    // All that was recorded before this day is still to be looked at.
    return pageOf(found, limit, day >= range.firstDay ? addDays(day, 1) : undefined);
  };

  return {
    list: (wanted, limit, before) =>
      wanted.subject === undefined && wanted.actor === undefined
        ? listAll(wanted, limit, before)
        : listIndexed(wanted, limit, before),
  };
};

const storedLine = z.object({ sk: z.string(), line: journalLine });
const storedAccess = access.extend({ sk: z.string() });

const claimed = z.object({ record: z.object({ pk: z.string() }) });
const partitionOfOwner = /^(?:COLLECTIVE|MEMBER|CASE)#(.+)$/;

export const createJournal = (table: Pick<Table, 'query' | 'get'>): Log<JournalLine> =>
  createLog(table, {
    findOwner: async (subject) => {
      const claim = await table.get(claimKey(subject));
      const owner = claim && partitionOfOwner.exec(claimed.parse(claim).record.pk)?.[1];
      return owner === subject ? undefined : owner;
    },
    partition: journalPartition,
    bySubject: journalBySubject,
    byActor: journalByActor,
    parse: (item) => {
      const { sk, line } = storedLine.parse(item);
      return { place: sk, line };
    },
  });

export const createAccesses = (table: Pick<Table, 'query'>): Log<AccessLine> =>
  createLog(table, {
    partition: accessPartition,
    bySubject: accessBySubject,
    bySeveral: accessLists,
    byActor: accessByActor,
    parse: (item) => {
      const { sk, ...line } = storedAccess.parse(item);
      return { place: sk, line };
    },
  });
