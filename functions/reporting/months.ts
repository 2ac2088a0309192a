/**
 * Months as whole numbers, for arithmetic and for compact state: `year * 12 + month - 1`. A fact counts in the month of
 * its date, whatever day that was, so that most of the counting needs months alone.
 */

/** The number of the month in which a date (`YYYY-MM-DD`) or month (`YYYY-MM`) lies. */
export const monthNumber = (date: string): number =>
  digit(date, 0) * 12_000 +
  digit(date, 1) * 1_200 +
  digit(date, 2) * 120 +
  digit(date, 3) * 12 +
  digit(date, 5) * 10 +
  digit(date, 6) -
  1;

/** April of the financial year in which a month lies. */
export const firstOfFinancialYear = (month: number): number => month - ((month + 9) % 12);

// Cheaper than Number() of slices: every fact of a full compile comes by here.
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
