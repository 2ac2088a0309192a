/**
 * The oracle's own calendar, written anew so that a mistake in the product's is seen. India is five and a half hours
 * ahead of UTC, always.
 */

const pad = (number: number): string => String(number).padStart(2, '0');

/** The Indian date, `YYYY-MM-DD`, on which something was recorded at an instant (RFC 3339, UTC). */
export const indianDay = (instant: string): string => {
  const shifted = new Date(Date.parse(instant) + 19_800_000);
  return `${shifted.getUTCFullYear()}-${pad(shifted.getUTCMonth() + 1)}-${pad(shifted.getUTCDate())}`;
};

/** The first and the last day of a month, `YYYY-MM`. */
export const daysOf = (month: string): { readonly first: string; readonly last: string } => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return { first: `${month}-01`, last: `${month}-${lengths[number - 1]}` };
};

/** The year in which the financial year of a month began. */
const startYear = (month: string): number => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number < 4 ? year - 1 : year;
};

/** The first day, in April, of the financial year of a month. */
export const financialYearStart = (month: string): string => `${startYear(month)}-04-01`;

/** The name of the financial year of a month: `2026-27`. */
export const financialYearName = (month: string): string =>
  `${startYear(month)}-${pad((startYear(month) + 1) % 100)}`;

/** The instant at which a month closes by the design: 00:00 in India on the 5th of the next month. */
export const closingInstant = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-04T18:30:00.000Z` : `${year}-${pad(number + 1)}-04T18:30:00.000Z`;
};

/** The month after a month. */
export const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${pad(number + 1)}`;
};
