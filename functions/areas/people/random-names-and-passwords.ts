import { randomInt } from 'node:crypto';
import { words } from './word-list.ts';

/** Makes passwords and sign-in names that can be read out by telephone: docs/decisions/0041-words-for-the-telephone.md. */

/** A random word. The index is always in the list; the type does not know that. */
const pickWord = (): string => words[randomInt(words.length)] ?? '';
const capitalised = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/**
 * A one-time password such as `Neem-River-Lamp-42`: three words and a number of two digits, 33 bits. The user pool asks for twelve
 * characters, with small and capital letters, a digit and a sign.
 */
export const makeOneTimePassword = (): string =>
  [...Array.from({ length: 3 }, () => capitalised(pickWord())), randomInt(10, 100)].join('-');

/** A sign-in name such as `riverlamp`: two words written as one. */
export const makeSignInName = (): string => `${pickWord()}${pickWord()}`;
