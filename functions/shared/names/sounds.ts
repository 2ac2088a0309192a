import { consonants, romanise } from './romanise.ts';

/**
 * Reduces a name to its sound, in a few Roman letters: Lakshmi, Laxmi and లక్ష్మి all become `laksmi`. Telugu letters are
 * first replaced by Roman ones (romanise.ts); then rules replace the spellings of a sound by one of them.
 */

/**
 * Patterns of spelling and the sounds that replace them, applied in this order. Each example is a name as the earlier rules
 * left it, then as this rule leaves it.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  // laxmi, laksmi
  [/x/g, 'ks'],
  // qadir, kadir
  [/q/g, 'k'],
  // zarina, jarina
  [/z/g, 'j'],
  // phatima, fatima
  [/ph/g, 'f'],
  // The sound of చ is C for now, so that the next two rules leave it alone: chandra, Candra; latchamma, laCamma.
  [/[ct]*ch+/g, 'C'],
  // cecilia, sesilia
  [/c(?=[eiy])/g, 's'],
  // carmel, karmel
  [/c/g, 'k'],
  // Candra, candra
  [/C/g, 'c'],
  // shobha, sobha
  [/s+h/g, 's'],
  // sobha, soba; saritha, sarita
  [/([bdgjkt])h+/g, '$1'],
  // jnana, gnana
  [/jn(?=a)/g, 'gn'],
  // A nasal is spoken where the next consonant is: canpa, campa; kumkuma, kunkuma.
  [/n(?=[pb])/g, 'm'],
  [/m(?=[kgcjs])/g, 'n'],
  // saarada, sarada
  [/a{2,}/g, 'a'],
  // leela, lila; priiti, priti; sries, sris
  [/ee+|ii+|ie+/g, 'i'],
  // sooryam, suryam; suuryam, suryam
  [/oo+|uu+/g, 'u'],
  // gowri, gori; gauri, gori. Before a vowel or y the w is a consonant: bowani stays.
  [/[ao](?:u|w(?![aeiouy]))/g, 'o'],
  // saraswati, sarasvati
  [/w/g, 'v'],
  // easwari, iswari
  [/^ea/, 'i'],
  // reanuka, renuka; deyvi, devi. Before a vowel ey stays: reyana.
  [/ea|e[iy](?![aeiou])/g, 'e'],
  // vaisnavi, vaysnavi
  [/ai/g, 'ay'],
  // yellamma, ellamma
  [/^ye/, 'e'],
  // y between two consonants: vysnavi, vaysnavi
  [/([^aeiouy])y+(?=[^aeiouy])/g, '$1ay'],
  // y at the end, after a consonant or i: parvaty, parvati; deviy, devii
  [/([^aeouy])y+$/g, '$1i'],
  // i, iy or y between a consonant and another vowel than i: sandia, sandya; mariyamma, maryamma. If i were among these vowels, devii would become
  // devyi, and not devi by the next rule. Only where a y stands before it, an i counts as the others do (`|yi`): an invented maniyi becomes manyyi,
  // and by the rule of doubled letters manyi.
  [/([^aeiouy])(?:i+y*|y+)(?=[aeou]|yi)/g, '$1y'],
  // devii, devi
  [/ii+/g, 'i'],
  // Any doubled letter: subbamma, subama
  [/(.)\1+/g, '$1'],
  // sarah, sara
  [/h$/g, ''],
];

/**
 * The suffix -amma (mother), which any name can have. It is also written with another first vowel or none (annemma, ramulmma), and with a last h
 * or l (ramammah, ramammal). At least two letters must stand before it, so Amma stays whole. Written as -ama, at least four must stand before it
 * (venkatama), so Rama and Sitama stay whole.
 */
const motherSuffix = /(?<=.{2})[aeiou]?mm+a+[hl]?$|(?<=.{4})ama$/;

/**
 * The sounds, by spelling, of names whose spellings no rule unites. Some are short forms without a vowel: Sk for Shaik.
 * The table below lists the spellings of each sound.
 */
const irregularSounds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sek: 'sk sek shek sheik sheikh shaik shaikh shaek',
    sayad: 'syed sayed sayyed sayyad saiyad syad',
    mohamad: 'md mohd mohammed muhammad muhammed',
    meri: 'mary',
    bebi: 'baby',
    gres: 'grace',
  }).flatMap(([sound, spellings]) => spellings.split(' ').map((spelling) => [spelling, sound] as const)),
);

/** Whether a word has an irregular spelling, and so is a name even without a vowel: Sk, Md. */
export const isIrregularSpelling = (word: string): boolean => irregularSounds.has(word);

export type Sound = {
  /** `maryama` for Mariyamma. */
  readonly whole: string;
  /** The sound without the suffix -amma: `mari` for Mariyamma. Equal to `whole` if the word has no such suffix. */
  readonly stem: string;
};

/** The sound of a word in Roman letters. */
const pronounce = (roman: string): string =>
  irregularSounds.get(roman) ??
  rules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), roman);

/** The sound of one word of a name, given in lower case and without accents. */
export const soundOf = (word: string): Sound => {
  const roman = romanise(word);
  return { whole: pronounce(roman), stem: pronounce(roman.replace(motherSuffix, '')) };
};

/**
 * The sounds that a word may have at the beginning of a longer word, given like that of `soundOf`. Further letters may change its last sound:
 * - In Telugu script a vowel sign may replace the a of a last consonant: రాధ gives `rad`, which is in రాధిక.
 * - A vowel may follow a consonant or i, or h and a vowel: ramy gives `rami`, and the `ramy` of Ramya; mari gives `mari`, and the `mary` of Maria; suloc
 *   gives `sulok`, and the `suloc` of Sulochana.
 * - Another last vowel may be doubled: prame gives `prame`, and the `prami` of Prameela. A doubled i sounds as one does.
 */
export const beginningSoundsOf = (word: string): string[] => {
  const roman = romanise(word);
  const whole = pronounce(roman);
  if (word.slice(-1) in consonants) return [whole.replace(/a$/, '')];
  if (/[aeou]$/.test(roman)) return [...new Set([whole, pronounce(roman + roman.slice(-1))])];
  const beforeVowel = ['a', 'ha'].map((letters) => pronounce(roman + letters).replace(/a$/, ''));
  return [...new Set([whole, ...beforeVowel])];
};

/**
 * The skeleton of a sound, which all spellings of a name share: its consonants without the suffix -amma. An `A` comes first if the sound begins
 * with a vowel: `ltk` for Latika, `Als` for Elisha.
 */
export const skeletonOf = ({ whole, stem }: Sound): string => {
  // The stem is empty if only h stands before the suffix: hhamma.
  const sound = stem === '' ? whole : stem;
  const withMarkedStart = sound.replace(/^[aeiou]/, 'A');
  // After a consonant a y is a vowel, since the rules write an i before another vowel as y: sandya is `snd`. After the `A` it is left out too, as a
  // part of the first vowel: ayesa is `As`.
  const withoutVowelY = withMarkedStart.replace(/(?<=[^aeiou])y/g, '');
  return withoutVowelY.replace(/[aeiou]/g, '');
};
