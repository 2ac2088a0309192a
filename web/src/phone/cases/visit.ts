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
