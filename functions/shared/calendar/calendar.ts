/**
 * The Indian calendar: dates `YYYY-MM-DD`, months `YYYY-MM` and financial years `2026-27`. India has one time zone without summer time,
 * UTC+05:30, so all are computed by plain arithmetic, independently of the machine's time zone.
 */

const indiaOffsetMs = (5 * 60 + 30) * 60_000;
const dayMs = 86_400_000;

const isoDate = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const isoMonth = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether the text is an existing date, `YYYY-MM-DD`. */
export const isDate = (text: string): boolean =>
  // JavaScript reads 31 February as 3 March, which does not start with the text.
  isoDate.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Whether the text is a month, `YYYY-MM`. */
export const isMonth = (text: string): boolean => isoMonth.test(text);

/** The Indian date, `YYYY-MM-DD`, at a given time. */
export const dateInIndia = (instant: Date): string =>
  new Date(instant.getTime() + indiaOffsetMs).toISOString().slice(0, 10);

/** The instant at which an Indian date begins. */
export const startOfDayInIndia = (date: string): Date =>
  new Date(Date.parse(`${date}T00:00:00Z`) - indiaOffsetMs);

/** The month `YYYY-MM` of a date. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The month `count` months later (earlier if negative). */
export const addMonths = (month: string, count: number): string => {
  const monthsSinceYear0 = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  const year = String(Math.floor(monthsSinceYear0 / 12)).padStart(4, '0');
  return `${year}-${String((monthsSinceYear0 % 12) + 1).padStart(2, '0')}`;
};

/** The date `count` days later (earlier if negative). */
export const addDays = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);

/** How many days the second date is after the first (negative if before). */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** The last date of a month. */
export const lastDateOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1);

/**
 * The date with the same day of the month, `count` months later (earlier if negative); the last day of a shorter month:
 * one month after 31 January is 28 or 29 February.
 */
export const addMonthsToDate = (date: string, count: number): string => {
  const month = addMonths(monthOf(date), count);
  const sameDay = `${month}-${date.slice(8)}`;
  const lastDay = lastDateOf(month);
  return sameDay < lastDay ? sameDay : lastDay;
};

/** By the Indian calendar, the first month (April) of the financial year that contains a month. */
export const firstMonthOfFinancialYear = (month: string): string => {
  const isFromApril = month.slice(5) >= '04';
  const year = Number(month.slice(0, 4)) - (isFromApril ? 0 : 1);
  return `${String(year).padStart(4, '0')}-04`;
};

/** The financial year of a month: April 2026 to March 2027 is `2026-27`. */
export const financialYearOf = (month: string): string => {
  const year = firstMonthOfFinancialYear(month).slice(0, 4);
  return `${year}-${String((Number(year) + 1) % 100).padStart(2, '0')}`;
};

/** Whether the text is a financial year as written by `financialYearOf`. */
export const isFinancialYear = (text: string): boolean =>
  /^\d{4}-\d{2}$/.test(text) && (Number(text.slice(0, 4)) + 1) % 100 === Number(text.slice(5));

/** The instant at which a month closes: 00:00 in India on day `cutoffDay` of the next month. */
export const cutoffOf = (month: string, cutoffDay: number): Date =>
  startOfDayInIndia(`${addMonths(month, 1)}-${String(cutoffDay).padStart(2, '0')}`);

/** An instant as RFC 3339 in UTC, without a fraction if it is a whole second. */
export const formatInstant = (instant: Date): string => instant.toISOString().replace('.000Z', 'Z');

/** A month's number in its financial year: April is 1, March is 12. */
export const monthOfFinancialYear = (month: string): number => ((Number(month.slice(5, 7)) + 8) % 12) + 1;

/** The Indian day that ended with an instant that is a midnight there: a reader takes `5 November, 00:00` for the end of the 5th. Else undefined. */
export const dayEndedAt = (instant: Date): string | undefined => {
  const day = dateInIndia(instant);
  return startOfDayInIndia(day).getTime() === instant.getTime() ? addDays(day, -1) : undefined;
};
