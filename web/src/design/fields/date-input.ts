import { isDate } from '../../../../functions/shared/calendar/calendar.ts';

/** ౦ to ౯, as a Telugu keyboard writes them. */
const teluguDigits = /[\u0c66-\u0c6f]/g;
const teluguZero = 0x0c66;

/** How the months' names begin, from January, in English and Telugu, with its spellings. */
const monthNames =
  /^(?:(jan|జన)|(feb|ఫిబ్ర)|(mar|మార్)|(apr|ఏప్రి)|(may|మే)|(jun|జూన్)|(jul|జులై|జూలై)|(aug|ఆగ)|(sep|సెప్)|(oct|అక్టో)|(nov|నవం)|(dec|డిసెం))/;

/** The number of a month that is written in digits or as a name, two digits; undefined for other words. */
function readMonth(written: string): string | undefined {
  if (/^\d/.test(written)) return written.padStart(2, '0');
  const found = monthNames.exec(written.toLowerCase())?.slice(1).findIndex(Boolean) ?? -1;
  return found < 0 ? undefined : String(found + 1).padStart(2, '0');
}

/** Why a typed text is no date: the calendar has no such day, its year is missing, or it is not a whole date. */
type DateFault = 'design.noSuchDay' | 'design.noYear' | 'design.wholeDate';

/**
 * Reads a date that somebody typed: the day first, as people in India write it (`26.11.2026`, `26-11-26`, `26112026`, `26 నవంబర్ 2026`, `26 Nov
 * 2026`), or as computers do (`2026-11-26`). A month in front is never read: 11/26/2026 is no date.
 * @returns `YYYY-MM-DD`, or why it is none
 */
export function readDate(typed: string): { readonly date: string } | { readonly fault: DateFault } {
  const text = typed
    .trim()
    .replace(teluguDigits, (digit) => String(digit.charCodeAt(0) - teluguZero))
    .replace(/^(\d\d)(\d\d)(\d{4})$/, '$1.$2.$3');
  if (isDate(text)) return { date: text };
  const [, day, written = '', year] =
    /^(\d{1,2})(?:\s*[.,/-]\s*|\s+)(\d{1,2}|\D{2,}?)(?:(?:\s*[.,/-]\s*|\s+)(\d{4}|\d{2})\.?|\.?)$/.exec(
      text,
    ) ?? [];
  const month = readMonth(written);
  if (day === undefined || month === undefined) return { fault: 'design.wholeDate' };
  if (year === undefined) return { fault: 'design.noYear' };
  const date = [year.padStart(4, '20'), month, day.padStart(2, '0')].join('-');
  return isDate(date) ? { date } : { fault: 'design.noSuchDay' };
}

/** The date that somebody typed, `YYYY-MM-DD`; undefined for anything that is not a whole date. */
export function parseDate(typed: string): string | undefined {
  const read = readDate(typed);
  return 'date' in read ? read.date : undefined;
}

/** Writes a date as somebody would type it: `26.11.2026`; an empty text stays empty. @param date `YYYY-MM-DD` */
export const writeDate = (date: string): string => date.split('-').toReversed().join('.');
