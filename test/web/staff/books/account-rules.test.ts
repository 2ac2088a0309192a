import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsOf } from '../../../../functions/books/accounts-of-period.ts';
import { entryKinds, lineKinds } from '../../../../functions/domain/book-entries.ts';
import { doBalance, threeAccounts } from '../../../../web/src/staff/books/account-rules.ts';

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
      const three = threeAccounts(accountsOf(all, undefined, { from: '2026-06-10', to: '2026-06-20' }));
      expect(three.map(({ key }) => key)).toEqual([
        'receiptsAndPayments',
        'incomeAndExpenditure',
        'balanceSheet',
      ]);
      for (const { left, right } of three) expect(left.totalPaise).toBe(right.totalPaise);
      expect(doBalance(three)).toBe(true);
    }),
  );
});

test('what is over stands on the smaller side, and an account that does not balance is found', () => {
  const accounts = accountsOf(
    [{ on: '2026-06-10', postings: [{ kind: 'bank_charge', amountPaise: 1_180 }] }],
    undefined,
    { from: '2026-06-01', to: '2026-06-30' },
  );
  const three = threeAccounts(accounts);
  expect(three[1]?.left.rows).toEqual([{ name: 'accounts.deficit', paise: 1_180 }]);
  const [first, ...others] = three;
  if (first === undefined) throw new Error('There is an account of receipts and payments.');
  expect(doBalance([{ ...first, left: { ...first.left, totalPaise: 1 } }, ...others])).toBe(false);
});
