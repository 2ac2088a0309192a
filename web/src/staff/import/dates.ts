import { dateInIndia, isDate } from '../../../../functions/domain/calendar.ts';
import type { RawCell } from './cell-texts.ts';
import type { FaultCode } from './faults.ts';

type DateReading = { readonly date: string } | { readonly fault: FaultCode };

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

/** The number of a month that is written as a word; undefined if it is none. */
const monthOfWord = (word: string): number | undefined => {
  const latin = /^[a-z]{3,9}$/.test(word) ? word.slice(0, 3) : word;
  const index = months.findIndex((names) => names.includes(latin));
  return index < 0 ? undefined : index + 1;
};

/** Excel's day 1 is 1900-01-01, and it counts a 29 February 1900 that never was. */
const serialZeroMs = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;
/** Days from 1950 to 2100. */
const serials = { from: 18_264, to: 73_051 };

const two = (number: number): string => String(number).padStart(2, '0');

/** Two digits mean a year of this century up to this one, else of the last. */
const fullYear = (year: string, today: string): number => {
  if (year.length !== 2) return Number(year);
  const century = Number(today.slice(0, 2)) * 100;
  const inThis = century + Number(year);
  return inThis > Number(today.slice(0, 4)) + 5 ? inThis - 100 : inThis;
};

function compose(year: number, month: number, day: number): DateReading {
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (isDate(date)) return { date };
  // 12/25/2021 has the month first: then another date in the sheet may, too.
  return { fault: month > 12 && day <= 12 ? 'dateOrder' : 'date' };
}

/**
 * Reads a date in an import's workbook as people write it in India, the day first: `15-3-2024`, `15.03.24`, `15
 * మార్చి 2024`, `March 15, 2024`; and as Excel keeps it, as a date or as a number of days.
 * @param text the cell's text, with Western digits
 */
export function readDate(raw: RawCell, text: string, today: string): DateReading {
  if (raw instanceof Date) {
    if (Number.isNaN(raw.getTime())) return { fault: 'date' };
    return { date: raw.toISOString().slice(0, 10) };
  }
  const bare = text
    .toLowerCase()
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/\s*t?\d{1,2}:\d{2}(?::\d{2})?.*$/, '');
  if (/^\d{5}(?:\.\d+)?$/.test(bare)) {
    const serial = Math.floor(Number(bare));
    return serial >= serials.from && serial <= serials.to
      ? { date: dateInIndia(new Date(serialZeroMs + serial * dayMs)) }
      : { fault: 'date' };
  }
  const parts = bare.split(/[\s,./\-–_]+/).filter((part) => part !== '');
  if (parts.length < 3) {
    return {
      fault: parts.some((part) => /^\d{4}$/.test(part) || monthOfWord(part) !== undefined)
        ? 'dateWithoutDay'
        : 'date',
    };
  }
  const [first = '', second = '', third = ''] = parts;
  if (parts.length > 3) return { fault: 'date' };
  const isNumber = (part: string): boolean => /^\d{1,4}$/.test(part);
  if (/^\d{4}$/.test(first) && isNumber(second) && isNumber(third)) {
    return compose(Number(first), Number(second), Number(third));
  }
  const year = /^(?:\d{2}|\d{4})$/.test(third) ? fullYear(third, today) : undefined;
  if (year === undefined) return { fault: 'date' };
  const wordAt = { first: monthOfWord(first), second: monthOfWord(second) };
  if (wordAt.second !== undefined && /^\d{1,2}$/.test(first))
    return compose(year, wordAt.second, Number(first));
  if (wordAt.first !== undefined && /^\d{1,2}$/.test(second))
    return compose(year, wordAt.first, Number(second));
  return /^\d{1,2}$/.test(first) && /^\d{1,2}$/.test(second)
    ? compose(year, Number(second), Number(first))
    : { fault: 'date' };
}
