import { describe, expect, test } from 'vitest';
import type { StoredAccount } from '../../functions/areas/accounts/account.ts';
import { validateClosing } from '../../functions/areas/accounts/closed-group.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { borrowingOf } from '../books/sheets.ts';
import { readRefusal } from '../support/refusal.ts';

const account = (savingsPaise: number, loansOutstandingPaise: number): StoredAccount => ({
  memberId: newId(),
  collectiveId: newId(),
  savingsPaise,
  loansOutstandingPaise,
  loans: {},
  sheets: 1,
});
const borrowing = (outstandingPaise: number) => ({
  ...borrowingOf(1_000),
  unreceivedPaise: 0,
  outstandingPaise,
  createdAt: '2026-09-01T06:00:00.000Z',
  createdBy: newId(),
});
const nothing = {
  cashPaise: 0,
  bankPaise: 0,
  savingsPaise: 0,
  loansOutstandingPaise: 0,
  borrowingsOutstandingPaise: 0,
};
type Held = { cashPaise?: number; bankPaise?: number; accounts?: StoredAccount[]; owed?: number[] };
const refusal = (count: number, { cashPaise = 0, bankPaise = 0, accounts = [], owed = [0] }: Held = {}) =>
  validateClosing(
    {
      accounts: [account(0, 0), ...accounts],
      money: {
        cashPaise,
        bankPaise,
        grantsPaise: 7,
        surplusPaise: -7,
        borrowings: Object.fromEntries(owed.map((paise) => [newId(), borrowing(paise)])),
        sheets: 2,
        standingSheets: 0,
        accountChanges: 0,
        turnoverPaise: 50,
        savingsPaise: 0,
        memberCount: count,
        entries: 3,
      },
    },
    count,
  );

describe('a group closes', () => {
  test('when nobody and nothing is left in it', () => {
    expect(refusal(0)).toBeUndefined();
  });

  test('not while a woman is in it, whatever it holds', () => {
    const refused = refusal(1, { cashPaise: 5 });
    expect(readRefusal(refused)).toEqual(['members_active']);
    expect(refused?.details.extra).toEqual({ count: 1 });
  });

  test.each<[string, Held, Partial<typeof nothing>]>([
    ['cash', { cashPaise: 1 }, { cashPaise: 1 }],
    ['money at the bank', { bankPaise: 1 }, { bankPaise: 1 }],
    ['savings', { accounts: [account(2, 0), account(3, 0)] }, { savingsPaise: 5 }],
    ['loans', { accounts: [account(0, 2), account(0, 3)] }, { loansOutstandingPaise: 5 }],
    ['a borrowing', { owed: [0, 2, 3] }, { borrowingsOutstandingPaise: 5 }],
  ])('not while it has %s, and says how much', (_, held, left) => {
    const refused = refusal(0, held);
    expect(readRefusal(refused)).toEqual(['books_open']);
    expect(refused?.details.extra).toEqual({ ...nothing, ...left });
  });
});
