import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { accountsOf } from '../../functions/areas/books/accounts-of-period.ts';
import { readAccounts } from '../../functions/areas/books/books-reader.ts';
import type { Entry, Line } from '../../functions/areas/books/listed-sheet-schema.ts';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { voucherPrefix } from '../../functions/shared/table/keys/collectives.ts';
import { openBooks } from './group.ts';
import {
  atBank,
  borrowingOf,
  deposit,
  dividend,
  fine,
  id,
  interest,
  line,
  loan,
  openingOf,
  repayment,
  setOff,
  sheetOf,
  voucherOf,
  withdrawal,
  writeOff,
} from './sheets.ts';

const { records, send, form } = await openBooks();
afterAll(() => records.close());

describe('a group’s accounts', () => {
  test('of a period: what came and went, what was earned and spent, what there is', async () => {
    const { hold, spend, borrow, reverse, accounts, first, second } = await form();
    const loanId = id();
    const borrowing = borrowingOf(10_000);
    const { id: borrowingId } = borrowing;
    await borrow(borrowing);
    await hold(sheetOf([deposit(first, 1_000), deposit(second, 500)], { heldOn: '2026-04-30' }));
    const within = sheetOf(
      [
        deposit(first, 100),
        atBank(deposit(second, 200)),
        withdrawal(first, 10),
        loan(first, 600, loanId),
        repayment(first, 50, loanId),
        interest(first, 20),
        fine(second, 5),
        setOff(first, 100, loanId),
        writeOff(first, 40, loanId),
        dividend(second, 3),
      ],
      {
        heldOn: '2026-05-01',
        lines: [
          { kind: 'bank_deposit', amountPaise: 300 },
          { kind: 'expense', amountPaise: 7, head: 'travel' },
          { kind: 'expense', amountPaise: 2, head: 'stationery' },
          { kind: 'expense', amountPaise: 8, head: 'travel' },
          { kind: 'cash_short', amountPaise: 1, reason: 'A torn note' },
        ],
      },
    );
    // The surplus must hold the dividend: a fee of before.
    await spend(voucherOf([line('membership_fee', 100)], { on: '2026-04-29' }));
    expect((await hold(within)).status).toBe(201);
    await spend(
      voucherOf(
        [
          line('grant', 1_000, { head: 'revolving_fund', account: 'bank' }),
          line('borrowing_received', 5_000, { borrowingId, account: 'bank' }),
          line('borrowing_repaid', 400, { borrowingId, account: 'bank' }),
          line('borrowing_interest', 30, { borrowingId, account: 'bank' }),
          line('bank_interest', 12),
          line('bank_charge', 4),
        ],
        { on: '2026-05-31' },
      ),
    );
    const undone = sheetOf([fine(first, 999)], { heldOn: '2026-05-10' });
    await hold(undone);
    await reverse(undone.id);
    await hold(sheetOf([fine(first, 77)], { heldOn: '2026-06-01' }));

    expect(await accounts('2026-05-01', '2026-05-31')).toEqual({
      receiptsAndPayments: {
        opening: { cashPaise: 1_600, bankPaise: 0 },
        receipts: [
          { kind: 'deposit', amountPaise: 300 },
          { kind: 'repayment', amountPaise: 50 },
          { kind: 'interest', amountPaise: 20 },
          { kind: 'fine', amountPaise: 5 },
          { kind: 'bank_interest', amountPaise: 12 },
          { kind: 'grant', head: 'revolving_fund', amountPaise: 1_000 },
          { kind: 'borrowing_received', amountPaise: 5_000 },
        ],
        payments: [
          { kind: 'withdrawal', amountPaise: 10 },
          { kind: 'loan', amountPaise: 600 },
          { kind: 'dividend', amountPaise: 3 },
          { kind: 'bank_charge', amountPaise: 4 },
          { kind: 'expense', head: 'stationery', amountPaise: 2 },
          { kind: 'expense', head: 'travel', amountPaise: 15 },
          { kind: 'borrowing_repaid', amountPaise: 400 },
          { kind: 'borrowing_interest', amountPaise: 30 },
          { kind: 'cash_short', amountPaise: 1 },
        ],
        movedInPaise: 0,
        movedOutPaise: 0,
        closing: {
          cashPaise: 1_600 + 100 - 10 - 600 + 50 + 20 + 5 - 3 - 300 - 17 - 1,
          bankPaise: 200 + 300 + 1_000 + 5_000 - 400 - 30 + 12 - 4,
        },
      },
      incomeAndExpenditure: {
        income: [
          { kind: 'interest', amountPaise: 20 },
          { kind: 'fine', amountPaise: 5 },
          { kind: 'bank_interest', amountPaise: 12 },
        ],
        expenditure: [
          { kind: 'dividend', amountPaise: 3 },
          { kind: 'write_off', amountPaise: 40 },
          { kind: 'bank_charge', amountPaise: 4 },
          { kind: 'expense', head: 'stationery', amountPaise: 2 },
          { kind: 'expense', head: 'travel', amountPaise: 15 },
          { kind: 'borrowing_interest', amountPaise: 30 },
          { kind: 'cash_short', amountPaise: 1 },
        ],
        surplusPaise: -58,
        movedInPaise: 0,
        movedOutPaise: 0,
      },
      balanceSheet: {
        asOf: '2026-05-31',
        movedInPaise: 0,
        movedOutPaise: 0,
        assets: { cashPaise: 844, bankPaise: 6_078, loansOutstandingPaise: 410 },
        liabilities: {
          savingsPaise: 1_690,
          borrowingsOutstandingPaise: 4_600,
          grantsPaise: 1_000,
          surplusPaise: 42,
        },
      },
    });
  });

  test('an opening within the period stands before it, one after it nowhere', async () => {
    const { open, accounts, first } = await form();
    await open(
      openingOf({
        asOf: '2026-05-15',
        cashPaise: 100,
        bankPaise: 50,
        members: [{ memberId: first, savingsPaise: 120, loans: [] }],
        surplusPaise: 30,
      }),
    );
    const may = await accounts('2026-05-01', '2026-05-31');
    expect(may.receiptsAndPayments).toMatchObject({
      opening: { cashPaise: 100, bankPaise: 50 },
      receipts: [],
      closing: { cashPaise: 100, bankPaise: 50 },
    });
    expect(may.balanceSheet.liabilities).toMatchObject({ savingsPaise: 120, surplusPaise: 30 });
    const { balanceSheet } = await accounts('2026-05-01', '2026-05-14');
    expect(balanceSheet.assets).toEqual({ cashPaise: 0, bankPaise: 0, loansOutstandingPaise: 0 });
  });

  test('need both days, the first not after the last, and a collective that is there', async () => {
    const { collectiveId, leader } = await form(1);
    const ask = (query: Record<string, string>, path = collectiveId) =>
      send({ route: 'GET /api/collectives/{id}/accounts', path: { id: path }, query, caller: leader });
    expect((await ask({ from: '2026-04-01' })).status).toBe(400);
    expect((await ask({ to: '2026-04-01' })).status).toBe(400);
    expect((await ask({ from: '2026-04-02', to: '2026-04-01' })).status).toBe(400);
    expect((await ask({ from: '2026-02-30', to: '2026-04-01' })).status).toBe(400);
    expect((await ask({ from: '2026-04-01', to: '2026-04-01', on: 'x' })).status).toBe(400);
    expect((await ask({ from: '2026-04-01', to: '2026-04-01' })).status).toBe(200);
    expect((await ask({ from: '2026-04-01', to: '2026-04-01' }, id())).status).toBe(404);
  });

  test('are read again where a voucher came between', async () => {
    const { spend, collectiveId } = await form(1);
    await spend(voucherOf([line('other_income', 5)]));
    let times = 0;
    const table: Table = {
      ...records.table,
      query: async (query) => {
        const page = await records.table.query(query);
        if (query.prefix === voucherPrefix) {
          times += 1;
          if (times <= 2) await spend(voucherOf([line('other_income', 10)]));
        }
        return page;
      },
    };
    const { receiptsAndPayments } = await readAccounts(table, collectiveId, {
      from: '2026-10-01',
      to: '2026-10-31',
    });
    expect(receiptsAndPayments.closing).toEqual({ cashPaise: 25, bankPaise: 0 });
    expect(times).toBe(3);
  });
});

describe('of any books and any period', () => {
  const amountPaise = fc.integer({ min: 1, max: 1_000_000_000 });
  const account = fc.constantFrom('cash' as const, 'bank' as const);
  const [memberId, loanId, borrowingId] = [id(), id(), id()];
  const posting: fc.Arbitrary<Entry | Line> = fc.oneof(
    fc.record({
      memberId: fc.constant(memberId),
      kind: fc.constantFrom('deposit' as const, 'withdrawal' as const, 'fine' as const, 'dividend' as const),
      amountPaise,
      account,
    }),
    fc.record({
      memberId: fc.constant(memberId),
      kind: fc.constantFrom('set_off' as const, 'write_off' as const),
      amountPaise,
      loanId: fc.constant(loanId),
    }),
    fc.record({
      memberId: fc.constant(memberId),
      kind: fc.constantFrom('loan' as const, 'repayment' as const, 'interest' as const),
      amountPaise,
      loanId: fc.constant(loanId),
      account,
    }),
    fc.record({
      kind: fc.constantFrom('bank_deposit' as const, 'bank_withdrawal' as const, 'bank_interest' as const),
      amountPaise,
    }),
    fc.record({
      kind: fc.constant('expense' as const),
      amountPaise,
      head: fc.constantFrom('travel' as const, 'audit' as const),
      account,
    }),
    fc.record({
      kind: fc.constant('grant' as const),
      amountPaise,
      head: fc.constant('donation' as const),
      account,
    }),
    fc.record({
      kind: fc.constantFrom('borrowing_received' as const, 'borrowing_repaid' as const),
      amountPaise,
      borrowingId: fc.constant(borrowingId),
      account,
    }),
  );
  const day = fc.nat(60).map((days) => addDays('2026-04-01', days));

  test('each account balances to the paisa, and two periods make one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ on: day, postings: fc.array(posting, { maxLength: 6 }) }), { maxLength: 12 }),
        fc.tuple(day, day, day).map((days) => days.sort()),
        (sheets, [from, middle, to]) => {
          const of = (first: string, last: string) =>
            accountsOf(sheets, undefined, { from: first, to: last });
          const whole = of(from, to);
          const total = (rows: readonly { amountPaise: number }[]) =>
            rows.reduce((sum, row) => sum + row.amountPaise, 0);
          const { opening, receipts, payments, closing } = whole.receiptsAndPayments;
          expect(opening.cashPaise + opening.bankPaise + total(receipts) - total(payments)).toBe(
            closing.cashPaise + closing.bankPaise,
          );
          const { income, expenditure, surplusPaise } = whole.incomeAndExpenditure;
          expect(total(income) - total(expenditure)).toBe(surplusPaise);
          const { assets, liabilities } = whole.balanceSheet;
          expect(assets.cashPaise + assets.bankPaise + assets.loansOutstandingPaise).toBe(
            liabilities.savingsPaise +
              liabilities.borrowingsOutstandingPaise +
              liabilities.grantsPaise +
              liabilities.surplusPaise,
          );
          const rows = [...receipts, ...payments, ...income, ...expenditure];
          expect(rows.every((row) => row.amountPaise > 0)).toBe(true);
          const [before, after] = [of(from, middle), of(addDays(middle, 1), to)];
          if (middle < to) {
            expect(after.receiptsAndPayments.opening).toEqual(before.receiptsAndPayments.closing);
            expect(before.incomeAndExpenditure.surplusPaise + after.incomeAndExpenditure.surplusPaise).toBe(
              surplusPaise,
            );
            expect(after.balanceSheet).toEqual(whole.balanceSheet);
          }
        },
      ),
    );
  });
});
