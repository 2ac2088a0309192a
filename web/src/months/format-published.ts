import {
  counterOf,
  formatPermille,
  formatWithheld,
} from '../../../functions/months/disclosure/format-values.ts';
import { isWithheld, permilleOf, type Value } from '../../../functions/months/disclosure/value-arithmetic.ts';

/** Published numbers for people: grouped as in their language, in Western digits. */

/** Same as in i18n/language.ts, which only a page can import. */
type Language = 'te' | 'en' | 'ja';

const locales: Readonly<Record<Language, string>> = { te: 'te-IN', en: 'en-IN', ja: 'ja-JP' };

const numberFormat = (language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  new Intl.NumberFormat(locales[language], { numberingSystem: 'latn', ...options });

/** Rupees, with paise only if there are some: `₹200`, `₹1.50`. The caller's options replace those here. */
const formatPaise = (language: Language, paise: number, options: Intl.NumberFormatOptions = {}): string =>
  numberFormat(language, {
    style: 'currency',
    currency: 'INR',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: paise % 100 === 0 ? 0 : 2,
    maximumFractionDigits: paise % 100 === 0 ? 0 : 2,
    ...options,
  }).format(paise / 100);

const formatPercent = (language: Language, share: number): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);

/**
 * Formats an indicator's published value for a page in the browser, in a language.
 * @param value in the indicator's unit: paise are shown as rupees, a ratio as a percentage with both parts; what is withheld says why
 */
export function formatValue(value: Value, unit: string, language: Language): string {
  if (typeof value !== 'number') {
    if (isWithheld(value)) return formatWithheld(value, language);
    const parts = `${numberFormat(language).format(value.numerator)} / ${numberFormat(language).format(value.denominator)}`;
    // Null if the denominator is 0: then only both parts are shown.
    const permille = permilleOf(value);
    return permille === null ? parts : `${formatPermille(permille)} (${parts})`;
  }
  return unit === 'paise' ? formatPaise(language, value) : numberFormat(language).format(value);
}

/** The same where the value stands alone: in Japanese with the counter of people. */
export const countedValue = (value: Value, unit: string, language: Language): string =>
  `${formatValue(value, unit, language)}${counterOf(value, unit, language)}`;

/** Formats an indicator's published value for a file that is made in the browser: a ratio as `3/4`, a number as it is, or why it is withheld. */
export const fileValue = (value: Value | undefined): string | number | undefined => {
  if (value === undefined || typeof value === 'number') return value;
  return isWithheld(value) ? value.withheld : `${value.numerator}/${value.denominator}`;
};

/** Keeps a sign on the line of its amount: a browser may end a line between `+` and `₹`. */
export const keepSign = (text: string): string => text.replaceAll(/([+−])₹/g, '$1\u2060₹');

/**
 * Formats the signed change between an indicator's published values.
 * @param change in the indicator's unit; for a ratio in tenths of a percentage point: 15 is shown as `+1.5`
 */
export function formatChange(change: number, unit: string, language: Language): string {
  const signed = { signDisplay: 'exceptZero' } as const;
  const text =
    unit === 'ratio'
      ? numberFormat(language, { ...signed, maximumFractionDigits: 1 }).format(change / 10)
      : unit === 'paise'
        ? formatPaise(language, change, signed)
        : numberFormat(language, signed).format(change);
  // The browser writes a hyphen; everything else here has the sign.
  return keepSign(text.replace('-', '−'));
}

/** Formats a short number for the axis of a chart of published values. @param tick for a ratio, its share: 0.5 is `50%` */
export function formatTick(tick: number, unit: string, language: Language): string {
  if (unit === 'ratio') return formatPercent(language, tick);
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return unit === 'paise'
    ? formatPaise(language, Math.round(tick), { ...compact, minimumFractionDigits: 0 })
    : numberFormat(language, compact).format(tick);
}

/** Formats a published month in a language: `2026年10月`, `October 2026`. @param month `2026-10` */
export const formatMonth = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    numberingSystem: 'latn',
  }).format(new Date(`${month}-01T00:00:00Z`));

/** Formats a published month without its year, for the axis of a chart. */
export const formatMonthShort = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    month: 'short',
    timeZone: 'UTC',
    numberingSystem: 'latn',
  }).format(new Date(`${month}-01T00:00:00Z`));

/** Formats the size of a published file in a language. @param size in bytes */
export const formatSize = (size: number, language: Language): string =>
  size < 1000
    ? numberFormat(language, { style: 'unit', unit: 'byte' }).format(size)
    : numberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(
        size / 1000,
      );
