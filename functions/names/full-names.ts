import { additions, initialOf, isInitial, plainOf, skeletonOf, titles } from './name-words.ts';
import { soundOf } from './sounds.ts';

/**
 * Finds a member's full name in a plaintext field without reading names. A name is reduced to a few keys, each
 * of which stands for the whole name. A text is reduced to the keys of all names it might contain. A shared key
 * means that the name is in the text. What is looked for, and what is accepted: docs/decisions/0015-names-in-
 * plaintext.md.
 */

/** The token context of full names, separate from that of the search. */
export const fullNameContext = 'full name';

/** Words of a name that are used; further ones are left out of its key. */
const maxWords = 5;
/** Words of a text that are checked: all of the longest one, which has 2,000 characters. */
const maxWordsOfText = 1000;
/** Long names are compared by consonants alone; shorter ones need their vowels too. */
const minConsonants = 7;

/** Small English words; no name spans them. */
const between = new Set(
  'a an and are as at by for from her his i in is of on or our the their this to was were with'.split(' '),
);
/** Japanese is written without spaces: a name in Roman or Telugu letters begins and ends where its script does. */
const japanese = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー';
const isJapanese = new RegExp(`^[${japanese}]`, 'u');
/** Ms., directly behind a name. */
const japaneseAddress = /^(?:さん|様|氏)/u;
const wordPattern = new RegExp(
  `([${japanese}]+|(?:(?![${japanese}])[\\p{L}\\p{M}])+)(['’]s(?![\\p{L}\\p{M}]))?(\\.)?`,
  'gu',
);

/** Telugu case endings of the last word of a name: to her, with her, of her. */
const caseEnding = /(?<=.{2})(?:కి|కు|ని|ను|తో|లో|కై|వద్ద|గారు|గారి|గారికి|గారితో)$/u;

type Word = { readonly text: string; readonly kind: 'name' | 'initial' | 'between' };
type NameWords = { readonly words: readonly Word[]; readonly marked: ReadonlySet<number> };

/** The words of a text, marked if the text itself says that they name a person: Smt. Lakshmi, Lakshmi's. */
const readWords = (text: string, { isName = false }: { readonly isName?: boolean } = {}): NameWords => {
  const words: Word[] = [];
  const marked = new Set<number>();
  let isAddressed = false;
  for (const [, written = '', possessive, dot] of plainOf(text).matchAll(wordPattern)) {
    if (titles.has(written)) {
      // Before or after a name.
      isAddressed = true;
      marked.add(words.length - 1);
      continue;
    }
    if (japaneseAddress.test(written)) marked.add(words.length - 1);
    const isBetween = !isName && ((dot === undefined && between.has(written)) || isJapanese.test(written));
    const kind = isBetween ? 'between' : isInitial(written) ? 'initial' : 'name';
    if (kind === 'name' && (isAddressed || possessive !== undefined)) marked.add(words.length);
    if (kind !== 'initial') isAddressed = false;
    words.push({ text: written, kind });
  }
  return { words: words.slice(0, maxWordsOfText), marked };
};

/** The sound shared by all spellings of these words, whether written as one word or several. */
const soundsOf = (words: readonly string[]): string => {
  const sounds = words.map(soundOf);
  const skeleton = sounds.map(skeletonOf).join('');
  return skeleton.length >= minConsonants ? skeleton : sounds.map(({ stem }) => stem).join('');
};

const isAddition = (word: string): boolean => additions.has(soundOf(word).whole);

const keyOf = (words: readonly string[]): string => `full:${soundsOf(words)}`;
const keyWithInitials = (initials: readonly string[], words: readonly string[]): string =>
  `initials:${initials.map(initialOf).join('')}:${soundsOf(words)}`;
const keyOfOne = (word: string): string => `one:${soundsOf([word])}`;

/** Whether the key is that of a name of a single word, which many women share. */
export const isKeyOfOneWord = (key: string): boolean => key.startsWith('one:');

const distinct = (keys: readonly string[]): string[] => [...new Set(keys)];

/** Upper bound of the keys from `fullNameKeys`. */
export const maxFullNameKeys = 7;

/**
 * The keys of a whole name: surname first and last, with and without optional words (Devi, Kumari), and with
 * initials. None if nothing is readable.
 */
export const fullNameKeys = (name: string): string[] => {
  const { words } = readWords(name, { isName: true });
  const named = words
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text)
    .slice(0, maxWords);
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

/** Several words that might be a name, with the words before and after. */
const withoutEnding = (words: readonly string[]): string[][] => {
  const last = words.at(-1) ?? '';
  const bare = last.replace(caseEnding, '');
  return bare === last ? [[...words]] : [[...words], [...words.slice(0, -1), bare]];
};

/** The keys of all names that a text might contain: runs of consecutive words, in order. */
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
    for (let end = start; end < words.length && named.length < maxWords; end += 1) {
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
