import { type CaseEvent, referredTo } from './case-event.ts';
import { countedEvents } from './counted-events.ts';

/**
 * Events of a case that belong together, in the order of the timeline: of one application, matter, entitlement or
 * referral. `id`: of the application or matter, or the name of the entitlement or place.
 */
export type EventGroup = { readonly id: string; readonly events: readonly CaseEvent[] };

/** Groups the counted events by an id, such as that of their application; events without this id are left out. */
function groupsBy(
  events: readonly CaseEvent[],
  idOf: (event: CaseEvent) => string | undefined,
): EventGroup[] {
  const groups = Map.groupBy(countedEvents(events), (event) => idOf(event) ?? '');
  groups.delete('');
  return [...groups].map(([id, group]) => ({ id, events: group }));
}

/** For a case's progress on the screen: its applications for compensation, each with its events. */
export const applicationsOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ applicationId }) => applicationId);

/** For a case's progress on the screen: its matters before police and courts, each with its events. */
export const mattersOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ proceedingId }) => proceedingId);

/** For a case's progress on the screen: its entitlements, each with its events. */
export const entitlementsOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ entitlement }) => entitlement);

/** For a case's progress on the screen: the places to which she was referred, each with its events. */
export const referralsOf = (events: readonly CaseEvent[]): EventGroup[] => groupsBy(events, referredTo);
