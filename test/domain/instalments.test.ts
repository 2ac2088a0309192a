import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import {
  dueFields,
  duePaise,
  instalmentsOf,
  isAtRisk,
  type LoanState,
  monthlyInterestPaise,
  nextDueOn,
  nextDuePaise,
  overduePaise,
} from '../../functions/shared/money/instalments.ts';

describe('when a loan falls due', () => {
  test.each<[string, string, number, string[]]>([
    ['the same day of each month', '2026-05-10', 3, ['2026-05-10', '2026-06-10', '2026-07-10']],
    [
      'the last day of a shorter month, always counted from the first date',
      '2026-01-31',
      5,
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'],
    ],
    ['a leap year', '2028-01-30', 3, ['2028-01-30', '2028-02-29', '2028-03-30']],
    ['a leap day', '2028-02-29', 3, ['2028-02-29', '2028-03-29', '2028-04-29']],
    ['across a year', '2026-12-31', 3, ['2026-12-31', '2027-01-31', '2027-02-28']],
    ['once', '2026-12-31', 1, ['2026-12-31']],
  ])('%s', (_, firstDueOn, instalments, dates) => {
    const plan = instalmentsOf({ principalPaise: 900, instalments, firstDueOn });
    expect(plan.map(({ dueOn }) => dueOn)).toEqual(dates);
  });

  test.each<[string, number, number, number[]]>([
    ['even parts', 900, 3, [300, 300, 300]],
    ['rounded down, the rest with the last', 1_000, 3, [333, 333, 334]],
    ['less than a paisa each', 2, 3, [0, 0, 2]],
    ['one', 1_000, 1, [1_000]],
  ])('%s', (_, principalPaise, instalments, parts) => {
    const plan = instalmentsOf({ principalPaise, instalments, firstDueOn: '2026-05-10' });
    expect(plan.map(({ amountPaise }) => amountPaise)).toEqual(parts);
  });

  test('without a plan never', () => {
    const loan = { principalPaise: 500, outstandingPaise: 500 };
    expect(instalmentsOf(loan)).toEqual([]);
    expect(duePaise(loan, '2099-01-01')).toBe(0);
    expect(overduePaise(loan, '2099-01-01')).toBe(0);
    expect(isAtRisk(loan, '2099-01-01')).toBe(false);
    expect(nextDueOn(loan)).toBeUndefined();
    expect(nextDuePaise(loan)).toBe(0);
    expect(dueFields(loan, '2099-01-01')).toEqual({ overduePaise: 0 });
  });

  test('with half a plan never', () => {
    expect(instalmentsOf({ principalPaise: 500, instalments: 3 })).toEqual([]);
    expect(instalmentsOf({ principalPaise: 500, firstDueOn: '2026-05-10' })).toEqual([]);
  });
});

/** ₹10 in three parts of 333, 333 and 334 paise, at the ends of January, February and March. */
const loan = (outstandingPaise: number): LoanState => ({
  principalPaise: 1_000,
  outstandingPaise,
  instalments: 3,
  firstDueOn: '2026-01-31',
});

describe('what is overdue', () => {
  test.each<[string, number, string, number, string | undefined]>([
    ['before the first date', 1_000, '2026-01-30', 0, '2026-01-31'],
    ['on the first date', 1_000, '2026-01-31', 333, '2026-01-31'],
    ['repaid to the paisa', 667, '2026-01-31', 0, '2026-02-28'],
    ['a paisa too few', 668, '2026-01-31', 1, '2026-01-31'],
    ['partly repaid', 900, '2026-02-28', 566, '2026-01-31'],
    ['two repaid', 334, '2026-02-28', 0, '2026-03-31'],
    ['repaid ahead', 500, '2026-02-27', 0, '2026-02-28'],
    ['repaid far ahead', 100, '2026-02-28', 0, '2026-03-31'],
    ['on the last date', 1_000, '2026-03-31', 1_000, '2026-01-31'],
    ['long after', 1, '2030-01-01', 1, '2026-03-31'],
    ['all repaid', 0, '2030-01-01', 0, undefined],
  ])('%s', (_, outstandingPaise, day, overdue, next) => {
    expect(overduePaise(loan(outstandingPaise), day)).toBe(overdue);
    expect(nextDueOn(loan(outstandingPaise))).toBe(next);
    expect(dueFields(loan(outstandingPaise), day)).toStrictEqual({
      overduePaise: overdue,
      ...(next === undefined ? {} : { nextDueOn: next }),
    });
  });

  test('next is due all that is not repaid by that date', () => {
    expect([1_000, 800, 667, 500, 0].map((outstanding) => nextDuePaise(loan(outstanding)))).toEqual([
      333, 133, 333, 166, 0,
    ]);
  });
});

describe('what is at risk', () => {
  test.each<[string, number, string, boolean]>([
    ['29 days after a date that was missed', 1_000, '2026-03-01', false],
    ['30 days after', 1_000, '2026-03-02', true],
    ['30 days after, all but a paisa repaid', 668, '2026-03-02', true],
    ['30 days after, repaid', 667, '2026-03-02', false],
    ['30 days after the second', 334, '2026-03-30', false],
    ['missing the second', 335, '2026-03-30', true],
    ['all repaid', 0, '2030-01-01', false],
  ])('%s', (_, outstandingPaise, day, atRisk) => {
    expect(isAtRisk(loan(outstandingPaise), day)).toBe(atRisk);
  });
});

describe('a month’s interest', () => {
  test.each([
    [100_000, 200, 2_000],
    [100_025, 200, 2_001],
    [100_024, 200, 2_000],
    [25, 200, 1],
    [24, 200, 0],
    [0, 200, 0],
    [5_000, 0, 0],
  ])('on %i paise at %i hundredths of a per cent is %i, half up', (outstanding, rate, interest) => {
    expect(monthlyInterestPaise(outstanding, rate)).toBe(interest);
  });
});

describe('of every plan', () => {
  const plan = fc.record({
    principalPaise: fc.integer({ min: 1, max: 1_000_000_000 }),
    instalments: fc.integer({ min: 1, max: 60 }),
    firstDueOn: fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2020-01-01', days)),
  });
  const shares = fc.record({ plan, repaid: fc.double({ min: 0, max: 1, noNaN: true }), days: fc.nat(3_000) });

  test('the parts add up to the principal, and their dates rise by one month', () => {
    fc.assert(
      fc.property(plan, (drawn) => {
        const parts = instalmentsOf(drawn);
        expect(parts).toHaveLength(drawn.instalments);
        expect(parts.reduce((total, { amountPaise }) => total + amountPaise, 0)).toBe(drawn.principalPaise);
        for (const [index, { dueOn, amountPaise }] of parts.entries()) {
          expect(Number.isSafeInteger(amountPaise) && amountPaise >= 0).toBe(true);
          const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
          expect(months(dueOn) - months(drawn.firstDueOn)).toBe(index);
          const isSameDay = dueOn.slice(8) === drawn.firstDueOn.slice(8);
          const isLastDay = addDays(dueOn, 1).endsWith('-01');
          expect(isSameDay || (isLastDay && dueOn.slice(8) < drawn.firstDueOn.slice(8))).toBe(true);
        }
      }),
    );
  });

  test('overdue rises with time, falls with what is repaid, and never exceeds what is outstanding', () => {
    fc.assert(
      fc.property(shares, ({ plan: drawn, repaid, days }) => {
        const outstandingPaise = Math.floor(drawn.principalPaise * repaid);
        const state = { ...drawn, outstandingPaise };
        const day = addDays(drawn.firstDueOn, days - 60);
        const overdue = overduePaise(state, day);
        expect(overdue).toBeGreaterThanOrEqual(0);
        expect(overdue).toBeLessThanOrEqual(outstandingPaise);
        expect(overduePaise(state, addDays(day, 1))).toBeGreaterThanOrEqual(overdue);
        if (outstandingPaise > 0) {
          expect(overduePaise({ ...state, outstandingPaise: outstandingPaise - 1 }, day)).toBeLessThanOrEqual(
            overdue,
          );
        }
        // At risk is what was overdue 30 days ago, measured with what is repaid today.
        expect(isAtRisk(state, day)).toBe(overduePaise(state, addDays(day, -30)) > 0);
        const next = nextDueOn(state);
        expect(next === undefined).toBe(outstandingPaise === 0);
        if (next !== undefined) {
          expect(overduePaise(state, next)).toBeGreaterThan(0);
          expect(overduePaise(state, addDays(next, -1))).toBe(0);
        }
      }),
    );
  });
});
