import { changeOf, isWithheld, permilleOf, type Value, type Withheld } from './value-arithmetic.ts';

/**
 * Formats numbers for readers. It does not use Intl, whose locale data change with the version of Node.js: the same report must always have
 * the same bytes.
 */

export type Language = 'en' | 'ja';
/** The funder's page has Telugu too. */
export type ReaderLanguage = Language | 'te';

/** Groups digits: by three in Japanese (1,234,567), by lakh and crore in English and Telugu, as India writes them (12,34,567). */
const groupDigits = (digits: string, language: ReaderLanguage): string => {
  const last = digits.slice(-3);
  const rest = digits.slice(0, -3);
  if (rest === '') {
    return last;
  }
  const groupSize = language === 'ja' ? 3 : 2;
  const groups: string[] = [];
  for (let end = rest.length; end > 0; end -= groupSize) {
    groups.unshift(rest.slice(Math.max(0, end - groupSize), end));
  }
  return `${groups.join(',')},${last}`;
};

/** U+2212, not a hyphen. */
const minus = '−';

export const formatCount = (count: number, language: ReaderLanguage): string =>
  `${count < 0 ? minus : ''}${groupDigits(String(Math.abs(count)), language)}`;

/** Formats paise as rupees for the rendered report, always with both digits of the paise. */
export const formatPaise = (paise: number, language: ReaderLanguage): string => {
  const absolutePaise = Math.abs(paise);
  const rupees = groupDigits(String(Math.floor(absolutePaise / 100)), language);
  return `${paise < 0 ? minus : ''}₹${rupees}.${String(absolutePaise % 100).padStart(2, '0')}`;
};

/** Formats tenths of a percent, whole and not negative: 255 becomes `25.5%`. */
export const formatPermille = (permille: number): string => `${Math.floor(permille / 10)}.${permille % 10}%`;

/** Why a value is not told, in words that stand in its place. */
const withheldWords: Readonly<Record<Withheld['withheld'], Readonly<Record<ReaderLanguage, string>>>> = {
  too_few: { en: 'too few to say', te: 'చెప్పలేనంత తక్కువ మంది', ja: '少人数のため非公表' },
  not_yet: { en: 'not counted yet', te: 'ఇంకా లెక్కించలేదు', ja: '未集計' },
};

export const formatWithheld = ({ withheld }: Withheld, language: ReaderLanguage): string =>
  withheldWords[withheld][language];

/** Shown in the rendered report in place of a value that does not exist. */
export const dash = '–';

/**
 * Formats a value for the rendered report: paise as rupees, other numbers without their unit, a ratio with both of its parts:
 * `25.0% (1 / 4)`, and a value that is withheld why it is.
 */
export const formatValue = (value: Value, unit: string, language: ReaderLanguage): string => {
  if (typeof value === 'number') {
    return unit === 'paise' ? formatPaise(value, language) : formatCount(value, language);
  }
  if (isWithheld(value)) return formatWithheld(value, language);
  // Null if the denominator is 0.
  const permille = permilleOf(value);
  const parts = `${formatCount(value.numerator, language)} / ${formatCount(value.denominator, language)}`;
  return permille === null ? `${dash} (${parts})` : `${formatPermille(permille)} (${parts})`;
};

/** Formats a value for the rendered report in short: a ratio as a percentage alone, whole rupees without `.00`. */
export const formatShort = (value: Value, unit: string, language: ReaderLanguage): string => {
  if (typeof value !== 'number') {
    if (isWithheld(value)) return formatWithheld(value, language);
    const permille = permilleOf(value);
    return permille === null ? dash : formatPermille(permille);
  }
  const text = formatValue(value, unit, language);
  return unit === 'paise' ? text.replace(/\.00$/, '') : text;
};

/** The counter that stands behind a number of people in Japanese; empty elsewhere. */
export const counterOf = (value: Value, unit: string, language: ReaderLanguage): string =>
  language === 'ja' && typeof value === 'number' && (unit === 'persons' || unit === 'children') ? '人' : '';

/** Formats an indicator's value in short. A share of women never stands without how many they are. */
export const formatBrief = (
  value: Value,
  { unit, way }: { readonly unit: string; readonly way?: string | undefined },
  language: ReaderLanguage,
): string =>
  way === 'ratio_of_stocks' ? formatValue(value, unit, language) : formatShort(value, unit, language);

/**
 * Formats the change from one value of an indicator to another, with its sign: for a ratio, which both are then, in percentage
 * points (`pt`, in Japanese ポイント). Null if either has no number.
 */
export const formatChange = (
  was: Value | null,
  now: Value,
  unit: string,
  language: ReaderLanguage,
): string | null => {
  const change = changeOf(was, now);
  if (change === null) {
    return null;
  }
  if (change === 0) {
    return '±0';
  }
  const sign = change > 0 ? '+' : minus;
  const absoluteChange = Math.abs(change);
  // A ratio changes by tenths of a percentage point.
  if (typeof now !== 'number') {
    return `${sign}${Math.floor(absoluteChange / 10)}.${absoluteChange % 10} ${language === 'ja' ? 'ポイント' : 'pt'}`;
  }
  return `${sign}${formatShort(absoluteChange, unit, language)}`;
};
