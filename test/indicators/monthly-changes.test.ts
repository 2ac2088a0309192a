import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addChange,
  type Changes,
  during,
  forEachChange,
  negate,
  span,
  sumOf,
  whileAbove,
  whileAny,
} from '../../functions/months/indicators/monthly-changes.ts';

const months = Array.from({ length: 12 }, (_, month) => month);
const amounts = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: -3, max: 3 })), { maxLength: 12 });

/** The number at the end of each of twelve months. */
const levels = (changes: Changes): number[] =>
  months.map((month) => {
    let level = 0;
    forEachChange(changes, (on, amount) => {
      if (on <= month) level += amount;
    });
    return level;
  });
const changesOf = (added: readonly (readonly [number, number])[]): Changes => {
  const changes: Changes = [];
  for (const [month, amount] of added) addChange(changes, month, amount);
  return changes;
};
const numbers = amounts.map(changesOf);

/** Ascending months, each once, and no change of nothing. */
const expectOrdered = (changes: Changes): void => {
  const on: number[] = [];
  forEachChange(changes, (month, amount) => {
    on.push(month);
    expect(amount).not.toBe(0);
  });
  expect(changes.length).toBe(2 * on.length);
  expect(on).toEqual([...new Set(on)].sort((a, b) => a - b));
};

describe('a number by month', () => {
  test('is the sum of what was added up to each month, in whatever order', () => {
    fc.assert(
      fc.property(amounts, (added) => {
        const changes = changesOf(added);
        expectOrdered(changes);
        expect(levels(changes)).toEqual(
          months.map((month) =>
            added.filter(([on]) => on <= month).reduce((sum, [, amount]) => sum + amount, 0),
          ),
        );
      }),
    );
  });

  test('is put together from others, month by month', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        const [as, bs, cs] = [levels(a), levels(b), levels(c)];
        const each = (combine: (a: number, b: number, c: number) => number) =>
          months.map((month) => combine(as[month] ?? 0, bs[month] ?? 0, cs[month] ?? 0));
        for (const [made, expected] of [
          [sumOf([a, b, c]), each((x, y, z) => x + y + z)],
          [during(a, b), each((x, y) => (x > 0 ? y : 0))],
          [whileAbove(a, b), each((x, y) => (x > y ? 1 : 0))],
          [whileAny([a, b]), each((x, y) => (x + y > 0 ? 1 : 0))],
        ] as const) {
          expectOrdered(made);
          expect(levels(made)).toEqual(expected);
        }
        expect(levels(sumOf([a, negate(a)]))).toEqual(months.map(() => 0));
        expect(sumOf([a, negate(a)])).toEqual([]);
      }),
    );
    expect(sumOf([])).toEqual([]);
    expect(whileAny([])).toEqual([]);
  });

  test.each<[number | null, number | null, Changes]>([
    [3, 7, [3, 1, 7, -1]],
    [3, null, [3, 1]],
    [3, 4, [3, 1, 4, -1]],
    [3, 3, []],
    [3, 2, []],
    [null, 5, []],
    [null, null, []],
    [0, null, [0, 1]],
  ])('is 1 from %s to before %s: %j', (from, until, changes) => {
    expect(span(from, until)).toEqual(changes);
  });
});
