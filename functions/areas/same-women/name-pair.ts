import { refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Table } from '../../shared/table/client.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { pairKey } from '../../shared/table/keys/same-women.ts';
import type { Comparable } from './comparable.ts';
import { claimOf, putPair, type Stamp } from './decide-pairs.ts';
import { filterWithin, type IsWithin, placedRecord } from './find-pair.ts';
import { showPair } from './list-pairs.ts';
import { newPair, type PairRecords, pairItemOf } from './raise-pairs.ts';
import { sameRecord } from './rules.ts';
import { type Pair, type PairInput, type StoredPair, storedPair } from './schema.ts';

/** Names a pair by hand. raise-pairs.ts finds pairs by itself. */

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
