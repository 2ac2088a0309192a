import { addDays } from './calendar.ts';

/** Days within which a request of a member's is to be answered. */
export const requestDays = 90;

/** The day by which a request that was made on a day is to be answered. */
export const dueOnOf = (on: string): string => addDays(on, requestDays);
