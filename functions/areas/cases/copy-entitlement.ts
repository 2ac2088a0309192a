import { refused } from '../../shared/errors/errors.ts';
import { maxOfOverseers, shareOfOne } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { entitlementsKey } from '../../shared/table/keys/cases.ts';
import { maxEntitlementEvents, maxFor, tooManyError } from './case-limits.ts';
import { eventPrefix } from './entitlements.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';

/** Copies an `entitlement` event to an item of the member, from which entitlements.ts reads. */

/** An item has an attribute `by:<personId>` for each recorder: how many events she ever recorded, with those taken back. */
const byPrefix = 'by:';
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
