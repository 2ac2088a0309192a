import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Query, Table } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey } from '../../shared/table/keys/cases.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { decryptEvents, leastBytesOf } from '../cases/read-events.ts';
import type { RecordedCase } from './schema.ts';

type BareCase = Omit<RecordedCase, 'events' | 'eventsLeftOut'>;

/** The number of timelines that are read at once. */
const timelinesAtOnce = 10;

/** Of about so many events the first pages of all timelines consist. */
const eventsOfFirstPages = 1_000;

/** The number of pages of 1 MB that are read to count what is left out. Of what lies beyond them it is only known that there is some. */
const maxCountedPages = 40;

type Found = { readonly item: Item; readonly moment: string; readonly bytes: number };

/** A timeline as far as it has been read. */
type Timeline = {
  readonly one: BareCase;
  /** Newest first. */
  found: Found[];
  /** How many were read that can't fit any more. */
  left: number;
  /** The last that was read; undefined before the first page, and after the last. */
  after: Item | undefined;
  goesOn: boolean;
};

/** Its position among the events of all cases: by date, then by recording. */
const momentOf = (item: Item): string => storedKey.parse(item).sk.slice(caseEventPrefix.length);

const rangeOf = ({ one, after }: Timeline): Query => ({
  partition: caseKey(one.id).pk,
  prefix: caseEventPrefix,
  descending: true,
  ...(after === undefined ? {} : { after }),
});

const readPage = async (table: Table, timeline: Timeline, limit: number): Promise<void> => {
  const { items, next } = await table.query({ ...rangeOf(timeline), limit });
  timeline.found.push(...items.map((item) => ({ item, moment: momentOf(item), bytes: leastBytesOf(item) })));
  timeline.after = next;
  timeline.goesOn = next !== undefined;
};

/** The moment of the oldest event that may fit; the empty text, before all moments, while all that was read may fit. */
const oldestThatMayFit = (timelines: readonly Timeline[], maxBytes: number): string => {
  const newestFirst = timelines.flatMap(({ found }) => found).sort((a, b) => (a.moment < b.moment ? 1 : -1));
  let bytesLeft = maxBytes;
  const end = newestFirst.findIndex(({ bytes }) => {
    bytesLeft -= bytes;
    return bytesLeft < 0;
  });
  return end === -1 ? '' : (newestFirst[end - 1]?.moment ?? '~');
};

/** Lets go of the events before a moment, and of the rest of a timeline whose next ones lie before it. */
const dropBefore = (timeline: Timeline, moment: string): void => {
  const kept = timeline.found.filter((one) => one.moment >= moment);
  timeline.left += timeline.found.length - kept.length;
  timeline.found = kept;
  if (timeline.after !== undefined && momentOf(timeline.after) <= moment) timeline.goesOn = false;
};

const inBatches = async (timelines: readonly Timeline[], use: (batch: Timeline[]) => Promise<void>) => {
  for (let from = 0; from < timelines.length; from += timelinesAtOnce) {
    await use(timelines.slice(from, from + timelinesAtOnce));
  }
};

/** Counts what was not read, of the newest cases first. */
const countUnread = (table: Table, timelines: readonly Timeline[]): Promise<void> => {
  const unread = timelines.filter(({ after }) => after !== undefined).reverse();
  const maxPages = Math.max(1, Math.floor(maxCountedPages / unread.length));
  for (const timeline of unread.slice(maxCountedPages)) timeline.left += 1;
  return inBatches(unread.slice(0, maxCountedPages), async (batch) => {
    await Promise.all(
      batch.map(async (timeline) => {
        timeline.left += await table.count(rangeOf(timeline), maxPages);
      }),
    );
  });
};

/**
 * Cases with their newest events, all that may fit into the answer, and how many are left out. However many events a case has, no more of them are held
 * than may fit, nor many more read, and only these are decrypted.
 * @param cases the oldest first
 */
export const readNewestEvents = async (
  { table, vault }: Records,
  cases: readonly BareCase[],
  maxBytes: number,
): Promise<RecordedCase[]> => {
  const limit = Math.min(100, Math.max(5, Math.floor(eventsOfFirstPages / cases.length)));
  const timelines = cases.map(
    (one): Timeline => ({ one, found: [], left: 0, after: undefined, goesOn: true }),
  );
  for (let open = timelines; open.length > 0; open = timelines.filter(({ goesOn }) => goesOn)) {
    await inBatches(open, async (batch) => {
      await Promise.all(batch.map((timeline) => readPage(table, timeline, limit)));
      const oldest = oldestThatMayFit(timelines, maxBytes);
      for (const timeline of timelines) dropBefore(timeline, oldest);
    });
  }
  await countUnread(table, timelines);
  return Promise.all(
    timelines.map(async ({ one, found, left }) => {
      const keyed = found.toReversed().map(({ item }) => ({ key: storedKey.parse(item), item }));
      const events = await decryptEvents(vault, keyed);
      return { ...one, events, ...(left === 0 ? {} : { eventsLeftOut: left }) };
    }),
  );
};
