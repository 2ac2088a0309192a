import { randomInt } from 'node:crypto';
import type { Write } from '../table/client.ts';
import { codeKey, type Key } from '../table/keys.ts';
import { AppError } from './errors.ts';

/** Makes a short code that people can read to each other. It is drawn by lot, so that it says nothing of anybody. */
export type Codes = () => string;

/** Digits and letters that are not taken for one another, without vowels, so that no code is a word. */
const alphabet = '23456789CFGHJMPQRVWX';
const length = 6;

/** Codes such as `C-7QX4HM`; there are 64 million of each prefix. */
export const createCodes =
  (prefix: string, draw: (below: number) => number = randomInt): Codes =>
  () =>
    `${prefix}${Array.from({ length }, () => alphabet[draw(alphabet.length)]).join('')}`;

const mostAttempts = 10;

/**
 * Stores a record under a code that was free: `store` gets a code and the write that claims it, and is called again with
 * another where that one was taken. Put the claim behind the writes whose refusals the caller should hear.
 * @throws AppError `unavailable` where ten codes in a row were taken.
 */
export const withFreeCode = async <T>(
  newCode: Codes,
  record: Key,
  store: (code: string, claim: Write) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const taken = new AppError('unavailable', 'busy', 'No free code was found. Try again.');
    const code = newCode();
    try {
      return await store(code, {
        put: { ...codeKey(code), record: { pk: record.pk, sk: record.sk } },
        condition: 'attribute_not_exists(pk)',
        refusal: () => taken,
      });
    } catch (error) {
      if (error !== taken || attempt === mostAttempts) {
        throw error;
      }
    }
  }
};
