/** Reduces a name to its sound, in a few plain letters, whatever its script and spelling. */

// The tables are spread from one object a line, so that the formatter keeps the lines.

const consonants: Readonly<Record<string, string>> = {
  ...{ క: 'k', ఖ: 'k', గ: 'g', ఘ: 'g', ఙ: 'n', చ: 'ch', ఛ: 'ch', ౘ: 'ch', జ: 'j', ఝ: 'j', ౙ: 'j', ఞ: 'n' },
  ...{ ట: 't', ఠ: 't', డ: 'd', ఢ: 'd', ణ: 'n', త: 't', థ: 't', ద: 'd', ధ: 'd', న: 'n' },
  ...{ ప: 'p', ఫ: 'f', బ: 'b', భ: 'b', మ: 'm', య: 'y', ర: 'r', ఱ: 'r', ౚ: 'r', ల: 'l', ళ: 'l', ఴ: 'l' },
  ...{ వ: 'v', శ: 's', ష: 's', స: 's', హ: 'h' },
};

const vowels: Readonly<Record<string, string>> = {
  ...{ అ: 'a', ఆ: 'a', ఇ: 'i', ఈ: 'i', ఉ: 'u', ఊ: 'u', ఋ: 'ru', ౠ: 'ru', ఎ: 'e', ఏ: 'e', ఐ: 'ai' },
  ...{ ఒ: 'o', ఓ: 'o', ఔ: 'au' },
};

const vowelSigns: Readonly<Record<string, string>> = {
  ...{ 'ా': 'a', 'ి': 'i', 'ీ': 'i', 'ు': 'u', 'ూ': 'u', 'ృ': 'ru', 'ౄ': 'ru', 'ె': 'e', 'ే': 'e' },
  ...{ 'ై': 'ai', 'ొ': 'o', 'ో': 'o', 'ౌ': 'au', '్': '' },
};

/** A nasal in place of the next consonant; the rules below give its sound. */
const nasalSign = 'ం';

/** Transliterates Telugu; a bare consonant carries an a. Other letters stay. */
const romanise = (word: string): string => {
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

/**
 * Spelling to sound, applied in this order. C is the sound of చ until every meaning of a Roman c is settled;
 * after that, c is.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/x/g, 'ks'],
  [/q/g, 'k'],
  [/z/g, 'j'],
  [/ph/g, 'f'],
  [/[ct]*ch+/g, 'C'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/C/g, 'c'],
  [/s+h/g, 's'],
  [/([bdgjkt])h+/g, '$1'],
  [/jn(?=a)/g, 'gn'],
  // Nasals follow the next consonant: Kumkuma and Kunkuma, Chanpa and Champa.
  [/n(?=[pb])/g, 'm'],
  [/m(?=[kgcjs])/g, 'n'],
  // Vowels
  [/a{2,}/g, 'a'],
  [/ee+|ii+|ie+/g, 'i'],
  [/oo+|uu+/g, 'u'],
  [/[ao]w(?![aeiouy])|[ao]u/g, 'o'],
  [/w/g, 'v'],
  [/^ea/, 'i'],
  [/ea|e[iy](?![aeiou])/g, 'e'],
  [/ai/g, 'ay'],
  [/^ye/, 'e'],
  // y: Vyshnavi is Vaishnavi, Parvathy is Parvathi; Mariamma is Mariyamma, Sandhia is Sandhya.
  [/([^aeiouy])y+(?=[^aeiouy])/g, '$1ay'],
  [/([^aeouy])y+$/g, '$1i'],
  [/([^aeiouy])(?:i+y*|y+)(?=[aeou]|yi)/g, '$1y'],
  [/ii+/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/h$/g, ''],
];

/** The suffix -amma or -emma (mother), which any name can have; sometimes with one m. */
const mother = /(?<=..)[aeiou]?mm+a+[hl]?$|(?<=.{4})ama$/;

/** Short forms of common Muslim names, and names whose spellings no rule unites, by sound. */
const irregular = new Map(
  Object.entries({
    sek: 'sk sek shek sheik sheikh shaik shaikh shaek',
    sayad: 'syed sayed sayyed sayyad saiyad syad',
    mohamad: 'md mohd mohammed muhammad muhammed',
    meri: 'mary',
    bebi: 'baby',
    gres: 'grace',
  }).flatMap(([sound, spellings]) => spellings.split(' ').map((spelling) => [spelling, sound] as const)),
);

/** Whether letters without a vowel are still a name: Sk for Shaik. */
export const isShortForm = (word: string): boolean => irregular.has(word);

export type Sound = {
  readonly whole: string;
  /** Without -amma. */
  readonly stem: string;
  /** The certain part of what was typed: in Telugu script a last bare consonant's a may still become another vowel. */
  readonly beginning: string;
};

const pronounce = (roman: string): string =>
  irregular.get(roman) ??
  rules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), roman);

/** The sound of one word of a name, given in lower case and without accents. */
export const soundOf = (word: string): Sound => {
  const roman = romanise(word);
  const whole = pronounce(roman);
  const endsOpen = word.slice(-1) in consonants;
  return {
    whole,
    stem: pronounce(roman.replace(mother, '')),
    beginning: endsOpen ? whole.replace(/a$/, '') : whole,
  };
};

/** The skeleton of a sound, which all spellings of a name share: its consonants, after an `A` if it begins with a vowel. */
export const skeletonOf = ({ whole, stem }: Sound): string => {
  const sound = stem === '' ? whole : stem;
  return sound
    .replace(/^[aeiou]/, 'A')
    .replace(/(?<=[^aeiou])y/g, '')
    .replace(/[aeiou]/g, '');
};
