import { formatInstant } from '../../shared/calendar/calendar.ts';
import { refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { pairKey } from '../../shared/table/keys/same-women.ts';
import type { Comparable } from './comparable.ts';
import { newPair, type PairRecords, pairItemOf } from './raise-pairs.ts';
import { filterWithin, type IsWithin, placedRecord, showPair } from './repository.ts';
import { notOpen, sameRecord } from './rules.ts';
import { type Pair, type PairInput, type StoredPair, storedPair } from './schema.ts';

/**
 * Names pairs by hand, and tells two records apart. raise-pairs.ts finds pairs by itself, repository.ts reads them, ask-second-person.ts asks to join or part
 * two records.
 */

export type Stamp = { readonly caller: Pick<Caller, 'personId'>; readonly now: Date };

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

/** Whether naming a pair by hand opens it again, because it was decided that the two are not one woman. */
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
 * Names two records as one woman's, by hand. If the two are a pair already, it stays that pair, and is opened again if the two were told apart or parted.
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
    // Naming a pair again that stays as it is writes nothing; otherwise it would fill the journal. But if the id was used before, `record` decides
    // whether the request is a repetition or must be refused.
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
