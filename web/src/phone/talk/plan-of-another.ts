import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';

/** Whether a safety plan stands that another made: a leader puts no other in its place, and the server refuses it. @param me the leader's id */
export const hasPlanOfAnother = (events: readonly CaseEvent[], me: string | undefined): boolean =>
  countedEvents(events).some(({ type, createdBy }) => type === 'safety_plan' && createdBy !== me);
