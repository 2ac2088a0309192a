import { isDate } from '../../../../../functions/shared/calendar/calendar.ts';
import { termLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { type District, districtsOn } from '../../../../../functions/shared/reach/districts.ts';
import {
  containsAadhaar,
  containsIndianPhone,
} from '../../../../../functions/shared/text/aadhaar-and-phone-numbers.ts';
import { maxLineCharacters } from '../../../../../functions/shared/text/lengths.ts';
import type { FaultCode } from '../check/faults.ts';
import { containsLongNumber, isNoticeName, looksLikeAddress } from '../check/private-texts.ts';
import { readAmount, readBirthYear, readRate, readWholeNumber } from './cell-numbers.ts';
import { type CellReading, fault } from './cell-reading.ts';
import { comparableText, plainText, type RawCell, textOfCell } from './cell-texts.ts';
import { readDate } from './dates.ts';
import { findDistrict } from './districts.ts';
import { type ChoiceName, choices, offeredWord } from './forms/choices.ts';
import type { Column } from './forms/sheet-form.ts';

const maxUrlCharacters = 2000;

/**
 * What shows that a text was typed in a legacy Telugu font instead of Unicode, or was opened in a wrong encoding: a control
 * character, U+FFFD or a character of private use; two symbols in a row, such as `¿¡`; an accented letter before a symbol or
 * another accented letter, such as `à°` or `Ã©`.
 */
const damagedPattern = /[\u0080-\u009f\ufffd\ue000-\uf8ff]|[¡-¿×÷]{2}|[À-ÿ][¡-¿À-ÿ]/u;

/** How the server stores a text. One that it stores `open`, unencrypted, must not contain a telephone number. */
type TextStorage = 'encrypted' | 'open';

function readText(text: string, storage: TextStorage): CellReading {
  if (damagedPattern.test(text)) return fault('encoding');
  if ([...text].length > maxLineCharacters) return fault('tooLong', { max: maxLineCharacters });
  if (storage === 'open' && containsIndianPhone(text)) return fault('phoneInText');
  return { value: text };
}

/** A text without a long number, which could identify a person, such as the number of her account. */
function readWords(text: string, storage: TextStorage): CellReading {
  const reading = readText(text, storage);
  return 'value' in reading && containsLongNumber(text) ? fault('longNumber') : reading;
}

/** An unencrypted text of a certain kind, such as the name of a place; otherwise the fault `code`. */
function readTextOfKind(text: string, code: FaultCode, isOfKind: (text: string) => boolean): CellReading {
  const reading = readWords(text, 'open');
  if ('fault' in reading) return reading;
  return isOfKind(text) ? reading : fault(code);
}

/**
 * A mobile number, ten digits however grouped, without the country code 91 or a 0 before it; or a landline number with its area code
 * and the 0 before that.
 */
function readPhone(text: string): CellReading {
  // A landline with its area code apart: `0863 2234567`.
  if (/^0\d{2,4}[\s-]+\d{6,8}$/.test(text)) return { value: text.replace(/\D/g, '') };
  // `+91 98765 43210` and `098765 43210` become `9876543210`.
  const digits = text.replace(/[\s().\-–/]/g, '').replace(/^(?:\+?91|0)(?=[6-9]\d{9}$)/, '');
  // A mobile number, or a landline with its area code in front: `08632234567`.
  return /^(?:[6-9]\d{9}|0[1-8]\d{9})$/.test(digits) ? { value: digits } : fault('phone');
}

function readDistrict(text: string, today: string): CellReading {
  const district: District | undefined = findDistrict(text);
  if (district === undefined) return fault('district');
  return districtsOn(today).includes(district)
    ? { value: district }
    : fault('districtNotInForce', { district });
}

/**
 * The value of a drop-down list that a cell means: `woman`, `మహిళ` or `woman / మహిళ`, as the list offers it. A fault if no
 * value or several fit.
 */
function readChoice(text: string, name: ChoiceName, isRequired: boolean): CellReading {
  const entries = Object.entries(choices[name]);
  // A text without letters and digits, such as `✓`, is compared as it is written.
  const comparableWord = (word: string): string => comparableText(word) || word.trim();
  const partsOfText = text.split(/[/|·(]/);
  const writtenWords = new Set([text, ...partsOfText].map(comparableWord));
  const isMeant = ([value, words]: (typeof entries)[number]): boolean =>
    [value.replaceAll('_', ' '), words.en, words.te, ...(words.also ?? [])].some((word) =>
      writtenWords.has(comparableWord(word)),
    );
  const meantValues = entries.filter(isMeant).map(([value]) => value);
  const [value, ...furtherValues] = meantValues;
  if (value !== undefined && furtherValues.length === 0) return { value };
  const words = entries.map(([, choiceWords]) => offeredWord(choiceWords)).join(', ');
  return fault(isRequired ? 'choice' : 'choiceOrEmpty', { words });
}

/** An address of the web: `https://…`, or `www.…`, which gets `https://`. */
function readUrl(text: string): CellReading {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  const isAddress = /^https?:\/\/\S+$/i.test(address) && URL.canParse(address);
  return isAddress && address.length <= maxUrlCharacters ? { value: address } : fault('url');
}

/** Earlier dates are refused: no member was grown up then, so a register has no older fact. */
const oldestDate = '1950-01-01';
/** The kinds of columns with dates; one of the kind `anyDate` may lie in the future. */
const dateKinds = new Set(['date', 'anyDate']);

/** For columns that count people, such as the participants of an outreach. */
const countRange = { min: 0, max: 1_000_000 };

/**
 * Reads the value of an import's cell, which is not empty, by the kind of its column; or the fault that it has.
 * @param today `YYYY-MM-DD`, in India
 */
export function readCell(column: Column, raw: RawCell, today: string): CellReading {
  const text = textOfCell(raw);
  // An Aadhaar number is refused in every column, even as an amount. A telephone number with its country code is as long as an
  // Aadhaar number, so the code is left out first.
  if (containsAadhaar(column.kind === 'phone' ? text.replace(/^\+91/, '') : text)) return fault('aadhaar');
  // `=A1+B1`, `@name`: other programs would compute it.
  if (typeof raw === 'string' && /^[=@]/.test(raw.trim())) return fault('formula');
  if (dateKinds.has(column.kind)) {
    const reading = readDate(raw, text, today);
    if ('fault' in reading) return fault(reading.fault);
    if (!isDate(reading.date)) return fault('date');
    if (reading.date < oldestDate) return fault('dateTooOld');
    return column.kind === 'date' && reading.date > today ? fault('dateInFuture') : { value: reading.date };
  }
  switch (column.kind) {
    case 'amount':
    case 'balance':
      return readAmount(text, column.kind);
    case 'rate':
      return readRate(raw, text);
    case 'count':
      return readWholeNumber(text, countRange, 'count');
    case 'instalments':
      return readWholeNumber(text, termLimits.instalments, 'instalments');
    case 'birthYear':
      return readBirthYear(raw, text, today);
    case 'phone':
      return readPhone(text);
    case 'district':
      return readDistrict(text, today);
    case 'choice':
      // Every column of this kind has a list: the fault is for the type alone.
      return column.choice === undefined
        ? fault('choice')
        : readChoice(text, column.choice, column.isRequired === true);
    case 'url':
      return readUrl(text);
    case 'place':
      return readTextOfKind(plainText(text), 'address', (place) => !looksLikeAddress(place));
    case 'notice':
      return readTextOfKind(plainText(text), 'notice', isNoticeName);
    case 'openText':
    case 'group':
      return readWords(plainText(text), 'open');
    // A woman's number in the register may be long, which `readWords` would refuse.
    case 'number':
      return readText(plainText(text), 'encrypted');
    // `text`, such as a name.
    default:
      return readWords(plainText(text), 'encrypted');
  }
}
