import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Accounts } from '../../functions/areas/books/accounts-schema.ts';
import { openBooks } from './group.ts';
import { borrowingOf, id, openingOf, voucherOf } from './sheets.ts';

/**
 * A year of a group as a treasurer wrote it down: `year-of-a-group.csv` has its papers row by row, in her words, in the order in
 * which they were brought. `year-of-a-group.accounts.csv` has the accounts and balances that a spreadsheet made of them by its own
 * sums. Nothing of either came from this code, and both must agree to the paisa. One voucher (`V-wrong`) was written wrongly and taken
 * back: the spreadsheet leaves it out.
 */

const readCsv = (name: string): string[][] =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

const paper = z
  .tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string()])
  .transform(([date, sheet, who, what, rupees, where, detail]) => ({
    date,
    sheet,
    who,
    what,
    rupees,
    where,
    detail,
  }));
type Paper = z.infer<typeof paper>;

const paise = (rupees: string): number => Math.round(Number(rupees) * 100);

const kinds: Readonly<Record<string, { readonly kind: string; readonly head?: string }>> = {
  saved: { kind: 'deposit' },
  'took out': { kind: 'withdrawal' },
  'new loan': { kind: 'loan' },
  'paid back': { kind: 'repayment' },
  interest: { kind: 'interest' },
  fine: { kind: 'fine' },
  share: { kind: 'dividend' },
  'savings to loan': { kind: 'set_off' },
  'given up': { kind: 'write_off' },
  'to the bank': { kind: 'bank_deposit' },
  'bank interest': { kind: 'bank_interest' },
  'bank charge': { kind: 'bank_charge' },
  'membership fee': { kind: 'membership_fee' },
  'sold old boxes': { kind: 'other_income' },
  'revolving fund': { kind: 'grant', head: 'revolving_fund' },
  tea: { kind: 'expense', head: 'meeting' },
  'register and pens': { kind: 'expense', head: 'stationery' },
  'bus to the federation': { kind: 'expense', head: 'travel' },
  audit: { kind: 'expense', head: 'audit' },
  borrowed: { kind: 'borrowing_received' },
  'borrowing paid back': { kind: 'borrowing_repaid' },
  'interest on borrowing': { kind: 'borrowing_interest' },
  'too little in the box': { kind: 'cash_short' },
  'too much in the box': { kind: 'cash_over' },
};

let books: Awaited<ReturnType<typeof openBooks>>;

beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.records.close());

test('a year of papers gives the accounts, the balances and the passbooks of the spreadsheet', async () => {
  const rows = readCsv('year-of-a-group.csv').map((row) => paper.parse(row));
  const group = await books.form(12);
  // Ids for what the papers name: women, loans, borrowings.
  // The first members have keys: the reason of a loan that is given up is encrypted with W9's.
  const women = ['W9', ...Array.from({ length: 12 }, (_, index) => `W${index + 1}`)];
  const named = new Map([...new Set(women)].map((name, index) => [name, group.members[index] ?? '']));
  const idOf = (name: string): string => {
    const known = named.get(name) ?? id();
    named.set(name, known);
    return known;
  };

  const postingOf = ({ who, what, rupees, where, detail }: Paper) => {
    const { kind, head } = kinds[what] ?? { kind: what };
    const [first = '', reason] = detail.split(': ');
    const isLoan = ['loan', 'repayment', 'interest', 'set_off', 'write_off'].includes(kind);
    return {
      kind,
      amountPaise: paise(rupees),
      ...(who === '' ? {} : { memberId: idOf(who) }),
      ...(head === undefined ? {} : { head }),
      ...(where === 'bank' ? { account: 'bank' } : {}),
      ...(isLoan ? { loanId: idOf(first) } : {}),
      ...(kind.startsWith('borrowing') ? { borrowingId: idOf(detail) } : {}),
      ...(kind === 'write_off' ? { reason } : {}),
      ...(kind.startsWith('cash_') ? { reason: detail } : {}),
    };
  };

  const old = rows.filter(({ sheet }) => sheet === 'opening');
  const balance = (what: string): number =>
    old.filter((row) => row.what === what).reduce((sum, { rupees }) => sum + paise(rupees), 0);
  const owed = old.find(({ what }) => what === 'borrowing')?.rupees ?? '';
  const halves = (rupees: string) => {
    const [principal = '', outstanding = ''] = rupees.split('/');
    return { principalPaise: paise(principal), outstandingPaise: paise(outstanding) };
  };
  const opened = await group.open(
    openingOf({
      asOf: '2025-03-31',
      cashPaise: balance('cash'),
      bankPaise: balance('bank'),
      grantsPaise: balance('grants'),
      surplusPaise: balance('surplus'),
      members: old
        .filter(({ what }) => what === 'savings')
        .map(({ who, rupees }) => ({
          memberId: idOf(who),
          savingsPaise: paise(rupees),
          loans: old
            .filter((row) => row.what === 'loan' && row.who === who)
            .map((row) => ({
              loanId: idOf(row.detail),
              disbursedOn: '2024-12-05',
              ...halves(row.rupees),
            })),
        })),
      borrowings: [{ id: idOf('B0'), source: 'ngo', sanctionedOn: '2024-06-01', ...halves(owed) }],
    }),
  );
  expect(opened.status).toBe(201);
  const taken = await group.borrow(borrowingOf(4_000_000, { id: idOf('B1'), sanctionedOn: '2025-07-01' }));
  expect(taken.status).toBe(201);

  const sheets = new Map<string, Paper[]>();
  for (const row of rows.filter(({ sheet }) => sheet !== 'opening')) {
    const key = `${row.date} ${row.sheet}`;
    sheets.set(key, [...(sheets.get(key) ?? []), row]);
  }
  for (const [key, papers] of sheets) {
    const [on = '', sheet] = key.split(' ');
    const said = (what: string): string | undefined => papers.find((row) => row.what === what)?.rupees;
    const postings = papers
      .filter(({ what }) => !['present', 'counted', 'passbook'].includes(what))
      .map(postingOf);
    const [cash, bank] = [said('counted'), said('passbook')];
    const counts = {
      ...(cash === undefined ? {} : { cashCountedPaise: paise(cash) }),
      ...(bank === undefined ? {} : { bankBalancePaise: paise(bank) }),
    };
    const present = papers.find(({ what }) => what === 'present')?.who.split('+') ?? [];
    const body = { id: id(), ...counts };
    const reply =
      sheet === 'M'
        ? await group.hold({
            ...body,
            heldOn: on,
            attendance: present.map((who) => ({ memberId: idOf(who), status: 'present' })),
            entries: postings.filter((one) => 'memberId' in one),
            lines: postings.filter((one) => !('memberId' in one)),
          })
        : await group.spend(voucherOf(postings, { ...body, on }));
    expect(reply, key).toMatchObject({ status: 201 });
    if (sheet === 'V-wrong') expect((await group.reverseVoucher(body.id)).status).toBe(201);
  }

  const expected = readCsv('year-of-a-group.accounts.csv');
  const periods = new Set(expected.filter(([from]) => from !== '').map(([from, to]) => `${from} ${to}`));
  expect(periods.size).toBe(3);
  for (const period of periods) {
    const [from = '', to = ''] = period.split(' ');
    const wanted = expected
      .filter(([begin, end]) => begin === from && end === to)
      .map(([, , part, row, rupees = '']) => `${part} ${row} ${paise(rupees)}`);
    expect(rowsOf(await group.accounts(from, to)).toSorted(), period).toEqual(wanted.toSorted());
  }

  const ends = expected.filter(([from]) => from === '');
  expect(ends.length).toBeGreaterThan(12);
  const { members } = await group.ledger();
  for (const [, , what = '', name = '', rupees = ''] of ends) {
    if (what.startsWith('savings')) {
      const found = members.find(({ memberId }) => memberId === named.get(name));
      expect(found?.savingsPaise, name).toBe(paise(rupees));
    } else {
      const owner = named.get(what.replace('loan of ', '')) ?? '';
      const { loans } = await group.savings(owner);
      const loan = loans.find(({ loanId }) => loanId === named.get(name));
      expect(loan?.outstandingPaise, name).toBe(paise(rupees));
    }
  }
});

type Row = Accounts['receiptsAndPayments']['receipts'][number];

/** The accounts as rows of the spreadsheet: part, row, paise. */
function rowsOf({ receiptsAndPayments, incomeAndExpenditure, balanceSheet }: Accounts): string[] {
  const list = (part: string, rows: readonly Row[]) =>
    rows.map(
      ({ kind, head, amountPaise }) => `${part} ${[kind, head].filter(Boolean).join(' ')} ${amountPaise}`,
    );
  const sums = (part: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(
      ([field, amount]) => `${part} ${field.replace(/(Outstanding)?Paise$/, '')} ${amount}`,
    );
  return [
    ...sums('opening', receiptsAndPayments.opening),
    ...list('receipts', receiptsAndPayments.receipts),
    ...list('payments', receiptsAndPayments.payments),
    ...sums('closing', receiptsAndPayments.closing),
    ...list('income', incomeAndExpenditure.income),
    ...list('expenditure', incomeAndExpenditure.expenditure),
    `surplus of the period  ${incomeAndExpenditure.surplusPaise}`,
    ...sums('assets', balanceSheet.assets),
    ...sums('liabilities', balanceSheet.liabilities),
  ];
}
