import { isShortForm, type Sound } from './sounds.ts';

/** What the words of a name are: names, initials, forms of address, and what comes and goes beside them. */

/** Letters of the Roman alphabet as initials in Telugu script: కె. for K. */
const teluguInitials = new Map(
  Object.entries({
    ...{ ఎ: 'a', బి: 'b', సి: 'c', డి: 'd', ఇ: 'e', ఎఫ్: 'f', జి: 'g', హెచ్: 'h', ఐ: 'i', జె: 'j', కె: 'k' },
    ...{ ఎల్: 'l', ఎం: 'm', ఎమ్: 'm', ఎన్: 'n', ఓ: 'o', పి: 'p', క్యూ: 'q', ఆర్: 'r', ఎస్: 's', టి: 't', యు: 'u' },
    ...{ వి: 'v', డబ్ల్యు: 'w', ఎక్స్: 'x', వై: 'y', జెడ్: 'z', సిహెచ్: 'ch' },
  }),
);

/** Forms of address, which are no part of a name. */
export const titles: ReadonlySet<string> = new Set([
  ...['smt', 'kum', 'ms', 'mrs', 'miss', 'dr', 'garu', 'శ్రీమతి', 'గారు'],
]);

/** Words that are often added to a woman's name or left away from it, by their sounds. */
export const additions: ReadonlySet<string> = new Set([
  ...['devi', 'kumari', 'bay', 'bayi', 'bi', 'begum', 'begam', 'rani', 'sri'],
]);

/** One letter, or a few that nobody could pronounce: K, KV, Ch. */
export const isInitial = (word: string): boolean =>
  [...word].length === 1 ||
  teluguInitials.has(word) ||
  (/^[b-df-hj-np-tv-xz]{2,3}$/.test(word) && !isShortForm(word));

/** An initial in Roman letters, whichever script it was written in. */
export const initialOf = (word: string): string => teluguInitials.get(word) ?? word;

/** A text as its words are compared: in lower case, without accents and marks that are not seen. */
export const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0c3c]|\p{Cf}/gu, '')
    .normalize('NFC')
    .toLowerCase();

/** The consonants of a sound, and whether it begins with a vowel: what all spellings agree on. */
export const skeletonOf = ({ whole, stem }: Sound): string => {
  const sound = stem === '' ? whole : stem;
  return sound
    .replace(/^[aeiou]/, 'A')
    .replace(/(?<=[^aeiou])y/g, '')
    .replace(/[aeiou]/g, '');
};
