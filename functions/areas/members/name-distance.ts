/**
 * A distance between two words of names in which common confusions cost little. The words come as `soundOf` gives them
 * (functions/shared/names/sounds.ts): each of their Roman letters is a sound.
 */

/** Pairs of vowels that spellings confuse, each pair's letters in alphabetical order, with the cost of swapping them; others cost 0.6. */
const closeVowels: Readonly<Record<string, number>> = {
  ei: 0.2,
  ou: 0.2,
  ae: 0.35,
  au: 0.35,
  ai: 0.45,
  ao: 0.5,
};

/** Pairs of consonants that people mishear or mistype, each pair's letters in alphabetical order. */
const closeConsonants = new Set(['dt', 'gk', 'bp', 'bv', 'cs', 'cj', 'js', 'mn', 'fp', 'dr']);

const vowels = new Set('aeiou');

/** Sounds that are often dropped or added, with the cost of doing so; other sounds cost 1. */
const lightSounds: Readonly<Record<string, number>> = {
  a: 0.25,
  e: 0.25,
  i: 0.25,
  o: 0.25,
  u: 0.25,
  y: 0.3,
  h: 0.4,
};

const costOfDroppingOrAdding = (sound: string): number => lightSounds[sound] ?? 1;

/** The cost of one sound in place of another. Vowels among the first two sounds are heard best: swapping one costs half as much again. */
const costOfSwap = (a: string, b: string, position: number): number => {
  if (a === b) return 0;
  const pair = a < b ? a + b : b + a;
  if (vowels.has(a) && vowels.has(b)) return (closeVowels[pair] ?? 0.6) * (position < 2 ? 1.5 : 1);
  return closeConsonants.has(pair) ? 0.5 : 1;
};

/** The maximum cost at which two words count as alike: about one vowel in a short word, two or three in a long one. */
const allowanceFor = (length: number): number => {
  if (length <= 4) return 0.36;
  return length <= 7 ? 0.55 : 0.8;
};

/**
 * The lowest cost of turning the typed word into the stored one (a weighted Levenshtein distance), and the lowest of turning
 * it into a beginning of the stored word. The beginning must end in the typed word's last sound: otherwise dropping a last
 * vowel would make `jyoti` (Jyothi) a beginning of `jyotsna` (Jyothsna).
 */
const costsOf = (typed: string, stored: string): { whole: number; beginning: number } => {
  // `row[length]` is the cost of turning the sounds typed so far into the first `length` sounds of the stored word.
  let row = [0];
  for (const sound of stored) row.push((row.at(-1) ?? 0) + costOfDroppingOrAdding(sound));
  [...typed].forEach((sound, position) => {
    const next = [(row[0] ?? 0) + costOfDroppingOrAdding(sound)];
    [...stored].forEach((other, index) => {
      const swapped = (row[index] ?? 0) + costOfSwap(sound, other, position);
      const dropped = (row[index + 1] ?? 0) + costOfDroppingOrAdding(sound);
      const added = (next[index] ?? 0) + costOfDroppingOrAdding(other);
      next.push(Math.min(swapped, dropped, added));
    });
    row = next;
  });
  const last = typed.at(-1);
  const costsOfBeginnings = row.filter((_, length) => length > 0 && stored.charAt(length - 1) === last);
  // Without such a beginning the minimum is infinite.
  return { whole: row.at(-1) ?? 0, beginning: Math.min(...costsOfBeginnings) };
};

/** Whether the typed and the stored word of a name may be the same. */
export const isAlike = (typed: string, stored: string): boolean =>
  costsOf(typed, stored).whole <= allowanceFor(Math.min(typed.length, stored.length));

/**
 * Whether the stored word of a name may begin with the typed one. The typed word needs three sounds, and half the cost is allowed.
 */
export const mayBegin = (typed: string, stored: string): boolean =>
  typed.length >= 3 && costsOf(typed, stored).beginning <= allowanceFor(typed.length) / 2;
