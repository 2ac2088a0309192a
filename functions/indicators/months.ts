/**
 * Months and days as whole numbers, for fast arithmetic and little memory. A month is `year * 12 + month - 1`. Most of the counting needs
 * months alone, since a fact counts in the month of its date.
 */

/** The number that indicators use for the month in which a date (`YYYY-MM-DD`) or month (`YYYY-MM`) lies. */
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

export const monthOfDay = (day: number): number => Math.floor(day / 32);

/** The last day of a numbered month: 28 to 31. */
export const lastDayOf = (month: number): number =>
  new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();

/** The date (`YYYY-MM-DD`) of a day's number. */
export const dateOfDay = (day: number): string => {
  const month = monthOfDay(day);
  const parts = [Math.floor(month / 12), (month % 12) + 1, day % 32];
  return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
};

/** The month number of April, in which the month's financial year begins. */
export const firstOfFinancialYear = (month: number): number => month - ((month + 9) % 12);

// Faster than Number() of slices. A compile calls this for every fact.
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
