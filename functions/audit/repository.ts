import * as z from 'zod';
import { addDays } from '../domain/calendar.ts';
import { type JournalLine, journalLine } from '../journal/line.ts';
import type { Item, Query, Table } from '../table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessLists,
  accessPartition,
  casesOfMember,
  claimKey,
  codeKey,
  journalByActor,
  journalBySubject,
  journalPartition,
  memberKey,
} from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { dayOf, type Range } from './log-range.ts';
import { type AccessLine, access } from './schema.ts';

export type Log<Line> = {
  readonly list: (
    wanted: { readonly subject?: string | undefined; readonly actor?: string | undefined } & Range,
    limit: number,
    before: string | undefined,
  ) => Promise<{ readonly items: Line[]; readonly before?: string }>;
};

/** Limits of one request: days, lines of a subject, and pages. */
const daysAtOnce = 20;
const maxDays = 400;
const linesAtOnce = 200;
const maxPages = 5;
/** Pages of the lines with several subjects, 1 MB each: about 20,000 pages of lists. */
const maxPagesOfLists = 20;

type KeyedLine<Line> = { readonly sortKey: string; readonly line: Line };

/** The lines found in one partition, latest first. `downTo` is set if more may follow below it. */
type Walk<Line> = { readonly lines: KeyedLine<Line>[]; readonly downTo: string | undefined };

/** A subject of lines. Those that also concern others are wanted only if they name the subject that is asked for. */
type Owner = { readonly id: string; readonly concernsOthers: boolean };

const createLog = <Line extends { readonly actor: string }>(
  table: Pick<Table, 'query'>,
  log: {
    /** Where the lines about a subject stand; under the subject alone if this is not given. */
    readonly findOwners?: (subject: string) => Promise<readonly Owner[]>;
    readonly partition: (day: string) => string;
    readonly bySubject: (subject: string) => string;
    /** The partition of lines with several subjects, which they name in `subjects`. */
    readonly bySeveral?: string;
    readonly byActor: (actor: string) => string;
    readonly parse: (item: Item) => KeyedLine<Line>;
  },
): Log<Line> => {
  /** Up to `limit` lines before a sort key (exclusive), latest first, and whether there are more. */
  const read = async (
    query: Pick<Query, 'index' | 'partition'>,
    { first, last }: Range,
    before: string | undefined,
    limit: number,
  ): Promise<{ readonly lines: KeyedLine<Line>[]; readonly hasMore: boolean }> => {
    const end = before !== undefined && before < last ? before : last;
    if (end < first) {
      return { lines: [], hasMore: false };
    }
    const { items, next } = await table.query({
      ...query,
      between: [first, end],
      descending: true,
      // The line at `before` itself was on the previous page.
      limit: limit + 1,
    });
    const lines = items.map(log.parse).filter(({ sortKey }) => sortKey !== before);
    return { lines: lines.slice(0, limit), hasMore: next !== undefined || lines.length > limit };
  };

  /** @param nextBefore the cursor of the next page if `found` fills no more than this one; undefined if there is no next page */
  const pageOf = (found: readonly KeyedLine<Line>[], limit: number, nextBefore: string | undefined) => {
    const items = found.slice(0, limit);
    const before = found.length > limit ? items.at(-1)?.sortKey : nextBefore;
    return { items: items.map(({ line }) => line), ...(before === undefined ? {} : { before }) };
  };

  /** Up to `limit` wanted lines of a partition, and one more. */
  const walkLines = async (
    query: Pick<Query, 'index' | 'partition'>,
    range: Range,
    { limit, before, batch }: { limit: number; before: string | undefined; batch: number },
    isWanted: (line: KeyedLine<Line>) => boolean,
  ): Promise<Walk<Line>> => {
    const found: KeyedLine<Line>[] = [];
    let from = before;
    for (let pages = 0; pages < maxPages; pages += 1) {
      const { lines, hasMore } = await read(query, range, from, batch);
      found.push(...lines.filter(isWanted));
      from = lines.at(-1)?.sortKey ?? from;
      if (found.length > limit || !hasMore) {
        return { lines: found, downTo: hasMore ? from : undefined };
      }
    }
    return { lines: found, downTo: from };
  };

  /** The same for lines with several subjects; DynamoDB filters those that name the subject. */
  const walkLists = async (
    partition: string,
    subject: string,
    { first, last }: Range,
    { limit, before }: { limit: number; before: string | undefined },
    isWanted: (line: KeyedLine<Line>) => boolean,
  ): Promise<Walk<Line>> => {
    const found: KeyedLine<Line>[] = [];
    const end = before !== undefined && before < last ? before : last;
    let after: Item | undefined;
    for (let pages = 0; end >= first && pages < maxPagesOfLists; pages += 1) {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition,
        between: [first, end],
        descending: true,
        containing: { attribute: 'subjects', value: subject },
        ...(after === undefined ? {} : { after }),
      });
      found.push(...items.map(log.parse).filter((line) => line.sortKey !== before && isWanted(line)));
      if (found.length > limit || next === undefined) {
        return { lines: found, downTo: next === undefined ? undefined : storedKey.parse(next).sk };
      }
      after = next;
    }
    return { lines: found, downTo: after && storedKey.parse(after).sk };
  };

  const listIndexed: Log<Line>['list'] = async ({ subject, actor, ...range }, limit, before) => {
    const whole = { limit, before, batch: limit + 1 };
    const filtered = { ...whole, batch: Math.max(linesAtOnce, limit + 1) };
    const isBy = ({ line }: KeyedLine<Line>): boolean => actor === undefined || line.actor === actor;
    const walkOwner = ({ id, concernsOthers }: Owner): Promise<Walk<Line>> =>
      walkLines(
        { index: 'gsi1', partition: log.bySubject(id) },
        range,
        actor !== undefined || concernsOthers ? filtered : whole,
        (keyed) => isBy(keyed) && (!concernsOthers || JSON.stringify(keyed.line).includes(`"${subject}"`)),
      );
    const walks = await Promise.all(
      subject === undefined
        ? [walkLines({ index: 'gsi2', partition: log.byActor(actor ?? '') }, range, whole, isBy)]
        : [
            ...((await log.findOwners?.(subject)) ?? [{ id: subject, concernsOthers: false }]).map(walkOwner),
            ...(log.bySeveral === undefined ? [] : [walkLists(log.bySeveral, subject, range, whole, isBy)]),
          ],
    );
    // Below the highest point at which a walk stopped, lines may be missing. Leave them for the next page.
    const downTo = walks
      .flatMap((walk) => walk.downTo ?? [])
      .toSorted()
      .at(-1);
    const found = walks
      .flatMap(({ lines }) => lines)
      .filter(({ sortKey }) => downTo === undefined || sortKey >= downTo)
      .toSorted((a, b) => (a.sortKey < b.sortKey ? 1 : -1));
    return pageOf(found, limit, downTo);
  };

  /** Day by day backwards, several days in parallel. */
  const listAll: Log<Line>['list'] = async (range, limit, before) => {
    const found: KeyedLine<Line>[] = [];
    const end = before !== undefined && before < range.last ? before : range.last;
    let day = dayOf(end);
    if (day > range.lastDay) day = range.lastDay;
    for (let days = 0; days < maxDays && day >= range.firstDay; days += daysAtOnce) {
      const asked = Array.from({ length: daysAtOnce }, (_, index) => addDays(day, -index));
      const results = await Promise.all(
        asked.map((one) => read({ partition: log.partition(one) }, range, before, limit + 1)),
      );
      for (const { lines: ofDay, hasMore } of results) {
        found.push(...ofDay);
        if (hasMore || found.length > limit) {
          return pageOf(found, limit, hasMore ? ofDay.at(-1)?.sortKey : undefined);
        }
      }
      day = addDays(day, -daysAtOnce);
    }
    // Earlier days are still to be read.
    return pageOf(found, limit, day >= range.firstDay ? addDays(day, 1) : undefined);
  };

  return {
    list: (wanted, limit, before) =>
      wanted.subject === undefined && wanted.actor === undefined
        ? listAll(wanted, limit, before)
        : listIndexed(wanted, limit, before),
  };
};

/** The id of the member or case that has a code; anything else is given back as it is. */
export type FindCode = (subject: string) => Promise<string>;

const coded = z.object({ record: z.object({ pk: z.string() }) });
const code = /^[A-Za-z]-[0-9A-Za-z]{4,12}$/;

export const createFindCode =
  (table: Pick<Table, 'get'>): FindCode =>
  async (subject) => {
    const item = code.test(subject) ? await table.get(codeKey(subject.toUpperCase())) : undefined;
    return (item && partitionOfOwner.exec(coded.parse(item).record.pk)?.[1]) ?? subject;
  };

const storedLine = z.object({ sk: z.string(), line: journalLine() });
const storedAccess = access.extend({ sk: z.string() });

const claimed = z.object({ record: z.object({ pk: z.string() }) });
const partitionOfOwner = /^(?:COLLECTIVE|MEMBER|CASE|REQUESTS)#(.+)$/;

const groupOf = z.object({ line: z.object({ collectiveId: z.string().optional() }) });
const caseOf = z.object({ sk: z.string() });

/** The groups that a member was in, by her own lines, and her cases: their lines name her too. */
const ownersBeside = async (table: Pick<Table, 'query'>, memberId: string): Promise<Owner[]> => {
  const [own, cases] = await Promise.all([
    table.query({ index: 'gsi1', partition: journalBySubject(memberId) }),
    table.query({ partition: casesOfMember(memberId) }),
  ]);
  const groups = new Set(own.items.flatMap((item) => groupOf.parse(item).line.collectiveId ?? []));
  return [
    ...[...groups].map((id) => ({ id, concernsOthers: true })),
    ...cases.items.map((item) => ({ id: caseOf.parse(item).sk, concernsOthers: false })),
  ];
};

export const createJournal = (table: Pick<Table, 'query' | 'get'>): Log<JournalLine> =>
  createLog(table, {
    findOwners: async (subject) => {
      const itself = { id: subject, concernsOthers: false };
      const claim = await table.get(claimKey(subject));
      const { pk } = claim === undefined ? { pk: '' } : claimed.parse(claim).record;
      const owner = partitionOfOwner.exec(pk)?.[1];
      if (pk === memberKey(subject).pk) return [itself, ...(await ownersBeside(table, subject))];
      return owner === undefined || owner === subject ? [itself] : [{ id: owner, concernsOthers: true }];
    },
    partition: journalPartition,
    bySubject: journalBySubject,
    byActor: journalByActor,
    parse: (item) => {
      const { sk, line } = storedLine.parse(item);
      return { sortKey: sk, line };
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
      return { sortKey: sk, line };
    },
  });
