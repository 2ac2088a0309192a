import * as z from 'zod';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { AppError, notFound } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { areLikelyTheSame } from '../../shared/names/likely-same.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { notCompared, notComparedKey, pairKey, pairsInState } from '../../shared/table/keys/same-women.ts';
import { queryChosen } from '../../shared/table/query-chosen.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { storedAccount } from '../accounts/account.ts';
import { type Comparable, comparable } from './comparable.ts';
import { joinable, withdrawalsOfJoin } from './joinable.ts';
import { type PairRecords, raisePairs } from './raise-pairs.ts';
import { type Pair, type PairState, type StoredPair, storedPair } from './schema.ts';

/**
 * Reads pairs of records that may be one woman's, and shows them. raise-pairs.ts finds pairs, decide-pairs.ts names pairs by hand and tells records apart,
 * ask-second-person.ts asks to join or part them.
 */

/** How many members `compareRemaining` compares at once. It runs each time that the first page of the list of pairs is read. */
const remainingAtOnce = 25;

/** A record with what decides who reaches it: its district or, if it was joined to another record, the other's district. */
export const placedRecord = comparable.extend({ joinedTo: z.string().optional() });
/** A member who is still to be compared; `sk` is her id. */
const pending = z.object({ sk: z.string() });
const storedClaim = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
/** The fields of a woman that a list of pairs needs, from her kept record. */
const listed = placedRecord.extend({
  ...joinable.pick({ code: true, collectiveId: true, joinedOn: true, consents: true, withdrawnOn: true })
    .shape,
  /** The record itself and the records that were joined to it; absent if none was. */
  records: z.array(comparable).optional(),
});
type Listed = z.infer<typeof listed>;

/** Whether two women may be one: whether a record of one is like a record of the other. A joined record makes no pair any more; its kept one does. */
const mayBeOne = (one: Listed, other: Listed): boolean =>
  one.joinedTo === undefined &&
  other.joinedTo === undefined &&
  (one.records ?? [one]).some((a) => (other.records ?? [other]).some((b) => areLikelyTheSame(a, b)));

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

/** Reads what some members have with their present collectives. The returned function gives it for one of them. */
const readHoldings = async (
  table: Pick<Table, 'getMany'>,
  members: readonly Pick<Listed, 'id' | 'collectiveId'>[],
): Promise<(member: Pick<Listed, 'id'>) => Pair['holdings'][number]> => {
  const items = await table.getMany(members.map(({ id, collectiveId }) => accountKey(collectiveId, id)));
  const accountByMember = new Map(
    items.map((item) => storedAccount.parse(item)).map((account) => [account.memberId, account]),
  );
  return ({ id }) => {
    const { savingsPaise = 0, loansOutstandingPaise = 0 } = accountByMember.get(id) ?? {};
    return { savingsPaise, loansOutstandingPaise };
  };
};

/**
 * Pairs as lists show them: with both women's codes, groups and years of birth, and what each has. A pair is left out
 * 1. if one of its women was erased, or the caller doesn't reach her;
 * 2. if it is open, nobody has named it, and a change of a record has made the two unlike. Otherwise a leader could fill the list by renaming one
 * woman again and again.
 */
const showPairs = async (
  table: Pick<Table, 'getMany'>,
  pairs: readonly StoredPair[],
  isWithin: IsWithin,
): Promise<Pair[]> => {
  const ids = [...new Set(pairs.flatMap(({ memberIds }) => memberIds))];
  const items = await composeWomen(table, await table.getMany(ids.map(memberKey)));
  const found = await filterWithin(
    table,
    items.map((item) => listed.parse(item)),
    isWithin,
  );
  const members = new Map(found.map((member) => [member.id, member]));
  const holdingsOf = await readHoldings(table, found);
  return pairs.flatMap(({ isNamed = false, approvalId: _, reason: __, ...pair }): Pair[] => {
    const older = members.get(pair.memberIds[0]);
    const newer = members.get(pair.memberIds[1]);
    if (older === undefined || newer === undefined) return [];
    if (pair.state === 'open' && !isNamed && !mayBeOne(older, newer)) return [];
    return [
      {
        ...pair,
        codes: [older.code, newer.code],
        collectiveIds: [older.collectiveId, newer.collectiveId],
        birthYears: [older.birthYear, newer.birthYear],
        joinedOn: [older.joinedOn, newer.joinedOn],
        holdings: [holdingsOf(older), holdingsOf(newer)],
        ...(pair.state === 'open' || pair.state === 'asked' ? withdrawalsOfJoin([older, newer]) : {}),
      },
    ];
  });
};

/** The reasons why pairs are to be parted, by the pairs' ids. */
const readReasons = async (
  vault: Pick<Vault, 'decryptMany'>,
  pairs: readonly StoredPair[],
): Promise<ReadonlyMap<string, string>> => {
  const sealed = pairs.flatMap(({ id, memberIds, keptId, reason }) =>
    reason === undefined || keptId === undefined ? [] : [{ id, memberIds, keptId, reason }],
  );
  const texts = await vault.decryptMany(
    sealed.map(({ memberIds, keptId, reason }) => ({
      owner: ownerOf(keptId),
      ciphertext: reason,
      context: contextOf(pairKey(...memberIds), 'reason'),
    })),
  );
  return new Map(
    sealed.flatMap(({ id }, index) => {
      const text = texts[index];
      // The text is null if the woman was erased.
      return text === undefined || text === null ? [] : [[id, text] as const];
    }),
  );
};

const withReason = (pair: Pair, reasons: ReadonlyMap<string, string>): Pair => {
  const reason = reasons.get(pair.id);
  return reason === undefined ? pair : { ...pair, reason };
};

/** A page of the pairs in a state, the oldest first. */
export const listPairs = async (
  { table, vault }: Pick<PairRecords, 'table'> & { readonly vault: Pick<Vault, 'decryptMany'> },
  state: PairState,
  limit: number,
  after: PageKey | undefined,
  isWithin: IsWithin,
): Promise<{ readonly items: Pair[]; readonly next?: Item }> => {
  /** All pairs read so far that may be shown, by id. `queryChosen` may read more pairs than fit on the page. */
  const shownById = new Map<string, Pair>();
  const { items, next } = await queryChosen(
    table,
    { index: 'gsi1', partition: pairsInState(state), limit },
    after,
    async (batch) => {
      const pairs = batch.map((item) => storedPair.parse(item));
      for (const pair of await showPairs(table, pairs, isWithin)) shownById.set(pair.id, pair);
      return batch.filter((item) => shownById.has(storedPair.parse(item).id));
    },
  );
  const stored = items.map((item) => storedPair.parse(item));
  const reasons = await readReasons(vault, stored);
  return {
    items: stored.flatMap(({ id }) => {
      const pair = shownById.get(id);
      return pair === undefined ? [] : [withReason(pair, reasons)];
    }),
    ...(next === undefined ? {} : { next }),
  };
};

/** A pair in the answer to a decision on it; the caller's reach was checked before. @throws AppError `not_found`, also if one of the two was erased */
export const showPair = async ({ table }: Pick<PairRecords, 'table'>, key: Key): Promise<Pair> => {
  const [pair] = await showPairs(table, [storedPair.parse(await table.get(key))], () => true);
  if (pair === undefined) throw notFound();
  return pair;
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

/** A list with the pair of an id alone, as `listPairs` shows it; empty if there is none within the caller's reach. */
export const listPair = async (
  records: Pick<PairRecords, 'table'> & { readonly vault: Pick<Vault, 'decryptMany'> },
  id: string,
  isWithin: IsWithin,
): Promise<Pair[]> => {
  try {
    const stored = await findPair(records, id, isWithin);
    const reasons = await readReasons(records.vault, [stored]);
    return (await showPairs(records.table, [stored], isWithin)).map((pair) => withReason(pair, reasons));
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') return [];
    throw error;
  }
};
