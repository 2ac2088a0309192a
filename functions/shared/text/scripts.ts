/**
 * The scripts of texts in which members' names are looked for: Telugu, Devanagari, Japanese, and Roman letters with or without accents. A letter of another
 * script may look like one of these (Cyrillic а, Greek ο, small capital ʟ), so that a reader reads a name where the check finds none. Letters that are
 * only another form of these (full-width, mathematical, circled) are read as what they are, by their compatibility decomposition.
 *
 * Unicode's table of confusable letters (UTS #39) was weighed: it has six thousand entries to keep, and says of the letters of allowed scripts too that they are alike
 * (m and rn). Nobody in the programme needs another script here.
 */

/** Marks and signs that change no letter, and are left out before names are compared. */
const withoutSigns = (text: string): string =>
  text.normalize('NFKD').replace(/[\u0300-\u036f]|\p{Variation_Selector}|\p{Cf}/gu, '');

const japanese = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\u3099\u309a';
const letters = `a-zA-Z\\p{Script=Telugu}\\p{Script=Devanagari}${japanese}`;
/** A letter or mark of another script, or a symbol that is read as a letter but has none in it: 🅻, 🇱. */
const foreign = new RegExp(`(?![${letters}])[\\p{L}\\p{M}\\u{1f150}-\\u{1f189}\\u{1f1e6}-\\u{1f1ff}]`, 'u');

/** Whether all letters of a text are of scripts in which names are looked for. */
export const hasKnownScripts = (text: string): boolean => !foreign.test(withoutSigns(text));

/** Telugu endings that people write directly after a word in Roman letters: POCSOలో, in POCSO. */
const ending = '(?:[కల]?కి|[ల]?కు|[ల]?ను|ని|[ల]?తో|[ల]?లో|కై|ల|లు|వద్ద|గారు|గారి|గారికి|గారితో)';
const word = new RegExp(`(?:(?![${japanese}])[\\p{L}\\p{M}])+`, 'gu');
const ofOneScript = new RegExp(`^(?:[a-zA-Z]+${ending}?|\\p{Script=Telugu}+|\\p{Script=Devanagari}+)$`, 'u');

/**
 * Whether each word is of one script, but for a Telugu ending after Roman letters. Japanese has no spaces: words in other letters begin and end
 * within it.
 */
export const hasWordsOfOneScript = (text: string): boolean =>
  (withoutSigns(text).match(word) ?? []).every((one) => ofOneScript.test(one));
