import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';

/** The days of the visits that are planned and not done: each is open until a later one with the same or a later day is done. @param events by `on`, then by recording */
export function openVisits(events: readonly CaseEvent[]): string[] {
  const visits = countedEvents(events).filter(({ type }) => type === 'follow_up');
  return visits.flatMap(({ due, done }, at) =>
    due == null ||
    done === true ||
    visits.slice(at + 1).some((later) => later.done === true && (later.due ?? '') >= due)
      ? []
      : [due],
  );
}
