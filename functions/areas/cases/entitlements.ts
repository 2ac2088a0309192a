import * as z from 'zod';
import { refused } from '../../shared/errors/errors.ts';
import { maxOfOverseers, shareOfOne } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { entitlementsKey } from '../../shared/table/keys.ts';
import { maxEntitlementEvents, maxFor, tooManyError } from './case-limits.ts';
import { momentOf } from './case-state.ts';
import { entitlement, entitlementStage } from './definition.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';
import type { CurrentEntitlement } from './schema.ts';

/**
 * The newest stage of each entitlement of a member, over all her cases. The transaction that records an `entitlement` event also copies it
 * to a single item for the member, and taking it back removes the copy. So a leader's phone gets the entitlements of a hundred members
 * without reading their cases' timelines.
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
  { memberId, recordedAt, personId, isEmergencyAccess, reach }: Recorded,
): Write[] => {
  if (event.type !== 'entitlement') return [];
  const max = oversees(reach)
    ? maxOfOverseers(maxEntitlementEvents)
    : maxFor(maxEntitlementEvents, isEmergencyAccess);
  return [
    {
      update: entitlementsKey(memberId),
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
export const removeEntitlement = (event: Pick<OwnCaseEvent, 'type' | 'id'>, memberId: string): Write[] =>
  event.type === 'entitlement'
    ? [
        {
          update: entitlementsKey(memberId),
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

/**
 * Reads the newest stage of each entitlement of some members, in the order of the members. A hundred ids are one read.
 * @param members the ids of each, first the one under which she stands
 */
export const findEntitlements = async (
  table: Pick<Table, 'getMany'>,
  members: readonly (readonly [string, ...string[]])[],
): Promise<CurrentEntitlement[]> => {
  const items = await table.getMany(members.flat().map(entitlementsKey));
  const byId = Map.groupBy(items, (item) => storedItem.parse(item).memberId);
  return members.flatMap((ids) =>
    newestStagesIn(
      ids[0],
      ids.flatMap((id) => byId.get(id) ?? []),
    ),
  );
};
