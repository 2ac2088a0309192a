import { answerBytesOf } from '../../shared/http/answer-size.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Query } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey } from '../../shared/table/keys.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { CaseEvent } from '../cases/event-schema.ts';
import { decryptEvents } from '../cases/read-events.ts';
import { eventsAtOnce, leastBytesOf, readShares } from './timeline-shares.ts';

/** What all timelines may take of an answer of 6 MB. */
export const maxTimelineBytes = 3_000_000;

const womenAtOnce = 10;

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

/**
 * The events of a case that fit, oldest first. They are read page by page from the newest on. If not all of them fit, `readShares` chooses which are kept.
 * @param from Indian date
 */
const readFitting = async (
  { table, vault }: Records,
  caseId: string,
  from: string,
  maxBytes: number,
): Promise<Timeline & { readonly bytes: number }> => {
  const range: Query = {
    partition: caseKey(caseId).pk,
    // Nothing sorts after it among the keys of events, which begin with a date.
    between: [`${caseEventPrefix}${from}`, `${caseEventPrefix}~`],
  };
  const events: CaseEvent[] = [];
  let bytes = 0;
  const readSharesInstead = () => readShares({ table, vault }, range, maxBytes);
  let after: Item | undefined;
  do {
    const page = {
      ...range,
      descending: true,
      limit: eventsAtOnce,
      ...(after === undefined ? {} : { after }),
    };
    const { items, next } = await table.query(page);
    const fitting = firstThatMayFit(items, maxBytes - bytes);
    const opened = await decryptEvents(
      vault,
      fitting.map((item) => ({ key: storedKey.parse(item), item })),
    );
    for (const event of opened) {
      const more = answerBytesOf(event) + 1;
      if (bytes + more > maxBytes) return readSharesInstead();
      bytes += more;
      events.push(event);
    }
    if (fitting.length < items.length) return readSharesInstead();
    after = next;
  } while (after !== undefined);
  return { events: events.reverse(), eventsLeftOut: 0, bytes };
};

/**
 * The timelines of some cases, by the case's id. Each woman has the same share of the answer, and each of her cases the same share of hers. The least urgent
 * cases are read first, so that the more urgent ones get what these leave over.
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
  const readWoman = async (
    ofWoman: readonly { readonly id: string }[],
    maxBytes: number,
  ): Promise<number> => {
    let left = maxBytes;
    for (const [index, { id }] of ofWoman.toReversed().entries()) {
      const { bytes, ...timeline } = await readFitting(records, id, from, left / (ofWoman.length - index));
      timelines.set(id, timeline);
      left -= bytes;
    }
    return maxBytes - left;
  };
  for (let start = 0; start < women.length; start += womenAtOnce) {
    const share = bytesLeft / (women.length - start);
    const used = await Promise.all(
      women.slice(start, start + womenAtOnce).map((ofWoman) => readWoman(ofWoman, share)),
    );
    bytesLeft -= used.reduce((sum, bytes) => sum + bytes, 0);
  }
  return timelines;
};
