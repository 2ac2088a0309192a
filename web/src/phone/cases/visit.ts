import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';

/** A visit that is done: pure, on Indian dates (`YYYY-MM-DD`). */

/** Whether a visit is planned for today or was planned before. */
export const isVisitDue = (nextDue: string | undefined, today: string): boolean =>
  nextDue !== undefined && nextDue <= today;

/**
 * A visit of today. It settles all visits that were planned by today or, if she came earlier than planned, the next one; planned or not, it is recorded.
 * @param nextDue the day of the next planned visit; undefined if none is planned
 */
export const visitOf = (nextDue: string | undefined, today: string): EventContent => ({
  type: 'follow_up',
  due: nextDue !== undefined && nextDue > today ? nextDue : today,
  done: true,
});

/**
 * The next planned visit, if a leader's visit of today may settle it: she settles one that another planned only from its day on, and the server refuses it before.
 * Nor does she settle a visit ahead of a case that somebody has.
 * @param me the leader's id
 */
export const visitToSettle = (
  { nextDue, isTaken }: { readonly nextDue?: string | undefined; readonly isTaken: boolean },
  today: string,
  events: readonly CaseEvent[],
  me: string | undefined,
): string | undefined => {
  if (nextDue === undefined || nextDue <= today) return nextDue;
  const isOfAnother = countedEvents(events).some(
    ({ type, due, done, createdBy }) =>
      type === 'follow_up' && due === nextDue && done !== true && createdBy !== me,
  );
  return isTaken || isOfAnother ? undefined : nextDue;
};

/** The day of the next visit after what she records: a visit that is done settles those planned by its day; of two planned visits the earlier one counts. */
export const nextDueAfter = (
  nextDue: string | undefined,
  events: readonly EventContent[],
): string | undefined =>
  events.reduce<string | undefined>((next, event) => {
    if (event.type !== 'follow_up') return next;
    if (event.done === true) return next !== undefined && next > event.due ? next : undefined;
    return next === undefined || event.due < next ? event.due : next;
  }, nextDue);
