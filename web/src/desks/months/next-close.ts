import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';

/** A month closes by itself, and is published, at the start of this day of the next month; two digits, as in a date. */
const closeDay = '05';

/** The day at whose start a month closes. @param month `YYYY-MM` @returns `YYYY-MM-DD` */
export const closesOn = (month: string): string => `${addMonths(month, 1)}-${closeDay}`;

/** The month that closes next: on the first days of a month, the one before is still open. @param today `YYYY-MM-DD`, in India @returns `YYYY-MM` */
export const nextToClose = (today: string): string =>
  addMonths(monthOf(today), today.slice(8) < closeDay ? -1 : 0);
