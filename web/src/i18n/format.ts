import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';
import { teluguTime } from '../../../functions/shared/calendar/time-of-day.ts';
import { type Language, workLanguage } from './language.ts';

/** Indian grouping and Western digits in every language: `1,23,456`. */
const wholeRupees = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });
const rupeesWithPaise = new Intl.NumberFormat('en-IN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/**
 * Formats an amount for reading, the same in every language: `₹1,23,456`, or `₹1,23,456.50` if it is not whole rupees.
 * @param paise an integer
 */
export const formatRupees = (paise: number): string => {
  const rupees = Math.abs(paise) / 100;
  const digits = paise % 100 === 0 ? wholeRupees.format(rupees) : rupeesWithPaise.format(rupees);
  return `${paise < 0 ? '−' : ''}₹${digits}`;
};

const locales: Readonly<Record<Language, string>> = { te: 'te-IN', en: 'en-IN', ja: 'ja-JP' };

/** Cached, since creating a format takes a cheap phone longer than drawing a frame. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const formatPart = (date: Date, language: Language, options: Intl.DateTimeFormatOptions): string => {
  const key = `${language} ${JSON.stringify(options)}`;
  const format =
    dateFormats.get(key) ??
    // UTC, since a date is read as its midnight in UTC. The options of an instant name another time zone.
    new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', numberingSystem: 'latn', ...options });
  dateFormats.set(key, format);
  return format.format(date);
};

/** Formats a date for reading: `25 నవంబర్ 2026`, `25 November 2026`, `2026年11月25日`. @param date `YYYY-MM-DD` */
export function formatDate(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (language === 'ja') return formatPart(day, language, { dateStyle: 'long' });
  // Composed here, because the browser's Telugu format has a comma.
  return `${day.getUTCDate()} ${formatPart(day, language, { month: 'long' })} ${day.getUTCFullYear()}`;
}

/** Formats a month for reading: `నవంబర్ 2026`, `November 2026`, `2026年11月`. @param month `YYYY-MM` */
export function formatMonth(month: string, language: Language): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  return language === 'ja'
    ? formatPart(day, language, { year: 'numeric', month: 'long' })
    : `${formatPart(day, language, { month: 'long' })} ${day.getUTCFullYear()}`;
}

/**
 * Formats a date with its weekday, where people work: `బుధవారం, 25 నవంబర్ 2026`, `Wednesday, 25 November 2026`.
 * @param date `YYYY-MM-DD`
 */
export function formatDay(date: string, language: Language): string {
  const shown = workLanguage(language);
  const weekday = formatPart(new Date(`${date}T00:00:00Z`), shown, { weekday: 'long' });
  return `${weekday}, ${formatDate(date, shown)}`;
}

/**
 * Formats an instant for reading, as date and time in India: `25 నవంబర్ 2026, మధ్యాహ్నం 2:05`, `25 November 2026, 14:05`,
 * `2026年11月25日 14:05`.
 * @param instant RFC 3339
 */
export function formatInstant(instant: string, language: Language): string {
  const date = new Date(instant);
  const time = formatPart(date, language, {
    timeZone: 'Asia/Kolkata',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const shown = language === 'te' ? teluguTime(time) : time;
  return `${formatDate(dateInIndia(date), language)}${language === 'ja' ? ' ' : ', '}${shown}`;
}
