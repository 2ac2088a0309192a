import { AppError } from '../../shared/errors/errors.ts';
import { listCasesIn } from '../../shared/member-counts/member-counts.ts';
import { changesOf } from '../../shared/one-woman/records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { allMembersIndexKeys, memberListIndexKeys, nameTokenKey } from '../../shared/table/keys/members.ts';
import { notComparedKey } from '../../shared/table/keys/same-women.ts';
import { dueTalksWhenParted } from './due-talks.ts';
import { raiseVersion, replaceRecord } from './join.ts';
import type { AccountWrites } from './join-accounts.ts';
import {
  districtsOf,
  type Joinable,
  type PairRecords,
  readPairRecords,
  resumedByParting,
  tokensOf,
  withdrawalOfAll,
} from './joinable.ts';
import { likelyItemsOf } from './likely-items.ts';
import { partAccounts } from './part-accounts.ts';
import { alreadyJoined, memberErased, notJoined } from './rules.ts';

/** What a parting writes, and what it refuses: afterwards all is as if the two had never been joined. */

const partedFrom = (seen: Joinable, others: readonly Joinable[]) => ({
  partedFrom: [...new Set([...seen.partedFrom, ...others.map(({ id }) => id)])],
});

const recordWrites = ({ kept, other, joinedToKept, joinedToOther }: PairRecords): Write[] => {
  const gone = new Set([other, ...joinedToOther].map(({ id }) => id));
  const joined = (kept.joined ?? []).filter(({ id }) => !gone.has(id));
  // Higher than any version that an answer gave for either of the two, so that no change that names an older version is accepted.
  const version =
    [other, ...joinedToKept, ...joinedToOther].reduce(
      (sum, record) => sum + changesOf(record),
      kept.version,
    ) + 1;
  const ofKept = withdrawalOfAll([kept, ...joinedToKept]);
  const ofOther = withdrawalOfAll([other, ...joinedToOther]);
  return [
    ...joinedToKept.map((record) => replaceRecord(record, ofKept)),
    ...joinedToOther.map((record) => replaceRecord(record, ofOther)),
    replaceRecord(kept, {
      ...ofKept,
      ...raiseVersion(kept, version),
      ...partedFrom(kept, [other, ...joinedToOther]),
      joined: joined.length === 0 ? undefined : joined,
    }),
    replaceRecord(other, {
      ...ofOther,
      ...raiseVersion(other, version),
      ...partedFrom(other, [kept, ...joinedToKept]),
      joinedTo: undefined,
      ...memberListIndexKeys(other.collectiveId, other.id),
      ...allMembersIndexKeys(other.district, other.id),
    }),
  ];
};

const findingWrites = ({ kept, other, joinedToKept, joinedToOther }: PairRecords): Write[] => {
  const tokens = tokensOf([other, ...joinedToOther]);
  const tokensOfKept = new Set(tokensOf([kept, ...joinedToKept]));
  const standsFor = { id: other.id, createdAt: other.createdAt };
  return [
    ...districtsOf(kept).flatMap((where) =>
      tokens
        .filter((token) => !tokensOfKept.has(token))
        .map((token): Write => ({ remove: nameTokenKey(token, where, kept.id) })),
    ),
    ...districtsOf(other).flatMap((where) =>
      tokens.map(
        (token): Write => ({ put: { ...nameTokenKey(token, where, other.id), memberId: other.id } }),
      ),
    ),
    ...[other, ...joinedToOther.map((record) => ({ ...record, standsFor }))].flatMap((record) =>
      likelyItemsOf(record).map((item): Write => ({ put: item })),
    ),
    { put: { ...notComparedKey(other.id) } },
  ];
};

/** The records of each of the two women who are parted, her kept record first. */
export type PartedWomen = readonly (readonly [Joinable, ...Joinable[]])[];

type PlannedParting = AccountWrites & {
  readonly joinedId: string;
  readonly women: PartedWomen;
  /** The effect on consents, which the person who decides is shown. */
  readonly withdrawals: ReturnType<typeof resumedByParting>;
};

/**
 * The writes that part two joined records, or the refusal: `member_erased`, `not_joined`, `already_joined` (the kept record was joined to another since:
 * part those first), `insufficient_savings`, `moved_since`, `balance_open`.
 */
export const planParting = async (
  table: Pick<Table, 'get' | 'getMany' | 'getTogether' | 'query' | 'retry'>,
  memberIds: readonly string[],
  keptId: string,
): Promise<PlannedParting | AppError> => {
  const records = await readPairRecords(table, memberIds, keptId);
  if (records === undefined) return memberErased();
  const { kept, other, joinedToKept, joinedToOther } = records;
  if (other.joinedTo !== kept.id) return notJoined();
  if (kept.joinedTo !== undefined) return alreadyJoined();
  const accounts = await partAccounts(table, records);
  if (accounts instanceof AppError) return accounts;
  const women: PartedWomen = [
    [kept, ...joinedToKept],
    [other, ...joinedToOther],
  ];
  return {
    joinedId: other.id,
    women,
    withdrawals: resumedByParting(women),
    staleIfFailed: [...recordWrites(records), ...accounts.staleIfFailed],
    writes: [
      ...findingWrites(records),
      ...accounts.writes,
      ...dueTalksWhenParted(records),
      ...listCasesIn(
        other.district,
        [other, ...joinedToOther].map(({ id }) => id),
      ),
    ],
  };
};
