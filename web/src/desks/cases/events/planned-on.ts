import type { CaseEvent } from '../../../timeline/case-event.ts';
import { countedEvents } from '../../../timeline/counted-events.ts';

/**
 * The day on which a case's follow-up that is due on a day was planned. One that is done on an earlier day would not settle it, and leave it
 * overdue. Undefined if nothing plans it.
 */
export const plannedOn = (events: readonly CaseEvent[], due: string): string | undefined =>
  countedEvents(events)
    .filter((event) => event.type === 'follow_up' && event.done !== true && event.due === due)
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
