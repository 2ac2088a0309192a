import { isDate } from '../../../../../functions/shared/calendar/calendar.ts';
import { termLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { maxAmountPaise } from '../../../../../functions/shared/money/money.ts';
import { type District, districtsOn } from '../../../../../functions/shared/reach/districts.ts';
import {
  containsAadhaar,
  containsIndianPhone,
} from '../../../../../functions/shared/text/aadhaar-and-phone-numbers.ts';
import { maxLineCharacters } from '../../../../../functions/shared/text/lengths.ts';
import type { FaultCode } from '../check/faults.ts';
import { containsLongNumber, isNoticeName, looksLikeAddress } from '../check/private-texts.ts';
import { type ChoiceName, choices, offeredWord } from '../repeats/choices.ts';
import { comparableText, plainText, type RawCell, textOfCell } from './cell-texts.ts';
import { readDate } from './dates.ts';
import { findDistrict } from './districts.ts';
import type { Column } from './sheet-forms.ts';

/** The value of a cell, or the fault that it has. `values` is for the fault's message. */
export type CellReading =
  | { readonly value: string | number }
  | { readonly fault: FaultCode; readonly values?: Readonly<Record<string, string | number>> };

const fault = (code: FaultCode, values?: Readonly<Record<string, string | number>>): CellReading =>
  values === undefined ? { fault: code } : { fault: code, values };

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

/** Whether the text in a column of amounts is more likely the number of an account or telephone: ten digits or more, without commas. */
const looksLikeAccount = (text: string): boolean => /^\d{10,18}$/.test(text.replace(/[\s-]/g, ''));

/** The largest difference, in paise or basis points, that is taken for a rounding error. */
const roundingTolerance = 0.001;

/** What people write with an amount: `₹`, `Rs.`, `INR`, `రూ.`, `/-`, commas, spaces. */
const amountMarks = /₹|\brs\b\.?|\binr\b|రూ\.?|\/-|[\s,]/g;
/** What people write for 0. */
const nothingWords = /^(?:-|–|—|nil|none|లేదు)$/;

/**
 * An amount in paise: `₹1,23,456.50`, `Rs. 500/-`; `(200)` and `-200` are negative; `nil` and `-` are 0.
 * @param kind a `balance` may be negative
 */
function readAmount(text: string, kind: 'amount' | 'balance'): CellReading {
  const signed = text.toLowerCase().replace(amountMarks, '');
  if (nothingWords.test(signed)) return { value: 0 };
  // `-200`, or `(200)` as accountants write it.
  const isNegative = /^[-–−]|^\(.*\)$/.test(signed);
  const digits = signed.replace(/^[-–−]|^\(|\)$/g, '');
  // `200`, `200.` or `200.50`.
  if (!/^\d+(?:\.\d*)?$/.test(digits)) return fault('amount');
  // Formulas leave 499.99999999999994: round it. Real fractions of a paisa are refused further down.
  const paise = Math.round(Number(digits) * 100);
  if (!Number.isSafeInteger(paise) || paise > maxAmountPaise) {
    return fault(looksLikeAccount(text) ? 'amountLikeAccount' : 'amountTooLarge');
  }
  if (Math.abs(Number(digits) * 100 - paise) > roundingTolerance) return fault('amount');
  // A negative 0 is 0.
  const isBelowZero = isNegative && paise > 0;
  if (isBelowZero && kind !== 'balance') return fault('amountNegative');
  return { value: isBelowZero ? -paise : paise };
}

const maxRatePercent = termLimits.ratePerMonthBasisPoints.max / 100;

/** An interest rate of a month, in basis points: `2`, `2%`, `1.5 % p.m.`. */
function readRate(raw: RawCell, text: string): CellReading {
  const digits = text.toLowerCase().replace(/%|p\.?m\.?|నెలకు|\s/g, '');
  if (!/^\d+(?:\.\d+)?$/.test(digits)) return fault('rate');
  // A cell formatted as a percentage shows 2% and contains 0.02. So a number below 0.1 is taken for a fraction.
  const isFraction = typeof raw === 'number' && raw > 0 && raw < 0.1;
  const percent = isFraction ? raw * 100 : Number(digits);
  const basisPoints = Math.round(percent * 100);
  const isWholeBasisPoints = Math.abs(percent * 100 - basisPoints) <= roundingTolerance;
  return percent <= maxRatePercent && isWholeBasisPoints ? { value: basisPoints } : fault('rate');
}

type Range = { readonly min: number; readonly max: number };

/** A whole number in the range, its ends included; otherwise the fault `code`. */
function readWholeNumber(text: string, { min, max }: Range, code: FaultCode): CellReading {
  // `1,200` and `12.0` are whole numbers too.
  const digits = text.replace(/[\s,]/g, '').replace(/\.0+$/, '');
  const count = Number(digits);
  return /^\d{1,9}$/.test(digits) && count >= min && count <= max ? { value: count } : fault(code);
}

const minBirthYear = 1900;
/** A number up to this one is taken for an age. An age has a fault of its own, because it changes every year. */
const maxAge = 110;

/** A year of birth: `1985`, or the year of a date. For an age, the fault names the year of birth that follows from it. */
function readBirthYear(raw: RawCell, text: string, today: string): CellReading {
  const thisYear = Number(today.slice(0, 4));
  const isPossibleYear = (year: number): boolean => year >= minBirthYear && year <= thisYear;
  if (/^\d{4}$/.test(text) && isPossibleYear(Number(text))) return { value: Number(text) };
  // A text with a separator may be a date of birth, of which only the year is kept.
  if (raw instanceof Date || /[-/. ]/.test(text)) {
    const reading = readDate(raw, text, today);
    const year = 'date' in reading ? Number(reading.date.slice(0, 4)) : undefined;
    if (year !== undefined && isPossibleYear(year)) return { value: year };
  }
  if (/^\d{1,3}$/.test(text) && Number(text) > 0 && Number(text) <= maxAge) {
    return fault('age', { age: Number(text), year: thisYear - Number(text) });
  }
  return fault('birthYear');
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
const countRange: Range = { min: 0, max: 1_000_000 };

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
