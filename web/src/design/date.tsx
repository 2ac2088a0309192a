import { formatDate, formatInstant } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';

/**
 * Shows a date in the style of the page's language: 25 November 2026, 25 నవంబర్ 2026, 2026年11月25日.
 * Use it for every date on a page. `2026-11-25` is only for files.
 * @param on `YYYY-MM-DD`
 */
export function DateText({ on }: { readonly on: string }) {
  return <time dateTime={on}>{formatDate(on, useLanguage())}</time>;
}

/**
 * Shows a date with its time of day, in Indian time.
 * @param at RFC 3339
 */
export function InstantText({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatInstant(at, useLanguage())}</time>;
}
