import {
  containsAadhaar,
  containsIndianPhone,
} from '../../../../functions/domain/aadhaar-and-phone-numbers.ts';
import { isDate } from '../../../../functions/domain/calendar.ts';
import { type District, districtsOn } from '../../../../functions/domain/districts.ts';
import { maxAmountPaise } from '../../../../functions/domain/money.ts';
import { comparable, plainText, type RawCell, textOfCell } from './cell-texts.ts';
import { type ChoiceName, choices, offeredWord } from './choices.ts';
import { readDate } from './dates.ts';
import { findDistrict } from './districts.ts';
import type { FaultCode } from './faults.ts';
import { containsLongNumber, isNoticeName, looksLikeAddress } from './private-texts.ts';
import type { Column } from './sheet-forms.ts';

/** What a cell means, or why it means nothing that could be kept. */
export type CellReading =
  | { readonly value: string | number }
  | { readonly fault: FaultCode; readonly values?: Readonly<Record<string, string | number>> };

const fault = (code: FaultCode, values?: Readonly<Record<string, string | number>>): CellReading =>
  values === undefined ? { fault: code } : { fault: code, values };

const maxTextCharacters = 120;
const maxUrlCharacters = 2000;

/** Signs of a text that was typed in a font of its own instead of Unicode, or was opened in a wrong encoding. */
const damaged = /[\u0080-\u009f\ufffd\ue000-\uf8ff]|[¡-¿×÷]{2}|[À-ÿ][¡-¿À-ÿ]/u;

function readText(text: string, isOpen: boolean): CellReading {
  if (damaged.test(text)) return fault('encoding');
  if ([...text].length > maxTextCharacters) return fault('tooLong', { max: maxTextCharacters });
  if (isOpen && containsIndianPhone(text)) return fault('phoneInText');
  return { value: text };
}

/** A text in which no number may lead to a person. */
function readWords(text: string, isOpen: boolean): CellReading {
  const reading = readText(text, isOpen);
  return 'value' in reading && containsLongNumber(text) ? fault('longNumber') : reading;
}

/** A text that has a meaning of its own, such as the name of a place. */
function readKind(text: string, code: FaultCode, isMeant: (text: string) => boolean): CellReading {
  const reading = readWords(text, true);
  return 'fault' in reading || isMeant(text) ? reading : fault(code);
}

/** Accounts and telephones have ten digits or more, and no commas between them. */
const isAccountNumber = (text: string): boolean => /^\d{10,18}$/.test(text.replace(/[\s-]/g, ''));

/** `₹1,23,456.50`, `Rs. 500/-`, `(200)` below zero; `nil` and `-` are nothing. */
function readAmount(text: string, isBalance: boolean): CellReading {
  const bare = text.toLowerCase().replace(/₹|\brs\b\.?|\binr\b|రూ\.?|\/-|[\s,]/g, '');
  if (/^(?:-|–|—|nil|none|లేదు)$/.test(bare)) return { value: 0 };
  const isNegative = /^[-–−]|^\(.*\)$/.test(bare);
  const digits = bare.replace(/^[-–−]|^\(|\)$/g, '');
  if (!/^\d+(?:\.\d*)?$/.test(digits)) return fault('amount');
  // A spreadsheet's own arithmetic leaves 499.99999999999994.
  const paise = Math.round(Number(digits) * 100);
  if (!Number.isSafeInteger(paise) || paise > maxAmountPaise) {
    return fault(isAccountNumber(text) ? 'amountLikeAccount' : 'amountTooLarge');
  }
  if (Math.abs(Number(digits) * 100 - paise) > 0.001) return fault('amount');
  if (isNegative && paise > 0 && !isBalance) return fault('amountNegative');
  return { value: isNegative && paise > 0 ? -paise : paise };
}

const maxRatePercent = 10;

function readRate(raw: RawCell, text: string): CellReading {
  const digits = text.toLowerCase().replace(/%|p\.?m\.?|నెలకు|\s/g, '');
  if (!/^\d+(?:\.\d+)?$/.test(digits)) return fault('rate');
  // A cell that shows 2% holds 0.02.
  const percent = typeof raw === 'number' && raw > 0 && raw < 0.1 ? raw * 100 : Number(digits);
  const basisPoints = Math.round(percent * 100);
  return percent > maxRatePercent || Math.abs(percent * 100 - basisPoints) > 0.001
    ? fault('rate')
    : { value: basisPoints };
}

function readWhole(text: string, min: number, max: number, code: FaultCode): CellReading {
  const digits = text.replace(/[\s,]/g, '').replace(/\.0+$/, '');
  const count = Number(digits);
  return /^\d{1,9}$/.test(digits) && count >= min && count <= max ? { value: count } : fault(code);
}

const minBirthYear = 1900;
const maxAge = 110;

function readBirthYear(raw: RawCell, text: string, today: string): CellReading {
  const thisYear = Number(today.slice(0, 4));
  const isYear = (year: number): boolean => year >= minBirthYear && year <= thisYear;
  if (/^\d{4}$/.test(text) && isYear(Number(text))) return { value: Number(text) };
  // The year suffices of a date of birth.
  const date = raw instanceof Date || /[-/. ]/.test(text) ? readDate(raw, text, today) : undefined;
  if (date !== undefined && 'date' in date && isYear(Number(date.date.slice(0, 4)))) {
    return { value: Number(date.date.slice(0, 4)) };
  }
  if (/^\d{1,3}$/.test(text) && Number(text) > 0 && Number(text) <= maxAge) {
    return fault('age', { age: Number(text), year: thisYear - Number(text) });
  }
  return fault('birthYear');
}

/** Ten digits, however grouped; a country code is kept, a leading 0 is not. */
function readPhone(text: string): CellReading {
  // A landline: its area code stands apart.
  if (/^0\d{2,4}[\s-]+\d{6,8}$/.test(text)) return { value: text.replace(/\D/g, '') };
  const digits = text.replace(/[\s().\-–/]/g, '').replace(/^(?:\+?91|0)(?=[6-9]\d{9}$)/, '');
  return /^(?:[6-9]\d{9}|0[1-8]\d{9})$/.test(digits) ? { value: digits } : fault('phone');
}

function readDistrict(text: string, today: string): CellReading {
  const district: District | undefined = findDistrict(text);
  if (district === undefined) return fault('district');
  return districtsOn(today).includes(district)
    ? { value: district }
    : fault('districtNotInForce', { district });
}

/** The word of a list that a cell means. A list offers both languages at once. */
function readChoice(text: string, name: ChoiceName, isRequired: boolean): CellReading {
  const entries = Object.entries(choices[name]);
  const meant = new Set(
    [text, ...text.split(/[/|·(]/)]
      .map((part) => comparable(part) || part.trim())
      .flatMap((part) =>
        entries
          .filter(([value, words]) =>
            [value.replaceAll('_', ' '), words.en, words.te, ...(words.also ?? [])].some(
              (word) => (comparable(word) || word) === part,
            ),
          )
          .map(([value]) => value),
      ),
  );
  const [value] = meant;
  return value !== undefined && meant.size === 1
    ? { value }
    : fault(isRequired ? 'choice' : 'choiceOrEmpty', {
        words: entries.map(([, words]) => offeredWord(words)).join(', '),
      });
}

function readUrl(text: string): CellReading {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  const isAddress = /^https?:\/\/\S+$/i.test(address) && URL.canParse(address);
  return isAddress && address.length <= maxUrlCharacters ? { value: address } : fault('url');
}

/** Before the programme, and before any of its members was grown up. */
const oldest = '1950-01-01';
const datedKinds = new Set(['date', 'anyDate']);

/**
 * Reads the value of an import's cell by its column, or what is wrong with it. It is not empty.
 * @param today `YYYY-MM-DD`, in India
 */
export function readCell(column: Column, raw: RawCell, today: string): CellReading {
  const text = textOfCell(raw);
  // A number of twelve digits is never an amount here.
  if (containsAadhaar(column.kind === 'phone' ? text.replace(/^\+91/, '') : text)) return fault('aadhaar');
  if (typeof raw === 'string' && /^[=@]/.test(raw.trim())) return fault('formula');
  if (datedKinds.has(column.kind)) {
    const reading = readDate(raw, text, today);
    if ('fault' in reading) return fault(reading.fault);
    if (!isDate(reading.date)) return fault('date');
    if (reading.date < oldest) return fault('dateTooOld');
    return column.kind === 'date' && reading.date > today ? fault('dateInFuture') : { value: reading.date };
  }
  switch (column.kind) {
    case 'amount':
      return readAmount(text, false);
    case 'balance':
      return readAmount(text, true);
    case 'rate':
      return readRate(raw, text);
    case 'count':
      return readWhole(text, 0, 1_000_000, 'count');
    case 'instalments':
      return readWhole(text, 1, 60, 'instalments');
    case 'birthYear':
      return readBirthYear(raw, text, today);
    case 'phone':
      return readPhone(text);
    case 'district':
      return readDistrict(text, today);
    case 'choice':
      return column.choice === undefined
        ? fault('choice')
        : readChoice(text, column.choice, column.isRequired === true);
    case 'url':
      return readUrl(text);
    case 'place':
      return readKind(plainText(text), 'address', (one) => !looksLikeAddress(one));
    case 'notice':
      return readKind(plainText(text), 'notice', isNoticeName);
    case 'openText':
    case 'group':
      return readWords(plainText(text), true);
    case 'number':
      return readText(plainText(text), false);
    default:
      return readWords(plainText(text), false);
  }
}
