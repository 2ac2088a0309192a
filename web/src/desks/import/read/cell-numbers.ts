import { termLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { maxAmountPaise } from '../../../../../functions/shared/money/money.ts';
import type { FaultCode } from '../check/faults.ts';
import { type CellReading, fault } from './cell-reading.ts';
import type { RawCell } from './cell-texts.ts';
import { readDate } from './dates.ts';

/** Reads the cells of an import that hold a number: amounts, rates, counts, years of birth. `cell-values.ts` reads all others. */

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
export function readAmount(text: string, kind: 'amount' | 'balance'): CellReading {
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
export function readRate(raw: RawCell, text: string): CellReading {
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
export function readWholeNumber(text: string, { min, max }: Range, code: FaultCode): CellReading {
  // `1,200` and `12.0` are whole numbers too.
  const digits = text.replace(/[\s,]/g, '').replace(/\.0+$/, '');
  const count = Number(digits);
  return /^\d{1,9}$/.test(digits) && count >= min && count <= max ? { value: count } : fault(code);
}

const minBirthYear = 1900;
/** A number up to this one is taken for an age. An age has a fault of its own, because it changes every year. */
const maxAge = 110;

/** A year of birth: `1985`, or the year of a date. For an age, the fault names the year of birth that follows from it. */
export function readBirthYear(raw: RawCell, text: string, today: string): CellReading {
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
