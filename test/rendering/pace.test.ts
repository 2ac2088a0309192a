import { describe, expect, test } from 'vitest';
import { paceOf, statePace } from '../../functions/months/rendering/headlines.ts';

/** Whether a year is ahead of its target or behind. */

const pace = (financialYear: number, monthsGone: number, target: number | null = 120) =>
  paceOf({ way: 'sum', financialYear, target }, monthsGone);

describe('a year', () => {
  test.each([
    // Of 120, seven months would have brought 70, and a tenth of that is 7.
    [78, 7, 'ahead'],
    [77, 7, 'onCourse'],
    [70, 7, 'onCourse'],
    [63, 7, 'onCourse'],
    [62, 7, 'behind'],
    [0, 1, 'behind'],
    [120, 1, 'ahead'],
  ])('of %d of 120 after %d months is %s', (year, months, expected) => {
    expect(pace(year, months)).toBe(expected);
  });

  test('is on course while less than one is missing', () => {
    // Of 3, seven months would have brought 1¾.
    expect([0, 1, 2, 3].map((year) => pace(year, 7, 3))).toEqual(['behind', 'onCourse', 'onCourse', 'ahead']);
  });

  test('that is whole, or has no target or one of 0, is neither', () => {
    expect([pace(10, 12), pace(10, 7, null), pace(10, 7, 0)]).toEqual([null, null, null]);
  });
});

test('different persons are told of, and levels and ratios are not', () => {
  const numbers = { financialYear: 10, target: 120 };
  const of = (way: 'distinct' | 'stock' | 'ratio') => paceOf({ ...numbers, way }, 7);
  expect([of('distinct'), of('stock'), of('ratio')]).toEqual(['behind', null, null]);
  expect(paceOf({ way: 'sum', financialYear: { withheld: 'too_few' }, target: 120 }, 7)).toBeNull();
});

test.each([
  ['en', 'Behind: 7 of 12 months are over'],
  ['ja', '目標を下回るペース（12か月中7か月経過）'],
] as const)('says it in %s with the months that are over', (language, text) => {
  expect(statePace({ way: 'sum', financialYear: 10, target: 120 }, 7, language)).toMatchObject({
    text,
    gone: 583,
  });
});
