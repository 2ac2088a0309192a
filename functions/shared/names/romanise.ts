/** Replaces Telugu letters by Roman ones, as names are spelt. sounds.ts reduces the spellings to sounds. */

// The tables are spread from one object a line, so that the formatter keeps the lines.

export const consonants: Readonly<Record<string, string>> = {
  ...{ క: 'k', ఖ: 'k', గ: 'g', ఘ: 'g', ఙ: 'n', చ: 'ch', ఛ: 'ch', ౘ: 'ch', జ: 'j', ఝ: 'j', ౙ: 'j', ఞ: 'n' },
  ...{ ట: 't', ఠ: 't', డ: 'd', ఢ: 'd', ణ: 'n', త: 't', థ: 't', ద: 'd', ధ: 'd', న: 'n' },
  ...{ ప: 'p', ఫ: 'f', బ: 'b', భ: 'b', మ: 'm', య: 'y', ర: 'r', ఱ: 'r', ౚ: 'r', ల: 'l', ళ: 'l', ఴ: 'l' },
  ...{ వ: 'v', శ: 's', ష: 's', స: 's', హ: 'h' },
};

const vowels: Readonly<Record<string, string>> = {
  ...{ అ: 'a', ఆ: 'a', ఇ: 'i', ఈ: 'i', ఉ: 'u', ఊ: 'u', ఋ: 'ru', ౠ: 'ru', ఎ: 'e', ఏ: 'e', ఐ: 'ai' },
  ...{ ఒ: 'o', ఓ: 'o', ఔ: 'au' },
};

/** The signs after a consonant that replace its a. The last one (virama) leaves it without a vowel. */
const vowelSigns: Readonly<Record<string, string>> = {
  ...{ 'ా': 'a', 'ి': 'i', 'ీ': 'i', 'ు': 'u', 'ూ': 'u', 'ృ': 'ru', 'ౄ': 'ru', 'ె': 'e', 'ే': 'e' },
  ...{ 'ై': 'ai', 'ొ': 'o', 'ో': 'o', 'ౌ': 'au', '్': '' },
};

/** The sign of a nasal: m at the end of a word, else n, which a rule may change: చంపా is first `chanpa`, at last `campa`. */
const nasalSign = 'ం';

/** Telugu letters as Roman ones. A consonant without a vowel sign has the vowel a: రమ is `rama`. Other letters stay. */
export const romanise = (word: string): string => {
  const letters = [...word];
  return letters
    .map((letter, index) => {
      const next = letters[index + 1] ?? '';
      const consonant = consonants[letter];
      if (consonant !== undefined) return next in vowelSigns ? consonant : `${consonant}a`;
      if (letter === nasalSign) return next === '' ? 'm' : 'n';
      return vowels[letter] ?? vowelSigns[letter] ?? letter;
    })
    .join('');
};
