import { dateInIndia, isDate } from '../../../../../functions/shared/calendar/calendar.ts';
import type { FaultCode } from '../check/faults.ts';
import type { RawCell } from './cell-texts.ts';

/** `date` is `YYYY-MM-DD`. */
type DateReading = { readonly date: string } | { readonly fault: FaultCode };

/** How each month is written, from January. The first is what its English name begins with. */
const months: readonly (readonly string[])[] = [
  ['jan', 'జనవరి', 'జన'],
  ['feb', 'ఫిబ్రవరి', 'ఫిబ్ర'],
  ['mar', 'మార్చి'],
  ['apr', 'ఏప్రిల్', 'ఏప్రి'],
  ['may', 'మే'],
  ['jun', 'జూన్'],
  ['jul', 'జులై', 'జూలై'],
  ['aug', 'ఆగస్టు', 'ఆగస్ట్', 'ఆగ'],
  ['sep', 'సెప్టెంబర్', 'సెప్టెంబరు', 'సెప్టెం'],
  ['oct', 'అక్టోబర్', 'అక్టోబరు', 'అక్టో'],
  ['nov', 'నవంబర్', 'నవంబరు', 'నవం'],
  ['dec', 'డిసెంబర్', 'డిసెంబరు', 'డిసెం'],
];

/** The number of a month, 1 to 12, that is written as a word, `Mar` or `మార్చి`; undefined for other words. */
const monthOfWord = (word: string): number | undefined => {
  // Only the first three letters of an English name count, as in `mar` and `march`. The longest name, September, has nine letters.
  const shortWord = /^[a-z]{3,9}$/.test(word) ? word.slice(0, 3) : word;
  const index = months.findIndex((names) => names.includes(shortWord));
  return index < 0 ? undefined : index + 1;
};

/**
 * Excel counts days from 1900-01-01, which is 1, and counts a 29 February 1900 that never was. So for later dates its day 0
 * is 1899-12-30.
 */
const serialZeroMs = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;
/** Excel's numbers of 1950-01-01 and 2100-01-01; other numbers are no dates. */
const serials = { min: 18_264, max: 73_051 };

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Two digits are a year of this century if it is at most five years ahead, or else of the last century. */
const fullYear = (year: string, today: string): number => {
  if (year.length !== 2) return Number(year);
  const century = Number(today.slice(0, 2)) * 100;
  const inThisCentury = century + Number(year);
  return inThisCentury > Number(today.slice(0, 4)) + 5 ? inThisCentury - 100 : inThisCentury;
};

function dateOf(year: number, month: number, day: number): DateReading {
  const date = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  if (isDate(date)) return { date };
  // 12/25/2021 has the month first: then other dates of the sheet, such as 3/4/2021, may be misread.
  return { fault: month > 12 && day <= 12 ? 'dateOrder' : 'date' };
}

/**
 * Reads a date of an import's cell. People in India write the day first: `15-3-2024`, `15.03.24`, `15 మార్చి 2024`; also
 * read are `March 15, 2024` and `2024-03-15`, and Excel's own dates and numbers of days.
 * @param text the cell's text, with Western digits
 */
export function readDate(raw: RawCell, text: string, today: string): DateReading {
  if (raw instanceof Date) {
    if (Number.isNaN(raw.getTime())) return { fault: 'date' };
    return { date: raw.toISOString().slice(0, 10) };
  }
  // The text without the ending of `1st`, and without a time of day, such as ` 10:30:00` or `T10:30`.
  const dateText = text
    .toLowerCase()
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/\s*t?\d{1,2}:\d{2}(?::\d{2})?.*$/, '');
  // Excel's number of a day, such as `45366`, or `45366.5` at noon.
  if (/^\d{5}(?:\.\d+)?$/.test(dateText)) {
    const serial = Math.floor(Number(dateText));
    return serial >= serials.min && serial <= serials.max
      ? { date: dateInIndia(new Date(serialZeroMs + serial * dayMs)) }
      : { fault: 'date' };
  }
  const parts = dateText.split(/[\s,./\-–_]+/).filter((part) => part !== '');
  if (parts.length < 3) {
    const hasYearOrMonth = parts.some((part) => /^\d{4}$/.test(part) || monthOfWord(part) !== undefined);
    return { fault: hasYearOrMonth ? 'dateWithoutDay' : 'date' };
  }
  if (parts.length > 3) return { fault: 'date' };
  const [first = '', second = '', third = ''] = parts;
  const isNumber = (part: string): boolean => /^\d{1,4}$/.test(part);
  // `2024-03-15`
  if (/^\d{4}$/.test(first) && isNumber(second) && isNumber(third)) {
    return dateOf(Number(first), Number(second), Number(third));
  }
  const year = /^(?:\d{2}|\d{4})$/.test(third) ? fullYear(third, today) : undefined;
  if (year === undefined) return { fault: 'date' };
  const isShort = (part: string): boolean => /^\d{1,2}$/.test(part);
  // `15 March 2024`
  const monthInMiddle = monthOfWord(second);
  if (monthInMiddle !== undefined && isShort(first)) return dateOf(year, monthInMiddle, Number(first));
  // `March 15, 2024`
  const monthInFront = monthOfWord(first);
  if (monthInFront !== undefined && isShort(second)) return dateOf(year, monthInFront, Number(second));
  // `15-3-2024`
  return isShort(first) && isShort(second) ? dateOf(year, Number(second), Number(first)) : { fault: 'date' };
}
