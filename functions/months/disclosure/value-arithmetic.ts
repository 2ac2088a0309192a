/** Arithmetic with published values: counts, amounts in paise, and ratios. The funder's page uses it too, so this file imports nothing. */

/** Both parts of a ratio. */
export type Ratio = { readonly numerator: number; readonly denominator: number };

/** A value that is not told: it would be one of fewer than 11 people (`too_few`), or has not been counted so far (`not_yet`). */
export type Withheld = { readonly withheld: 'too_few' | 'not_yet' };

/** A count, an amount in paise, both parts of a ratio, or why none of these is told. */
export type Value = number | Ratio | Withheld;

export const isWithheld = (value: Value): value is Withheld =>
  typeof value === 'object' && 'withheld' in value;

/** The number of a published ratio in tenths of a percent, halves rounded up: 1 of 3 is 333. Null if the denominator is 0. */
export const permilleOf = ({ numerator, denominator }: Ratio): number | null =>
  // Half a denominator is added before dividing: (1000n + d/2) / d. Both are doubled here, so that there is no fraction.
  denominator === 0 ? null : Math.floor((2000 * numerator + denominator) / (2 * denominator));

/** Turns a published value into one number for arithmetic and drawing: a ratio becomes tenths of a percent. Null if there is none. */
export const numberOf = (value: Value | null): number | null => {
  if (value === null || typeof value === 'number') return value;
  return isWithheld(value) ? null : permilleOf(value);
};

/** Subtracts one published value from a later one; for ratios in tenths of a percentage point. Null if either has no number. */
export const changeOf = (previous: Value | null, current: Value | null): number | null => {
  const before = numberOf(previous);
  const after = numberOf(current);
  return before === null || after === null ? null : after - before;
};

/** Adds or subtracts two published values: two ratios part by part. Undefined if they are not alike, or one is withheld. */
const combine = (a: Value, b: Value, sign: 1 | -1): Value | undefined => {
  if (typeof a === 'number') return typeof b === 'number' ? a + sign * b : undefined;
  if (typeof b === 'number' || isWithheld(a) || isWithheld(b)) return undefined;
  return {
    numerator: a.numerator + sign * b.numerator,
    denominator: a.denominator + sign * b.denominator,
  };
};

/** The sum of two published values; undefined if one is a ratio and the other is not, or one is withheld. */
export const addValues = (a: Value, b: Value): Value | undefined => combine(a, b, 1);

/** A published total without a value that it includes; undefined if one is a ratio and the other is not, or one is withheld. */
export const subtractValue = (total: Value, value: Value): Value | undefined => combine(total, value, -1);

/** Whether two published values are the same: of two ratios, both parts; of two that are withheld, why. */
export const isSameValue = (a: Value, b: Value): boolean => {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  if (isWithheld(a) || isWithheld(b)) return isWithheld(a) && isWithheld(b) && a.withheld === b.withheld;
  return a.numerator === b.numerator && a.denominator === b.denominator;
};
