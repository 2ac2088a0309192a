import { randomInt } from 'node:crypto';
import type { Write } from './client.ts';
import { codeKey } from './keys/journal-and-claims.ts';
import type { Key } from './keys/key.ts';

/** Makes a short code that people can read out. It is random, so it says nothing about anybody. */
export type Codes = () => string;

/** Digits and letters that are not confused with each other, without vowels, so that no code is a word. */
const alphabet = '23456789CFGHJMPQRVWX';
const length = 6;

/** Makes the random codes of members or cases, such as `C-7QX4HM`: 64 million per prefix. @param draw a random number below the given one */
export const createCodes =
  (prefix: string, draw: (below: number) => number = randomInt): Codes =>
  () =>
    `${prefix}${Array.from({ length }, () => alphabet[draw(alphabet.length)]).join('')}`;

/** The write that claims a code for a record, for ever; the condition fails if it was taken. */
export const claimCode = (code: string, record: Key): Write => ({
  put: { ...codeKey(code), record: { pk: record.pk, sk: record.sk } },
  condition: 'attribute_not_exists(pk)',
});
