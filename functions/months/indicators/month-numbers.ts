import { dateInIndia } from '../../shared/calendar/calendar.ts';

/**
 * Months and days as whole numbers, for fast arithmetic and little memory. A month is `year * 12 + month - 1`. Most of the counting needs
 * months alone, since a fact counts in the month of its date.
 */

/** The month number of a date (`YYYY-MM-DD`) or a month (`YYYY-MM`). The first digit counts thousands of years, of 12 months each. */
export const monthNumber = (date: string): number =>
  digit(date, 0) * 12_000 +
  digit(date, 1) * 1_200 +
  digit(date, 2) * 120 +
  digit(date, 3) * 12 +
  digit(date, 5) * 10 +
  digit(date, 6) -
  1;

/** A date (`YYYY-MM-DD`) as a whole number that grows with the date: its month's number times 32, plus the day. */
export const dayNumber = (date: string): number =>
  monthNumber(date) * 32 + digit(date, 8) * 10 + digit(date, 9);

/** The month number of a day number. */
export const monthOfDay = (day: number): number => Math.floor(day / 32);

/** The month number of the Indian date on which a line was recorded. */
export const monthOfRecording = ({ recordedAt }: { readonly recordedAt: string }): number =>
  monthNumber(dateInIndia(new Date(recordedAt)));

/** The number of days, 28 to 31, in a month given as its month number. */
export const daysIn = (month: number): number =>
  // Day 0 of the next month is the last day of this one.
  new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();

/** The date (`YYYY-MM-DD`) of a day number. */
export const dateOfDay = (day: number): string => {
  const month = monthOfDay(day);
  const yearText = String(Math.floor(month / 12)).padStart(4, '0');
  const monthText = String((month % 12) + 1).padStart(2, '0');
  return `${yearText}-${monthText}-${String(dayOfMonth(day)).padStart(2, '0')}`;
};

/** The day of the month, 1 to 31, of a day number. */
export const dayOfMonth = (day: number): number => day % 32;

/** The month number of a year's January. */
export const januaryOf = (year: number): number => year * 12;

/** The month number of the April in which a month's financial year begins. `month % 12` is 0 in January and 3 in April. */
export const firstOfFinancialYear = (month: number): number => month - ((month + 9) % 12);

const codeOfZero = 48;

// Faster than Number() of slices. A compile calls this for every fact.
const digit = (text: string, index: number): number => text.charCodeAt(index) - codeOfZero;
