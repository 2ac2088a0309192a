import type { CaseEvent } from './case-event.ts';

/** Events of a case that belong together, in the order of the timeline: of one application, matter or entitlement. */
export type EventGroup = { readonly id: string; readonly events: readonly CaseEvent[] };

/**
 * A case's events that count for its progress: without those that were taken back, and without the taking back
 * itself.
 */
export const countedEvents = (events: readonly CaseEvent[]): CaseEvent[] => {
  const taken = new Set(events.map(({ eventId }) => eventId));
  return events.filter(({ id, type }) => type !== 'taken_back' && !taken.has(id));
};

const groupsBy = (
  events: readonly CaseEvent[],
  idOf: (event: CaseEvent) => string | undefined,
): EventGroup[] =>
  [...Map.groupBy(countedEvents(events), (event) => idOf(event) ?? '')].flatMap(([id, group]) =>
    id === '' ? [] : [{ id, events: group }],
  );

/** The applications for compensation that were filed in a case. */
export const applicationsOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ applicationId }) => applicationId);

/** The matters before police and courts in a case. */
export const mattersOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ proceedingId }) => proceedingId);

export const entitlementsOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ entitlement }) => entitlement);

/** The referrals of a case: the places to which she was referred. */
export const referralsOf = (events: readonly CaseEvent[]): EventGroup[] =>
  groupsBy(events, ({ to }) => to ?? undefined);
