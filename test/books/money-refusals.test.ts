import { afterAll, describe, expect, test } from 'vitest';
import { maxSheetsBy } from '../../functions/areas/books/group-rules.ts';
import { groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { problem } from '../support/request.ts';
import { openBooks, readMoney, refusalIn } from './group.ts';
import {
  atBank,
  borrowingOf,
  deposit,
  dividend,
  fine,
  id,
  line,
  loan,
  repayment,
  setOff,
  sheetOf,
  voucherOf,
  withdrawal,
  writeOff,
} from './sheets.ts';

/** The group’s own money: what a sheet or a voucher may not do to it, and what is no entry or line at all. */

const { records, form } = await openBooks();
afterAll(() => records.close());

const figures = (reply: { body: unknown }) => {
  const { code, neededPaise, availablePaise, errors } = problem.loose().parse(reply.body);
  return { code, neededPaise, availablePaise, paths: errors?.map(({ path }) => path) };
};

describe('what the group’s money refuses', () => {
  test('bank below zero, naming each entry and line that takes from it', async () => {
    const { hold, spend, first } = await form();
    await hold(sheetOf([atBank(deposit(first, 100)), deposit(first, 500)]));
    const reply = await hold(
      sheetOf([atBank(withdrawal(first, 80)), withdrawal(first, 1)], {
        lines: [
          { kind: 'bank_interest', amountPaise: 10 },
          { kind: 'bank_withdrawal', amountPaise: 40 },
        ],
      }),
    );
    expect(figures(reply)).toEqual({
      code: 'insufficient_bank',
      neededPaise: 110,
      availablePaise: 100,
      paths: ['entries.0.amountPaise', 'lines.1.amountPaise'],
    });
    expect(reply.status).toBe(422);
    expect(figures(await spend(voucherOf([line('bank_charge', 101)])))).toMatchObject({
      code: 'insufficient_bank',
    });
    expect((await spend(voucherOf([line('bank_charge', 100)]))).status).toBe(201);
  });

  test('a sheet more than the group’s days allow, until there are more or one is reversed', async () => {
    const { hold, spend, reverse, first, collectiveId } = await form();
    const sheet = sheetOf([deposit(first, 100)]);
    await hold(sheet);
    const allowed = maxSheetsBy(collectiveId, new Date('2026-10-15T06:30:00Z'));
    const { pk, sk } = groupMoneyKey(collectiveId);
    const setSheets = (standing: number, ever = standing) =>
      records.table.transact([
        {
          update: { pk, sk },
          set: 'SET sheets = :ever, standingSheets = :standing',
          values: { ':ever': ever, ':standing': standing },
        },
      ]);
    await setSheets(allowed);
    const before = await records.scan();
    expect(refusalIn(await hold(sheetOf([deposit(first, 1)])))).toMatchObject({
      status: 422,
      code: 'too_many',
    });
    expect(refusalIn(await spend(voucherOf([line('bank_interest', 1)])))).toMatchObject({ code: 'too_many' });
    expect(await records.scan()).toEqual(before);
    expect((await hold(sheet)).status).toBe(200);
    // What is taken back makes room for its correction.
    expect((await reverse(sheet.id)).status).toBe(201);
    const corrected = sheetOf([deposit(first, 1)], { corrects: sheet.id });
    expect((await hold(corrected)).status).toBe(201);
    await setSheets(allowed - 1, 2 * allowed);
    expect(refusalIn(await hold(sheetOf([deposit(first, 1)])))).toMatchObject({ code: 'too_many' });
    expect((await reverse(corrected.id)).status).toBe(201);
    await setSheets(allowed - 1);
    expect((await hold(sheetOf([deposit(first, 1)]))).status).toBe(201);
  });

  test('a balance at the bank that is not what the passbook says, with both figures', async () => {
    const { hold, spend, first } = await form();
    await hold(sheetOf([atBank(deposit(first, 100))]));
    const reply = await spend(voucherOf([line('bank_interest', 5)], { bankBalancePaise: 104 }));
    expect(refusalIn(reply)).toEqual({ status: 422, code: 'bank_mismatch', paths: ['bankBalancePaise'] });
    expect(reply.body).toMatchObject({ bankBalancePaise: 104, bankPaise: 105 });
    const largest = await spend(
      voucherOf([line('bank_charge', 5)], { bankBalancePaise: Number.MAX_SAFE_INTEGER }),
    );
    expect(largest.body).toMatchObject({ code: 'bank_mismatch', bankPaise: 95 });
    expect((await spend(voucherOf([line('bank_interest', 5)], { bankBalancePaise: 105 }))).status).toBe(201);
  });

  test('cash that is short is recorded by a line, and then the count is right', async () => {
    const { hold, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const lines = [{ kind: 'cash_short' as const, amountPaise: 10, reason: 'Nobody knows' }];
    expect(refusalIn(await hold(sheetOf([], { cashCountedPaise: 90 })))).toMatchObject({
      code: 'cash_mismatch',
    });
    expect((await hold(sheetOf([], { cashCountedPaise: 90, lines }))).status).toBe(201);
  });

  test('a dividend beyond the surplus; without one the surplus may be negative', async () => {
    const { hold, reverse, ledger, first, second } = await form();
    const fined = sheetOf([deposit(first, 500), fine(first, 30)]);
    await hold(fined);
    const reply = await hold(sheetOf([dividend(first, 20), dividend(second, 20), fine(second, 5)]));
    expect(figures(reply)).toEqual({
      code: 'insufficient_surplus',
      neededPaise: 35,
      availablePaise: 30,
      paths: ['entries.0.amountPaise', 'entries.1.amountPaise'],
    });
    const shared = sheetOf([dividend(first, 15), dividend(second, 15)]);
    expect((await hold(shared)).status).toBe(201);
    const spent = sheetOf([], { lines: [{ kind: 'expense', amountPaise: 40, head: 'meeting' }] });
    expect((await hold(spent)).status).toBe(201);
    expect(await ledger()).toMatchObject({ surplusPaise: -40 });
    expect(figures(await hold(sheetOf([dividend(first, 1), fine(first, 20)])))).toMatchObject({
      code: 'insufficient_surplus',
      neededPaise: -19,
      availablePaise: -40,
    });
    // A reversal may leave it negative.
    expect((await reverse(shared.id)).status).toBe(201);
    expect((await reverse(fined.id)).status).toBe(422);
    expect(await ledger()).toMatchObject({ surplusPaise: -10 });
  });

  test('a borrowing that the group hasn’t, more than was sanctioned, more than it owes', async () => {
    const { spend, borrow, ledger } = await form();
    const other = await form();
    const borrowing = borrowingOf(100);
    await borrow(borrowing);
    const of = (kind: string, amountPaise: number, borrowingId = borrowing.id) => ({
      kind,
      amountPaise,
      borrowingId,
    });
    expect(figures(await other.spend(voucherOf([of('borrowing_interest', 1)])))).toMatchObject({
      code: 'unknown_borrowing',
      paths: ['lines.0.borrowingId'],
    });
    expect((await spend(voucherOf([of('borrowing_received', 60)]))).status).toBe(201);
    expect(figures(await spend(voucherOf([of('borrowing_repaid', 61)])))).toEqual({
      code: 'insufficient_borrowing',
      neededPaise: 61,
      availablePaise: 60,
      paths: ['lines.0.amountPaise'],
    });
    const repaid = voucherOf([of('borrowing_repaid', 50)]);
    expect((await spend(repaid)).status).toBe(201);
    // What was repaid does not free anything to be received again.
    expect(figures(await spend(voucherOf([of('borrowing_received', 41)])))).toMatchObject({
      code: 'insufficient_borrowing',
      neededPaise: 41,
      availablePaise: 40,
    });
    expect((await spend(voucherOf([of('borrowing_received', 40)]))).status).toBe(201);
    expect(await ledger()).toMatchObject({ borrowingsOutstandingPaise: 50, cashPaise: 50 });
  });

  test('a plan that begins before its loan, or half a plan', async () => {
    const { hold, borrow, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const planned = (terms: object) => hold(sheetOf([loan(first, 10, id(), terms)]));
    expect(refusalIn(await planned({ instalments: 2, firstDueOn: '2026-10-09' }))).toEqual({
      status: 422,
      code: 'due_before_loan',
      paths: ['entries.0.firstDueOn'],
    });
    expect((await planned({ instalments: 2, firstDueOn: '2026-10-10' })).status).toBe(201);
    expect((await planned({ instalments: 60, firstDueOn: '2030-10-10' })).status).toBe(201);
    expect(refusalIn(await planned({ instalments: 2 }))).toMatchObject({
      status: 400,
      paths: ['entries.0.firstDueOn'],
    });
    expect(refusalIn(await planned({ firstDueOn: '2026-11-10' }))).toMatchObject({
      status: 400,
      paths: ['entries.0.instalments'],
    });
    const early = { instalments: 2, firstDueOn: '2026-08-31' };
    expect(refusalIn(await borrow(borrowingOf(10, early)))).toEqual({
      status: 422,
      code: 'due_before_loan',
      paths: ['firstDueOn'],
    });
    expect(refusalIn(await borrow(borrowingOf(10, { instalments: 3 })))).toMatchObject({
      status: 400,
      paths: ['firstDueOn'],
    });
  });

  test('a set-off beyond savings or loan, a write-off beyond the loan or of nobody', async () => {
    const { hold, first, second } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100), deposit(second, 900), loan(first, 150, loanId)]));
    expect(figures(await hold(sheetOf([setOff(first, 101, loanId)])))).toEqual({
      code: 'insufficient_savings',
      neededPaise: 101,
      availablePaise: 100,
      paths: ['entries.0.amountPaise'],
    });
    expect(figures(await hold(sheetOf([writeOff(first, 151, loanId)])))).toEqual({
      code: 'insufficient_loan',
      neededPaise: 151,
      availablePaise: 150,
      paths: ['entries.0.amountPaise'],
    });
    expect(refusalIn(await hold(sheetOf([setOff(second, 1, loanId)])))).toMatchObject({
      code: 'unknown_loan',
      paths: ['entries.0.loanId'],
    });
    const stranger = id();
    expect(refusalIn(await hold(sheetOf([writeOff(stranger, 1, loanId)])))).toEqual({
      status: 422,
      code: 'not_a_member',
      paths: ['attendance.0.memberId'],
    });
    expect((await hold(sheetOf([setOff(first, 100, loanId), writeOff(first, 50, loanId)]))).status).toBe(201);
  });

  test('more borrowings than a group keeps', async () => {
    const { borrow, group, collectiveId } = await form(1);
    const stored = (await readMoney(records, group)).borrowings;
    expect(stored).toEqual({});
    const one = {
      source: 'cif',
      sanctionedOn: '2026-01-01',
      principalPaise: 1,
      unreceivedPaise: 0,
      outstandingPaise: 0,
      createdAt: '2026-01-01T00:00:00Z',
      createdBy: id(),
    };
    const many = Object.fromEntries(Array.from({ length: 99 }, () => [id(), one]));
    await records.table.transact([
      { update: groupMoneyKey(collectiveId), set: 'SET borrowings = :many', values: { ':many': many } },
    ]);
    expect((await borrow(borrowingOf(10))).status).toBe(201);
    expect(refusalIn(await borrow(borrowingOf(10)))).toMatchObject({
      status: 422,
      code: 'too_many_borrowings',
    });
  });
});

describe('what is no line', () => {
  const borrowingId = id();
  test.each<[string, object, string]>([
    [
      'a transfer with an account',
      { kind: 'bank_deposit', amountPaise: 1, account: 'cash' },
      'lines.0.account',
    ],
    ['a charge with an account', { kind: 'bank_charge', amountPaise: 1, account: 'bank' }, 'lines.0.account'],
    ['a grant without a head', { kind: 'grant', amountPaise: 1 }, 'lines.0.head'],
    [
      'an expense under a grant’s head',
      { kind: 'expense', amountPaise: 1, head: 'donation' },
      'lines.0.head',
    ],
    ['income with a head', { kind: 'other_income', amountPaise: 1, head: 'travel' }, 'lines.0.head'],
    ['a borrowing without an id', { kind: 'borrowing_repaid', amountPaise: 1 }, 'lines.0.borrowingId'],
    [
      'an expense with a borrowing',
      { kind: 'expense', amountPaise: 1, head: 'travel', borrowingId },
      'lines.0.borrowingId',
    ],
    ['a shortage without a reason', { kind: 'cash_short', amountPaise: 1 }, 'lines.0.reason'],
    [
      'a shortage at the bank',
      { kind: 'cash_short', amountPaise: 1, reason: 'Lost', account: 'cash' },
      'lines.0.account',
    ],
    ['an entry', { kind: 'deposit', amountPaise: 1 }, 'lines.0.kind'],
    ['an amount of nothing', { kind: 'bank_interest', amountPaise: 0 }, 'lines.0.amountPaise'],
  ])('%s is 400', async (_, one, path) => {
    const { spend, hold } = await form(1);
    for (const reply of [await spend(voucherOf([one])), await hold({ ...sheetOf([]), lines: [one] })]) {
      expect(refusalIn(reply)).toMatchObject({ status: 400, paths: [path] });
    }
  });

  test('a voucher without lines, or with twenty-one, is 400', async () => {
    const { spend } = await form(1);
    expect(refusalIn(await spend(voucherOf([])))).toMatchObject({ status: 400, paths: ['lines'] });
    const many = Array.from({ length: 21 }, () => line('other_income', 1));
    expect(refusalIn(await spend(voucherOf(many)))).toMatchObject({ status: 400, paths: ['lines'] });
    expect((await spend(voucherOf(many.slice(1)))).status).toBe(201);
  });

  test.each<[string, (memberId: string) => object, string]>([
    [
      'a set-off with an account',
      (memberId) => ({ ...setOff(memberId, 1, id()), account: 'cash' }),
      'account',
    ],
    [
      'a write-off with an account',
      (memberId) => ({ ...writeOff(memberId, 1, id()), account: 'cash' }),
      'account',
    ],
    [
      'a write-off without a reason',
      (memberId) => ({ memberId, kind: 'write_off', amountPaise: 1, loanId: id() }),
      'reason',
    ],
    [
      'a repayment with a plan',
      (memberId) => ({ ...repayment(memberId, 1, id()), instalments: 2 }),
      'instalments',
    ],
    ['a dividend of a loan', (memberId) => ({ ...dividend(memberId, 1), loanId: id() }), 'loanId'],
    [
      'sixty-one instalments',
      (memberId) => loan(memberId, 1, id(), { instalments: 61, firstDueOn: '2027-01-01' }),
      'instalments',
    ],
    ['an unknown purpose', (memberId) => ({ ...loan(memberId, 1, id()), purpose: 'gold' }), 'purpose'],
    ['an account elsewhere', (memberId) => ({ ...deposit(memberId, 1), account: 'post' }), 'account'],
  ])('%s is 400', async (_, entry, path) => {
    const { hold, first } = await form(1);
    const body = {
      ...sheetOf([], { attendance: [{ memberId: first, status: 'present' }] }),
      entries: [entry(first)],
    };
    expect(refusalIn(await hold(body))).toMatchObject({ status: 400, paths: [`entries.0.${path}`] });
  });
});
