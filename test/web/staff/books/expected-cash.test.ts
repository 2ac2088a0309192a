import { expect, test } from 'vitest';
import { expectedCash } from '../../../../web/src/staff/books/expected-cash.ts';

const line = (kind: string, amountPaise: number) => ({ kind, amountPaise });

test.each([
  ['nothing differed', { cashCountedPaise: 5000 }, 5000],
  ['the box held less', { cashCountedPaise: 4500, lines: [line('cash_short', 500)] }, 5000],
  ['the box held more', { cashCountedPaise: 5200, lines: [line('cash_over', 200)] }, 5000],
  ['other lines differ nothing', { cashCountedPaise: 0, lines: [line('bank_deposit', 700)] }, 0],
  [
    'both stand on one sheet',
    { cashCountedPaise: 90, lines: [line('cash_over', 20), line('cash_short', 30)] },
    100,
  ],
])('the books said what they said before the difference was recorded: %s', (_, sheet, expected) => {
  expect(expectedCash(sheet)).toBe(expected);
});

test('nothing is expected of a box that was not counted', () => {
  expect(expectedCash({ lines: [line('cash_short', 500)] })).toBeUndefined();
});
