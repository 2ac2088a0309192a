import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsOf } from '../../../../functions/areas/books/accounts-of-period.ts';
import { entryKinds, lineKinds } from '../../../../functions/shared/kinds/book-kinds.ts';
import {
  accountsOnTwoSides,
  doAccountsBalance,
  resultBeforeSharing,
} from '../../../../web/src/desks/books/accounts/account-rules.ts';

type Posting = Parameters<typeof accountsOf>[0][number]['postings'][number];

// Of the fields that some kinds have, accounts look at the account alone.
const posting = fc
  .record({
    kind: fc.constantFrom(...entryKinds, ...lineKinds),
    amountPaise: fc.integer({ min: 1, max: 100_000_000 }),
    account: fc.constantFrom('cash' as const, 'bank' as const),
  })
  .map((made): Posting => JSON.parse(JSON.stringify(made)));
const sheets = fc.array(
  fc.record({
    on: fc.integer({ min: 1, max: 30 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`),
    postings: fc.array(posting, { maxLength: 8 }),
  }),
  { maxLength: 12 },
);

test('both sides of each account have the same total, whatever moved', () => {
  fc.assert(
    fc.property(sheets, (all) => {
      const written = accountsOnTwoSides(
        accountsOf(all, undefined, { from: '2026-06-10', to: '2026-06-20' }),
      );
      const isShared = written.some(({ key }) => key === 'appropriation');
      expect(written.map(({ key }) => key)).toEqual([
        'receiptsAndPayments',
        'incomeAndExpenditure',
        ...(isShared ? ['appropriation'] : []),
        'balanceSheet',
      ]);
      for (const { left, right } of written) expect(left.totalPaise).toBe(right.totalPaise);
      expect(doAccountsBalance(written)).toBe(true);
    }),
  );
});

test('what is over stands on the smaller side, and an account that does not balance is found', () => {
  const accounts = accountsOf(
    [{ on: '2026-06-10', postings: [{ kind: 'bank_charge', amountPaise: 1_180 }] }],
    undefined,
    { from: '2026-06-01', to: '2026-06-30' },
  );
  const all = accountsOnTwoSides(accounts);
  expect(all[1]?.left.rows).toEqual([{ name: 'accounts.deficit', paise: 1_180 }]);
  const [first, ...others] = all;
  if (first === undefined) throw new Error('There is an account of receipts and payments.');
  expect(doAccountsBalance([{ ...first, left: { ...first.left, totalPaise: 1 } }, ...others])).toBe(false);
});

type Movement = readonly [kind: 'interest' | 'dividend' | 'bank_charge', rupees: number];

const accountsOfJune = (...movements: readonly Movement[]) =>
  accountsOf(
    [
      {
        on: '2026-06-10',
        postings: movements.map(
          ([kind, rupees]): Posting => JSON.parse(JSON.stringify({ kind, amountPaise: rupees * 100 })),
        ),
      },
    ],
    undefined,
    { from: '2026-06-01', to: '2026-06-30' },
  );

const sharingOf = (...movements: readonly Movement[]) =>
  accountsOnTwoSides(accountsOfJune(...movements)).find(({ key }) => key === 'appropriation');

test('a share of the surplus is no expenditure: it stands apart, below the result before sharing', () => {
  const accounts = accountsOfJune(['interest', 4_500], ['bank_charge', 19], ['dividend', 3_000]);
  const [, earned, sharing] = accountsOnTwoSides(accounts);
  expect(earned?.right).toEqual({
    title: 'accounts.expenditure',
    rows: [
      { kind: 'bank_charge', head: undefined, paise: 1_900 },
      { name: 'accounts.beforeSharing', paise: 448_100 },
    ],
    totalPaise: 450_000,
  });
  expect(sharing?.left.rows).toEqual([{ name: 'accounts.beforeSharing', paise: 448_100 }]);
  expect(sharing?.right.rows).toEqual([
    { name: 'accounts.shared', paise: 300_000 },
    { name: 'accounts.afterSharing', paise: 148_100 },
  ]);
  expect(resultBeforeSharing(accounts.incomeAndExpenditure)).toBe(448_100);
});

test('what is shared beyond the result comes from earlier periods, and nothing shared is no account', () => {
  const more = sharingOf(['interest', 10], ['dividend', 30]);
  expect(more?.left.rows).toEqual([
    { name: 'accounts.beforeSharing', paise: 1_000 },
    { name: 'accounts.fromEarlier', paise: 2_000 },
  ]);
  const afterLoss = sharingOf(['bank_charge', 10], ['dividend', 30]);
  expect(afterLoss?.left.rows).toEqual([{ name: 'accounts.fromEarlier', paise: 4_000 }]);
  expect(afterLoss?.right.rows).toEqual([
    { name: 'accounts.shared', paise: 3_000 },
    { name: 'accounts.deficit', paise: 1_000 },
  ]);
  expect(sharingOf(['interest', 10])).toBeUndefined();
});
