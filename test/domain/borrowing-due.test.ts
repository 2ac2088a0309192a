import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOfBorrowing } from '../../functions/shared/money/instalments.ts';

const borrowing = (receivedPaise: number, outstandingPaise: number) => ({
  principalPaise: 120_000,
  receivedPaise,
  outstandingPaise,
  instalments: 12,
  firstDueOn: '2026-06-30',
});

test.each([
  ['nothing repaid', 120_000, 120_000, '2026-07-30', 20_000, '2026-06-30', 10_000],
  ['the first repaid', 120_000, 110_000, '2026-07-31', 10_000, '2026-07-30', 10_000],
  ['repaid ahead', 120_000, 85_000, '2026-07-31', 0, '2026-09-30', 5_000],
  ['half of it still to come', 60_000, 60_000, '2026-07-31', 20_000, '2026-06-30', 10_000],
  ['half of it still to come, all late', 60_000, 55_000, '2027-06-01', 55_000, '2026-06-30', 5_000],
] as const)('what is due, %s', (_, received, outstanding, today, overduePaise, on, paise) => {
  expect(dueOfBorrowing(borrowing(received, outstanding), today)).toEqual({
    overduePaise,
    next: { on, paise },
  });
});

test('nothing is due of what is repaid, or has no plan', () => {
  expect(dueOfBorrowing(borrowing(120_000, 0), '2027-07-01')).toEqual({ overduePaise: 0, next: undefined });
  const planless = { principalPaise: 5, receivedPaise: 5, outstandingPaise: 5 };
  expect(dueOfBorrowing(planless, '2027-07-01')).toEqual({ overduePaise: 0, next: undefined });
});

test('never more is due than is owed', () => {
  fc.assert(
    fc.property(fc.nat(120_000), fc.nat(120_000), fc.integer({ min: 1, max: 28 }), (a, b, day) => {
      const [outstanding, received] = [Math.min(a, b), Math.max(a, b)];
      const due = dueOfBorrowing(borrowing(received, outstanding), `2026-12-${String(day).padStart(2, '0')}`);
      expect(due.overduePaise).toBeLessThanOrEqual(outstanding);
      expect(due.next?.paise ?? 0).toBeLessThanOrEqual(outstanding);
    }),
  );
});
