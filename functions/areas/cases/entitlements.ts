import * as z from 'zod';
import type { Item, Table } from '../../shared/table/client.ts';
import { entitlementsKey, entitlementsOfGroup } from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { momentOf } from './case-progress.ts';
import { entitlement, entitlementStage } from './definition.ts';
import type { CurrentEntitlement } from './schema.ts';

/**
 * The newest stage of each entitlement of a member, over all her cases. The transaction that records an `entitlement` event also copies it
 * to an item of the member, and taking it back removes the copy. So a leader's phone gets the entitlements of a hundred members
 * without reading their cases' timelines. The item lies in the partition of the group in which she was when the case was opened, so that all
 * items of a group are read together. A woman with cases from several groups has an item in each; few women have.
 * copy-entitlement.ts makes the copies.
 */

const copiedEvent = z.object({
  entitlement,
  stage: entitlementStage,
  on: z.string(),
  recordedAt: z.string(),
});

/** An item has an attribute `event:<id>` for each copied event, and the number of these attributes, `eventCount`. */
export const eventPrefix = 'event:';

const storedItem = z.looseObject({ memberId: z.string() });

/** The newest stage (by date, then by recording) of each entitlement in a member's items, in the order of the list of entitlements. */
const newestStagesIn = (memberId: string, items: readonly Item[]): CurrentEntitlement[] => {
  const events = items
    .flatMap((item) => Object.entries(item))
    .filter(([name]) => name.startsWith(eventPrefix))
    .map(([name, value]) => ({ id: name.slice(eventPrefix.length), ...copiedEvent.parse(value) }))
    .map((event) => ({ ...event, moment: momentOf(event.on, event.recordedAt, event.id) }))
    .sort((a, b) => (a.moment < b.moment ? -1 : 1));
  // Later events replace earlier ones.
  const newest = new Map(events.map((event) => [event.entitlement, event]));
  return entitlement.options.flatMap((kind) => {
    const event = newest.get(kind);
    return event === undefined ? [] : [{ memberId, entitlement: kind, stage: event.stage, on: event.on }];
  });
};

/** A record of a woman, with her groups: in any of them a case may have been opened. */
type RecordOfWoman = {
  readonly id: string;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
};
/** A woman's kept record; `records`: all her records, if others were joined to it. */
type Woman = RecordOfWoman & { readonly records?: readonly RecordOfWoman[] | undefined };

/** The keys of all items that a woman may have. */
const keysOf = ({ records, ...woman }: Woman): Key[] =>
  (records ?? [woman]).flatMap(({ id, collectiveId, formerCollectives }) =>
    [...new Set([collectiveId, ...formerCollectives])].map((group) => entitlementsKey(group, id)),
  );

/** All items in the partitions of some groups. */
export const readEntitlements = async (
  table: Pick<Table, 'query'>,
  collectiveIds: readonly string[],
): Promise<Item[]> =>
  (
    await Promise.all(collectiveIds.map((id) => queryAll(table, { partition: entitlementsOfGroup(id) })))
  ).flat();

/**
 * The newest stage of each entitlement of some women, in their order. A woman who moved may have items in groups that were not read; these
 * items are read here.
 * @param found the items of the groups `groupsRead` (`readEntitlements`)
 */
export const findEntitlements = async (
  table: Pick<Table, 'getMany'>,
  women: readonly Woman[],
  { found, groupsRead }: { readonly found: readonly Item[]; readonly groupsRead: readonly string[] },
): Promise<CurrentEntitlement[]> => {
  const readPartitions = new Set(groupsRead.map(entitlementsOfGroup));
  const unreadKeys = women.flatMap(keysOf).filter(({ pk }) => !readPartitions.has(pk));
  const items = [...found, ...(await table.getMany(unreadKeys))];
  const itemsByMember = Map.groupBy(items, (item) => storedItem.parse(item).memberId);
  return women.flatMap((woman) => {
    const ids = (woman.records ?? [woman]).map(({ id }) => id);
    return newestStagesIn(
      woman.id,
      ids.flatMap((id) => itemsByMember.get(id) ?? []),
    );
  });
};
