import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discloseCell, isDue } from '../../functions/disclosure/disclosure.ts';

describe('a cell', () => {
  it.each([
    [0, '*'],
    [1, '*'],
    [14, '*'],
    [15, 20],
    [20, 20],
    [24, 20],
    [25, 30],
    [34, 30],
    [35, 40],
    [104, 100],
    [105, 110],
  ])('of %d people is shown as %s', (people, shown) => {
    expect(discloseCell(people)).toBe(shown);
  });

  it('never tells a number from any of ten neighbours', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (people) => {
        const shown = discloseCell(people);
        const alike = Array.from({ length: 31 }, (_, at) => people - 15 + at).filter(
          (other) => other >= 0 && discloseCell(other) === shown,
        );
        expect(alike.length).toBeGreaterThanOrEqual(10);
      }),
    );
  });
});

describe('a breakdown', () => {
  it.each([
    [19, null, false],
    [20, null, true],
    [39, 20, false],
    [40, 20, true],
    [21, 40, false],
    [20, 40, true],
    [0, 20, true],
    [0, 19, false],
  ])('of %d to date, last shown at %s, is due: %s', (toDate, shownAt, due) => {
    expect(isDue(toDate, shownAt)).toBe(due);
  });
});
