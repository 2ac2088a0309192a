import { verhoeff } from 'cdigit';

/**
 * Detects numbers that must never be held: Aadhaar numbers anywhere, telephone numbers outside the vault. How a
 * text is read, and what is accepted on purpose: docs/decisions/0001-identity-numbers.md.
 */

/** Invisible or combining characters, which never separate two digits. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]/gu;

const digit = /\p{Nd}/u;
const nonAsciiDigits = /[^\P{Nd}0-9]/gu;

/** Our own ids, which may contain any digits. */
const uuids =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** Calendar dates, day or year first. With a time or an amount behind them they would be twelve digits. */
const dates =
  /(?<!\d)(?:(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])([-/.])(?:0[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)/g;

/** `+91` and ten digits, however grouped: clearly a telephone number. */
const internationalPhones = /\+[ ]?91(?:[\s().-]{0,3}\d){10}(?!\d)/g;

/** Replaces what was recognised; like any letter, it separates the numbers around it. */
const replacement = 'x';

/** The value of a decimal digit of any script: Unicode lists each script's digits in sequence. */
const digitValue = (character: string): string => {
  const codePoint = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return String(before % 10);
};

/** Spaces within a line; several count as one. */
const spaces = /[^\S\n\r]+/g;

const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(spaces, ' ')
    .replace(nonAsciiDigits, digitValue)
    .replace(uuids, replacement)
    .replace(dates, replacement);

/** Digits written together. `apart`: a line or sentence ended between them and the previous group. */
type Group = { readonly digits: string; readonly apart: boolean };

const gap = /^[^\p{L}\p{N}]{0,5}$/u;
const endOfSentence = /^[.,;:!?।]\s|[\n\r]/;

/** The groups of digits of a text, as chains: within a chain there are only a few marks or spaces between groups. */
const digitChainsOf = (text: string): Group[][] => {
  const chains: Group[][] = [];
  let end = 0;
  for (const match of text.matchAll(/\d+/g)) {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    const chain = chains.at(-1);
    if (chain === undefined || !gap.test(between)) chains.push([{ digits: match[0], apart: false }]);
    else chain.push({ digits: match[0], apart: endOfSentence.test(between) });
  }
  return chains;
};

/** Whether any run of consecutive whole groups, up to `longest` digits, satisfies the predicate. */
const hasSequence = (
  chain: readonly Group[],
  longest: number,
  isWanted: (groups: readonly Group[]) => boolean,
): boolean => {
  for (let start = 0; start < chain.length; start += 1) {
    let length = 0;
    for (let end = start; end < chain.length; end += 1) {
      length += chain[end]?.digits.length ?? 0;
      if (length > longest) break;
      if (isWanted(chain.slice(start, end + 1))) return true;
    }
  }
  return false;
};

const digitsOf = (groups: readonly Group[]): string => groups.map((group) => group.digits).join('');
const isTogether = (groups: readonly Group[]): boolean => groups.slice(1).every((group) => !group.apart);

const isFourFourFour = (groups: readonly Group[]): boolean =>
  groups.length === 3 && groups.every((group) => group.digits.length === 4);

/**
 * Whether a text contains twelve digits with a valid Aadhaar check digit, together or in groups, in any script.
 * The twelve must start and end where a number does. First digits 0 and 1 are checked too, though none was ever
 * issued. UUIDs, dates and numbers written `+91…` do not count.
 */
export const containsAadhaar = (text: string): boolean =>
  digitChainsOf(normalise(text).replace(internationalPhones, replacement)).some((chain) =>
    hasSequence(chain, 12, (groups) => {
      const digits = digitsOf(groups);
      if (digits.length !== 12 || !(isTogether(groups) || isFourFourFour(groups))) return false;
      return verhoeff.validate(digits);
    }),
  );

const mobile = /^(?:(?:00)?91|0)?[6-9]\d{9}$/;
const landline = /^0[1-8]\d{9}$/;

/** People write telephone numbers in pairs, digit by digit, or in up to three longer groups after a prefix. */
const isGroupedLikePhone = (groups: readonly Group[], prefixLength: number): boolean => {
  const lengths: number[] = [];
  let prefix = prefixLength;
  for (const { digits } of groups) {
    if (digits.length > prefix) lengths.push(digits.length - prefix);
    prefix = Math.max(0, prefix - digits.length);
  }
  const shortest = Math.min(...lengths);
  return shortest >= 3 ? lengths.length <= 3 : Math.max(...lengths) === shortest;
};

/**
 * Whether a text contains an Indian telephone number: a mobile number (ten digits that begin with 6 to 9, with
 * or without 0, 91 or +91), a landline with 0 and area code, or any ten digits after +91.
 */
export const containsIndianPhone = (text: string): boolean => {
  const normalised = normalise(text);
  if (normalised.search(internationalPhones) >= 0) return true;
  return digitChainsOf(normalised).some((chain) =>
    hasSequence(chain, 14, (groups) => {
      const digits = digitsOf(groups);
      const isMobile = mobile.test(digits);
      if (!(isMobile || landline.test(digits)) || !isTogether(groups)) return false;
      return isGroupedLikePhone(groups, isMobile ? digits.length - 10 : 0);
    }),
  );
};
