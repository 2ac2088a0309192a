import { soundOf } from './sounds.ts';
import { additions, initialOf, isInitial, plainOf, skeletonOf, titles } from './words.ts';

/**
 * A member's full name in a text that lies open, where no name can be read. A name is reduced to a few keys, each of which
 * stands for the whole of it; a text to the keys of all names that it might hold. One that they share is a name in the text.
 * What is looked for, and what is let pass: docs/decisions/0015-names-in-plaintext.md.
 */

/** The context of the vault's tokens for full names: these are other tokens than those of the search. */
export const fullNameContext = 'full name';

/** A name is looked for by so many words; more of them are left out of its key. */
const mostWords = 5;
/** So many words of a text are looked at: of a title all, of a long address the first. */
const mostWordsOfText = 100;
/** Consonants alone tell names apart where there are so many; shorter names need their vowels too. */
const fewestConsonants = 7;

/** Small words of English: no name goes over them. */
const between = new Set(
  'a an and are as at by for from her his i in is of on or our the their this to was were with'.split(' '),
);
/** Endings that Telugu puts to the last word of a name: to her, with her, of her. */
const caseEnding = /(?<=.{2})(?:కి|కు|ని|ను|తో|లో|కై|వద్ద|గారు|గారి|గారికి|గారితో)$/u;

type Word = { readonly text: string; readonly kind: 'name' | 'initial' | 'between' };
type Words = { readonly words: readonly Word[]; readonly marked: ReadonlySet<number> };

/** The words of a text; marked are those of which the text says that they are a person: Smt. Lakshmi, Lakshmi's. */
const readWords = (text: string, isName = false): Words => {
  const words: Word[] = [];
  const marked = new Set<number>();
  let isAddressed = false;
  for (const [, written = '', possessive, dot] of plainOf(text).matchAll(
    /([\p{L}\p{M}]+)(['’]s(?![\p{L}\p{M}]))?(\.)?/gu,
  )) {
    if (titles.has(written)) {
      // Before a name, or behind it.
      isAddressed = true;
      marked.add(words.length - 1);
      continue;
    }
    const isBetween = !isName && dot === undefined && between.has(written);
    const kind = isBetween ? 'between' : isInitial(written) ? 'initial' : 'name';
    if (kind === 'name' && (isAddressed || possessive !== undefined)) marked.add(words.length);
    if (kind !== 'initial') isAddressed = false;
    words.push({ text: written, kind });
  }
  return { words: words.slice(0, mostWordsOfText), marked };
};

/** What all spellings of these words agree on, written as one word or as several. */
const soundsOf = (words: readonly string[]): string => {
  const sounds = words.map(soundOf);
  const skeleton = sounds.map(skeletonOf).join('');
  return skeleton.length >= fewestConsonants ? skeleton : sounds.map(({ stem }) => stem).join('');
};

const isAddition = (word: string): boolean => additions.has(soundOf(word).whole);

const keyOf = (words: readonly string[]): string => `full:${soundsOf(words)}`;
const keyWithInitials = (initials: readonly string[], words: readonly string[]): string =>
  `initials:${initials.map(initialOf).join('')}:${soundsOf(words)}`;
const keyOfOne = (word: string): string => `one:${soundsOf([word])}`;

const distinct = (keys: readonly string[]): string[] => [...new Set(keys)];

/** The most keys that `fullNameKeys` gives. */
export const mostFullNameKeys = 7;

/**
 * The keys of a whole name: with the surname first and last, with and without words that come and go (Devi, Kumari), with its
 * initials. None where nothing of it can be read.
 */
export const fullNameKeys = (name: string): string[] => {
  const { words } = readWords(name, true);
  const named = words
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text)
    .slice(0, mostWords);
  const initials = words.filter(({ kind }) => kind === 'initial').map(({ text }) => text);
  const [first, ...others] = named;
  if (first === undefined) return [];
  const withInitials = initials.length > 0 ? [keyWithInitials(initials, named)] : [];
  if (others.length === 0) return initials.length > 0 ? withInitials : [keyOfOne(first)];
  const bare = named.filter((word) => !isAddition(word));
  const forms = bare.length >= 2 ? [named, bare] : [named];
  return distinct([
    ...forms.flatMap((form) => [
      keyOf(form),
      keyOf([...form.slice(1), ...form.slice(0, 1)]),
      keyOf([...form.slice(-1), ...form.slice(0, -1)]),
    ]),
    ...withInitials,
  ]);
};

/** Several words that might be a name, with what stands before and behind them. */
const withoutEnding = (words: readonly string[]): string[][] => {
  const last = words.at(-1) ?? '';
  const bare = last.replace(caseEnding, '');
  return bare === last ? [[...words]] : [[...words], [...words.slice(0, -1), bare]];
};

/** The keys of all names that a text might hold: of neighbouring words, in the order in which they stand. */
export const fullNameKeysIn = (text: string): string[] => {
  const { words, marked } = readWords(text);
  const keys: string[] = [];
  words.forEach(({ kind }, start) => {
    if (kind !== 'name') return;
    const initialsBefore: string[] = [];
    for (let at = start - 1; words[at]?.kind === 'initial'; at -= 1) {
      initialsBefore.unshift(words[at]?.text ?? '');
    }
    const named: string[] = [];
    for (let end = start; end < words.length && named.length < mostWords; end += 1) {
      const { text: word = '', kind: kindOfWord = 'between' } = words[end] ?? {};
      if (kindOfWord === 'between') break;
      if (kindOfWord === 'initial') continue;
      named.push(word);
      const initialsBehind: string[] = [];
      for (let at = end + 1; words[at]?.kind === 'initial'; at += 1) {
        initialsBehind.push(words[at]?.text ?? '');
      }
      for (const form of withoutEnding(named)) {
        if (form.length > 1) keys.push(keyOf(form));
        else if (marked.has(start)) keys.push(keyOfOne(form[0] ?? ''));
        for (const initials of [initialsBefore, initialsBehind]) {
          if (initials.length > 0) keys.push(keyWithInitials(initials, form));
        }
      }
    }
  });
  return distinct(keys);
};
