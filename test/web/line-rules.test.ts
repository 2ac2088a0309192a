import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../../functions/shared/kinds/book-entries.ts';
import { lineKinds } from '../../functions/shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../functions/shared/kinds/book-limits.ts';
import { dueOfBorrowing } from '../../functions/shared/money/instalments.ts';
import type { Borrowing, LineDraft } from '../../web/src/leader/row-kinds.ts';
import { lineDraftOf, linesFromDrafts } from '../../web/src/leader/sheet/convert-drafts.ts';
import { sumOfNotes } from '../../web/src/leader/sheet/count/counter-rules.ts';
import { findShortages } from '../../web/src/leader/sheet/count/shortage-rules.ts';
import {
  differenceLine,
  faultOfLine,
  hasFaultyLine,
  newLine,
} from '../../web/src/leader/sheet/line-rules.ts';
import { line, recordedSheet } from './support/sheets.ts';

const borrowing = (part: Partial<Borrowing> = {}): Borrowing => ({
  id: 'bank loan',
  source: 'bank_linkage',
  sanctionedOn: '2026-04-01',
  principalPaise: 9_000_00,
  receivedPaise: 5_000_00,
  outstandingPaise: 4_000_00,
  ...part,
});
const draft = (part: Partial<LineDraft> = {}): LineDraft => ({ kind: 'expense', amount: '50', ...part });

describe('a line of the group', () => {
  test('that was recorded becomes a draft that says the very same, and has no fault', () => {
    fc.assert(
      fc.property(line, (one) => {
        expect(linesFromDrafts([lineDraftOf(one)])).toEqual([one]);
        expect(faultOfLine(lineDraftOf(one))).toBeUndefined();
      }),
    );
  });

  test.each(lineKinds)('of kind %s needs but its amount and a reason', (kind) => {
    const begun = newLine(kind, [borrowing()]);
    expect(faultOfLine(begun)).toBe('no_amount');
    expect(faultOfLine({ ...begun, amount: '5', reason: 'why' })).toBeUndefined();
  });

  test.each<[string, LineDraft, ReturnType<typeof faultOfLine>]>([
    ['an expense', draft(), undefined],
    ['without an amount', draft({ amount: '' }), 'no_amount'],
    ['of nothing', draft({ amount: '0' }), 'zero'],
    ['of no amount', draft({ amount: 'fifty' }), 'no_amount'],
    ['above one crore', draft({ amount: '10000000.01' }), 'above_limit'],
    ['a shortage without its reason', draft({ kind: 'cash_short', reason: ' ' }), 'reason'],
    ['a repayment of no borrowing', draft({ kind: 'borrowing_repaid' }), 'borrowing'],
  ])('%s', (_, one, fault) => {
    expect(faultOfLine(one)).toBe(fault);
  });

  test('is one of twenty at most', () => {
    const lines = Array.from({ length: sheetLimits.lines }, () => draft());
    expect(hasFaultyLine(lines)).toBe(false);
    expect(hasFaultyLine([...lines, draft()])).toBe(true);
  });
});

describe('the difference of a count', () => {
  test('becomes the line after which box and books agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500_00, max: 500_00 }).filter(Boolean), (difference) => {
        expect(sumOf('cash', [differenceLine(difference, 'why')])).toBe(difference);
      }),
    );
  });
});

describe('the group’s money', () => {
  const money = { cashPaise: 100_00, bankPaise: 200_00, surplusPaise: 50_00, borrowings: [borrowing()] };

  test('would fall below zero exactly where a shortage is told, with both figures', () => {
    fc.assert(
      fc.property(recordedSheet, ({ entries, lines = [] }) => {
        const told = new Map(
          findShortages(entries, lines, money).map((shortage) => [shortage.balance, shortage]),
        );
        const all = [...entries, ...lines];
        expect(told.has('cash')).toBe(money.cashPaise + sumOf('cash', all) < 0);
        expect(told.has('bank')).toBe(money.bankPaise + sumOf('bank', all) < 0);
        const sharesOut = entries.some(({ kind }) => kind === 'dividend');
        expect(told.has('surplus')).toBe(sharesOut && money.surplusPaise + sumOf('surplus', all) < 0);
        for (const { neededPaise, availablePaise } of told.values()) {
          expect(neededPaise).toBeGreaterThan(availablePaise);
        }
      }),
    );
  });

  const ofLoan = (kind: LineDraft['kind'], amountPaise: number) => ({
    kind,
    amountPaise,
    borrowingId: 'bank loan',
  });
  test.each([
    ['all that was not received yet', [ofLoan('borrowing_received', 4_000_00)], []],
    [
      'more than was borrowed',
      [ofLoan('borrowing_received', 4_000_01)],
      [{ balance: 'borrowing', neededPaise: 4_000_01, availablePaise: 4_000_00 }],
    ],
    ['all that it owes', [{ ...ofLoan('borrowing_repaid', 4_000_00), account: 'cash' as const }], []],
    [
      'more than it owes',
      [ofLoan('borrowing_repaid', 4_000_01)],
      [{ balance: 'borrowing', neededPaise: 4_000_01, availablePaise: 4_000_00 }],
    ],
  ])('of a borrowing, with %s', (_, lines, expected) => {
    expect(findShortages([], lines, { ...money, cashPaise: 9_000_00 })).toEqual(expected);
  });

  test.each([
    [{}, '2027-01-01', 0],
    // Nine instalments of 1,000, of which 1,000 is repaid.
    [{ instalments: 9, firstDueOn: '2026-05-01' }, '2026-05-31', 0],
    [{ instalments: 9, firstDueOn: '2026-05-01' }, '2026-06-01', 1_000_00],
    // No more than was received and is owed.
    [{ instalments: 9, firstDueOn: '2026-05-01' }, '2027-06-01', 4_000_00],
  ])('of a borrowing with the plan %j on %s has %i paise due', (plan, day, expected) => {
    expect(dueOfBorrowing(borrowing(plan), day).overduePaise).toBe(expected);
  });
});

describe('cash counted by notes and coins', () => {
  test.each([
    [{}, 0],
    [{ '500': '3', '20': '2', '1': '7' }, 1_547_00],
    [{ '2': ' 12 ' }, 24_00],
    [{ '100': '4', '50': '1', '10': '1', '5': '1', '2': '1', '0.5': '1' }, 467_50],
    [{ '10': 'ten' }, undefined],
    [{ '10': '-1' }, undefined],
    [{ '10': '1.5' }, undefined],
  ])('%j is %s paise', (counted, expected) => {
    expect(sumOfNotes(counted)).toBe(expected);
  });
});
