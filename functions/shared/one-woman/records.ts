import * as z from 'zod';
import { answer as consentAnswer, withdrawalOf } from '../services/withdrawn.ts';
import type { Item, Table } from '../table/client.ts';
import { memberKey } from '../table/keys/members.ts';
import { compareTexts } from '../text/compare-texts.ts';

/**
 * The one place that knows which stored records are one woman's (docs/decisions/0089-one-woman.md); counting has
 * months/indicators/joined-records.ts. What was sent under an id stays in the record of that id.
 * A joined record names the record that it was joined to (`joinedTo`). That record may be joined to another later, so `joinedTo` is followed until a record
 * has none: the kept record. It lists all records joined to it, directly or through another (`joined`). A record that was never joined needs no further read.
 */

const entry = z.looseObject({ id: z.string(), createdAt: z.string() });
const recordOfWoman = z.looseObject({
  id: z.string(),
  joinedTo: z.string().optional(),
  joined: z.array(z.looseObject({ id: z.string() })).default([]),
});
const versioned = z.looseObject({ version: z.int(), versionRaisedBy: z.int().default(0) });
const composable = versioned.extend({
  joinedOn: z.string(),
  leaderSince: z.string().optional(),
  talkedOn: z.string().optional(),
  consents: z.array(entry.extend(consentAnswer.shape)),
  children: z.array(entry),
  offices: z.array(entry.extend({ from: z.string() })),
});

/** The id of the record to which a record was joined; undefined if it was joined to none. */
const joinedTo = (item: Item): string | undefined => recordOfWoman.parse(item).joinedTo;

/** All ids of the woman of a kept record, its own first. */
export const idsOf = (kept: Item): string[] => {
  const { id, joined } = recordOfWoman.parse(kept);
  return [id, ...joined.map((record) => record.id)];
};

/** The ids of the records that were joined to a kept record. */
export const joinedIdsOf = (kept: Item): string[] => recordOfWoman.parse(kept).joined.map(({ id }) => id);

/**
 * The kept records of some ids, by the given id: the id of a joined record leads to the kept record. Ids without a record are left out. One batch, and a
 * further batch only if one of the records was joined.
 */
export const findKept = async (
  table: Pick<Table, 'getMany'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item>> => {
  const found = new Map<string, Item>();
  let wanted: readonly string[] = [...new Set(ids)];
  while (wanted.length > 0) {
    const items = await table.getMany(wanted.map(memberKey));
    for (const item of items) found.set(recordOfWoman.parse(item).id, item);
    wanted = [...new Set(items.flatMap((item) => joinedTo(item) ?? []))].filter((id) => !found.has(id));
  }
  const keptOf = (id: string): Item | undefined => {
    const item = found.get(id);
    const next = item && joinedTo(item);
    return next === undefined ? item : keptOf(next);
  };
  return new Map(
    ids.flatMap((id) => {
      const item = keptOf(id);
      return item === undefined ? [] : [[id, item] as const];
    }),
  );
};

/**
 * The joins of some records: by the id of a joined record, the id of the record to which it was joined. If that record was joined too, its own join is
 * among them.
 */
export const readJoins = async (
  table: Pick<Table, 'getMany'>,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const joins = new Map<string, string>();
  let wanted = [...new Set(ids)];
  while (wanted.length > 0) {
    const items = await table.getMany(wanted.map(memberKey));
    for (const item of items) {
      const to = joinedTo(item);
      if (to !== undefined) joins.set(recordOfWoman.parse(item).id, to);
    }
    wanted = [...new Set(items.flatMap((item) => joinedTo(item) ?? []))].filter((id) => !joins.has(id));
  }
  return joins;
};

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).toSorted()[0];

const latest = (days: readonly (string | undefined)[]): string | undefined =>
  days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);

/**
 * How often a record itself was changed. A join or a parting may raise a record's version by more than 1, past every version that an answer gave for either
 * record. `versionRaisedBy` is the sum of these further steps: they are no changes, and `compose` must not count them again.
 */
export const changesOf = ({
  version,
  versionRaisedBy = 0,
}: {
  readonly version: number;
  readonly versionRaisedBy?: number | undefined;
}): number => version - versionRaisedBy;

const byRecording = <T extends { readonly createdAt: string }>(entries: readonly T[]): T[] =>
  // A stable sort: entries of one instant stay in the order of their record.
  entries.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));

/**
 * A kept record, put together with the records that were joined to it. Consents, children and offices become one history; whether the services are
 * withdrawn follows from all consents. `joinedOn` and `leaderSince` are the earliest, `talkedOn` is the latest. `version` is the kept record's version
 * plus the number of changes of each other record, so that it grows with a change of any. `records` has the records as stored, the kept one first.
 */
const compose = (kept: Item, others: readonly Item[]): Item => {
  const records = [kept, ...others].map((item) => composable.parse(item));
  const { version } = versioned.parse(kept);
  const changesOfOthers = others.map((item) => changesOf(versioned.parse(item)));
  const consents = byRecording(records.flatMap((record) => record.consents));
  return {
    ...kept,
    ...withdrawalOf(consents),
    version: changesOfOthers.reduce((sum, changes) => sum + changes, version),
    joinedOn: earliest(records.map(({ joinedOn }) => joinedOn)),
    leaderSince: earliest(records.map(({ leaderSince }) => leaderSince)),
    talkedOn: latest(records.map(({ talkedOn }) => talkedOn)),
    consents,
    children: byRecording(records.flatMap(({ children }) => children)),
    // By first day; those of one day in the order of their recording.
    offices: byRecording(records.flatMap(({ offices }) => offices)).toSorted((a, b) =>
      compareTexts(a.from, b.from),
    ),
    records: [kept, ...others],
  };
};

/**
 * Kept records in their order, each put together with the records that were joined to it (`compose`). A record to which none was joined is returned as
 * it is. If no record has others, nothing is read.
 */
export const composeWomen = async (table: Pick<Table, 'getMany'>, kept: readonly Item[]): Promise<Item[]> => {
  const joinedIds = kept.flatMap(joinedIdsOf);
  if (joinedIds.length === 0) return [...kept];
  const joinedItems = await table.getMany([...new Set(joinedIds)].map(memberKey));
  const joinedById = new Map(joinedItems.map((item) => [recordOfWoman.parse(item).id, item]));
  return kept.map((item) => {
    const others = joinedIdsOf(item).flatMap((id): Item[] => {
      const other = joinedById.get(id);
      // The records may have been parted between the two reads. That raised the kept record's version, so no write can rely on what was read here.
      return other === undefined || joinedTo(other) === undefined ? [] : [other];
    });
    return others.length === 0 ? item : compose(item, others);
  });
};

/**
 * The kept record of an id, put together with the records that were joined to it; undefined if there is none. One read for a woman who was never joined.
 * If the id's record is parted between two reads, the kept record no longer lists it. Then it is read again: by now it is by itself, or joined to
 * another record.
 */
export const findWoman = async (
  table: Pick<Table, 'get' | 'getMany'>,
  id: string,
): Promise<Item | undefined> => {
  const asked = await table.get(memberKey(id));
  const next = asked && joinedTo(asked);
  const kept = next === undefined ? asked : (await findKept(table, [next])).get(next);
  if (kept === undefined) return undefined;
  if (next !== undefined && !idsOf(kept).includes(id)) {
    const again = await table.get(memberKey(id));
    if (again !== undefined && joinedTo(again) !== next) return findWoman(table, id);
  }
  return (await composeWomen(table, [kept]))[0];
};
