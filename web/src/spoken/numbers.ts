import type { NumberWords, ScaleWords } from './words/number-words.ts';

/** Greater numbers are not spoken: nothing that a leader hears is as great. */
export const maxSpoken = 999_999_999;

/** What follows a number: nothing or a pause, or a word that it counts. */
export type Follows = 'nothing' | 'noun';

/**
 * The recordings that say a whole number: 1,250 is `వెయ్యి`, `రెండు వందల`, `యాభై`.
 * @param count 0 to `maxSpoken`
 * @throws RangeError for any other number
 */
export function numberParts(count: number, words: NumberWords, follows: Follows = 'nothing'): string[] {
  if (!Number.isInteger(count) || count < 0 || count > maxSpoken) throw new RangeError('Not to be spoken.');
  const small = words.cardinals[count];
  if (small !== undefined) return [(follows === 'noun' ? words.beforeNoun[count] : undefined) ?? small];
  const scale = words.scales.find(({ value }) => value <= count);
  const rest = count % (scale?.value ?? 100);
  const before = rest > 0 ? 'number' : follows;
  const times = Math.floor(count / (scale?.value ?? 100));
  return [
    ...(scale === undefined
      ? [sayScale(words.hundreds[times - 1], times, before)]
      : [...(times === 1 ? [] : numberParts(times, words, 'noun')), sayScale(scale, times, before)]),
    ...restParts(rest, words, follows),
  ];
}

function restParts(rest: number, words: NumberWords, follows: Follows): string[] {
  if (rest === 0) return [];
  return rest === 1 && follows === 'noun' ? [words.lastOne] : numberParts(rest, words, follows);
}

function sayScale(scale: ScaleWords | undefined, times: number, before: Follows | 'number'): string {
  if (scale === undefined) throw new RangeError('Not to be spoken.');
  if (times === 1) return before === 'number' ? scale.oneMore : scale.one;
  return before === 'nothing' ? scale.many : scale.manyMore;
}

/**
 * The recordings that say an amount: `రెండు వందల`, `రూపాయలు`.
 * @param paise an integer
 */
export function amountParts(paise: number, words: NumberWords): string[] {
  const rupees = Math.floor(Math.abs(paise) / 100);
  const rest = Math.abs(paise) % 100;
  const { rupee, paisa } = words;
  const manyRupees = rest > 0 ? rupee.manyMore : rupee.many;
  const rupeeWord = rupees === 1 ? rupee.one : manyRupees;
  return [
    ...(paise < 0 ? [words.minus] : []),
    ...(rupees === 0 && rest > 0 ? [] : [...numberParts(rupees, words, 'noun'), rupeeWord]),
    ...(rest > 0 ? [...numberParts(rest, words, 'noun'), rest === 1 ? paisa.one : paisa.many] : []),
  ];
}

/** The recordings that say a number with decimals, digit by digit behind the point. @param written `2.5` */
export function decimalParts(written: string, words: NumberWords): string[] {
  const [whole = '', decimals = ''] = written.split('.');
  return [...numberParts(Number(whole), words), words.point, ...digitParts(decimals, words)];
}

/** The recordings that say digits one by one, such as those of a telephone number. What is no digit is left out. */
export const digitParts = (written: string, words: NumberWords): string[] =>
  [...written].flatMap((digit) => (/\d/.test(digit) ? numberParts(Number(digit), words) : []));
