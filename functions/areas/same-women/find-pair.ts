import * as z from 'zod';
import { notFound } from '../../shared/errors/errors.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { type Comparable, comparable } from './comparable.ts';
import type { PairRecords } from './raise-pairs.ts';
import { type StoredPair, storedPair } from './schema.ts';

/** Finds a stored pair, and decides which records of pairs the caller reaches. list-pairs.ts lists pairs, and raise-pairs.ts makes them. */

/** A record with what decides who reaches it: its district or, if it was joined to another record, the other's district. */
export const placedRecord = comparable.extend({ joinedTo: z.string().optional() });
const storedClaim = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
/** Whether the caller reaches a member. To a caller who does not reach both women of a pair, there is no such pair. */
export type IsWithin = (member: Pick<Comparable, 'district'>) => boolean;

/** The records that the caller reaches. A joined record is reached if the kept one is. */
export const filterWithin = async <M extends z.infer<typeof placedRecord>>(
  table: Pick<Table, 'getMany'>,
  members: readonly M[],
  isWithin: IsWithin,
): Promise<M[]> => {
  const keptById = await findKept(
    table,
    members.flatMap(({ joinedTo }) => joinedTo ?? []),
  );
  return members.filter((member) => {
    const kept = member.joinedTo === undefined ? undefined : keptById.get(member.joinedTo);
    return isWithin(kept === undefined ? member : comparable.parse(kept));
  });
};

/** A pair by its id, as stored. @throws AppError `not_found`, also if the caller doesn't reach both women */
export const findPair = async (
  { table }: Pick<PairRecords, 'table'>,
  id: string,
  isWithin: IsWithin,
): Promise<StoredPair> => {
  const claim = await table.get(claimKey(id));
  const key = claim && storedClaim.parse(claim).record;
  const item = key?.pk.startsWith('PAIR#') ? await table.get(key) : undefined;
  // The claim of a decision's id leads to the pair too, but that id is not the pair's own.
  if (item?.id !== id) throw notFound();
  const pair = storedPair.parse(item);
  const members = (await table.getMany(pair.memberIds.map(memberKey))).map((one) => placedRecord.parse(one));
  const reached = await filterWithin(table, members, isWithin);
  if (reached.length < members.length) throw notFound();
  return pair;
};
