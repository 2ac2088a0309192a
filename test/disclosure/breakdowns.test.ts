import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discloseCell } from '../../functions/months/disclosure/breakdown-cells.ts';
import { isDue } from '../../functions/months/disclosure/when-due.ts';

describe('a cell', () => {
  test.each([
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

  test('never tells a number from any of ten neighbours', () => {
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
  test.each([
    [19, null, false],
    [20, null, true],
    // Half as many again, in the next month.
    [29, { month: '2026-09', toDate: 20 }, false],
    [30, { month: '2026-09', toDate: 20 }, true],
    [31, { month: '2026-09', toDate: 21 }, false],
    [32, { month: '2026-09', toDate: 21 }, true],
    [1499, { month: '2026-09', toDate: 1000 }, false],
    // 20 more or fewer, after twelve months.
    [120, { month: '2025-11', toDate: 100 }, false],
    [120, { month: '2025-10', toDate: 100 }, true],
    [119, { month: '2025-10', toDate: 100 }, false],
    [80, { month: '2025-10', toDate: 100 }, true],
    [81, { month: '2025-10', toDate: 100 }, false],
    [10, { month: '2025-11', toDate: 100 }, false],
    // A stock in which nobody is left.
    [0, { month: '2026-09', toDate: 0 }, false],
    [1, { month: '2026-09', toDate: 0 }, true],
  ])('of %d to date in October 2026, last shown %j, is due: %s', (toDate, last, due) => {
    expect(isDue({ month: '2026-10', toDate }, last)).toBe(due);
  });
});
