import { formatInstant } from '../../shared/calendar/calendar.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { pairKey } from '../../shared/table/keys/same-women.ts';
import { showPair } from './list-pairs.ts';
import { type PairRecords, pairItemOf } from './raise-pairs.ts';
import { notOpen } from './rules.ts';
import type { Pair, StoredPair } from './schema.ts';

/** Tells two records apart, and what decisions on pairs have in common. name-pair.ts names pairs by hand, ask-second-person.ts asks to join or part two records. */

export type Stamp = { readonly caller: Pick<Caller, 'personId'>; readonly now: Date };

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
