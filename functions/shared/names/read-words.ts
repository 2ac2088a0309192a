import { isInitial, plainOf, titles } from './name-words.ts';

/** Reads the words of a name, or of a text in which names may stand (full-names.ts). */

/** The maximum number of words of a text that are checked: 2,000 characters, the longest text, hold at most so many. */
const maxWordsOfText = 1000;
/** Small English words, which are part of no name. */
const separators = new Set(
  'a an and are as at by for from her his i in is of on or our the their this to was were with'.split(' '),
);
/** The letters of Japanese. A Japanese text has no spaces: a name in Roman or Telugu letters in it begins and ends where the script changes. */
const japanese = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー';
const isJapanese = new RegExp(`^[${japanese}]`, 'u');
/** Japanese for Ms., directly after a name. */
const japaneseHonorific = /^(?:さん|様|氏)/u;
/**
 * A word, then two optional parts: the possessive `'s`, and a dot. The word is either all Japanese or has no Japanese
 * letter, so `Lakshmiさん` is two words.
 */
const wordPattern = new RegExp(
  `([${japanese}]+|(?:(?![${japanese}])[\\p{L}\\p{M}])+)(['’]s(?![\\p{L}\\p{M}]))?(\\.)?`,
  'gu',
);

export type Word = { readonly text: string; readonly kind: 'name' | 'initial' | 'separator' };
/** `marked`: the indices of the words that the text itself marks as a person's name (Smt. Lakshmi, Lakshmi's). */
type NameWords = { readonly words: readonly Word[]; readonly marked: ReadonlySet<number> };

const kindOf = (word: string, isSeparator: boolean): Word['kind'] => {
  if (isSeparator) return 'separator';
  return isInitial(word) ? 'initial' : 'name';
};

/** The words of a text. @param options.isName whether the text is a name as a whole, so that no word is a separator */
export const readWords = (
  text: string,
  { isName = false }: { readonly isName?: boolean } = {},
): NameWords => {
  const words: Word[] = [];
  const marked = new Set<number>();
  const markLastWord = (): void => {
    if (words.length > 0) marked.add(words.length - 1);
  };
  let followsTitle = false;
  for (const [, word = '', possessive, dot] of plainOf(text).matchAll(wordPattern)) {
    if (titles.has(word)) {
      // A title stands before or after a name: Smt. Lakshmi, Lakshmi garu.
      followsTitle = true;
      markLastWord();
      continue;
    }
    if (japaneseHonorific.test(word)) markLastWord();
    // `a.` with a dot is an initial and no English word. A Japanese word is never part of a name, so it separates too.
    const isEnglishWord = dot === undefined && separators.has(word);
    const isSeparator = !isName && (isEnglishWord || isJapanese.test(word));
    const kind = kindOf(word, isSeparator);
    if (kind === 'name' && (followsTitle || possessive !== undefined)) marked.add(words.length);
    // Initials may stand between a title and the name: Smt. K. Lakshmi.
    if (kind !== 'initial') followsTitle = false;
    words.push({ text: word, kind });
  }
  return { words: words.slice(0, maxWordsOfText), marked };
};
