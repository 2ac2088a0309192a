import type { CaseEvent } from './case-event.ts';

/** The events of a case that count for its progress on the screen: neither taken back, nor of type `taken_back`. */
export const countedEvents = (events: readonly CaseEvent[]): CaseEvent[] => {
  const takenBackIds = new Set(events.map(({ eventId }) => eventId));
  return events.filter(({ id, type }) => type !== 'taken_back' && !takenBackIds.has(id));
};

/** The day of the last recorded visit; undefined if there is none. */
export const lastSeenOn = (events: readonly CaseEvent[]): string | undefined =>
  countedEvents(events)
    .flatMap(({ type, on, done }) => (type === 'follow_up' && done === true ? on : []))
    .toSorted()
    .at(-1);

/** Whether a visit of a day is recorded. @param events by `on`, then by recording */
export const isSeenOn = (events: readonly CaseEvent[], day: string): boolean =>
  countedEvents(events).some(({ type, on, done }) => type === 'follow_up' && done === true && on === day);
