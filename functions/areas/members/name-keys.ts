import { isInitial, plainOf, titles } from '../../shared/names/name-words.ts';
import { skeletonOf, soundOf } from '../../shared/names/sounds.ts';

/**
 * Search by name without readable names. A name is reduced to keys of its sound, and the vault makes a keyed
 * token of each (`vault.token(nameContext, key)`), which is stored beside the member. A search makes tokens of
 * the query, finds the members with one of them, decrypts these few names, and ranks them. See
 * docs/decisions/0009-name-search.md.
 */

/** The token context of the name search. */
export const nameContext = 'name';

/** Maximum number of keys under which a name is stored, and that a search looks up. */
export const maxKeys = 8;

/** The maximum number of words of a name that are used: a surname and three given names. */
const maxWords = 4;

/** The number of consonants in a key of first sounds. Fewer would hardly narrow a search; more would reveal more. */
const firstSoundCount = 2;

/** The words of a name by which it is searched: without titles, and without initials unless there is no other word. */
export const wordsOf = (name: string): string[] => {
  const words = plainOf(name)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !titles.has(word));
  const names = words.filter((word) => !isInitial(word));
  return (names.length > 0 ? names : words).slice(0, maxWords);
};

const firstSoundsOf = (skeleton: string): string => [...skeleton].slice(0, firstSoundCount).join('');

const dropRepeatsAndEmpty = (keys: readonly string[]): string[] =>
  [...new Set(keys)].filter((key) => key !== '');

/** The keys under which a name is found: for every word its consonants, and the first two of them. At most eight. */
export const nameKeys = (name: string): string[] => {
  const skeletons = wordsOf(name).map((word) => skeletonOf(soundOf(word)));
  return dropRepeatsAndEmpty([...skeletons, ...skeletons.map(firstSoundsOf)]).slice(0, maxKeys);
};

/**
 * Every way to write a name's words with some pairs of neighbours joined: Naga Mani and Nagamani. Only the words of a query are joined.
 * A stored Naga Mani is found by Nagamani too, since the first two consonants are the same.
 */
export const joinings = (words: readonly string[]): string[][] => {
  const [first, second, ...others] = words;
  if (first === undefined) return [[]];
  const withFirstAlone = joinings(words.slice(1)).map((rest) => [first, ...rest]);
  return second === undefined
    ? withFirstAlone
    : [...withFirstAlone, ...joinings(others).map((rest) => [first + second, ...rest])];
};

/** The keys of a typed name to look up, the most selective first. At most eight; none if no word was typed. */
export const queryKeys = (query: string): string[] => {
  const words = wordsOf(query);
  const skeletons = dropRepeatsAndEmpty(
    joinings(words)
      .flat()
      .map((word) => skeletonOf(soundOf(word))),
  );
  const longestFirst = skeletons.toSorted((a, b) => b.length - a.length);
  const beginnings = words.map((word) => firstSoundsOf(skeletonOf(soundOf(word))));
  return dropRepeatsAndEmpty([...longestFirst, ...beginnings]).slice(0, maxKeys);
};
