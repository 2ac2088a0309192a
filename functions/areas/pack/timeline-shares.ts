import * as z from 'zod';
import { answerBytesOf } from '../../shared/http/answer-size.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Query } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey } from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { CaseEvent } from '../cases/event-schema.ts';
import { decryptEvents, leastBytesOf } from '../cases/read-events.ts';
import { findCase } from '../cases/stored-case.ts';

/**
 * What is kept of a timeline that is too long for its place in a pack: first of all the safety plan that stands, then by turns the newest event of each
 * person who recorded some. So the many notes of one person do not push out what the caseworker needs on the road. Of a timeline without end only the newest
 * pages are read; the plan is found by the case's item.
 */

export const eventsAtOnce = 25;

/** An event without what it says. */
const outlineOf = z.object({
  event: z.object({ type: z.string(), createdBy: z.string(), takenBack: z.unknown().optional() }),
});
type Outline = {
  readonly key: Key;
  readonly type: string;
  readonly by: string;
  readonly counts: boolean;
};

/** The order in which events are kept. @param outlines the newest first */
export const orderByTurns = (outlines: readonly Outline[]): Outline[] => {
  const plan = outlines.find(({ type, counts }) => type === 'safety_plan' && counts);
  const others = outlines.filter((one) => one !== plan);
  const turnOf = [...Map.groupBy(others, ({ by }) => by).values()].flatMap((ofPerson) =>
    ofPerson.map((one, turn) => ({ one, turn })),
  );
  const byTurns = turnOf.toSorted((a, b) => a.turn - b.turn).map(({ one }) => one);
  return plan === undefined ? byTurns : [plan, ...byTurns];
};

const parseOutline = (item: Item): Outline => {
  const { type, createdBy, takenBack } = outlineOf.parse(item).event;
  return { key: storedKey.parse(item), type, by: createdBy, counts: takenBack === undefined };
};

/** The outlines of a range, the newest first, on up to `maxPages` pages of 1 MB. `goesOn`: whether there are more. */
const readOutlines = async ({ table }: Records, range: Query, maxPages: number) => {
  const outlines: Outline[] = [];
  let after: Item | undefined;
  let pages = 0;
  do {
    const { items, next } = await table.query({
      ...range,
      descending: true,
      only: ['event.type', 'event.createdBy', 'event.takenBack'],
      ...(after === undefined ? {} : { after }),
    });
    outlines.push(...items.map(parseOutline));
    after = next;
    pages += 1;
  } while (after !== undefined && pages < maxPages);
  return { outlines, goesOn: after !== undefined };
};

/** The range of a case's events from an Indian date on. */
export const rangeFrom = (caseId: string, from: string) => ({
  partition: caseKey(caseId).pk,
  // Nothing sorts after it among the keys of events, which begin with a date.
  between: [`${caseEventPrefix}${from}`, `${caseEventPrefix}~`] as const,
});

/**
 * The outlines of a case's newest events, with that of the plan that stands, however old it is within the range. A case that was opened before its item told
 * of the plan is read to its end.
 */
const readOutlinesWithPlan = async (records: Records, caseId: string, from: string, maxPages: number) => {
  const range = rangeFrom(caseId, from);
  const { planMoment } = (await findCase(records.table, caseId)).progress;
  const read = await readOutlines(
    records,
    range,
    planMoment === undefined ? Number.POSITIVE_INFINITY : maxPages,
  );
  const sk = `${caseEventPrefix}${planMoment ?? ''}`;
  const isBeyond = read.goesOn && sk >= range.between[0] && !read.outlines.some(({ key }) => key.sk === sk);
  const [plan] = isBeyond ? await records.table.getMany([{ pk: range.partition, sk }]) : [];
  // At least one more than were read.
  const count = read.outlines.length + Number(read.goesOn);
  return { outlines: [...read.outlines, ...(plan === undefined ? [] : [parseOutline(plan)])], count };
};

/**
 * The events of a case that are kept, the oldest first, and how many are not; at least how many, where the timeline goes on beyond the pages that are read.
 * Where an event of a person does not fit, her older ones are left out too.
 * @param from Indian date
 * @param maxPages of 1 MB, the newest
 */
export const readShares = async (
  records: Records,
  caseId: string,
  from: string,
  { maxBytes, maxPages }: { readonly maxBytes: number; readonly maxPages: number },
): Promise<{ readonly events: CaseEvent[]; readonly eventsLeftOut: number; readonly bytes: number }> => {
  const { outlines, count } = await readOutlinesWithPlan(records, caseId, from, maxPages);
  /** By sort key. */
  const kept = new Map<string, CaseEvent>();
  /** The people of whom an event did not fit. */
  const full = new Set<string>();
  const order = orderByTurns(outlines);
  let waiting = order;
  let bytes = 0;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, eventsAtOnce);
    const events = await readEvents(records, batch, maxBytes - bytes);
    for (const one of batch) {
      const { key, by, type } = one;
      const event = events.get(key.sk);
      const more = event === undefined ? Number.POSITIVE_INFINITY : answerBytesOf(event) + 1;
      if (full.has(by) || event === undefined || bytes + more > maxBytes) {
        // A safety plan that does not fit does not leave out the other events of the person who recorded it. `orderByTurns` puts the plan first.
        const isPlan = one === order[0] && type === 'safety_plan';
        if (!isPlan) full.add(by);
        continue;
      }
      bytes += more;
      kept.set(key.sk, event);
    }
    waiting = waiting.slice(eventsAtOnce).filter(({ by }) => !full.has(by));
  }
  const events = outlines.flatMap(({ key }) => kept.get(key.sk) ?? []).reverse();
  return { events, eventsLeftOut: count - events.length, bytes };
};

/** Some events by their sort keys, without those that can't fit. */
const readEvents = async (
  { table, vault }: Records,
  outlines: readonly Outline[],
  maxBytes: number,
): Promise<ReadonlyMap<string, CaseEvent>> => {
  const items = await table.getMany(outlines.map(({ key }) => key));
  const fitting = items.filter((item) => leastBytesOf(item) <= maxBytes);
  const keyed = fitting.map((item) => ({ key: storedKey.parse(item), item }));
  const opened = await decryptEvents(vault, keyed);
  return new Map(opened.map((event, index) => [keyed[index]?.key.sk ?? '', event]));
};
