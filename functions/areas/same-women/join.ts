import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { listCasesIn } from '../../shared/member-counts/member-counts.ts';
import { changesOf } from '../../shared/one-woman/records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { memberKey, nameTokenKey } from '../../shared/table/keys/members.ts';
import { notComparedKey } from '../../shared/table/keys/same-women.ts';
import { dueTalksWhenJoined } from './due-talks.ts';
import { type AccountWrites, joinAccounts } from './join-accounts.ts';
import {
  districtsOf,
  type Joinable,
  type PairRecords,
  readPairRecords,
  tokensOf,
  withdrawalOfAll,
  withdrawalsOfJoin,
} from './joinable.ts';
import { likelyItemsOf } from './likely-items.ts';
import {
  alreadyJoined,
  maxRecordsOfWoman,
  maxTokensOfJoined,
  memberErased,
  namesTooLong,
  tooManyRecords,
} from './rules.ts';

/** What a join writes, and what it refuses: docs/decisions/0089-one-woman.md. */

/** A joined record is in no list: it leaves the table's indexes. */
const noIndexes = { gsi1pk: undefined, gsi1sk: undefined, gsi2pk: undefined, gsi2sk: undefined };

/** The write of a record at its next version, if it still has the version that was read. */
export const replaceRecord = (seen: Joinable, changes: Item): Write => ({
  put: { ...seen.item, version: seen.version + 1, ...changes, ...memberKey(seen.id) },
  condition: 'version = :seen',
  values: { ':seen': seen.version },
});

/** A raised version of a record, and by how much it is raised beyond one change (`changesOf`). */
export const raiseVersion = (seen: Joinable, version: number) => ({
  version,
  versionRaisedBy: version - changesOf(seen) - 1,
});

/** The writes of all records of the woman. The kept one then lists the joined one, and the records that were joined to that before. */
const recordWrites = ({ kept, other, joinedToKept, joinedToOther }: PairRecords, today: string): Write[] => {
  const { id, code, collectiveId, joinedOn, joined = [] } = other;
  const further = [...joinedToKept, ...joinedToOther];
  const withdrawal = withdrawalOfAll([kept, other, ...further]);
  return [
    ...further.map((record) => replaceRecord(record, withdrawal)),
    replaceRecord(kept, {
      ...withdrawal,
      ...raiseVersion(kept, Math.max(kept.version, other.version) + 1),
      joined: [...(kept.joined ?? []), { id, code, collectiveId, joinedOn, on: today }, ...joined],
    }),
    replaceRecord(other, { ...withdrawal, ...noIndexes, joinedTo: kept.id }),
  ];
};

/**
 * The writes of search tokens and of items for likeness: a search by a name or number of a joined record then finds the kept one, where its own tokens
 * stand, and a record that is like a joined one makes a pair with the kept one.
 */
const findingWrites = ({ kept, other, joinedToOther }: PairRecords): Write[] => {
  const records = [other, ...joinedToOther];
  const tokens = tokensOf(records);
  const standsFor = { id: kept.id, createdAt: kept.createdAt };
  return [
    ...districtsOf(other).flatMap((where) =>
      tokens.map((token): Write => ({ remove: nameTokenKey(token, where, other.id) })),
    ),
    ...districtsOf(kept).flatMap((where) =>
      tokens.map((token): Write => ({ put: { ...nameTokenKey(token, where, kept.id), memberId: kept.id } })),
    ),
    ...records.flatMap((record) =>
      likelyItemsOf({ ...record, standsFor }).map((item): Write => ({ put: item })),
    ),
    { put: { ...notComparedKey(other.id) } },
  ];
};

/**
 * The writes that join two records, or the refusal: `member_erased`, `already_joined`, `too_many_records`, `names_too_long`, `balance_open`, `too_many_loans`.
 * @param keptId the one of `memberIds` whose record is kept
 */
export const planJoin = async (
  table: Pick<Table, 'getMany' | 'getTogether'>,
  memberIds: readonly string[],
  keptId: string,
  now: Date,
): Promise<
  | (AccountWrites & {
      readonly joinedId: string;
      readonly withdrawals: ReturnType<typeof withdrawalsOfJoin>;
    })
  | AppError
> => {
  const records = await readPairRecords(table, memberIds, keptId);
  if (records === undefined) return memberErased();
  const { kept, other, joinedToKept, joinedToOther } = records;
  if (kept.joinedTo !== undefined || other.joinedTo !== undefined) return alreadyJoined();
  if (2 + joinedToKept.length + joinedToOther.length > maxRecordsOfWoman) return tooManyRecords();
  const tokens = tokensOf([other, ...joinedToOther]).length;
  const allTokens = tokensOf([other, ...joinedToOther, ...joinedToKept]).length;
  if (tokens > maxTokensOfJoined.ofOneJoin || allTokens > maxTokensOfJoined.all) return namesTooLong();
  const today = dateInIndia(now);
  const accounts = await joinAccounts(table, kept, other, today);
  if (accounts instanceof AppError) return accounts;
  const withAllConsents = (record: Joinable, further: readonly Joinable[]) => ({
    ...record,
    consents: [record, ...further].flatMap(({ consents }) => consents),
  });
  return {
    joinedId: other.id,
    withdrawals: withdrawalsOfJoin([
      withAllConsents(kept, joinedToKept),
      withAllConsents(other, joinedToOther),
    ]),
    staleIfFailed: [...recordWrites(records, today), ...accounts.staleIfFailed],
    writes: [
      ...findingWrites(records),
      ...accounts.writes,
      ...dueTalksWhenJoined(records),
      ...listCasesIn(
        kept.district,
        [other, ...joinedToOther].map(({ id }) => id),
      ),
    ],
  };
};
