/** Arithmetic with published values: counts, amounts in paise, and ratios. The funder's page uses it too, so this file imports nothing. */

/** A count, an amount in paise, or both parts of a ratio. */
export type Value = number | { readonly numerator: number; readonly denominator: number };

/** The number of a published ratio in tenths of a percent, halves rounded up: 1 of 3 is 333. Null if the denominator is 0. */
export const permilleOf = ({ numerator, denominator }: Exclude<Value, number>): number | null =>
  // Half a denominator is added before dividing: (1000n + d/2) / d. Both are doubled here, so that there is no fraction.
  denominator === 0 ? null : Math.floor((2000 * numerator + denominator) / (2 * denominator));

/** Turns a published value into one number for arithmetic and drawing: a ratio becomes tenths of a percent. */
export const numberOf = (value: Value | null): number | null =>
  value === null || typeof value === 'number' ? value : permilleOf(value);

/** Subtracts one published value from a later one; for ratios in tenths of a percentage point. Null if either has no number. */
export const changeOf = (previous: Value | null, current: Value | null): number | null => {
  const before = numberOf(previous);
  const after = numberOf(current);
  return before === null || after === null ? null : after - before;
};

/** The sum of two published values: of two ratios, part by part; undefined if one is a ratio and the other is not. */
export function addValues(a: Value, b: Value): Value | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? a + b : undefined;
  if (typeof b === 'number') return undefined;
  return { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator };
}

/** A published value with the opposite sign: of a ratio, both parts. Added to a total, it takes the value out. */
export const negateValue = (value: Value): Value =>
  typeof value === 'number' ? -value : { numerator: -value.numerator, denominator: -value.denominator };

/** Whether two published values are the same: of two ratios, both parts. */
export const isSameValue = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a === b
    : a.numerator === b.numerator && a.denominator === b.denominator;
