import { dateInIndia } from '../../../functions/domain/calendar.ts';

/** The Indian date of now, `YYYY-MM-DD`, by the clock of the phone or laptop. */
export const todayInIndia = (): string => dateInIndia(new Date());
