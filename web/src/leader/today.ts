import { dateInIndia } from '../../../functions/platform/calendar.ts';

/** The Indian date of now, by the phone's clock. */
export const today = (): string => dateInIndia(new Date());
