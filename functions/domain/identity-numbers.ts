import { verhoeff } from 'cdigit';

/**
 * The tripwire for numbers that must never be held: Aadhaar numbers anywhere, telephone numbers outside the vault.
 * How a text is read, and what is deliberately let pass, is reasoned in docs/decisions/0001-identity-numbers.md.
 */

/** Characters that are not seen, or only decorate the one before: they never part two digits. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]/gu;

const digit = /\p{Nd}/u;
const nonAsciiDigits = /[^\P{Nd}0-9]/gu;

/** Identifiers of our own, which may look like anything. */
const uuids =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** Calendar dates, day or year first: with a time of day or an amount behind them they would be twelve digits. */
const dates =
  /(?<!\d)(?:(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])([-/.])(?:0[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)/g;

/** `+91` and ten digits, however grouped: a telephone number that says what it is. */
const internationalPhones = /\+[ ]?91(?:[\s().-]{0,3}\d){10}(?!\d)/g;

/** Stands for what was recognised and set aside; like any letter, it parts the numbers around it. */
const setAside = 'x';

/** The value of a decimal digit of any script: the digits of each script follow one another, in tens. */
const digitValue = (character: string): string => {
  const codePoint = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return String(before % 10);
};

/** Spaces within a line: however many stand there, they are one gap. */
const spaces = /[^\S\n\r]+/g;

const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(spaces, ' ')
    .replace(nonAsciiDigits, digitValue)
    .replace(uuids, setAside)
    .replace(dates, setAside);

/** Digits written together; `apart` where a line or a sentence ended between them and the digits before. */
type Group = { readonly digits: string; readonly apart: boolean };

const gap = /^[^\p{L}\p{N}]{0,5}$/u;
const endOfSentence = /^[.,;:!?।]\s|[\n\r]/;

/** The groups of digits of a text, in chains: within a chain nothing but a few marks or spaces lies between them. */
const chainsOf = (text: string): Group[][] => {
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

/** Whether any sequence of whole neighbouring groups, of no more digits than `longest`, is what is looked for. */
const someSequence = (
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
 * Whether a text holds twelve digits with a valid Aadhaar check digit, written together or in groups, in any script.
 * The twelve start where a number starts and end where one ends. First digits 0 and 1 are looked at too, though none
 * was ever issued with them. Ids (UUIDs), dates and numbers written `+91…` are not.
 */
export const containsAadhaar = (text: string): boolean =>
  chainsOf(normalise(text).replace(internationalPhones, setAside)).some((chain) =>
    someSequence(chain, 12, (groups) => {
      const digits = digitsOf(groups);
      if (digits.length !== 12 || !(isTogether(groups) || isFourFourFour(groups))) return false;
      return verhoeff.validate(digits);
    }),
  );

const mobile = /^(?:(?:00)?91|0)?[6-9]\d{9}$/;
const landline = /^0[1-8]\d{9}$/;

/** People write telephone numbers in pairs, digit by digit, or in up to three longer groups, after a prefix. */
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
 * Whether a text holds an Indian telephone number: a mobile number (ten digits from 6 to 9 on, with or without 0, 91 or
 * +91), a landline with its 0 and area code, or whatever ten digits follow +91.
 */
export const containsIndianPhone = (text: string): boolean => {
  const normalised = normalise(text);
  if (normalised.search(internationalPhones) >= 0) return true;
  return chainsOf(normalised).some((chain) =>
    someSequence(chain, 14, (groups) => {
      const digits = digitsOf(groups);
      const isMobile = mobile.test(digits);
      if (!(isMobile || landline.test(digits)) || !isTogether(groups)) return false;
      return isGroupedLikePhone(groups, isMobile ? digits.length - 10 : 0);
    }),
  );
};
