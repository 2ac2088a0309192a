import type { Language } from '../disclosure/format-values.ts';

/** The names of months and days in the report. report-words.ts has its other texts. */

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The report's words for a month (`YYYY-MM`), or for the month of a date (`YYYY-MM-DD`). */
export const nameMonth = (month: string, language: Language): string => {
  const number = Number(month.slice(5, 7));
  return language === 'ja'
    ? `${month.slice(0, 4)}年${number}月`
    : `${monthNames[number - 1]} ${month.slice(0, 4)}`;
};

/** The report's words for a month (`YYYY-MM`), in short, for the heading of a narrow column. */
export const nameMonthShort = (month: string, language: Language): string => {
  const number = Number(month.slice(5, 7));
  return language === 'ja'
    ? `${month.slice(2, 4)}年${number}月`
    : `${(monthNames[number - 1] ?? '').slice(0, 3)} ${month.slice(2, 4)}`;
};

/** The report's words for an Indian date, `YYYY-MM-DD`. */
export const nameDate = (date: string, language: Language): string => {
  const day = Number(date.slice(8, 10));
  return language === 'ja' ? `${nameMonth(date, 'ja')}${day}日` : `${day} ${nameMonth(date, 'en')}`;
};

/** The report's words for a date (`YYYY-MM-DD`) or a month (`YYYY-MM`). A baseline has either. */
export const nameDayOrMonth = (text: string, language: Language): string =>
  text.length > 7 ? nameDate(text, language) : nameMonth(text, language);
