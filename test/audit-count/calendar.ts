/**
 * A calendar for tests of the count, written anew so that a mistake in the product's is seen. India is five and a half
 * hours ahead of UTC, always.
 */

const pad = (number: number): string => String(number).padStart(2, '0');

/** The Indian date, `YYYY-MM-DD`, on which something was recorded at an instant (RFC 3339, UTC). */
export const indianDay = (instant: string): string =>
  new Date(Date.parse(instant) + 19_800_000).toISOString().slice(0, 10);

/** The date so many days after another. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The month after a month. */
export const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${pad(number + 1)}`;
};

/** The instant at which a month closes by the design: 00:00 in India on the 5th of the next month. */
export const closingInstant = (month: string): string => `${nextMonth(month)}-04T18:30:00.000Z`;
