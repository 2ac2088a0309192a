import { additions, isInitial, plainOf, titles } from '../names/name-words.ts';
import { type Sound, skeletonOf, soundOf } from '../names/sounds.ts';
import { isAlike, mayBegin } from './name-distance.ts';

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

/** Words of a name that are used: a surname and three given names. */
const maxWords = 4;

/** Sounds in a key of first letters. Fewer would hardly narrow a search; more would reveal more. */
const firstSounds = 2;

/** The words of a name, without initials and titles unless there are no others. */
const wordsOf = (name: string): string[] => {
  const words = plainOf(name)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !titles.has(word));
  const names = words.filter((word) => !isInitial(word));
  return (names.length > 0 ? names : words).slice(0, maxWords);
};

const firstOf = (skeleton: string): string => [...skeleton].slice(0, firstSounds).join('');

const distinct = (keys: readonly string[]): string[] => [...new Set(keys)].filter((key) => key !== '');

/** The keys under which a name is found: for every word its consonants, and the first two of them. At most eight. */
export const nameKeys = (name: string): string[] => {
  const skeletons = wordsOf(name).map((word) => skeletonOf(soundOf(word)));
  return distinct([...skeletons, ...skeletons.map(firstOf)]).slice(0, maxKeys);
};

/** Every way to write two consecutive words as one: Naga Mani, Nagamani. */
const joinings = (words: readonly string[]): string[][] => {
  const [first, second, ...others] = words;
  if (first === undefined) return [[]];
  const apart = joinings(words.slice(1)).map((rest) => [first, ...rest]);
  return second === undefined
    ? apart
    : [...apart, ...joinings(others).map((rest) => [first + second, ...rest])];
};

/** The keys of a typed name to look up, the most selective first. At most eight; none if too little was typed. */
export const queryKeys = (query: string): string[] => {
  const words = wordsOf(query);
  const skeletons = distinct(
    joinings(words)
      .flat()
      .map((word) => skeletonOf(soundOf(word))),
  );
  const full = skeletons.toSorted((a, b) => b.length - a.length);
  const first = words.map((word) => firstOf(skeletonOf(soundOf(word))));
  return distinct([...full, ...first]).slice(0, maxKeys);
};

/** How well a name matches a query: 3 the same name, 2 very similar, 1 the same beginning, 0 no match. */
export type NameRank = 0 | 1 | 2 | 3;

const rankOfWord = (typed: Sound, stored: Sound): NameRank => {
  if (typed.whole === stored.whole) return 3;
  if (isAlike(typed.whole, stored.whole) || isAlike(typed.stem, stored.stem)) return 2;
  return mayBegin(typed.beginning, stored.whole) ? 1 : 0;
};

/**
 * How well a name matches a query. Every typed word must be found in the name, except optional words such as
 * Devi. Initials are not compared.
 */
export const rankName = (query: string, name: string): NameRank => {
  const words = wordsOf(name);
  const stored = [...words, ...words.slice(1).map((word, index) => `${words[index]}${word}`)].map(soundOf);
  let best: NameRank = 0;
  for (const joining of joinings(wordsOf(query))) {
    const rank = rankOfWords(joining.map(soundOf), stored);
    if (rank > best) best = rank;
  }
  return best;
};

const rankOfWords = (typed: readonly Sound[], stored: readonly Sound[]): NameRank => {
  let worst: NameRank = 3;
  let found = false;
  for (const word of typed) {
    let best: NameRank = 0;
    for (const other of stored) {
      const rank = rankOfWord(word, other);
      if (rank > best) best = rank;
    }
    if (best > 0) found = true;
    if (best === 0 && additions.has(word.whole)) best = 1;
    if (best < worst) worst = best;
  }
  return found ? worst : 0;
};
