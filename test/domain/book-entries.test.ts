import { describe, expect, test } from 'vitest';
import {
  cashDifferenceOf,
  changesOf,
  differenceOf,
  isCashDifference,
  sumOf,
} from '../../functions/shared/kinds/book-entries.ts';
import { type Balance, entryKinds, lineKinds } from '../../functions/shared/kinds/book-kinds.ts';

const kinds = [...entryKinds, ...lineKinds];

describe('entries and lines', () => {
  test.each(kinds)('%s leaves the books in balance, in cash and at the bank', (kind) => {
    expect(differenceOf(changesOf({ kind, amountPaise: 7 }))).toBe(0);
    expect(differenceOf(changesOf({ kind, amountPaise: 7, account: 'bank' }))).toBe(0);
  });

  test.each<[(typeof kinds)[number], Partial<Record<Balance, number>>]>([
    ['deposit', { cash: 5, savings: 5 }],
    ['withdrawal', { cash: -5, savings: -5 }],
    ['loan', { cash: -5, loans: 5 }],
    ['repayment', { cash: 5, loans: -5 }],
    ['interest', { cash: 5, surplus: 5 }],
    ['fine', { cash: 5, surplus: 5 }],
    ['dividend', { cash: -5, surplus: -5 }],
    ['set_off', { savings: -5, loans: -5 }],
    ['write_off', { loans: -5, surplus: -5 }],
    ['bank_deposit', { cash: -5, bank: 5 }],
    ['bank_withdrawal', { cash: 5, bank: -5 }],
    ['bank_interest', { bank: 5, surplus: 5 }],
    ['bank_charge', { bank: -5, surplus: -5 }],
    ['membership_fee', { cash: 5, surplus: 5 }],
    ['other_income', { cash: 5, surplus: 5 }],
    ['grant', { cash: 5, grants: 5 }],
    ['expense', { cash: -5, surplus: -5 }],
    ['borrowing_received', { cash: 5, borrowings: 5 }],
    ['borrowing_repaid', { cash: -5, borrowings: -5 }],
    ['borrowing_interest', { cash: -5, surplus: -5 }],
    ['cash_over', { cash: 5, surplus: 5 }],
    ['cash_short', { cash: -5, surplus: -5 }],
  ])('%s', (kind, changes) => {
    const nothing = { cash: 0, bank: 0, loans: 0, savings: 0, borrowings: 0, grants: 0, surplus: 0 };
    expect(changesOf({ kind, amountPaise: 5 })).toEqual({ ...nothing, ...changes });
  });

  test('an account at the bank', () => {
    expect(changesOf({ kind: 'expense', amountPaise: 5, account: 'bank' })).toMatchObject({
      cash: 0,
      bank: -5,
    });
    expect(
      sumOf('bank', [
        { kind: 'deposit', amountPaise: 5, account: 'bank' },
        { kind: 'bank_withdrawal', amountPaise: 3 },
        { kind: 'deposit', amountPaise: 9 },
      ]),
    ).toBe(2);
  });

  test('what the count found and the books do not have is a difference of cash, and nothing else is', () => {
    expect(kinds.filter((kind) => isCashDifference({ kind }))).toEqual(['cash_over', 'cash_short']);
    expect(
      cashDifferenceOf([
        { kind: 'cash_over', amountPaise: 3 },
        { kind: 'expense', amountPaise: 70 },
        { kind: 'cash_short', amountPaise: 5 },
      ]),
    ).toBe(-2);
    expect(cashDifferenceOf([])).toBe(0);
  });
});
