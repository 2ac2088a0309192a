import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineKind } from '../../../../functions/shared/kinds/book-kinds.ts';
import {
  cashAfter,
  expectedCash,
  type Recorded,
} from '../../../../web/src/desks/books/sheets/expected-cash.ts';

const line = (kind: LineKind, amountPaise: number) => ({ kind, amountPaise });

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
  ['it was counted on the day', { cashCountedThenPaise: 4500, lines: [line('cash_short', 500)] }, 5000],
])('the books said what they said before the difference was recorded: %s', (_, sheet, expected) => {
  expect(expectedCash(sheet)).toBe(expected);
  // The count decides, whatever the books gave.
  expect(expectedCash(sheet, 7)).toBe(expected);
});

test('of a box that was not counted the books say what is expected, once they are read', () => {
  expect(expectedCash({ lines: [line('cash_short', 500)] })).toBeUndefined();
  expect(expectedCash({ lines: [line('cash_short', 500)] }, 4500)).toBe(5000);
});

describe('the cash after a sheet', () => {
  test('is what the books held when it was recorded, whatever was recorded and reversed before and since', () => {
    const steps = fc.array(
      fc.record({ amountPaise: fc.integer({ min: 1, max: 99 }), isIn: fc.boolean(), reverses: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const at = (step: number) => new Date(Date.UTC(2026, 9, 1, 0, step)).toISOString();
        let all: Recorded[] = [];
        let cashPaise = 0;
        /** The cash right after each was recorded. */
        const after = new Map<string, number>();
        for (const [step, { amountPaise, isIn, reverses }] of list.entries()) {
          const oldest = all.find(({ reversed }) => reversed === undefined);
          if (reverses && oldest !== undefined) {
            const [undone] = oldest.lines ?? [];
            cashPaise -= (undone?.kind === 'grant' ? 1 : -1) * (undone?.amountPaise ?? 0);
            all = all.map((one) => (one === oldest ? { ...one, reversed: { at: at(step) } } : one));
          } else {
            const posting = line(isIn ? 'grant' : 'expense', amountPaise);
            cashPaise += isIn ? amountPaise : -amountPaise;
            all = [...all, { id: String(step).padStart(2, '0'), createdAt: at(step), lines: [posting] }];
            after.set(String(step).padStart(2, '0'), cashPaise);
          }
        }
        for (const sheet of all) {
          expect(cashAfter(sheet, cashPaise, all.toReversed())).toBe(after.get(sheet.id));
        }
      }),
    );
  });

  test('of two of one instant is told by their ids', () => {
    const of = (id: string): Recorded => ({
      id,
      createdAt: '2026-10-01T00:00:00Z',
      lines: [line('grant', 5)],
    });
    const [first, second] = [of('a'), of('b')];
    expect(cashAfter(first, 10, [first, second])).toBe(5);
    expect(cashAfter(second, 10, [first, second])).toBe(10);
  });
});
