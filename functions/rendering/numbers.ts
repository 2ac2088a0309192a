import { changeOf, permilleOf, type Value } from '../disclosure/latest-values.ts';

/**
 * Numbers as people read them. Of our own making and not of the runtime's locale data, which changes with its version: the same
 * report must have the same bytes.
 */
export type Language = 'en' | 'ja';

/** Groups of three in Japanese; lakh and crore in English, as India writes them. */
const group = (digits: string, language: Language): string => {
  const last = digits.slice(-3);
  const rest = digits.slice(0, -3);
  if (rest === '') {
    return last;
  }
  const size = language === 'ja' ? 3 : 2;
  const groups: string[] = [];
  for (let end = rest.length; end > 0; end -= size) {
    groups.unshift(rest.slice(Math.max(0, end - size), end));
  }
  return `${groups.join(',')},${last}`;
};

/** A true minus sign. */
const minus = '−';

export const formatCount = (count: number, language: Language): string =>
  `${count < 0 ? minus : ''}${group(String(Math.abs(count)), language)}`;

/** Rupees, always with both digits of the paise. */
export const formatPaise = (paise: number, language: Language): string => {
  const whole = Math.abs(paise);
  const rupees = group(String(Math.floor(whole / 100)), language);
  return `${paise < 0 ? minus : ''}₹${rupees}.${String(whole % 100).padStart(2, '0')}`;
};

export const formatPermille = (permille: number): string => `${Math.floor(permille / 10)}.${permille % 10}%`;

/** Nothing is there to be said. */
export const dash = '–';

/** A ratio is told with both of its parts. */
export const formatValue = (value: Value, unit: string, language: Language): string => {
  if (typeof value === 'number') {
    return unit === 'paise' ? formatPaise(value, language) : formatCount(value, language);
  }
  const permille = permilleOf(value);
  const parts = `${formatCount(value.numerator, language)} / ${formatCount(value.denominator, language)}`;
  return permille === null ? `${dash} (${parts})` : `${formatPermille(permille)} (${parts})`;
};

/** A value where there is little room: a ratio as its share, money in rupees where it has no paise. */
export const formatShort = (value: Value, unit: string, language: Language): string => {
  if (typeof value !== 'number') {
    const permille = permilleOf(value);
    return permille === null ? dash : formatPermille(permille);
  }
  const text = formatValue(value, unit, language);
  return unit === 'paise' ? text.replace(/\.00$/, '') : text;
};

/** The change from one value to another, with its sign: of a ratio in points of a percent; null where there is none to tell. */
export const formatChange = (
  was: Value | null,
  now: Value,
  unit: string,
  language: Language,
): string | null => {
  const change = changeOf(was, now);
  if (change === null || change === 0) {
    return change === null ? null : '±0';
  }
  const sign = change > 0 ? '+' : minus;
  const size = Math.abs(change);
  if (typeof now !== 'number') {
    return `${sign}${Math.floor(size / 10)}.${size % 10} pt`;
  }
  return `${sign}${formatShort(size, unit, language)}`;
};
