import * as z from 'zod';
import { refused } from '../../shared/errors/errors.ts';
import { maxOfOverseers, shareOfOne } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { entitlementsKey, entitlementsOfGroup, type Key } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { maxEntitlementEvents, maxFor, tooManyError } from './case-limits.ts';
import { momentOf } from './case-state.ts';
import { entitlement, entitlementStage } from './definition.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';
import type { CurrentEntitlement } from './schema.ts';

/**
 * The newest stage of each entitlement of a member, over all her cases. The transaction that records an `entitlement` event also copies it
 * to a single item for the member, and taking it back removes the copy. So a leader's phone gets the entitlements of a hundred members
 * without reading their cases' timelines. The items lie in the partition of the group in which she was when the case was opened, so that those of a
 * group are read together; where women move seldom, each has one.
 */

const copiedEvent = z.object({
  entitlement,
  stage: entitlementStage,
  on: z.string(),
  recordedAt: z.string(),
});

/** An item has an attribute `event:<id>` for each copied event, and their number, `eventCount`. */
const eventPrefix = 'event:';
/** And `by:<personId>`: how many that person ever recorded. */
const byPrefix = 'by:';
const storedItem = z.looseObject({ memberId: z.string() });

type Recorded = {
  readonly openedIn: string;
  readonly memberId: string;
  readonly recordedAt: string;
  /** Who records it. */
  readonly personId: string;
  readonly isEmergencyAccess: boolean;
  readonly reach: Reach;
};

/** The write that copies an event about an entitlement; none for other events. The write fails with `too_many` if the member's item is full, or one person has filled half of it; coordinators have half as many places more. */
export const copyEntitlement = (
  event: CaseEventInput,
  { openedIn, memberId, recordedAt, personId, isEmergencyAccess, reach }: Recorded,
): Write[] => {
  if (event.type !== 'entitlement') return [];
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

/** The write that removes the copy of an event about an entitlement which is taken back; none for other events. */
export const removeEntitlement = (
  event: Pick<OwnCaseEvent, 'type' | 'id'>,
  { openedIn, memberId }: Pick<Recorded, 'openedIn' | 'memberId'>,
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

/** A record of a woman, with the groups in which her cases may have been opened. */
type RecordOfWoman = {
  readonly id: string;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
};
/** A woman by the record under which she stands; `records`: all of hers, if others were joined to it. */
type Woman = RecordOfWoman & { readonly records?: readonly RecordOfWoman[] | undefined };

const keysOf = ({ records, ...woman }: Woman): Key[] =>
  (records ?? [woman]).flatMap(({ id, collectiveId, formerCollectives }) =>
    [...new Set([collectiveId, ...formerCollectives])].map((group) => entitlementsKey(group, id)),
  );

/** All items of the women who were in some groups when a case of theirs was opened. */
export const readEntitlements = async (
  table: Pick<Table, 'query'>,
  collectiveIds: readonly string[],
): Promise<Item[]> =>
  (
    await Promise.all(collectiveIds.map((id) => queryAll(table, { partition: entitlementsOfGroup(id) })))
  ).flat();

/**
 * The newest stage of each entitlement of some women, in their order. Items of other groups than those whose items are there are read: there
 * are some of women who moved.
 * @param found the items of the groups `of` (`readEntitlements`)
 */
export const findEntitlements = async (
  table: Pick<Table, 'getMany'>,
  women: readonly Woman[],
  { found, of }: { readonly found: readonly Item[]; readonly of: readonly string[] },
): Promise<CurrentEntitlement[]> => {
  const partitions = new Set(of.map(entitlementsOfGroup));
  const others = await table.getMany(women.flatMap(keysOf).filter(({ pk }) => !partitions.has(pk)));
  const byId = Map.groupBy([...found, ...others], (item) => storedItem.parse(item).memberId);
  return women.flatMap((woman) => {
    const ids = new Set((woman.records ?? [woman]).map(({ id }) => id));
    return newestStagesIn(
      woman.id,
      [...ids].flatMap((id) => byId.get(id) ?? []),
    );
  });
};
