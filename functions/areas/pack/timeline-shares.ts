import * as z from 'zod';
import { answerBytesOf } from '../../shared/http/answer-size.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Query } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { CaseEvent } from '../cases/event-schema.ts';
import { decryptEvents } from '../cases/read-events.ts';

/**
 * What is kept of a timeline that is too long for its place in a pack: first of all the safety plan that stands, then by turns the newest event of each
 * person who recorded some. So the many notes of one person do not push out what the caseworker needs on the road.
 */

export const eventsAtOnce = 25;

/** The number of bytes that an event takes at least: a text takes more than half of what its stored ciphertext takes. */
export const leastBytesOf = (item: Item): number => JSON.stringify(item).length / 2;

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

const readOutlines = async ({ table }: Records, range: Query): Promise<Outline[]> => {
  const items = await queryAll(table, {
    ...range,
    descending: true,
    only: ['event.type', 'event.createdBy', 'event.takenBack'],
  });
  return items.map((item) => {
    const { type, createdBy, takenBack } = outlineOf.parse(item).event;
    return { key: storedKey.parse(item), type, by: createdBy, counts: takenBack === undefined };
  });
};

/**
 * The events of a case that are kept, the oldest first, and how many are not. Where an event of a person does not fit, her older ones are left out too.
 * @param range all events of the case from some day on
 */
export const readShares = async (
  records: Records,
  range: Query,
  maxBytes: number,
): Promise<{ readonly events: CaseEvent[]; readonly eventsLeftOut: number; readonly bytes: number }> => {
  const outlines = await readOutlines(records, range);
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
  return { events, eventsLeftOut: outlines.length - events.length, bytes };
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
