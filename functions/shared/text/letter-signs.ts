/**
 * A limit on the signs of one letter. A text with hundreds of them on a letter can be read by nobody, and ends the program that sets the
 * monthly report. A letter here is what a reader takes as one: a base with its marks and, in the scripts of India, the consonants
 * that a virama joins to it.
 */

/**
 * The longest letter, in code points. The longest of a living language have five consonants, four viramas, a vowel sign and two more
 * marks; nuktas or joiners make that no more than 20.
 */
export const maxLetterLength = 20;

/** Marks, the joiners of Indian scripts, and the invisible signs that go with the character before them. */
const isSign = (character: string): boolean => /^[\p{M}\p{Cf}]$/u.test(character);

/** The viramas that join the next consonant: Devanagari to Sinhala, Myanmar and Khmer. */
const isVirama = (character: string): boolean =>
  /^[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u17d2]$/u.test(character);

/** Ends what a virama would join. */
const nonJoiner = '\u200c';

/** The length of a text's longest letter, in code points; 0 for an empty text. */
export const longestLetter = (text: string): number => {
  let longest = 0;
  let length = 0;
  let joinsNext = false;
  for (const character of text) {
    const isPart = isSign(character) || (joinsNext && /^\p{L}$/u.test(character));
    length = isPart ? length + 1 : 1;
    joinsNext = isVirama(character) || (joinsNext && isSign(character) && character !== nonJoiner);
    longest = Math.max(longest, length);
  }
  return longest;
};
