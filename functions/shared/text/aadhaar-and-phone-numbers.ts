import { verhoeff } from 'cdigit';

/**
 * Finds numbers in texts that must not be stored: Aadhaar numbers anywhere, telephone numbers outside the vault.
 * docs/decisions/0001-identity-numbers.md explains how a text is read, and which numbers are accepted on purpose.
 */

/** Invisible or combining characters, which never separate two digits. */
const invisibleCharacters = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]/gu;

const digit = /\p{Nd}/u;
/** The digits of other scripts: all characters but non-digits (`\P{Nd}`) and 0 to 9. */
const nonAsciiDigits = /[^\P{Nd}0-9]/gu;

/** Ids of records, which may contain any digits. */
const uuids =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** Dates such as 2026-10-04 or 04/10/2026. A date and the time or amount after it could otherwise be read as one number of twelve digits. */
const dates =
  /(?<!\d)(?:(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])([-/.])(?:0[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)/g;

/** `+91` and ten digits in any groups: clearly a telephone number. */
const internationalPhones = /\+[ ]?91(?:[\s().-]{0,3}\d){10}(?!\d)/g;

/** Replaces an id, date or telephone number. Like any letter, it separates the numbers around it. */
const replacement = 'x';

/** The ASCII digit for a decimal digit of any script. Unicode lists the ten digits of each script in sequence. */
const toAsciiDigit = (character: string): string => {
  const codePoint = character.codePointAt(0) ?? 0;
  let digitsBefore = 0;
  while (digit.test(String.fromCodePoint(codePoint - digitsBefore - 1))) digitsBefore += 1;
  // The digits of two scripts may follow each other without a gap, so there may be more than nine.
  return String(digitsBefore % 10);
};

/** Spaces within a line; several count as one. */
const spaces = /[^\S\n\r]+/g;

const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(invisibleCharacters, '')
    .replace(spaces, ' ')
    .replace(nonAsciiDigits, toAsciiDigit)
    .replace(uuids, replacement)
    .replace(dates, replacement);

/** Digits written together. `isAfterBreak`: a line or sentence ends between the previous group and these digits. */
type DigitGroup = { readonly digits: string; readonly isAfterBreak: boolean };

/** What may lie between two groups of the same number: up to five marks or spaces. */
const gap = /^[^\p{L}\p{N}]{0,5}$/u;
const endOfSentence = /^[.,;:!?।]\s|[\n\r]/;

/** The groups of digits in a text, as chains: between the groups of one chain there are only gaps. */
const digitChainsOf = (text: string): DigitGroup[][] => {
  const chains: DigitGroup[][] = [];
  let end = 0;
  for (const match of text.matchAll(/\d+/g)) {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    const chain = chains.at(-1);
    const digits = match[0];
    if (chain === undefined || !gap.test(between)) chains.push([{ digits, isAfterBreak: false }]);
    else chain.push({ digits, isAfterBreak: endOfSentence.test(between) });
  }
  return chains;
};

/** Whether any consecutive whole groups with up to `maxDigits` digits satisfy the predicate. */
const hasSequence = (
  chain: readonly DigitGroup[],
  maxDigits: number,
  isWanted: (groups: readonly DigitGroup[]) => boolean,
): boolean => {
  for (let start = 0; start < chain.length; start += 1) {
    let length = 0;
    for (let end = start; end < chain.length; end += 1) {
      length += chain[end]?.digits.length ?? 0;
      if (length > maxDigits) break;
      if (isWanted(chain.slice(start, end + 1))) return true;
    }
  }
  return false;
};

const digitsOf = (groups: readonly DigitGroup[]): string => groups.map((group) => group.digits).join('');
const isUnbroken = (groups: readonly DigitGroup[]): boolean =>
  groups.slice(1).every((group) => !group.isAfterBreak);

/** The usual way to write an Aadhaar number: 1234 5678 9012. It counts even across lines or sentences. */
const isFourFourFour = (groups: readonly DigitGroup[]): boolean =>
  groups.length === 3 && groups.every((group) => group.digits.length === 4);

/**
 * Whether a text contains an Aadhaar number: twelve digits with a valid check digit, together or in groups, in any script.
 * They must be whole groups of digits. Numbers that begin with 0 or 1 count too, though none was ever issued.
 * UUIDs, dates and numbers written `+91…` do not count.
 */
export const containsAadhaar = (text: string): boolean =>
  digitChainsOf(normalise(text).replace(internationalPhones, replacement)).some((chain) =>
    hasSequence(chain, 12, (groups) => {
      const digits = digitsOf(groups);
      if (digits.length !== 12 || !(isUnbroken(groups) || isFourFourFour(groups))) return false;
      return verhoeff.validate(digits);
    }),
  );

/** The longest telephone number: 0091 and ten digits. */
const maxPhoneDigits = 14;

/** Ten digits that begin with 6 to 9, with or without 0, 91 or 0091 before. */
const mobile = /^(?:(?:00)?91|0)?[6-9]\d{9}$/;
/** 0, the area code and the number: eleven digits. */
const landline = /^0[1-8]\d{9}$/;

/**
 * Whether digits are grouped as people write telephone numbers: after the prefix, in up to three groups of three digits or more, or in groups
 * of equal size such as pairs.
 * @param prefixLength the number of digits in the prefix 0, 91 or 0091 of a mobile number; 0 for a landline number
 */
const isGroupedLikePhone = (groups: readonly DigitGroup[], prefixLength: number): boolean => {
  const lengths: number[] = [];
  let restOfPrefix = prefixLength;
  for (const { digits } of groups) {
    if (digits.length > restOfPrefix) lengths.push(digits.length - restOfPrefix);
    restOfPrefix = Math.max(0, restOfPrefix - digits.length);
  }
  const shortest = Math.min(...lengths);
  return shortest >= 3 ? lengths.length <= 3 : Math.max(...lengths) === shortest;
};

/**
 * Whether a text contains an Indian telephone number. That is a mobile number (ten digits that begin with 6 to 9, with or without 0, 91 or
 * +91), a landline number with 0 and area code, or any ten digits after +91.
 */
export const containsIndianPhone = (text: string): boolean => {
  const normalised = normalise(text);
  if (normalised.search(internationalPhones) >= 0) return true;
  return digitChainsOf(normalised).some((chain) =>
    hasSequence(chain, maxPhoneDigits, (groups) => {
      const digits = digitsOf(groups);
      const isMobile = mobile.test(digits);
      if (!(isMobile || landline.test(digits)) || !isUnbroken(groups)) return false;
      return isGroupedLikePhone(groups, isMobile ? digits.length - 10 : 0);
    }),
  );
};
