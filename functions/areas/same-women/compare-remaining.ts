import * as z from 'zod';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Write } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { notCompared, notComparedKey } from '../../shared/table/keys/same-women.ts';
import { type Comparable, comparable } from './comparable.ts';
import { type PairRecords, raisePairs } from './raise-pairs.ts';

/** How many members `compareRemaining` compares at once. It runs each time that the first page of the list of pairs is read. */
const remainingAtOnce = 25;

/** A member who is still to be compared; `sk` is her id. */
const pending = z.object({ sk: z.string() });
/** Compares the next members whose comparison failed when they were written, because the process ended or the table was out of reach. */
export const compareRemaining = async (records: PairRecords, now: Date): Promise<void> => {
  const { items } = await records.table.query({ partition: notCompared, limit: remainingAtOnce });
  const ids = items.map((item) => pending.parse(item).sk);
  const keptById = await findKept(records.table, ids);
  const members = (await records.table.getMany(ids.map(memberKey)))
    .map((item) => comparable.parse(item))
    .map((member): Comparable => {
      const kept = keptById.get(member.id);
      return kept === undefined || kept.id === member.id
        ? member
        : { ...member, standsFor: comparable.pick({ id: true, createdAt: true }).parse(kept) };
    });
  await Promise.all(members.map((member) => raisePairs(records, member, now)));
  // `raisePairs` takes a compared member off the list. One who was erased has no record to compare.
  const erasedIds = ids.filter((id) => !members.some((member) => member.id === id));
  if (erasedIds.length > 0) {
    await records.table.transact(erasedIds.map((id): Write => ({ remove: notComparedKey(id) })));
  }
};
