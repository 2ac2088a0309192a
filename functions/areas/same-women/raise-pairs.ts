import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { claimWrite, fingerprintOf } from '../../shared/journal/claims.ts';
import { agreementOf, areLikelyTheSame, maxYearsApart } from '../../shared/names/likely-same.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { notComparedKey, pairIndexKeys, pairKey } from '../../shared/table/keys.ts';
import { queryPages } from '../../shared/table/query-all.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { type Comparable, comparable } from './comparable.ts';
import { phonePartitionsOf, wordPartitionsOf } from './likely-items.ts';
import { olderFirst } from './rules.ts';
import type { StoredPair } from './schema.ts';

export type PairRecords = {
  readonly table: Table;
  readonly vault: Pick<Vault, 'fingerprint'>;
  readonly newId: Ids;
};

/**
 * The maximum number of other members that are read for one word in one place, after the page that reaches it. Far more than one place has, since they
 * are read in the order of birth years: whoever enrols that many decoys hides the others.
 */
const maxOthers = 20_000;
/**
 * The maximum number of pairs that are raised for a member: those who agree in most, and of these who are nearest in age. A woman who was enrolled many times
 * shows by any of her pairs, and each says how many more are like her: pairs with all of them would hide other women's.
 */
export const maxPairs = 3;

const readUpTo = async (
  table: Pick<Table, 'query'>,
  query: Parameters<typeof queryPages>[1],
): Promise<Comparable[]> => {
  const found: Comparable[] = [];
  for await (const items of queryPages(table, query)) {
    found.push(...items.map((item) => comparable.parse(item)));
    if (found.length >= maxOthers) break;
  }
  return found;
};

/** The records that share with the member a word of the name, the district or mandal, and nearly the birth year; or the telephone number. */
const readOthers = async (table: Pick<Table, 'query'>, member: Comparable): Promise<Comparable[]> => {
  const { id, birthYear } = member;
  // `~` sorts after every id.
  const years = [String(birthYear - maxYearsApart), `${birthYear + maxYearsApart}~`] as const;
  const found = (
    await Promise.all([
      ...wordPartitionsOf(member).map((partition) => readUpTo(table, { partition, between: years })),
      ...phonePartitionsOf(member).map((partition) => readUpTo(table, { partition })),
    ])
  ).flat();
  return [...new Map(found.filter((other) => other.id !== id).map((other) => [other.id, other])).values()];
};

/** A pair as the table's item. */
export const pairItemOf = (pair: StoredPair): Item => ({
  ...pairKey(...pair.memberIds),
  ...pairIndexKeys(pair.state, pair.raisedAt, pair.id),
  ...pair,
});

export const newPair = (id: string, a: Comparable, b: Comparable, now: Date): StoredPair => {
  const [older, newer] = olderFirst(a, b);
  return {
    id,
    memberIds: [older.id, newer.id],
    because: agreementOf(older, newer),
    state: 'open',
    raisedAt: formatInstant(now),
  };
};

/**
 * Writes a pair that the programme found, unless the two are a pair already, whatever was decided of that pair. A pair follows from the two records, as
 * search tokens do, so no journal line tells of it.
 * @param writes further writes of the same transaction
 */
const raise = async (
  { table, vault }: PairRecords,
  pair: StoredPair,
  writes: readonly Write[],
): Promise<void> => {
  const { id, memberIds, raisedAt } = pair;
  const fingerprint = await fingerprintOf(vault, { memberIds });
  const claim = { id, fingerprint, record: pairKey(...memberIds), concernsOnly: null };
  const failures = await table.transact([
    { put: pairItemOf(pair), condition: 'attribute_not_exists(pk)' },
    claimWrite(claim, raisedAt),
    ...writes,
  ]);
  if (failures !== null && writes.length > 0) await table.transact(writes);
};

/** Of two other records, which is less like a member: it agrees in less, or its birth year is farther off. */
const byLikeness =
  (member: Comparable) =>
  (a: Comparable, b: Comparable): number =>
    agreementOf(member, a).length - agreementOf(member, b).length ||
    Math.abs(member.birthYear - b.birthYear) - Math.abs(member.birthYear - a.birthYear);

/** A record as it stands in a pair: a joined one is paired under the id of the kept one. */
const asStanding = ({ standsFor, ...record }: Comparable): Comparable => ({ ...record, ...standsFor });

/**
 * Compares a member with all others of the programme, and raises a pair with each who may be the same woman: one round of reads, one of writes (two
 * if there are several pairs). It opens no name. Her note that she is to be compared goes with the last write, so that whatever fails here is done later
 * (`compareRemaining`).
 */
export const raisePairs = async (records: PairRecords, member: Comparable, now: Date): Promise<void> => {
  const others = await readOthers(records.table, member);
  const self = asStanding(member);
  const alike = others
    .filter((other) => asStanding(other).id !== self.id && areLikelyTheSame(member, other))
    .toSorted(byLikeness(member))
    .map(asStanding);
  // Of several records of one woman the one stays that agrees in most.
  const women = [...new Map(alike.map((other) => [other.id, other])).values()].toReversed();
  const moreAlike = Math.max(0, women.length - maxPairs);
  const pairs = women.slice(0, maxPairs).map(
    (other): StoredPair => ({
      ...newPair(records.newId(), self, other, now),
      ...(moreAlike === 0 ? {} : { moreAlike }),
    }),
  );
  const isDone: Write = { remove: notComparedKey(member.id) };
  const last = pairs.pop();
  await Promise.all(pairs.map((pair) => raise(records, pair, [])));
  await (last === undefined ? records.table.transact([isDone]) : raise(records, last, [isDone]));
};
