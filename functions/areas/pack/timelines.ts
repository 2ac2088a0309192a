import { answerBytesOf } from '../../shared/http/answer-size.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item } from '../../shared/table/client.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { CaseEvent } from '../cases/event-schema.ts';
import { decryptEvents, leastBytesOf } from '../cases/read-events.ts';
import { eventsAtOnce, rangeFrom, readShares } from './timeline-shares.ts';

/** What all timelines may take of an answer of 6 MB. */
export const maxTimelineBytes = 3_000_000;

/** How many women are read at once, and how many cases of each. */
const womenAtOnce = 10;
const casesAtOnce = 10;

/** The number of pages of 1 MB that may be read of all timelines that don't fit, beside one page of each. */
const maxSharedPages = 200;

type Timeline = { readonly events: CaseEvent[]; readonly eventsLeftOut: number };

/** The items up to the first that can't fit any more. The rest is not decrypted. */
const firstThatMayFit = (items: readonly Item[], maxBytes: number): readonly Item[] => {
  let bytesLeft = maxBytes;
  const end = items.findIndex((item) => {
    bytesLeft -= leastBytesOf(item);
    return bytesLeft < 0;
  });
  return end === -1 ? items : items.slice(0, end);
};

/** All events of a case, oldest first, read page by page from the newest on; undefined if they don't fit. */
const readWhole = async (
  { table, vault }: Records,
  caseId: string,
  from: string,
  maxBytes: number,
): Promise<(Timeline & { readonly bytes: number }) | undefined> => {
  const events: CaseEvent[] = [];
  let bytes = 0;
  let after: Item | undefined;
  do {
    const page = {
      ...rangeFrom(caseId, from),
      descending: true,
      limit: eventsAtOnce,
      ...(after === undefined ? {} : { after }),
    };
    const { items, next } = await table.query(page);
    const fitting = firstThatMayFit(items, maxBytes - bytes);
    if (fitting.length < items.length) return undefined;
    const opened = await decryptEvents(
      vault,
      fitting.map((item) => ({ key: storedKey.parse(item), item })),
    );
    bytes += opened.reduce((sum, event) => sum + answerBytesOf(event) + 1, 0);
    if (bytes > maxBytes) return undefined;
    events.push(...opened);
    after = next;
  } while (after !== undefined);
  return { events: events.reverse(), eventsLeftOut: 0, bytes };
};

/**
 * The timelines of a woman's cases. First those that fit into an equal share whole; what they leave over goes to the others, of which `readShares` chooses
 * what is kept.
 * @param cases the most urgent first
 */
const readWoman = async (
  records: Records,
  cases: readonly { readonly id: string }[],
  from: string,
  { maxBytes, maxPages }: { readonly maxBytes: number; readonly maxPages: number },
) => {
  const timelines = new Map<string, Timeline>();
  let left = maxBytes;
  const readAll = async (
    ids: readonly string[],
    read: (id: string, casesLeft: number) => Promise<(Timeline & { readonly bytes: number }) | undefined>,
  ) => {
    for (let start = 0; start < ids.length; start += casesAtOnce) {
      const batch = ids.slice(start, start + casesAtOnce);
      const found = await Promise.all(batch.map((id) => read(id, ids.length - start)));
      for (const [index, id] of batch.entries()) {
        const one = found[index];
        if (one === undefined) continue;
        timelines.set(id, { events: one.events, eventsLeftOut: one.eventsLeftOut });
        left -= one.bytes;
      }
    }
  };
  const ids = cases.map(({ id }) => id).reverse();
  await readAll(ids, (id) => readWhole(records, id, from, maxBytes / ids.length));
  const tooLong = ids.filter((id) => !timelines.has(id));
  const pagesOfEach = Math.max(1, Math.floor(maxPages / tooLong.length));
  await readAll(tooLong, (id, casesLeft) =>
    readShares(records, id, from, { maxBytes: left / casesLeft, maxPages: pagesOfEach }),
  );
  return { timelines, bytes: maxBytes - left };
};

/**
 * The timelines of some cases, by the case's id. Each woman has the same share of the answer, and each of her cases the same share of hers. The least urgent
 * are read first, so that the more urgent ones get what these leave over.
 * @param cases the most urgent first
 * @param from Indian date of the oldest events
 */
export const readTimelines = async (
  records: Records,
  cases: readonly { readonly id: string; readonly womanId: string }[],
  from: string,
): Promise<ReadonlyMap<string, Timeline>> => {
  const women = [...Map.groupBy(cases, ({ womanId }) => womanId).values()].reverse();
  const timelines = new Map<string, Timeline>();
  let bytesLeft = maxTimelineBytes;
  const maxPages = maxSharedPages / women.length;
  for (let start = 0; start < women.length; start += womenAtOnce) {
    const share = bytesLeft / (women.length - start);
    const found = await Promise.all(
      women
        .slice(start, start + womenAtOnce)
        .map((ofWoman) => readWoman(records, ofWoman, from, { maxBytes: share, maxPages })),
    );
    for (const one of found) {
      for (const [id, timeline] of one.timelines) timelines.set(id, timeline);
      bytesLeft -= one.bytes;
    }
  }
  return timelines;
};
