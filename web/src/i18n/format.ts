import { dateInIndia } from '../../../functions/domain/calendar.ts';
import type { Language } from './language.ts';

/**
 * Indian grouping and Western digits in every language: 1,23,456. Paise are shown unless the amount is whole
 * rupees.
 */
const whole = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });
const withPaise = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * An amount of a group or member as it is written in a passbook: `₹1,23,456` or `₹1,23,456.50`.
 * @param paise an integer
 */
export const formatRupees = (paise: number): string => {
  const amount = Math.abs(paise) / 100;
  const digits = paise % 100 === 0 ? whole.format(amount) : withPaise.format(amount);
  return `${paise < 0 ? '−' : ''}₹${digits}`;
};

const locales: Readonly<Record<Language, string>> = { te: 'te-IN', en: 'en-IN', ja: 'ja-JP' };

/** Kept, since making one takes longer than a frame of a cheap phone. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const partOf = (date: Date, language: Language, options: Intl.DateTimeFormatOptions): string => {
  const key = `${language} ${JSON.stringify(options)}`;
  const format =
    dateFormats.get(key) ??
    new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', numberingSystem: 'latn', ...options });
  dateFormats.set(key, format);
  return format.format(date);
};

/** A date in words of a language: `25 నవంబర్ 2026`, `25 November 2026`, `2026年11月25日`. @param date `YYYY-MM-DD` */
export function formatDate(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (language === 'ja') return partOf(day, language, { dateStyle: 'long' });
  // Composed here, because the browser's Telugu format has a comma.
  return `${day.getUTCDate()} ${partOf(day, language, { month: 'long' })} ${day.getUTCFullYear()}`;
}

/** A month in words of a language: `నవంబర్ 2026`, `November 2026`, `2026年11月`. @param month `YYYY-MM` */
export function formatMonth(month: string, language: Language): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  return language === 'ja'
    ? partOf(day, language, { year: 'numeric', month: 'long' })
    : `${partOf(day, language, { month: 'long' })} ${day.getUTCFullYear()}`;
}

/**
 * A date in words of a language with the weekday: `బుధవారం, 25 నవంబర్ 2026`, `Wednesday, 25 November 2026`,
 * `2026年11月25日（水）`.
 */
export function formatDay(date: string, language: Language): string {
  const weekday = partOf(new Date(`${date}T00:00:00Z`), language, {
    weekday: language === 'ja' ? 'short' : 'long',
  });
  const said = formatDate(date, language);
  return language === 'ja' ? `${said}（${weekday}）` : `${weekday}, ${said}`;
}

/**
 * A day and its minute in India, in words of a language: `25 నవంబర్ 2026, 2:05 PM`, `25 November 2026, 14:05`,
 * `2026年11月25日 14:05`.
 * @param instant RFC 3339
 */
export function formatInstant(instant: string, language: Language): string {
  const at = new Date(instant);
  const time = partOf(at, language, {
    timeZone: 'Asia/Kolkata',
    ...(language === 'te'
      ? { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  return `${formatDate(dateInIndia(at), language)}${language === 'ja' ? ' ' : ', '}${time}`;
}
