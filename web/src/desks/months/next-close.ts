import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';

/** A month closes by itself, and is published, at the end of this day of the next month; two digits, as in a date. */
const lastDay = '04';

/** The last day on which a month can still be changed; it closes at the end of that day. @param month `YYYY-MM` @returns `YYYY-MM-DD` */
export const lastDayBeforeClose = (month: string): string => `${addMonths(month, 1)}-${lastDay}`;

/** The month that closes next: on the first days of a month, the one before is still open. @param today `YYYY-MM-DD`, in India @returns `YYYY-MM` */
export const nextToClose = (today: string): string =>
  addMonths(monthOf(today), today.slice(8) <= lastDay ? -1 : 0);
