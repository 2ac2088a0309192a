import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Posting, sumOf } from '../../../../functions/shared/kinds/book-entries.ts';
import {
  areBooksEmpty,
  borrowingRepaymentLines,
  finalShares,
  handOverLines,
  loanEndEntries,
  type OpenLoan,
  type RemainingBooks,
  setOffs,
  withdrawals,
} from '../../../../web/src/desks/books/closing/closing-rules.ts';

const paise = fc.nat(500_000);

type Group = { readonly left: RemainingBooks; readonly loans: readonly OpenLoan[] };

/** Books that balance: the bank and the box hold what savings, borrowings, grants and surplus leave after the loans. */
const group: fc.Arbitrary<Group> = fc
  .record({
    members: fc.array(fc.record({ savingsPaise: paise, owed: fc.array(paise, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    borrowings: fc.array(paise, { maxLength: 2 }),
    grantsPaise: paise,
    surplusPaise: paise,
    share: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ members, borrowings, grantsPaise, surplusPaise, share }) => {
    const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
    const savingsPaise = sum(members.map((one) => one.savingsPaise));
    const loans = members.flatMap(({ owed }, at) =>
      owed.map((outstandingPaise, index) => ({
        memberId: `m${at}`,
        loanId: `l${at}.${index}`,
        outstandingPaise,
      })),
    );
    const loansOutstandingPaise = sum(loans.map(({ outstandingPaise }) => outstandingPaise));
    const owes = sum(borrowings);
    // What was lent beyond the group's means came as a further grant.
    const further = Math.max(0, loansOutstandingPaise - savingsPaise - owes - grantsPaise - surplusPaise);
    const money = savingsPaise + owes + grantsPaise + further + surplusPaise - loansOutstandingPaise;
    const cashPaise = Math.floor((money * share) / 100);
    return {
      loans,
      left: {
        cashPaise,
        bankPaise: money - cashPaise,
        savingsPaise,
        loansOutstandingPaise,
        borrowingsOutstandingPaise: owes,
        grantsPaise: grantsPaise + further,
        surplusPaise,
        members: members.map((one, at) => ({ memberId: `m${at}`, savingsPaise: one.savingsPaise })),
        borrowings: borrowings.map((outstandingPaise, at) => ({ borrowingId: `b${at}`, outstandingPaise })),
      },
    };
  });

/** The books after a sheet or voucher of a step, as the ledger would then say. */
function after({ left, loans }: Group, postings: readonly (Posting & object)[]): Group {
  const ofMember = (memberId: string) =>
    postings.filter((one) => 'memberId' in one && one.memberId === memberId);
  const next: Group = {
    loans: loans.map((loan) => ({
      ...loan,
      outstandingPaise:
        loan.outstandingPaise +
        sumOf(
          'loans',
          postings.filter((one) => 'loanId' in one && one.loanId === loan.loanId),
        ),
    })),
    left: {
      cashPaise: left.cashPaise + sumOf('cash', postings),
      bankPaise: left.bankPaise + sumOf('bank', postings),
      savingsPaise: left.savingsPaise + sumOf('savings', postings),
      loansOutstandingPaise: left.loansOutstandingPaise + sumOf('loans', postings),
      borrowingsOutstandingPaise: left.borrowingsOutstandingPaise + sumOf('borrowings', postings),
      grantsPaise: left.grantsPaise,
      surplusPaise: left.surplusPaise + sumOf('surplus', postings),
      members: left.members.map(({ memberId, savingsPaise }) => ({
        memberId,
        savingsPaise: savingsPaise + sumOf('savings', ofMember(memberId)),
      })),
      borrowings: left.borrowings.map(({ borrowingId, outstandingPaise }) => ({
        borrowingId,
        outstandingPaise:
          outstandingPaise +
          sumOf(
            'borrowings',
            postings.filter((one) => 'borrowingId' in one && one.borrowingId === borrowingId),
          ),
      })),
    },
  };
  const balances = [
    next.left.cashPaise,
    next.left.bankPaise,
    ...next.loans.map(({ outstandingPaise }) => outstandingPaise),
    ...next.left.members.map(({ savingsPaise }) => savingsPaise),
    ...next.left.borrowings.map(({ outstandingPaise }) => outstandingPaise),
  ];
  expect(Math.min(...balances), 'nothing falls below zero').toBeGreaterThanOrEqual(0);
  return next;
}

test('the steps, one after the other, leave nothing in any books, and overdraw nothing on the way', () => {
  fc.assert(
    fc.property(group, fc.boolean(), (begun, areSetOff) => {
      let now = areSetOff ? after(begun, setOffs(begun.left, begun.loans)) : begun;
      now = after(now, loanEndEntries(now.loans, 'repayment'));
      now = after(now, borrowingRepaymentLines(now.left));
      now = after(now, withdrawals(now.left));
      expect(now.left.savingsPaise + now.left.loansOutstandingPaise).toBe(0);
      const { surplusPaise } = now.left;
      now = after(
        now,
        finalShares(
          now.left,
          now.left.members.map(({ memberId }) => memberId),
        ),
      );
      expect(now.left.surplusPaise).toBeGreaterThanOrEqual(Math.min(0, surplusPaise));
      now = after(now, handOverLines(now.left));
      expect(areBooksEmpty(now.left)).toBe(true);
      expect(now.left.grantsPaise + now.left.surplusPaise).toBe(0);
    }),
  );
});

test('a loan that nobody repays is written off whole', () => {
  const loans = [
    { memberId: 'a', loanId: 'x', outstandingPaise: 500 },
    { memberId: 'a', loanId: 'y', outstandingPaise: 0 },
  ];
  expect(loanEndEntries(loans, 'write_off')).toEqual([
    { memberId: 'a', kind: 'write_off', loanId: 'x', amountPaise: 500 },
  ]);
});

test('books with anything in them are not empty', () => {
  const empty: RemainingBooks = {
    cashPaise: 0,
    bankPaise: 0,
    savingsPaise: 0,
    loansOutstandingPaise: 0,
    borrowingsOutstandingPaise: 0,
    grantsPaise: 700,
    surplusPaise: -700,
    members: [],
    borrowings: [],
  };
  expect(areBooksEmpty(empty)).toBe(true);
  for (const field of [
    'cashPaise',
    'bankPaise',
    'savingsPaise',
    'loansOutstandingPaise',
    'borrowingsOutstandingPaise',
  ] as const) {
    expect(areBooksEmpty({ ...empty, [field]: 1 })).toBe(false);
  }
});
