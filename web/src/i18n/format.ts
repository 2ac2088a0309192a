import type { Language } from './language.ts';

/** Indian grouping and Western digits in every language: 1,23,456. Rupees that are not whole show their paise. */
const whole = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });
const withPaise = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param paise an integer amount; `₹1,23,456` or `₹1,23,456.50` */
export const formatRupees = (paise: number): string => {
  const amount = Math.abs(paise) / 100;
  const digits = paise % 100 === 0 ? whole.format(amount) : withPaise.format(amount);
  return `${paise < 0 ? '−' : ''}₹${digits}`;
};

const locales: Readonly<Record<Language, string>> = { te: 'te-IN', en: 'en-IN', ja: 'ja-JP' };

const dateOf = (date: string, language: Language, dateStyle: 'full' | 'long'): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle, timeZone: 'UTC', numberingSystem: 'latn' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** @param date `YYYY-MM-DD`; `24 నవంబర్, 2026`, `24 November 2026`, `2026年11月24日` */
export const formatDate = (date: string, language: Language): string => dateOf(date, language, 'long');

/** The same with the day of the week: `Tuesday, 24 November 2026`. */
export const formatDay = (date: string, language: Language): string => dateOf(date, language, 'full');

/** @param instant RFC 3339; the Indian calendar's day and minute */
export const formatInstant = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Kolkata',
    numberingSystem: 'latn',
  }).format(new Date(instant));
