import * as z from 'zod';
import { isDate, isFinancialYear, isMonth } from '../calendar/calendar.ts';
import { maxAmountPaise } from '../money/money.ts';
import { type District, districtNames } from '../reach/districts.ts';
import { containsAadhaar } from '../text/aadhaar-and-phone-numbers.ts';
import { maxLineCharacters, maxNoteCharacters } from '../text/lengths.ts';
import { longestLetter, maxLetterLength } from '../text/letter-signs.ts';

/** Schemas of fields that several records share. The `params.code` of a schema issue becomes the error's code. */

/** Schema of an id that the caller makes: a UUIDv7 in lower case. */
export const clientId = z.uuidv7().refine((id) => id === id.toLowerCase(), 'Write the id in lower case.');

/**
 * The years in which a date may lie. Instalments and clocks are computed from dates: from one in the year 9999 they would lead beyond what a
 * calendar can tell, and a month whose journal holds such a line could never be counted.
 */
const dateYears = { first: '1900', last: '2199' } as const;
/** `dateYears` as a pattern. */
const yearPattern = '(19|20|21)\\d{2}';
const isOfDateYears = (text: string): boolean => new RegExp(`^${yearPattern}-`).test(text);

/** Schema of an existing Indian calendar date, `YYYY-MM-DD`, of the years 1900 to 2199. */
export const date = z
  .string()
  .meta({ format: 'date' })
  .refine(isDate, { error: 'Write a date that exists, as YYYY-MM-DD.', params: { code: 'invalid_date' } })
  // What is no date has one error already.
  .refine((text) => !isDate(text) || isOfDateYears(text), {
    error: `Write a date of the years ${dateYears.first} to ${dateYears.last}.`,
    params: { code: 'invalid_date' },
  });

/** Schema of a month, `YYYY-MM`, of the years 1900 to 2199. */
export const month = z
  .string()
  .meta({ pattern: `^${yearPattern}-(0[1-9]|1[0-2])$` })
  .refine((text) => isMonth(text) && isOfDateYears(text), {
    error: `Write a month as YYYY-MM, of the years ${dateYears.first} to ${dateYears.last}.`,
    params: { code: 'invalid_month' },
  });

/** Schema of a financial year, April to March, that begins in the years 1900 to 2199: `2026-27`. */
export const financialYear = z
  .string()
  .meta({ pattern: `^${yearPattern}-\\d{2}$` })
  .refine((text) => isFinancialYear(text) && isOfDateYears(text), {
    error: `Write a financial year as 2026-27, of the years ${dateYears.first} to ${dateYears.last}.`,
    params: { code: 'invalid_financial_year' },
  });

const districtNameSet = new Set<string>(districtNames);

/**
 * Schema of the name of a district, in force or not. functions/shared/reach/district-rules.ts checks whether it is in force. The `refine` gives the error its code;
 * the `pipe` gives the value its type.
 */
export const district = z
  .string()
  .meta({ enum: districtNames })
  .refine((name) => districtNameSet.has(name), {
    error: 'Write the name of a district of Andhra Pradesh.',
    params: { code: 'invalid_district' },
  })
  .pipe(z.enum<readonly District[]>(districtNames));

/** Schema of a year of birth. `refuseFutureDates` (shared/http) refuses the years after today's. */
export const birthYear = z.int().min(1900).max(9999);

/** Names `maxAmountPaise` in rupees, because people read it in forms. */
const tooMuchMessage = 'Write at most ₹1,00,00,000.';

/** Schema of an amount that changes hands: 1 paisa to one crore rupees. */
export const amountPaise = z.int().min(1, 'Write an amount above ₹0.').max(maxAmountPaise, tooMuchMessage);

/** Schema of an amount in paise, zero allowed. */
export const amountOrNothingPaise = z
  .int()
  .min(0, 'Write no amount below ₹0.')
  .max(maxAmountPaise, tooMuchMessage);

const countCharacters = (text: string): number => [...text].length;

/** Whether each letter of a text has no more signs than a language needs (functions/shared/text/letter-signs.ts). */
export const hasReadableLetters = (text: string): boolean => longestLetter(text) <= maxLetterLength;

/** The error for a text with a letter of too many signs. */
export const unreadableLetters = {
  error: 'A letter in this has more signs than any language needs. Write it anew.',
  params: { code: 'invalid_letters' },
};

/**
 * Whether a text reads in the order in which it is stored. Controls of direction show other words than a search or a check for names finds; no
 * language of the programme needs them.
 */
export const readsInOrder = (text: string): boolean => !/[\u202a-\u202e\u2066-\u2069]/u.test(text);

/** Schema of a text of 1 to `max` characters, not blank, without an Aadhaar number, that can be read and printed. */
export const text = (max: number) =>
  z
    .string()
    .meta({ minLength: 1, maxLength: max })
    .refine((value) => value.trim() !== '', 'Write something here.')
    .refine((value) => countCharacters(value) <= max, `Write at most ${max} characters.`)
    .refine(
      (value) => value.isWellFormed() && !value.includes('\0') && readsInOrder(value),
      'This text has characters that cannot be kept.',
    )
    .refine(hasReadableLetters, unreadableLetters)
    .refine((value) => !containsAadhaar(value), {
      error: 'This looks like an Aadhaar number, which must not be kept. Take it out.',
      params: { code: 'invalid_aadhaar' },
    });

/** Schema of a name, a reason or a title. */
export const line = text(maxLineCharacters);

/** Schema of a person's name: a line with a letter in it, of any script. An identity number is refused as what it is. */
export const personName = line.refine(
  (value) => /\p{L}/u.test(value) || containsAadhaar(value),
  'Write a name in letters.',
);

/** Schema of a note. */
export const note = text(maxNoteCharacters);

const phonePattern = /^\+?[0-9][0-9 -]{4,18}[0-9]$/;

/** Schema of a telephone number: 6 to 20 digits, spaces and hyphens, optionally with a leading `+`. */
export const phone = z
  .string()
  .meta({ pattern: phonePattern.source })
  .refine((value) => phonePattern.test(value), 'Write a telephone number in digits.')
  // Ten digits with the country code are twelve, which could look like an Aadhaar number.
  .refine((value) => !containsAadhaar(value.replace(/^\+91/, '')), {
    error: 'This looks like an Aadhaar number, which must not be kept. Write a telephone number.',
    params: { code: 'invalid_aadhaar' },
  });

/** Schemas of the fields that the server adds to every record. */
export const stamp = {
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  version: z.int().min(1),
};

/** Schema of a SHA-256 in lower-case hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Write a SHA-256 in lower-case hex.');
