import * as z from 'zod';
import type { Item, Table, Write } from '../table/client.ts';
import { entitlementsKey } from '../table/keys.ts';
import { momentOf } from './case-state.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';
import { type CurrentEntitlement, entitlement, entitlementStage } from './schema.ts';

/**
 * What a member has of each entitlement, over all her cases. Each `entitlement` event is copied to an item of the
 * member's, in the transaction that records it or takes it back, so that a leader's phone reads a hundred members
 * at once without their timelines.
 */

const copied = z.object({ entitlement, stage: entitlementStage, on: z.string(), recordedAt: z.string() });

const eventPrefix = 'event:';
const stored = z.looseObject({ memberId: z.string() });

/** The write that copies an entitlement event; none for other events. */
export const copyEntitlement = (
  event: CaseEventInput,
  { memberId, recordedAt }: { readonly memberId: string; readonly recordedAt: string },
): Write[] =>
  event.type === 'entitlement'
    ? [
        {
          update: entitlementsKey(memberId),
          set: 'SET memberId = :memberId, #event = :copy',
          names: { '#event': `${eventPrefix}${event.id}` },
          values: {
            ':memberId': memberId,
            ':copy': { entitlement: event.entitlement, stage: event.stage, on: event.on, recordedAt },
          },
        },
      ]
    : [];

/** The write that removes the copy of an event that is taken back; none for other events. */
export const removeEntitlement = (event: Pick<OwnCaseEvent, 'type' | 'id'>, memberId: string): Write[] =>
  event.type === 'entitlement'
    ? [
        {
          update: entitlementsKey(memberId),
          set: 'REMOVE #event',
          names: { '#event': `${eventPrefix}${event.id}` },
        },
      ]
    : [];

/** The newest stage of each entitlement: by date, then by recording. */
const newestOf = (item: Item): CurrentEntitlement[] => {
  const { memberId, ...attributes } = stored.parse(item);
  const events = Object.entries(attributes)
    .filter(([name]) => name.startsWith(eventPrefix))
    .map(([name, value]) => ({ id: name.slice(eventPrefix.length), ...copied.parse(value) }))
    .map((event) => ({ ...event, moment: momentOf(event.on, event.recordedAt, event.id) }))
    .sort((a, b) => (a.moment < b.moment ? -1 : 1));
  const newest = new Map(events.map((event) => [event.entitlement, event]));
  return entitlement.options.flatMap((kind) => {
    const event = newest.get(kind);
    return event === undefined ? [] : [{ memberId, entitlement: kind, stage: event.stage, on: event.on }];
  });
};

/** The entitlements of some members, in the order of the members. A hundred members are one read. */
export const createEntitlements =
  (table: Pick<Table, 'getMany'>) =>
  async (memberIds: readonly string[]): Promise<CurrentEntitlement[]> => {
    const items = await table.getMany(memberIds.map(entitlementsKey));
    const byMember = new Map(items.map((item) => [stored.parse(item).memberId, newestOf(item)]));
    return memberIds.flatMap((id) => byMember.get(id) ?? []);
  };
