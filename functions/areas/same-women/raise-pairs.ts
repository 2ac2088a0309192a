import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { claimWrite, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import { agreementOf, areLikelyTheSame, maxYearsApart } from '../../shared/names/likely-same.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { notComparedKey, pairIndexKeys, pairKey } from '../../shared/table/keys/same-women.ts';
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
 * After this many members were read for one word in one place, no further page is read. They are read in the order of birth years, so whoever enrols
 * that many decoys hides the members after them; no place has nearly as many.
 */
const maxOthers = 20_000;
/**
 * The maximum number of pairs that are raised for a member with women of one district: those who agree with her in most things, and among equals the nearest
 * in age. Each pair says how many more of its district are like her, so a woman who was enrolled many times is found by any of her pairs. If there were a
 * pair with each of them, her pairs would hide the pairs of other women in the list.
 *
 * Each district is cut by itself: an area coordinator sees the pairs of her own districts, and if women elsewhere took places among these, a missing pair
 * would tell her that they are in the programme. There is no maximum over all districts for the same reason. The number stays small anyway: women of another
 * district are like a member by her number, or by her mandal.
 */
export const maxPairs = 3;

/** The members of a query, up to the page that reaches `maxOthers`. */
const readAtMost = async (
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

/**
 * The other records that share the member's telephone number, with any birth year; and those that share a word of her name and her district or mandal, with
 * a birth year close to hers.
 */
const readOthers = async (table: Pick<Table, 'query'>, member: Comparable): Promise<Comparable[]> => {
  const { id, birthYear } = member;
  // The sort keys are birth year and id. `~` sorts after every id.
  const years = [String(birthYear - maxYearsApart), `${birthYear + maxYearsApart}~`] as const;
  const found = (
    await Promise.all([
      ...wordPartitionsOf(member).map((partition) => readAtMost(table, { partition, between: years })),
      ...phonePartitionsOf(member).map((partition) => readAtMost(table, { partition })),
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

/** An open pair of two records. */
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
 * Writes a pair that the programme found, unless the two are a pair already, whatever was decided on that pair. Pairs follow from the records, as
 * search tokens do, so they get no journal line.
 * @param writes further writes. They are made in the same transaction, or alone if the two are a pair already.
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

/** Sorts records by how like a member they are, the least like first: by the number of things they agree in, then by birth year. */
const byLikeness =
  (member: Comparable) =>
  (a: Comparable, b: Comparable): number =>
    agreementOf(member, a).length - agreementOf(member, b).length ||
    Math.abs(member.birthYear - b.birthYear) - Math.abs(member.birthYear - a.birthYear);

/** A record as it is paired: a joined one under the id of the kept one. */
const asPaired = ({ standsFor, ...record }: Comparable): Comparable => ({ ...record, ...standsFor });

/** The records of women by the district in which each woman lies: the kept record's if hers was joined to one. It reads them if one district might have too many pairs. */
const byDistrict = async (table: Table, records: readonly Comparable[]): Promise<Comparable[][]> => {
  if (records.length <= maxPairs) return [[...records]];
  const keptIds = records.flatMap(({ standsFor }) => standsFor?.id ?? []);
  const kept = (await table.getMany(keptIds.map(memberKey))).map((item) => comparable.parse(item));
  const districtById = new Map(kept.map(({ id, district }) => [id, district]));
  return [...Map.groupBy(records, (one) => districtById.get(asPaired(one).id) ?? one.district).values()];
};

/**
 * Compares a member with all others of the programme, and raises pairs with those who may be the same woman, at most `maxPairs` for each district. It takes one
 * round of reads and one of writes, two if there are several pairs, and decrypts no name. The note that she is to be compared is removed with the last write, so
 * that whatever fails here is done later (`compareRemaining`).
 */
export const raisePairs = async (records: PairRecords, member: Comparable, now: Date): Promise<void> => {
  const others = await readOthers(records.table, member);
  const self = asPaired(member);
  const likestFirst = others
    .filter((other) => asPaired(other).id !== self.id && areLikelyTheSame(member, other))
    .toSorted(byLikeness(member))
    .toReversed();
  // Several records may be one woman's. The likest of them stands for her, and decides her place.
  const womanById = new Map<string, Comparable>();
  for (const other of likestFirst) {
    const { id } = asPaired(other);
    if (!womanById.has(id)) womanById.set(id, other);
  }
  const pairs = (await byDistrict(records.table, [...womanById.values()])).flatMap((alike) => {
    const moreAlike = alike.length - maxPairs;
    return alike.slice(0, maxPairs).map(
      (other): StoredPair => ({
        ...newPair(records.newId(), self, asPaired(other), now),
        ...(moreAlike > 0 ? { moreAlike } : {}),
      }),
    );
  });
  const isDone: Write = { remove: notComparedKey(member.id) };
  const last = pairs.pop();
  await Promise.all(pairs.map((pair) => raise(records, pair, [])));
  await (last === undefined ? records.table.transact([isDone]) : raise(records, last, [isDone]));
};
