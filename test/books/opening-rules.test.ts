import { describe, expect, test } from 'vitest';
import {
  balancesOfOpening,
  turnoverOfOpening,
  validateOpening,
} from '../../functions/areas/books/opening-rules.ts';
import type { OpeningInput } from '../../functions/areas/books/opening-schema.ts';
import { maxTurnoverPaise } from '../../functions/shared/money/money.ts';
import { readRefusal } from '../support/refusal.ts';
import { borrowingOf, id, openingOf } from './sheets.ts';

const lent = (outstandingPaise: number, more: object = {}) => ({
  loanId: id(),
  disbursedOn: '2026-02-10',
  principalPaise: 1_000,
  outstandingPaise,
  ...more,
});
const member = (savingsPaise: number, ...loans: ReturnType<typeof lent>[]) => ({
  memberId: id(),
  savingsPaise,
  loans,
});
const borrowed = (outstandingPaise: number, more: object = {}) => ({
  ...borrowingOf(1_000, { sanctionedOn: '2026-02-10' }),
  outstandingPaise,
  ...more,
});

/** In hand 100 + 200 + loans of 30, 4 and 500; owed and saved 60 + 70, 300 + 9, grants 300, surplus 95. */
const opening = (more: Partial<OpeningInput> = {}): OpeningInput =>
  openingOf({
    cashPaise: 100,
    bankPaise: 200,
    members: [member(60, lent(30), lent(4)), member(70, lent(500))],
    borrowings: [borrowed(300), borrowed(9)],
    grantsPaise: 300,
    surplusPaise: 95,
    ...more,
  });

describe('an opening', () => {
  test('adds up what each holds and owes', () => {
    expect(balancesOfOpening(opening())).toEqual({
      cash: 100,
      bank: 200,
      loans: 534,
      savings: 130,
      borrowings: 309,
      grants: 300,
      surplus: 95,
    });
    expect(turnoverOfOpening(opening())).toBe(100 + 200 + 534 + 130 + 309 + 300 + 95);
    expect(turnoverOfOpening(openingOf({ cashPaise: 5, grantsPaise: 8, surplusPaise: -3 }))).toBe(16);
  });

  test('balances', () => {
    expect(validateOpening(opening())).toBeUndefined();
    expect(validateOpening(openingOf())).toBeUndefined();
    expect(validateOpening(openingOf({ cashPaise: 5, grantsPaise: 8, surplusPaise: -3 }))).toBeUndefined();
  });

  test.each([
    ['more in hand', { cashPaise: 101 }, 1],
    ['less in hand', { bankPaise: 198 }, -2],
    ['more grants', { grantsPaise: 301 }, -1],
  ])('does not balance with %s', (_, more, differencePaise) => {
    const refusal = validateOpening(opening(more));
    expect(readRefusal(refusal)).toEqual(['opening_mismatch']);
    expect(refusal?.details.extra).toEqual({ differencePaise });
  });

  test('names each first instalment that is due before its loan, before anything else', () => {
    const early = { firstDueOn: '2026-02-09', instalments: 2 };
    const sameDay = { firstDueOn: '2026-02-10', instalments: 2 };
    expect(
      readRefusal(
        validateOpening(
          opening({
            cashPaise: 0,
            members: [member(60, lent(30, sameDay)), member(70, lent(500), lent(4, early))],
            borrowings: [borrowed(300, sameDay), borrowed(9, early)],
          }),
        ),
      ),
    ).toEqual(['due_before_loan', 'members.1.loans.1.firstDueOn', 'borrowings.1.firstDueOn']);
    const later = { members: [member(60, lent(30, sameDay), lent(4)), member(70, lent(500))] };
    expect(validateOpening(opening(later))).toBeUndefined();
  });

  const half = maxTurnoverPaise / 2;
  test.each<[string, Partial<OpeningInput>, string]>([
    ['cash', { cashPaise: half + 1, surplusPaise: half + 1 }, 'cashPaise'],
    ['the bank', { bankPaise: half + 1, grantsPaise: half, surplusPaise: 1 }, 'bankPaise'],
    ['savings', { cashPaise: half, bankPaise: 1, members: [member(half + 1)] }, 'members'],
    ['loans', { members: [member(3, lent(half + 1))], grantsPaise: half - 2 }, 'members'],
    ['borrowings', { cashPaise: half, bankPaise: 1, borrowings: [borrowed(half + 1)] }, 'borrowings'],
    ['grants', { cashPaise: half, bankPaise: 1, grantsPaise: half + 1 }, 'grantsPaise'],
    ['a surplus', { cashPaise: half, bankPaise: 1, surplusPaise: half + 1 }, 'surplusPaise'],
    ['a loss', { grantsPaise: half, borrowings: [borrowed(1)], surplusPaise: -half - 1 }, 'surplusPaise'],
  ])('of more than any group has is told at the largest: %s', (_, more, path) => {
    expect(readRefusal(validateOpening(openingOf(more)))).toEqual(['sum_too_large', path]);
  });

  test('of as much as a group may have is taken', () => {
    expect(validateOpening(openingOf({ cashPaise: half, surplusPaise: half }))).toBeUndefined();
  });
});
