import { addDays } from './calendar.ts';

/** The days within which a member's request must be answered. */
export const requestDays = 90;

/** The deadline of a member's request: the last day on which it may be answered, 90 days after the day on which it was made. */
export const dueOnOf = (on: string): string => addDays(on, requestDays);
