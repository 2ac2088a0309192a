import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addValues,
  changeOf,
  isSameValue,
  numberOf,
  permilleOf,
  subtractValue,
  type Value,
} from '../../functions/months/disclosure/value-arithmetic.ts';

const ratio = (numerator: number, denominator: number): Value & object => ({ numerator, denominator });
const part = fc.integer({ min: -1_000_000, max: 1_000_000 });
const ratios = fc.record({ numerator: part, denominator: part });

describe('a ratio', () => {
  test.each([
    [0, 3, 0],
    [1, 3, 333],
    [2, 3, 667],
    [1, 2000, 1],
    [1, 2001, 0],
    [3, 2000, 2],
    [1, 16, 63],
    [3, 3, 1000],
    [3, 2, 1500],
    [1, 0, null],
    [0, 0, null],
  ])('of %d in %d is %s tenths of a percent, halves up', (numerator, denominator, permille) => {
    expect(permilleOf({ numerator, denominator })).toBe(permille);
    expect(numberOf(ratio(numerator, denominator))).toBe(permille);
  });

  test('is added and taken back part by part', () => {
    fc.assert(
      fc.property(ratios, ratios, (a, b) => {
        const sum = ratio(a.numerator + b.numerator, a.denominator + b.denominator);
        expect(addValues(a, b)).toEqual(sum);
        const back = subtractValue(sum, b);
        expect(back !== undefined && isSameValue(back, a)).toBe(true);
      }),
    );
  });

  test('is the same only if both parts are', () => {
    expect(isSameValue(ratio(1, 2), ratio(1, 2))).toBe(true);
    expect(isSameValue(ratio(1, 2), ratio(1, 3))).toBe(false);
    expect(isSameValue(ratio(1, 2), ratio(2, 2))).toBe(false);
    // One half is not two quarters: it is published with both parts.
    expect(isSameValue(ratio(1, 2), ratio(2, 4))).toBe(false);
  });
});

describe('a number', () => {
  test('is itself, added and taken back as numbers are', () => {
    expect([numberOf(7), numberOf(0), numberOf(null)]).toEqual([7, 0, null]);
    expect([addValues(3, 4), subtractValue(3, 6), isSameValue(3, 3), isSameValue(3, 4)]).toEqual([
      7,
      -3,
      true,
      false,
    ]);
  });

  test('is never taken for a ratio', () => {
    expect(addValues(1, ratio(1, 2))).toBeUndefined();
    expect(addValues(ratio(1, 2), 1)).toBeUndefined();
    expect(isSameValue(1, ratio(1, 1))).toBe(false);
    expect(isSameValue(ratio(1, 1), 1)).toBe(false);
  });

  test.each([
    [3, 5, 2],
    [5, 3, -2],
    [ratio(1, 4), ratio(1, 2), 250],
    [null, 5, null],
    [5, null, null],
    [ratio(1, 0), ratio(1, 2), null],
    [ratio(1, 2), ratio(1, 0), null],
  ])('changes by what lies between: from %j to %j by %s', (was, now, change) => {
    expect(changeOf(was, now)).toBe(change);
  });
});
