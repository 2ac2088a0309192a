import { initialOf, optionalSounds } from './name-words.ts';
import { readWords, type Word } from './read-words.ts';
import { skeletonOf, soundOf } from './sounds.ts';

/**
 * Makes the keys by which a member's full name is recognised in a plaintext field; functions/shared/screening/known-names.ts looks them up there. A
 * name is reduced to a few keys, each of which stands for the whole name: Lakshmi Devi and Laxmi Devi have the same. A text is reduced to the keys of
 * all names that it might contain. If the two have a key in common, the name is in the text. docs/decisions/0015-names-in-plaintext.md says what is
 * looked for, and what is overlooked on purpose.
 */

/** `vault.token` makes the tokens of full names in this context, so that they equal no token of the search for members. */
export const fullNameContext = 'full name';

/** The maximum number of words of a name that are used; further ones are left out of its key. */
const maxWords = 5;
/** Names with at least this many consonants are compared by them alone; shorter ones need their vowels too. */
const minConsonants = 7;

/** A Telugu case ending (to, with, of) or respectful ending of a word, after two or more letters: పద్మావతికి, to Padmavathi. */
const caseEnding = /(?<=.{2})(?:కి|కు|ని|ను|తో|లో|కై|వద్ద|గారు|గారి|గారికి|గారితో)$/u;

/**
 * The sound shared by all spellings of these words, whether written as one word or several: the consonants alone (`skeletonOf`), or the whole
 * sounds without -amma (`stem`) if the consonants are too few to tell names apart.
 */
const sharedSoundOf = (words: readonly string[]): string => {
  const sounds = words.map(soundOf);
  const skeleton = sounds.map(skeletonOf).join('');
  return skeleton.length >= minConsonants ? skeleton : sounds.map(({ stem }) => stem).join('');
};

/** Whether a word is often added to a name, or dropped from it (Devi, Kumari). `whole`, because Amma itself must keep its sound. */
const isOptional = (word: string): boolean => optionalSounds.has(soundOf(word).whole);

/** A key of several words. */
const keyOf = (words: readonly string[]): string => `full:${sharedSoundOf(words)}`;
/** A key of initials and words: K. V. Sujatha gives `initials:kv:` and the sounds of Sujatha. */
const keyWithInitials = (initials: readonly string[], words: readonly string[]): string =>
  `initials:${initials.map(initialOf).join('')}:${sharedSoundOf(words)}`;
/** A key of a name of one word. */
const keyOfOne = (word: string): string => `one:${sharedSoundOf([word])}`;

/** Whether a full-name key stands for a name of a single word, which many women share. */
export const isKeyOfOneWord = (key: string): boolean => key.startsWith('one:');

const dropRepeats = (keys: readonly string[]): string[] => [...new Set(keys)];

/** Upper bound of the keys from `fullNameKeys`: three orders with and three without optional words, and one with initials. */
export const maxFullNameKeys = 7;

/**
 * The full-name keys of a name: with the surname first and last, with and without optional words (Devi, Kumari), and
 * with initials. None if the name has no readable word.
 */
export const fullNameKeys = (name: string): string[] => {
  const { words } = readWords(name, { isName: true });
  const nameWords = words
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text)
    .slice(0, maxWords);
  const initials = words.filter(({ kind }) => kind === 'initial').map(({ text }) => text);
  const [first, ...others] = nameWords;
  if (first === undefined) return [];
  const withInitials = initials.length > 0 ? [keyWithInitials(initials, nameWords)] : [];
  // One word with initials has no key without them, since many women share the word.
  if (others.length === 0) return initials.length > 0 ? withInitials : [keyOfOne(first)];
  const withoutOptional = nameWords.filter((word) => !isOptional(word));
  // A single remaining word is too common to be looked for.
  const forms = withoutOptional.length >= 2 ? [nameWords, withoutOptional] : [nameWords];
  return dropRepeats([
    ...forms.flatMap((form) => [
      keyOf(form),
      // The first word, or the last one, may be the surname, which others write at the other end.
      keyOf([...form.slice(1), ...form.slice(0, 1)]),
      keyOf([...form.slice(-1), ...form.slice(0, -1)]),
    ]),
    ...withInitials,
  ]);
};

/** Words that might be a name; once more without the Telugu case ending of the last word, if it has one. */
const withAndWithoutEnding = (words: readonly string[]): string[][] => {
  const last = words.at(-1) ?? '';
  const bare = last.replace(caseEnding, '');
  return bare === last ? [[...words]] : [[...words], [...words.slice(0, -1), bare]];
};

/** The consecutive initials from an index on, forwards (1) or backwards (-1). Empty if no initial stands at the index. */
const initialsFrom = (words: readonly Word[], start: number, direction: 1 | -1): string[] => {
  const initials: string[] = [];
  let index = start;
  let word = words[index];
  while (word?.kind === 'initial') {
    initials.push(word.text);
    index += direction;
    word = words[index];
  }
  return initials;
};

/**
 * The full-name keys of all names that a text might contain: of each run of up to `maxWords` consecutive words, which no
 * separator interrupts. Initials within a run are skipped.
 */
export const fullNameKeysIn = (text: string): string[] => {
  const { words, marked } = readWords(text);
  const keys: string[] = [];
  words.forEach(({ kind }, start) => {
    if (kind !== 'name') return;
    // Collected from right to left, so they are reversed.
    const initialsBefore = initialsFrom(words, start - 1, -1).toReversed();
    const nameWords: string[] = [];
    for (let end = start; end < words.length && nameWords.length < maxWords; end += 1) {
      const word = words[end];
      if (word === undefined || word.kind === 'separator') break;
      if (word.kind === 'initial') continue;
      nameWords.push(word.text);
      const initialsAfter = initialsFrom(words, end + 1, 1);
      for (const form of withAndWithoutEnding(nameWords)) {
        if (form.length > 1) keys.push(keyOf(form));
        // A single word is looked for only if the text says that it names a person.
        else if (marked.has(start)) keys.push(keyOfOne(form[0] ?? ''));
        for (const initials of [initialsBefore, initialsAfter]) {
          if (initials.length > 0) keys.push(keyWithInitials(initials, form));
        }
      }
    }
  });
  return dropRepeats(keys);
};
