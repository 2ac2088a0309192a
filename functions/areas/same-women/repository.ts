import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import { areLikelyTheSame } from '../../shared/names/likely-same.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  accountKey,
  claimKey,
  type Key,
  memberKey,
  notCompared,
  notComparedKey,
  pairKey,
  pairsInState,
} from '../../shared/table/keys.ts';
import { queryChosen } from '../../shared/table/query-chosen.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { storedAccount } from '../accounts/account.ts';
import { type Comparable, comparable } from './comparable.ts';
import { joinable, withdrawalsOfJoin } from './joinable.ts';
import { newPair, type PairRecords, pairItemOf, raisePairs } from './raise-pairs.ts';
import { notOpen, sameRecord } from './rules.ts';
import { type Pair, type PairInput, type PairState, type StoredPair, storedPair } from './schema.ts';

/** Reads and stores pairs of records that may be one woman's. raise-pairs.ts finds them, ask-second-person.ts asks to join or part them. */

/** How many members `compareRemaining` compares at once. It runs each time that the first page of the list of pairs is read. */
const remainingAtOnce = 25;

/** The fields of a record that decide who reaches it: its district or, if it was joined to another record, the other's district. */
const placedRecord = comparable.extend({ joinedTo: z.string().optional() });
/** A member who is still to be compared; `sk` is her id. */
const pending = z.object({ sk: z.string() });
const storedClaim = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
/** The fields of a woman that a list of pairs needs, from her kept record. */
const listed = placedRecord.extend({
  ...joinable.pick({ code: true, collectiveId: true, joinedOn: true, consents: true, withdrawnOn: true })
    .shape,
  /** The record itself and those that were joined to it. */
  records: z.array(comparable).optional(),
});
type Listed = z.infer<typeof listed>;

/** Whether two women may be one: whether a record of one is like a record of the other. A joined record makes no pair any more; its kept one does. */
const mayBeOne = (one: Listed, other: Listed): boolean =>
  one.joinedTo === undefined &&
  other.joinedTo === undefined &&
  (one.records ?? [one]).some((a) => (other.records ?? [other]).some((b) => areLikelyTheSame(a, b)));

export type Stamp = { readonly caller: Pick<Caller, 'personId'>; readonly now: Date };

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
type IsWithin = (member: Pick<Comparable, 'district'>) => boolean;

/** The records that the caller reaches. A joined record is reached if the kept one is. */
const filterWithin = async <M extends z.infer<typeof placedRecord>>(
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

/** What some members have with their present collectives. */
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
  /** All pairs read so far that may be shown, by id. The page may have fewer of them. */
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
const showPair = async ({ table }: Pick<PairRecords, 'table'>, key: Key): Promise<Pair> => {
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
  const found = storedPair.safeParse(key?.pk.startsWith('PAIR#') ? await table.get(key) : undefined);
  // The claim of a decision's id leads to the pair too, but that id is not the pair's own.
  if (found.data?.id !== id) throw notFound();
  const members = (await table.getMany(found.data.memberIds.map(memberKey))).map((item) =>
    placedRecord.parse(item),
  );
  if ((await filterWithin(table, members, isWithin)).length < members.length) throw notFound();
  return found.data;
};

/** A list of the one pair of an id, as lists show it; empty if there is none within the caller's reach. */
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

/** The records of both members. @throws AppError `unknown_member`, also if the caller does not reach one of them */
const readBoth = async (
  table: Table,
  ids: PairInput['memberIds'],
  isWithin: IsWithin,
): Promise<[Comparable, Comparable]> => {
  const items = await table.getMany(ids.map(memberKey));
  const found = await filterWithin(
    table,
    items.map((item) => placedRecord.parse(item)),
    isWithin,
  );
  const members = new Map(found.map((member) => [member.id, member]));
  const [a, b] = ids.map((id) => members.get(id));
  if (a !== undefined && b !== undefined) return [a, b];
  const paths = ids.flatMap((id, index) => (members.has(id) ? [] : [`memberIds.${index}`]));
  throw refused('unknown_member', 'There is no such member.', ...paths);
};

/** The claim of a request about a pair. */
export const claimOf = async (
  { vault }: PairRecords,
  id: string,
  content: object,
  key: Key,
): Promise<Claim> => ({
  id,
  fingerprint: await fingerprintOf(vault, content),
  record: key,
  concernsOnly: null,
});

/** The write of a changed pair. It fails if the pair's state or approval has changed since it was read. */
export const putPair = (seen: StoredPair, pair: StoredPair): Write => ({
  put: pairItemOf(pair),
  condition:
    seen.approvalId === undefined
      ? '#state = :seen AND attribute_not_exists(approvalId)'
      : '#state = :seen AND approvalId = :approval',
  names: { '#state': 'state' },
  values: {
    ':seen': seen.state,
    ...(seen.approvalId === undefined ? {} : { ':approval': seen.approvalId }),
  },
});

/** Whether naming a pair by hand opens it again: it was decided that the two are not one woman. */
const reopens = ({ state }: StoredPair): boolean => state === 'different' || state === 'parted';

/**
 * A pair after it was named by hand.
 * @param seen the pair as it is stored; undefined if it is new
 * @param fresh the pair as it would be if it were new
 */
const namedPair = (seen: StoredPair | undefined, fresh: StoredPair): StoredPair => {
  if (seen === undefined) return { ...fresh, isNamed: true };
  return reopens(seen)
    ? { ...fresh, id: seen.id, raisedAt: seen.raisedAt, isNamed: true }
    : { ...seen, isNamed: true };
};

/**
 * Names two records as one woman's, by hand. If the two are a pair already, it stays that pair, and is opened again if it was told apart or parted.
 * @throws AppError `same_record`, `unknown_member`, `id_reused`, `too_many`
 */
export const namePair = async (
  records: PairRecords,
  { id, memberIds }: PairInput,
  { caller, now }: Stamp,
  isWithin: IsWithin,
): Promise<{ readonly outcome: 'created' | 'found'; readonly pair: Pair }> => {
  if (memberIds[0] === memberIds[1]) throw sameRecord();
  const { table } = records;
  const members = await readBoth(table, memberIds, isWithin);
  const key = pairKey(...memberIds);
  const claim = await claimOf(records, id, { memberIds }, key);
  return table.retry(async () => {
    const item = await table.get(key);
    const seen = item === undefined ? undefined : storedPair.parse(item);
    // If the pair stays as it is, nothing is written: otherwise naming it again and again would fill the journal. But if the id was used before, `record`
    // decides whether this is a repetition or must be refused.
    const isUnchanged = seen?.isNamed === true && !reopens(seen);
    if (isUnchanged && (await table.get(claimKey(id))) === undefined) {
      return { outcome: 'found', pair: await showPair(records, key) };
    }
    const fresh = newPair(id, ...members, now);
    const pair = namedPair(seen, fresh);
    const outcome = await record(table, {
      claim,
      staleIfFailed: [
        seen === undefined
          ? { put: pairItemOf(pair), condition: 'attribute_not_exists(pk)' }
          : putPair(seen, pair),
      ],
      writes: [countSetting(caller.personId, 'pairs', now.toISOString())],
      line: {
        type: 'same_woman_named',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        memberId: fresh.memberIds[1],
        otherId: fresh.memberIds[0],
        because: fresh.because,
      },
    });
    if (typeof outcome === 'object' && 'stale' in outcome) return tryAgain;
    const isNew = outcome === 'written' && seen === undefined;
    return { outcome: isNew ? 'created' : 'found', pair: await showPair(records, key) };
  });
};

/**
 * Tells two records apart: the programme never raises them as a pair again.
 * @throws AppError `not_found`, `not_open`, `id_reused`, `too_many`
 */
export const tellApart = async (
  records: PairRecords,
  seen: StoredPair,
  id: string,
  { caller, now }: Stamp,
): Promise<Pair> => {
  const key = pairKey(...seen.memberIds);
  const decision = 'different';
  const decided: StoredPair = {
    ...seen,
    state: decision,
    decidedAt: formatInstant(now),
    decidedBy: caller.personId,
  };
  await record(records.table, {
    claim: await claimOf(records, id, { pairId: seen.id, decision }, key),
    ...(seen.state === 'open' ? {} : { errorUnlessRepeated: notOpen() }),
    writes: [
      { ...putPair(seen, decided), errorIfFailed: notOpen },
      countSetting(caller.personId, 'pairs', now.toISOString()),
    ],
    line: {
      type: 'women_told_apart',
      id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      memberId: seen.memberIds[1],
      otherId: seen.memberIds[0],
      pairId: seen.id,
    },
  });
  return showPair(records, key);
};
