import * as z from 'zod';
import { refused } from '../../shared/errors/errors.ts';
import { maxOfOverseers, shareOfOne } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { entitlementsKey, entitlementsOfGroup } from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { maxEntitlementEvents, maxFor, tooManyError } from './case-limits.ts';
import { momentOf } from './case-state.ts';
import { entitlement, entitlementStage } from './definition.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';
import type { CurrentEntitlement } from './schema.ts';

/**
 * The newest stage of each entitlement of a member, over all her cases. The transaction that records an `entitlement` event also copies it
 * to an item of the member, and taking it back removes the copy. So a leader's phone gets the entitlements of a hundred members
 * without reading their cases' timelines. The item lies in the partition of the group in which she was when the case was opened, so that all
 * items of a group are read together. A woman with cases from several groups has an item in each; few women have.
 */

const copiedEvent = z.object({
  entitlement,
  stage: entitlementStage,
  on: z.string(),
  recordedAt: z.string(),
});

/** An item has an attribute `event:<id>` for each copied event, and the number of these attributes, `eventCount`. */
const eventPrefix = 'event:';
/** An item has an attribute `by:<personId>` for each recorder: how many events she ever recorded, with those taken back. */
const byPrefix = 'by:';
const storedItem = z.looseObject({ memberId: z.string() });

type Recording = {
  /** The group in which she was when the case was opened. */
  readonly openedIn: string;
  readonly memberId: string;
  readonly recordedAt: string;
  /** Who records it. */
  readonly personId: string;
  readonly isEmergencyAccess: boolean;
  readonly reach: Reach;
};

/**
 * The write that copies an event about an entitlement; none for other events. It fails with `too_many` if the member's item is full, or if the
 * person has filled half of it. For those who oversee others the item holds half as much again, and they may fill all of it.
 */
export const copyEntitlement = (
  event: CaseEventInput,
  { openedIn, memberId, recordedAt, personId, isEmergencyAccess, reach }: Recording,
): Write[] => {
  if (event.type !== 'entitlement') return [];
  // In the case's own lists (case-limits.ts) the leader who opened the case may fill only half, like an emergency access. Here this need not be said of
  // her: `:maxByOne` keeps each person to half, except for those who oversee others.
  const max = oversees(reach)
    ? maxOfOverseers(maxEntitlementEvents)
    : maxFor(maxEntitlementEvents, isEmergencyAccess);
  return [
    {
      update: entitlementsKey(openedIn, memberId),
      set: 'SET memberId = :memberId, #event = :copy, eventCount = if_not_exists(eventCount, :none) + :one, #by = if_not_exists(#by, :none) + :one',
      condition:
        '(attribute_not_exists(eventCount) OR eventCount < :max) AND (attribute_not_exists(#by) OR #by < :maxByOne)',
      names: { '#event': `${eventPrefix}${event.id}`, '#by': `${byPrefix}${personId}` },
      values: {
        ':none': 0,
        ':one': 1,
        ':max': max,
        ':maxByOne': oversees(reach) ? max : shareOfOne(maxEntitlementEvents),
        ':memberId': memberId,
        ':copy': { entitlement: event.entitlement, stage: event.stage, on: event.on, recordedAt },
      },
      errorIfFailed: (stored) =>
        Number(stored?.eventCount ?? 0) < max
          ? refused(
              'too_many',
              'You have recorded your share of events about entitlements of hers. Ask a colleague.',
            )
          : tooManyError(max, 'events about entitlements', isEmergencyAccess),
    },
  ];
};

/** The write that removes the copy when an event about an entitlement is taken back; none for other events. */
export const removeEntitlement = (
  event: Pick<OwnCaseEvent, 'type' | 'id'>,
  { openedIn, memberId }: Pick<Recording, 'openedIn' | 'memberId'>,
): Write[] =>
  event.type === 'entitlement'
    ? [
        {
          update: entitlementsKey(openedIn, memberId),
          set: 'SET eventCount = eventCount - :one REMOVE #event',
          names: { '#event': `${eventPrefix}${event.id}` },
          values: { ':one': 1 },
        },
      ]
    : [];

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
