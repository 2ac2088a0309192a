import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addTotal,
  beginning,
  mergeTotals,
  sumsUpTo,
  sumTotal,
  type Totals,
} from '../../functions/months/indicators/totals.ts';

const added = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b'),
    month: fc.integer({ min: -2, max: 9 }),
    amount: fc.integer({ min: -5, max: 5 }),
  }),
  { maxLength: 20 },
);
type Added = typeof added extends fc.Arbitrary<infer T> ? T : never;
const totalsOf = (all: Added): Totals => {
  const totals: Totals = new Map();
  for (const { name, month, amount } of all) addTotal(totals, name, month, amount);
  return totals;
};
const sumByHand = (all: Added, series: string, from: number, to: number): number =>
  all
    .filter(({ name, month }) => name === series && month >= from && month <= to)
    .reduce((sum, { amount }) => sum + amount, 0);
const month = fc.integer({ min: -3, max: 10 });

describe('totals', () => {
  test('are summed over months, both included, from any month or from the beginning', () => {
    fc.assert(
      fc.property(added, month, month, (all, from, to) => {
        const totals = totalsOf(all);
        for (const name of ['a', 'b', 'c']) {
          expect(sumTotal(totals, name, from, to)).toBe(sumByHand(all, name, from, to));
          expect(sumTotal(totals, name, to, to)).toBe(sumByHand(all, name, to, to));
          expect(sumTotal(totals, name, beginning, to)).toBe(sumByHand(all, name, -100, to));
          const rising = [from, Math.max(from, to), 10];
          expect(sumsUpTo(totals, name, rising)).toEqual(
            rising.map((last) => sumByHand(all, name, -100, last)),
          );
        }
      }),
    );
  });

  test('of parts add up to those of the whole', () => {
    fc.assert(
      fc.property(fc.array(added, { maxLength: 4 }), (parts) => {
        expect(mergeTotals(parts.map(totalsOf))).toEqual(totalsOf(parts.flat()));
      }),
    );
  });
});
