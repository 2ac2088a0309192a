import * as z from 'zod';
import { answer, withdrawalOf } from '../services/withdrawn.ts';
import type { Item, Table } from '../table/client.ts';
import { memberKey } from '../table/keys.ts';

/**
 * The one place that knows which records are one woman's (docs/decisions/0089-one-woman.md). What was sent under an id stays in the record of that
 * id. A record that was joined to another names it (`joinedTo`); the kept record lists all that are joined to it (`joined`). A record that was never
 * joined costs no read more.
 */

const entry = z.looseObject({ id: z.string(), createdAt: z.string() });
const recordOfWoman = z.looseObject({
  id: z.string(),
  joinedTo: z.string().optional(),
  joined: z.array(z.looseObject({ id: z.string() })).default([]),
});
const counted = z.looseObject({ version: z.int(), versionRaisedBy: z.int().default(0) });
const composable = counted.extend({
  joinedOn: z.string(),
  leaderSince: z.string().optional(),
  talkedOn: z.string().optional(),
  consents: z.array(entry.extend(answer.shape)),
  children: z.array(entry),
  offices: z.array(entry.extend({ from: z.string() })),
});

/** The id under which the woman of a record stands: its own, or that of the record that it was joined to. */
const joinedTo = (item: Item): string | undefined => recordOfWoman.parse(item).joinedTo;

/** All ids of the woman of a kept record, its own first. */
export const idsOf = (kept: Item): string[] => {
  const { id, joined } = recordOfWoman.parse(kept);
  return [id, ...joined.map((one) => one.id)];
};

/** The ids of the records that were joined to a kept record. */
export const joinedIdsOf = (kept: Item): string[] => recordOfWoman.parse(kept).joined.map(({ id }) => id);

/**
 * The kept records of some ids, by the id that was asked for: an id that was joined to another has that one's record. Ids of nobody are left out. One
 * batch, and a further one only if somebody among them was joined.
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

/** To which record each of some records is joined, and that one if it is joined itself: by the id of the joined one. */
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

/** How often a record itself was changed: its version, without what joins and partings raised that by. */
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
 * A kept record with what the records hold that were joined to it: consents, children and offices are one history, `joinedOn` and `leaderSince` the
 * earliest, `talkedOn` the latest, and `version` adds the changes of the others to its own. `records` are the records as stored, the kept one first.
 */
const compose = (kept: Item, others: readonly Item[]): Item => {
  const records = [kept, ...others].map((item) => composable.parse(item));
  const { version } = counted.parse(kept);
  const consents = byRecording(records.flatMap((record) => record.consents));
  return {
    ...kept,
    ...withdrawalOf(consents),
    version: records.slice(1).reduce((sum, record) => sum + changesOf(record), version),
    joinedOn: earliest(records.map(({ joinedOn }) => joinedOn)),
    leaderSince: earliest(records.map(({ leaderSince }) => leaderSince)),
    talkedOn: latest(records.map(({ talkedOn }) => talkedOn)),
    consents,
    children: byRecording(records.flatMap(({ children }) => children)),
    offices: byRecording(records.flatMap(({ offices }) => offices)).toSorted((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
    ),
    records: [kept, ...others],
  };
};

/**
 * Kept records, each composed with the records that were joined to it (`compose`), in their order. A record to which none was joined is returned as it
 * is; if there are no others, nothing is read.
 */
export const composeWomen = async (table: Pick<Table, 'getMany'>, kept: readonly Item[]): Promise<Item[]> => {
  const otherIds = kept.flatMap(joinedIdsOf);
  if (otherIds.length === 0) return [...kept];
  const items = await table.getMany([...new Set(otherIds)].map(memberKey));
  const others = new Map(items.map((item) => [recordOfWoman.parse(item).id, item]));
  return kept.map((item) => {
    const hers = joinedIdsOf(item).flatMap((id): Item[] => {
      const other = others.get(id);
      // Between the two reads the records may have been parted. Then the kept record's version is another too, and no write goes by what was read.
      return other === undefined || joinedTo(other) === undefined ? [] : [other];
    });
    return hers.length === 0 ? item : compose(item, hers);
  });
};

/**
 * The kept record of an id, composed with the records that were joined to it; undefined if there is none. One read for a woman who was never joined. If the
 * id's record is parted between two reads, the kept one no longer lists it, and it is read again: it stands by itself, or is joined to another.
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
