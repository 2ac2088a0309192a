import { isIrregularSpelling } from './sounds.ts';

/**
 * The words of a name: names, initials, forms of address, and optional words. In functions/areas/members, name-keys.ts and search-terms.ts make of them
 * what is searched, and search-tokens.ts encrypts it.
 */

// The tables are spread from one object or list a line, so that the formatter keeps the lines.

/** The names of Roman letters in Telugu script, used as initials: కె for K. */
const teluguInitials = new Map(
  Object.entries({
    ...{ ఎ: 'a', బి: 'b', సి: 'c', డి: 'd', ఇ: 'e', ఎఫ్: 'f', జి: 'g', హెచ్: 'h', ఐ: 'i', జె: 'j', కె: 'k' },
    ...{ ఎల్: 'l', ఎం: 'm', ఎమ్: 'm', ఎన్: 'n', ఓ: 'o', పి: 'p', క్యూ: 'q', ఆర్: 'r', ఎస్: 's', టి: 't', యు: 'u' },
    ...{ వి: 'v', డబ్ల్యు: 'w', ఎక్స్: 'x', వై: 'y', జెడ్: 'z', సిహెచ్: 'ch' },
  }),
);

/** Forms of address, which are not part of a name. */
export const titles: ReadonlySet<string> = new Set([
  ...['smt', 'kum', 'ms', 'mrs', 'miss', 'dr', 'garu', 'శ్రీమతి', 'గారు'],
]);

/** The sounds of words that are often added to a woman's name, or dropped from it: `bay` and `bayi` are Bai. */
export const optionalSounds: ReadonlySet<string> = new Set([
  ...['devi', 'kumari', 'bay', 'bayi', 'bi', 'begum', 'begam', 'rani', 'sri'],
]);

/**
 * Whether a word of a name is an initial: one letter, the Telugu name of one (కె), or two or three consonants (KV, Ch). Sk
 * and Md are names.
 */
export const isInitial = (word: string): boolean =>
  [...word].length === 1 ||
  teluguInitials.has(word) ||
  (/^[b-df-hj-np-tv-xz]{2,3}$/.test(word) && !isIrregularSpelling(word));

/** The Roman letters of an initial in either script: కె is `k`. Other words stay. */
export const initialOf = (word: string): string => teluguInitials.get(word) ?? word;

/** From a Devanagari letter to the Telugu one of the same sound: both blocks have the order of ISCII. */
const toTelugu = (letter: string): string => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x300);

/**
 * A text prepared for comparison: lower case, without accents and invisible characters, Devanagari in Telugu letters. U+0C3C is a dot below a Telugu
 * letter (nukta); variation selectors choose a form of the letter before them. NFKD takes accents apart from their letters; NFC joins the remaining signs again.
 */
export const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0901-\u094d\u0960-\u0963]/g, toTelugu)
    .replace(/[\u0300-\u036f\u0c3c]|\p{Variation_Selector}|\p{Cf}/gu, '')
    .normalize('NFC')
    .toLowerCase();
