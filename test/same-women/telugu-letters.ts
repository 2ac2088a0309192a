/** Writes a name in Telugu letters as somebody would who hears it: a second source beside functions/shared/names/sounds.ts, which reads them. */

const consonants: readonly (readonly [string, string])[] = [
  ['ksh', 'క్ష'],
  ['chh', 'ఛ'],
  ['kh', 'ఖ'],
  ['gh', 'ఘ'],
  ['ch', 'చ'],
  ['jh', 'ఝ'],
  ['th', 'త'],
  ['dh', 'ధ'],
  ['ph', 'ఫ'],
  ['bh', 'భ'],
  ['sh', 'శ'],
  ['k', 'క'],
  ['g', 'గ'],
  ['j', 'జ'],
  ['t', 'ట'],
  ['d', 'ద'],
  ['n', 'న'],
  ['p', 'ప'],
  ['f', 'ఫ'],
  ['b', 'బ'],
  ['m', 'మ'],
  ['y', 'య'],
  ['r', 'ర'],
  ['l', 'ల'],
  ['v', 'వ'],
  ['w', 'వ'],
  ['s', 'స'],
  ['h', 'హ'],
  ['z', 'జ'],
  ['q', 'క'],
  ['c', 'క'],
  ['x', 'క్ష'],
];

/** Each vowel with its letter at the beginning of a word and its sign after a consonant. */
const vowels: readonly (readonly [string, string, string])[] = [
  ['aa', 'ఆ', 'ా'],
  ['ee', 'ఈ', 'ీ'],
  ['oo', 'ఊ', 'ూ'],
  ['ai', 'ఐ', 'ై'],
  ['au', 'ఔ', 'ౌ'],
  ['ou', 'ఔ', 'ౌ'],
  ['a', 'అ', ''],
  ['i', 'ఇ', 'ి'],
  ['u', 'ఉ', 'ు'],
  ['e', 'ఎ', 'ె'],
  ['o', 'ఒ', 'ొ'],
];

const killVowel = '్';

const inTelugu = (word: string): string => {
  let rest = word.toLowerCase();
  let written = '';
  let isAfterConsonant = false;
  while (rest !== '') {
    const consonant = consonants.find(([roman]) => rest.startsWith(roman));
    const vowel = vowels.find(([roman]) => rest.startsWith(roman));
    if (consonant !== undefined) {
      written += (isAfterConsonant ? killVowel : '') + consonant[1];
      isAfterConsonant = true;
      rest = rest.slice(consonant[0].length);
    } else if (vowel !== undefined) {
      written += isAfterConsonant ? vowel[2] : vowel[1];
      isAfterConsonant = false;
      rest = rest.slice(vowel[0].length);
    } else {
      written += rest.charAt(0);
      isAfterConsonant = false;
      rest = rest.slice(1);
    }
  }
  return isAfterConsonant ? written + killVowel : written;
};

/** A name of Roman letters in Telugu letters, word by word. */
export const nameInTelugu = (name: string): string => name.replaceAll(/[A-Za-z]+/g, inTelugu);
