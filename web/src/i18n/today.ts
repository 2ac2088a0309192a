import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';

/** Today's Indian date, `YYYY-MM-DD`, by the device's clock. */
export const todayInIndia = (): string => dateInIndia(new Date());
