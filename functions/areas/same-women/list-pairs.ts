import * as z from 'zod';
import { AppError, notFound } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { areLikelyTheSame } from '../../shared/names/likely-same.ts';
import { composeWomen } from '../../shared/one-woman/records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { pairsInState } from '../../shared/table/keys/same-women.ts';
import { queryChosen } from '../../shared/table/query-chosen.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { storedAccount } from '../accounts/account.ts';
import { comparable } from './comparable.ts';
import { filterWithin, findPair, type IsWithin, placedRecord } from './find-pair.ts';
import { joinable, withdrawalsOfJoin } from './joinable.ts';
import { readReasons, withReason } from './pair-reasons.ts';
import type { PairRecords } from './raise-pairs.ts';
import { type Pair, type PairState, type StoredPair, storedPair } from './schema.ts';

/**
 * Lists pairs of records that may be one woman's, and shows a pair in an answer. raise-pairs.ts finds pairs, name-pair.ts names pairs by hand, decide-pairs.ts tells
 * records apart, ask-second-person.ts asks to join or part them.
 */

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
