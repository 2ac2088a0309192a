import { isDate } from '../../../../functions/shared/calendar/calendar.ts';

/** ౦ to ౯, as a Telugu keyboard writes them. */
const teluguDigits = /[\u0c66-\u0c6f]/g;
const teluguZero = 0x0c66;

/**
 * Reads a date that somebody typed: the day first, as people in India write it (`26.11.2026`, `26-11-26`, `26112026`), or
 * as computers do (`2026-11-26`). A month in front is never read: 11/26/2026 is no date.
 * @returns `YYYY-MM-DD`; undefined for anything that is not a whole date
 */
export function parseDate(typed: string): string | undefined {
  const text = typed
    .trim()
    .replace(teluguDigits, (digit) => String(digit.charCodeAt(0) - teluguZero))
    .replace(/^(\d\d)(\d\d)(\d{4})$/, '$1.$2.$3');
  if (isDate(text)) return text;
  const [, day, month, year] =
    /^(\d{1,2})(?:\s*[.,/-]\s*|\s+)(\d{1,2})(?:\s*[.,/-]\s*|\s+)(\d{4}|\d{2})\.?$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const date = [year.padStart(4, '20'), month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  return isDate(date) ? date : undefined;
}

/** Writes a date as somebody would type it: `26.11.2026`; an empty text stays empty. @param date `YYYY-MM-DD` */
export const writeDate = (date: string): string => date.split('-').toReversed().join('.');
