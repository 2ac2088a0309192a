import * as z from 'zod';
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
const storedItem = z.looseObject({ memberId: z.string() });

/** The write that copies an event about an entitlement; none for other events. The write fails with `too_many` if the member's item is full. */
export const copyEntitlement = (
  event: CaseEventInput,
  {
    memberId,
    recordedAt,
    isEmergencyAccess,
  }: { readonly memberId: string; readonly recordedAt: string; readonly isEmergencyAccess: boolean },
): Write[] =>
  event.type === 'entitlement'
    ? [
        {
          update: entitlementsKey(memberId),
          set: 'SET memberId = :memberId, #event = :copy, eventCount = if_not_exists(eventCount, :none) + :one',
          condition: 'attribute_not_exists(eventCount) OR eventCount < :max',
          names: { '#event': `${eventPrefix}${event.id}` },
          values: {
            ':none': 0,
            ':one': 1,
            ':max': maxFor(maxEntitlementEvents, isEmergencyAccess),
            ':memberId': memberId,
            ':copy': { entitlement: event.entitlement, stage: event.stage, on: event.on, recordedAt },
          },
          errorIfFailed: () =>
            tooManyError(
              maxFor(maxEntitlementEvents, isEmergencyAccess),
              'events about entitlements',
              isEmergencyAccess,
            ),
        },
      ]
    : [];

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
