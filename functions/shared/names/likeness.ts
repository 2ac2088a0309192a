import { isInitial, plainOf, titles } from './name-words.ts';
import { soundOf } from './sounds.ts';

/**
 * Whether two names may be one woman's, in either script and any order, without readable names: each word is reduced to its sound, and to the
 * sounds that are left when one is taken out, so that two words with one sound more, less or other share a form. Keyed tokens of the forms are
 * compared as the forms are. Docs: docs/decisions/0076-likely-the-same.md.
 */

/** A word's forms, or their tokens: its sound first, then with one sound left out. */
export type WordForms = readonly string[];
/** The words of a name; single letters and forms of address don't count. */
export type NameForms = readonly WordForms[];

/** Further words of a name are not compared. */
const maxWords = 5;
/** A word of fewer sounds is the same or it isn't: with one of three sounds changed, Rama is Roja. */
const minSoundsToMisspell = 4;

const formsOfWord = (word: string): string[] => {
  const sound = soundOf(word).whole;
  const sounds = [...sound];
  return sounds.length < minSoundsToMisspell
    ? [sound]
    : [...new Set([sound, ...sounds.map((_, at) => sounds.toSpliced(at, 1).join(''))])];
};

/** The forms of each word of a name. */
export const formsOf = (name: string): string[][] =>
  plainOf(name)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !titles.has(word) && !isInitial(word))
    .slice(0, maxWords)
    .map(formsOfWord);

const isSame = (a: WordForms, b: WordForms): boolean => a[0] === b[0];
/** Whether one word may be the other with one sound more, less or other. */
const isMisspelt = (a: WordForms, b: WordForms): boolean => a.some((form) => b.includes(form));

/** What is left of two names when each word that stands in both is taken out of both. */
const differenceOf = (
  a: NameForms,
  b: NameForms,
): { readonly onlyA: NameForms; readonly onlyB: NameForms } => {
  const onlyB = [...b];
  const onlyA = a.filter((word) => {
    const at = onlyB.findIndex((other) => isSame(word, other));
    if (at >= 0) onlyB.splice(at, 1);
    return at < 0;
  });
  return { onlyA, onlyB };
};

/**
 * Whether two names are alike: all words, in any order, but for one that is left out or misspelt. A name of one word must be the same.
 */
export const areAlike = (a: NameForms, b: NameForms): boolean => {
  const { onlyA, onlyB } = differenceOf(a, b);
  if (a.length < 2 || b.length < 2) return a.length === 1 && b.length === 1 && onlyA.length === 0;
  const [first] = onlyA;
  const [second] = onlyB;
  if (onlyA.length + onlyB.length <= 1) return true;
  return (
    onlyA.length === 1 &&
    onlyB.length === 1 &&
    first !== undefined &&
    second !== undefined &&
    isMisspelt(first, second)
  );
};

/** Whether at least one word of the names is alike. */
export const shareWord = (a: NameForms, b: NameForms): boolean =>
  a.some((word) => b.some((other) => isMisspelt(word, other)));

/** The sound of a place's name, however it is divided into words. */
export const soundOfPlace = (place: string): string =>
  plainOf(place)
    .split(/[^\p{L}\p{M}]+/u)
    .map((word) => soundOf(word).whole)
    .join('');
