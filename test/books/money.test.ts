import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { problem } from '../support/request.ts';
import { interpose } from '../support/transactions.ts';
import { createSavingsSend, openBooks, refusalIn, speakFor } from './group.ts';
import {
  atBank,
  borrowingOf,
  deposit,
  dividend,
  type Entry,
  fine,
  id,
  interest,
  line,
  loan,
  repayment,
  setOff,
  sheetOf,
  voucherOf,
  writeOff,
} from './sheets.ts';

/** The group's own money: what a sheet or a voucher does to it. */

const { records, send, form } = await openBooks();
afterAll(() => records.close());

const figures = (reply: { body: unknown }) => {
  const { code, neededPaise, availablePaise, errors } = problem.loose().parse(reply.body);
  return { code, neededPaise, availablePaise, paths: errors?.map(({ path }) => path) };
};

describe('a sheet with all that a group does', () => {
  test('moves each account, and balances', async () => {
    const { hold, borrow, ledger, savings, accounts, first, second } = await form();
    const [loanId, other] = [id(), id()];
    const borrowing = borrowingOf(100_000);
    expect((await borrow(borrowing)).body).toMatchObject({
      ...borrowing,
      receivedPaise: 0,
      outstandingPaise: 0,
      version: 1,
    });
    const given = sheetOf(
      [
        deposit(first, 1_000),
        atBank(deposit(second, 2_000)),
        loan(first, 900, loanId, { instalments: 3, firstDueOn: '2026-11-10', purpose: 'health' }),
        loan(second, 50, other),
      ],
      {
        lines: [
          { kind: 'borrowing_received', amountPaise: 60_000, borrowingId: borrowing.id, account: 'bank' },
          { kind: 'grant', amountPaise: 5_000, head: 'revolving_fund', account: 'bank' },
          { kind: 'membership_fee', amountPaise: 100 },
        ],
        cashCountedPaise: 150,
        bankBalancePaise: 67_000,
      },
    );
    expect((await hold(given)).status).toBe(201);
    const settled = sheetOf(
      [
        repayment(first, 200, loanId),
        interest(first, 400, loanId),
        fine(first, 50),
        setOff(first, 300, loanId),
        writeOff(first, 400, loanId),
        dividend(second, 20),
      ],
      {
        lines: [
          { kind: 'bank_withdrawal', amountPaise: 1_000 },
          { kind: 'bank_deposit', amountPaise: 300 },
          { kind: 'bank_interest', amountPaise: 30 },
          { kind: 'bank_charge', amountPaise: 10 },
          { kind: 'expense', amountPaise: 70, head: 'travel' },
          { kind: 'borrowing_repaid', amountPaise: 5_000, borrowingId: borrowing.id, account: 'bank' },
          { kind: 'borrowing_interest', amountPaise: 40, borrowingId: borrowing.id, account: 'bank' },
          { kind: 'cash_short', amountPaise: 5, reason: 'A note was torn' },
          { kind: 'cash_over', amountPaise: 2, reason: 'Found in the box' },
        ],
      },
    );
    const reply = await hold(settled);
    expect([reply.status, reply.body]).toEqual([201, expect.objectContaining(settled)]);
    expect(await ledger()).toMatchObject({
      cashPaise: 150 + 200 + 400 + 50 - 20 + 1_000 - 300 - 70 - 5 + 2,
      bankPaise: 67_000 - 1_000 + 300 + 30 - 10 - 5_000 - 40,
      savingsPaise: 2_700,
      loansOutstandingPaise: 50,
      borrowingsOutstandingPaise: 55_000,
      grantsPaise: 5_000,
      surplusPaise: 100 + 400 + 50 - 400 - 20 + 30 - 10 - 70 - 40 - 5 + 2,
      borrowings: [{ borrowingId: borrowing.id, outstandingPaise: 55_000 }],
    });
    expect(await savings(first)).toMatchObject({
      savingsPaise: 700,
      loans: [{ loanId, purpose: 'health', instalments: 3, firstDueOn: '2026-11-10', outstandingPaise: 0 }],
    });
    const { receiptsAndPayments } = await accounts('2026-10-01', '2026-10-31');
    expect(receiptsAndPayments.closing).toEqual({ cashPaise: 1_407, bankPaise: 61_280 });
  });

  test('is told in the journal without texts, purposes and rates', async () => {
    const { hold, borrow, spend, reverseVoucher, collectiveId, first } = await form();
    const borrowing = borrowingOf(100, {
      instalments: 4,
      firstDueOn: '2026-10-31',
      ratePerMonthBasisPoints: 90,
    });
    await borrow(borrowing);
    const loanId = id();
    const lines = [{ kind: 'cash_over' as const, amountPaise: 100, reason: 'Lakshmi found it' }];
    const terms = { purpose: 'health' as const, ratePerMonthBasisPoints: 200 };
    await hold(
      sheetOf(
        [
          deposit(first, 500),
          loan(first, 90, loanId, { ...terms, instalments: 3, firstDueOn: '2026-11-10' }),
        ],
        { lines },
      ),
    );
    await hold(sheetOf([writeOff(first, 90, loanId)]));
    const voucher = voucherOf([line('bank_interest', 7)]);
    await spend(voucher);
    await reverseVoucher(voucher.id);
    const written = (await records.readJournal()).filter(
      (one) => 'collectiveId' in one && one.collectiveId === collectiveId,
    );
    expect(written).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'borrowing_recorded',
          borrowingId: borrowing.id,
          source: 'bank_linkage',
          principalPaise: 100,
          instalments: 4,
          firstDueOn: '2026-10-31',
        }),
        expect.objectContaining({
          type: 'meeting_held',
          entries: [
            deposit(first, 500),
            {
              memberId: first,
              kind: 'loan',
              amountPaise: 90,
              loanId,
              instalments: 3,
              firstDueOn: '2026-11-10',
            },
          ],
          lines: [{ kind: 'cash_over', amountPaise: 100 }],
        }),
        expect.objectContaining({
          type: 'meeting_held',
          entries: [{ memberId: first, kind: 'write_off', amountPaise: 90, loanId }],
        }),
        expect.objectContaining({ type: 'voucher_recorded', voucherId: voucher.id, lines: voucher.lines }),
        expect.objectContaining({
          type: 'voucher_reversed',
          voucherId: voucher.id,
          voucherRecordedAt: '2026-10-15T06:30:00.000Z',
          on: voucher.on,
          lines: voucher.lines,
        }),
      ]),
    );
    expect(written).toHaveLength(5);
    expect(JSON.stringify(written)).not.toMatch(/Lakshmi|moved away|health|asisPoints/);
    expect(JSON.stringify(await records.scan())).not.toMatch(/Lakshmi|moved away/);
  });

  test('of forty women (deposit, repayment, interest, a new loan each) and twenty lines goes in', async () => {
    const { group, members, first } = await form(40);
    const { table, sent } = interpose(records);
    const { hold } = speakFor(createSavingsSend(records, table), group);
    const loans = new Map(members.map((memberId) => [memberId, id()]));
    const begun = members.flatMap((memberId) => [
      deposit(memberId, 1_000),
      loan(memberId, 500, loans.get(memberId) ?? ''),
    ]);
    expect((await hold(sheetOf(begun))).status).toBe(201);
    const entries = members.flatMap((memberId): Entry[] => [
      deposit(memberId, 100),
      repayment(memberId, 50, loans.get(memberId) ?? ''),
      interest(memberId, 10, loans.get(memberId)),
      loan(memberId, 200, id(), { instalments: 10, firstDueOn: '2026-11-10' }),
    ]);
    const borrowings = Array.from({ length: 20 }, () => borrowingOf(10_000));
    const { borrow } = speakFor(send, group);
    for (const borrowing of borrowings) {
      expect((await borrow(borrowing)).status).toBe(201);
    }
    const lines = borrowings.map(({ id: borrowingId }) => ({
      kind: 'borrowing_received' as const,
      amountPaise: 100,
      borrowingId,
    }));
    expect((await hold(sheetOf(entries, { lines }))).status).toBe(201);
    expect(sent.at(-1)?.length).toBeLessThanOrEqual(100);
    // All twenty at once reach their bounds too.
    const back = lines.map((one) => ({ ...one, kind: 'borrowing_repaid' as const }));
    expect((await hold(sheetOf([deposit(first, 1)], { lines: back }))).status).toBe(201);
    expect(figures(await hold(sheetOf([], { lines: back })))).toMatchObject({
      code: 'insufficient_borrowing',
    });
  });
});

describe('vouchers and borrowings', () => {
  test('are read back, listed without texts, and reversed once', async () => {
    const { spend, reverseVoucher, ledger, collectiveId, leader } = await form();
    const path = { id: collectiveId };
    const voucher = voucherOf([{ kind: 'cash_over', amountPaise: 40, reason: 'Under the cloth' }], {
      note: 'Counted at home',
    });
    const created = await spend(voucher);
    expect([created.status, created.body]).toEqual([201, expect.objectContaining(voucher)]);
    expect((await spend(voucher)).status).toBe(200);
    expect(refusalIn(await spend({ ...voucher, note: 'Counted twice' }))).toMatchObject({ status: 409 });
    const route = 'GET /api/collectives/{id}/vouchers/{voucherId}';
    const read = await send({ route, path: { ...path, voucherId: voucher.id }, caller: leader });
    expect(read.body).toEqual(created.body);
    await spend(voucherOf([line('other_income', 100)], { on: '2026-10-12' }));
    const list = await send({ route: 'GET /api/collectives/{id}/vouchers', path, caller: leader });
    expect(list.body).toMatchObject({ items: [{ on: '2026-10-12' }, { on: '2026-10-10' }] });
    expect(JSON.stringify(list.body)).not.toMatch(/cloth|home|note|reason/);
    const reversal = { id: id(), reason: 'It was hers' };
    const reversed = await reverseVoucher(voucher.id, reversal);
    expect(reversed.status).toBe(201);
    expect(reversed.body).toMatchObject({ version: 2, reversed: { ...reversal, by: leader.personId } });
    expect((await reverseVoucher(voucher.id, reversal)).status).toBe(200);
    expect(refusalIn(await reverseVoucher(voucher.id))).toMatchObject({ code: 'already_reversed' });
    expect((await reverseVoucher(id())).status).toBe(404);
    expect(await ledger()).toMatchObject({ cashPaise: 100, surplusPaise: 100 });
    // A meeting is no voucher, and a voucher no meeting.
    const meeting = 'GET /api/collectives/{id}/meetings/{meetingId}';
    const wrong = await send({ route: meeting, path: { ...path, meetingId: voucher.id }, caller: leader });
    expect(wrong.status).toBe(404);
  });

  test('a reversal that would leave bank or borrowing below zero is refused', async () => {
    const { spend, borrow, reverseVoucher } = await form();
    const borrowing = borrowingOf(100);
    await borrow(borrowing);
    const { id: borrowingId } = borrowing;
    const received = voucherOf([line('borrowing_received', 80, { borrowingId, account: 'bank' })]);
    await spend(received);
    await spend(voucherOf([line('bank_withdrawal', 30)]));
    expect(figures(await reverseVoucher(received.id))).toEqual({
      code: 'insufficient_bank',
      neededPaise: 80,
      availablePaise: 50,
      paths: ['lines.0.amountPaise'],
    });
    const repaid = voucherOf([line('borrowing_repaid', 10, { borrowingId })]);
    await spend(repaid);
    expect(figures(await reverseVoucher(received.id))).toMatchObject({
      code: 'insufficient_borrowing',
      neededPaise: 80,
      availablePaise: 70,
    });
    expect((await reverseVoucher(repaid.id)).status).toBe(201);
    await spend(voucherOf([line('bank_deposit', 30)]));
    expect((await reverseVoucher(received.id)).status).toBe(201);
    // All of it can be received again.
    expect((await spend(voucherOf([line('borrowing_received', 100, { borrowingId })]))).status).toBe(201);
  });

  test('borrowings page by page; a repeated one is answered as it is now', async () => {
    const { spend, borrow, collectiveId, leader } = await form();
    const all = [borrowingOf(10), borrowingOf(20), borrowingOf(30)];
    for (const borrowing of all) {
      await borrow(borrowing);
    }
    const [one = borrowingOf(1)] = all;
    await spend(voucherOf([line('borrowing_received', 4, { borrowingId: one.id })]));
    expect((await borrow(one)).body).toMatchObject({ receivedPaise: 4, outstandingPaise: 4 });
    expect((await borrow(one)).status).toBe(200);
    expect(refusalIn(await borrow({ ...one, principalPaise: 11 }))).toMatchObject({ status: 409 });
    const page = async (query: Record<string, string>) => {
      const route = 'GET /api/collectives/{id}/borrowings';
      const { body } = await send({ route, path: { id: collectiveId }, query, caller: leader });
      return z
        .object({ items: z.array(z.object({ id: z.string() })), cursor: z.string().optional() })
        .parse(body);
    };
    const before = await page({ limit: '2' });
    const after = await page({ limit: '2', cursor: before.cursor ?? '' });
    expect([...before.items, ...after.items].map((item) => item.id)).toEqual(
      all.map((item) => item.id).sort(),
    );
    expect(after.cursor).toBeUndefined();
  });
});

describe('texts of the books', () => {
  test('a reason is read by those who read the sheet; of an erased member it is null', async () => {
    const { hold, read, group, first } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100), loan(first, 60, loanId)]));
    const sheet = sheetOf([writeOff(first, 60, loanId)], {
      lines: [{ kind: 'cash_short', amountPaise: 3, reason: 'A torn note' }],
    });
    await hold(sheet);
    expect(await read(sheet.id)).toMatchObject({
      entries: [{ reason: 'She moved away' }],
      lines: [{ reason: 'A torn note' }],
    });
    const logged = await records.accessesOf(sheet.id);
    expect(logged.at(-1)).toMatchObject({
      fields: ['attendance', 'entries', 'lines.reason', 'entries.reason'],
    });
    const list = await send({
      route: 'GET /api/collectives/{id}/meetings',
      path: { id: group.collectiveId },
      caller: group.leader,
    });
    expect(JSON.stringify(list.body)).not.toMatch(/reason|torn|moved/);
    await records.table.transact([records.vault.destroyKey(`member:${first}`, '2026-10-20T00:00:00Z')]);
    expect(await read(sheet.id)).toMatchObject({
      entries: [{ reason: null }],
      lines: [{ reason: 'A torn note' }],
    });
    // Nothing new can be written of her.
    expect(refusalIn(await hold(sheetOf([writeOff(first, 1, loanId)])))).toMatchObject({
      code: 'not_a_member',
    });
    expect((await hold(sheet)).status).toBe(200);
  });
});

describe('twenty sheets at once', () => {
  test('that together overdraw cash, bank, a loan, a borrowing or the surplus: those that fit succeed', async () => {
    const { hold, spend, borrow, ledger, first } = await form();
    const borrowing = borrowingOf(1_000);
    await borrow(borrowing);
    const { id: borrowingId } = borrowing;
    const loanId = id();
    await hold(
      sheetOf([deposit(first, 1_000), loan(first, 70, loanId), fine(first, 70)], {
        lines: [{ kind: 'borrowing_received', amountPaise: 70, borrowingId, account: 'bank' }],
      }),
    );
    const twenty = (act: () => Promise<{ status: number }>) =>
      Promise.all(Array.from({ length: 20 }, act)).then((replies) =>
        replies.map(({ status }) => status).sort(),
      );
    const seven = [...Array(7).fill(201), ...Array(13).fill(422)];
    expect(await twenty(() => spend(voucherOf([line('bank_charge', 10)])))).toEqual(seven);
    expect(await twenty(() => hold(sheetOf([setOff(first, 10, loanId)])))).toEqual(seven);
    expect(await twenty(() => spend(voucherOf([line('borrowing_repaid', 10, { borrowingId })])))).toEqual(
      seven,
    );
    // 70 fine, less 70 of charges: the surplus is 0 again, and 70 come in.
    await hold(sheetOf([fine(first, 70)]));
    expect(await twenty(() => hold(sheetOf([dividend(first, 10)])))).toEqual(seven);
    const { cashPaise } = await ledger();
    const part = Math.floor(cashPaise / 7);
    expect(
      await twenty(() =>
        hold(sheetOf([], { lines: [{ kind: 'expense', amountPaise: part, head: 'other' }] })),
      ),
    ).toEqual(seven);
    expect(await ledger()).toMatchObject({
      bankPaise: 0,
      loansOutstandingPaise: 0,
      borrowingsOutstandingPaise: 0,
    });
  });
});
