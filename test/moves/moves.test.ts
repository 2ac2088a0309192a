import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { accountKey, groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller } from '../support/request.ts';
import { borrowingOf, type Moves, openMoves, refusalOf } from './scene.ts';

/** Moves through the routes and DynamoDB Local: what goes, what is refused, and what taking one back restores. */

let scene: Moves;

beforeAll(async () => {
  scene = await openMoves();
});
afterAll(() => scene.records.close());

const lastLine = async () => (await scene.records.readJournal()).at(-1);

describe('a woman who moves', () => {
  test('takes her savings and her loan along, as they stand, in both books and on her statement', async () => {
    const [from, to] = await scene.groups();
    const { id, loanId, meetingId } = await scene.saver(from, 1_200, 500);
    await scene.meet(
      id,
      { kind: 'repayment', amountPaise: 100, loanId },
      { collectiveId: from, heldOn: '2026-10-05' },
    );
    const body = { id: newId(), to, members: [id], cashPaise: 800, reason: 'She lives elsewhere' };
    const reply = await scene.move(from, body);
    expect(reply).toMatchObject({
      status: 201,
      body: {
        ...body,
        from,
        on: '2026-10-10',
        bankPaise: 0,
        own: { grantsPaise: 0, surplusPaise: 0, borrowingIds: [] },
        holdings: [{ memberId: id, savingsPaise: 1_200, loansPaise: 400 }],
        version: 1,
      },
    });
    expect(await scene.ledger(from)).toMatchObject({
      cashPaise: 0,
      savingsPaise: 0,
      loansOutstandingPaise: 0,
    });
    expect(await scene.ledger(to)).toMatchObject({
      cashPaise: 800,
      savingsPaise: 1_200,
      loansOutstandingPaise: 400,
      members: [{ memberId: id, savingsPaise: 1_200, loansOutstandingPaise: 400 }],
    });
    const { loans, statement, savingsPaise } = await scene.savings(id);
    expect(savingsPaise).toBe(1_200);
    expect(loans).toMatchObject([
      {
        loanId,
        disbursedOn: '2026-10-01',
        principalPaise: 500,
        outstandingPaise: 400,
        instalments: 5,
        firstDueOn: '2026-11-01',
      },
    ]);
    expect(statement.slice(-2)).toEqual(
      ['moved_out', 'moved_in'].map((kind) => ({
        moveId: body.id,
        heldOn: '2026-10-10',
        kind,
        savingsPaise: 1_200,
        loansPaise: 400,
        reversed: false,
      })),
    );
    expect(statement[0]).toMatchObject({ meetingId });
    expect((await scene.read(id)).body).toMatchObject({ collectiveId: to });
    expect(await lastLine()).toMatchObject({
      type: 'move_recorded',
      id: body.id,
      collectiveId: from,
      toCollectiveId: to,
      members: [{ memberId: id, savingsPaise: 1_200, loans: [{ loanId, outstandingPaise: 400 }] }],
      borrowings: [],
    });
    // Her new group goes on with her loan.
    expect(
      await scene.meet(
        id,
        { kind: 'repayment', amountPaise: 400, loanId },
        { collectiveId: to, heldOn: '2026-10-12' },
      ),
    ).toMatchObject({ status: 201 });
    expect((await scene.savings(id)).loansOutstandingPaise).toBe(0);
  });

  test('is asked for once: again 200, with other content 409, in the order of the latest first', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 300);
    const body = { id: newId(), to, members: [id], cashPaise: 300 };
    expect((await scene.move(from, body)).status).toBe(201);
    expect(await scene.move(from, body)).toMatchObject({ status: 200, body: { id: body.id, from, to } });
    expect(refusalOf(await scene.move(from, { ...body, cashPaise: 200 }))).toMatchObject({
      status: 409,
      code: 'id_reused',
    });
    const back = { id: newId(), on: '2026-10-11', to: from, members: [id], cashPaise: 300 };
    expect((await scene.move(to, back)).status).toBe(201);
    for (const group of [from, to]) {
      const page = await scene.moves(group, { limit: '1' });
      expect(page.body).toMatchObject({ items: [{ id: back.id }], cursor: expect.any(String) });
      const { cursor } = page.body as { cursor: string };
      expect((await scene.moves(group, { limit: '1', cursor })).body).toMatchObject({
        items: [{ id: body.id }],
      });
    }
    expect((await scene.savings(id)).savingsPaise).toBe(300);
  });

  test('is no longer on sheets of her old group, of whatever day, and the refusal says when she moved', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 300);
    await scene.move(from, { to, members: [id], cashPaise: 300 });
    for (const heldOn of ['2026-10-02', '2026-10-10', '2026-10-12']) {
      for (const entry of [
        { kind: 'deposit', amountPaise: 10 },
        { kind: 'fine', amountPaise: 10 },
      ]) {
        expect(refusalOf(await scene.meet(id, entry, { collectiveId: from, heldOn }))).toEqual({
          status: 422,
          code: 'not_a_member',
          paths: ['attendance.0.memberId'],
          movedOn: '2026-10-10',
        });
      }
    }
  });
});

describe('a group that divides', () => {
  test('gives money of its own along: grants, surplus and a bank’s loan, and its accounts say so', async () => {
    const [from, to] = await scene.groups();
    const first = await scene.saver(from, 1_000);
    const second = await scene.saver(from, 2_000, 1_500);
    const borrowing = borrowingOf();
    await scene.borrow(from, borrowing);
    await scene.voucher(from, [
      { kind: 'grant', amountPaise: 700, head: 'revolving_fund' },
      { kind: 'bank_interest', amountPaise: 90 },
      { kind: 'borrowing_received', amountPaise: 4_000, borrowingId: borrowing.id, account: 'bank' },
    ]);
    const before = await scene.ledger(from);
    const body = {
      to,
      members: [first.id, second.id],
      own: { grantsPaise: 200, surplusPaise: 50, borrowingIds: [borrowing.id] },
      cashPaise: 1_750,
      bankPaise: 4_000,
    };
    expect(await scene.move(from, body)).toMatchObject({ status: 201, body: { own: body.own } });
    expect(await scene.ledger(to)).toMatchObject({
      cashPaise: 1_750,
      bankPaise: 4_000,
      savingsPaise: 3_000,
      loansOutstandingPaise: 1_500,
      grantsPaise: 200,
      surplusPaise: 50,
      borrowingsOutstandingPaise: 4_000,
      borrowings: [{ borrowingId: borrowing.id, outstandingPaise: 4_000 }],
    });
    expect(await scene.ledger(from)).toMatchObject({
      cashPaise: before.cashPaise - 1_750,
      bankPaise: before.bankPaise - 4_000,
      savingsPaise: 0,
      grantsPaise: 500,
      surplusPaise: 40,
      borrowingsOutstandingPaise: 0,
    });
    expect((await scene.borrowings(to)).body).toMatchObject({
      items: [{ ...borrowing, receivedPaise: 4_000, outstandingPaise: 4_000 }],
    });
    expect((await scene.borrowings(from)).body).toEqual({ items: [] });
    const came = await scene.accounts(to);
    expect(came.receiptsAndPayments).toMatchObject({ movedInPaise: 5_750, movedOutPaise: 0, receipts: [] });
    expect(came.incomeAndExpenditure).toMatchObject({ surplusPaise: 0, movedInPaise: 50, income: [] });
    expect(came.balanceSheet).toMatchObject({
      movedInPaise: 7_250,
      assets: { cashPaise: 1_750, bankPaise: 4_000, loansOutstandingPaise: 1_500 },
    });
    const went = await scene.accounts(from);
    expect(went.receiptsAndPayments).toMatchObject({ movedInPaise: 0, movedOutPaise: 5_750 });
    expect(went.incomeAndExpenditure).toMatchObject({ surplusPaise: 90, movedOutPaise: 50 });
    // A grant of which a part went away can't be taken back whole, nor what the bank lent.
    expect(await scene.accounts(from, '2026-10-01', '2026-10-09')).toMatchObject({
      receiptsAndPayments: { movedOutPaise: 0 },
      balanceSheet: { liabilities: { grantsPaise: 700 } },
    });
    // Its books have begun.
    expect(refusalOf(await scene.open(to))).toMatchObject({ status: 409, code: 'books_started' });
  });

  test('may get money the other way: a surplus or cash below zero', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 100);
    await scene.voucher(to, [{ kind: 'other_income', amountPaise: 500 }]);
    expect(
      (await scene.move(from, { to, members: [id], own: { surplusPaise: -350 }, cashPaise: -250 })).status,
    ).toBe(201);
    expect(await scene.ledger(from)).toMatchObject({ cashPaise: 350, surplusPaise: 350, savingsPaise: 0 });
    expect(await scene.ledger(to)).toMatchObject({ cashPaise: 250, surplusPaise: 150, savingsPaise: 100 });
    const { receiptsAndPayments, incomeAndExpenditure } = await scene.accounts(from);
    expect(receiptsAndPayments).toMatchObject({ movedInPaise: 250, movedOutPaise: 0 });
    expect(incomeAndExpenditure).toMatchObject({ movedInPaise: 350, surplusPaise: 0 });
  });
});

describe('a move is refused', () => {
  test('that does not balance, by the paisa, and stores nothing', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 1_000, 400);
    expect(refusalOf(await scene.move(from, { to, members: [id], cashPaise: 601 }))).toEqual({
      status: 422,
      code: 'move_mismatch',
      paths: ['cashPaise', 'bankPaise'],
      differencePaise: 1,
    });
    expect(await scene.ledger(from)).toMatchObject({ savingsPaise: 1_000 });
    expect((await scene.moves(from)).body).toEqual({ items: [] });
  });

  test('where cash, bank or grants of either group would fall below zero', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 100);
    await scene.voucher(from, [
      { kind: 'bank_interest', amountPaise: 30 },
      { kind: 'grant', head: 'donation', amountPaise: 5 },
    ]);
    const cases = [
      [
        { cashPaise: 106, own: { surplusPaise: 106 } },
        { code: 'insufficient_cash', collectiveId: from, neededPaise: 106, availablePaise: 105 },
      ],
      [
        { cashPaise: -1, own: { surplusPaise: -1 } },
        { code: 'insufficient_cash', collectiveId: to, neededPaise: 1, availablePaise: 0 },
      ],
      [
        { bankPaise: 31, own: { surplusPaise: 31 } },
        { code: 'insufficient_bank', collectiveId: from, neededPaise: 31, availablePaise: 30 },
      ],
      [
        { bankPaise: -2, own: { surplusPaise: -2 } },
        { code: 'insufficient_bank', collectiveId: to, neededPaise: 2, availablePaise: 0 },
      ],
      [
        { cashPaise: 6, own: { grantsPaise: 6 } },
        { code: 'insufficient_grants', collectiveId: from, neededPaise: 6, availablePaise: 5 },
      ],
    ] as const;
    for (const [body, refusal] of cases) {
      expect(refusalOf(await scene.move(from, { to, ...body }))).toMatchObject({ status: 422, ...refusal });
    }
    expect((await scene.savings(id)).savingsPaise).toBe(100);
  });

  test('of whoever is not in the group, or left, or of a borrowing that it hasn’t', async () => {
    const [from, to] = await scene.groups();
    const here = await scene.saver(from, 0, 0);
    const there = await scene.enrolled({ collectiveId: to });
    const left = await scene.enrolled({ collectiveId: from });
    expect((await scene.exit(left.id)).status).toBe(201);
    expect(
      refusalOf(await scene.move(from, { to, members: [here.id, there.id, left.id, newId()] })),
    ).toMatchObject({ status: 422, code: 'not_a_member', paths: ['members.1', 'members.2', 'members.3'] });
    expect(refusalOf(await scene.move(from, { to, own: { borrowingIds: [newId()] } }))).toMatchObject({
      status: 422,
      code: 'unknown_borrowing',
      paths: ['own.borrowingIds.0'],
    });
  });

  test('before the opening of either group’s books, and with a closed group', async () => {
    const [from, to] = await scene.groups();
    await scene.open(to, { asOf: '2026-10-05' });
    const { id } = await scene.saver(from, 0);
    expect(refusalOf(await scene.move(from, { to, on: '2026-10-04', members: [id] }))).toMatchObject({
      status: 422,
      code: 'before_opening',
      paths: ['on'],
    });
    const closed = await scene.formCollective();
    expect((await scene.close(closed, '2026-10-01', 1)).status).toBe(200);
    expect(refusalOf(await scene.move(from, { to: closed, members: [id] }))).toMatchObject({
      status: 422,
      code: 'collective_closed',
    });
    expect(refusalOf(await scene.move(closed, { to, cashPaise: 1, own: { surplusPaise: 1 } }))).toMatchObject(
      {
        status: 422,
        code: 'collective_closed',
      },
    );
  });

  test('to the same group, to none, from none, of nothing, of somebody twice, or ahead', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 0);
    expect(refusalOf(await scene.move(from, { to: from, members: [id] }))).toMatchObject({
      status: 400,
      code: 'same_collective',
    });
    expect(refusalOf(await scene.move(from, { to: newId(), members: [id] }))).toMatchObject({
      status: 422,
      code: 'unknown_collective',
    });
    expect(await scene.move(newId(), { to, members: [id] })).toMatchObject({ status: 404 });
    expect(refusalOf(await scene.move(from, { to }))).toMatchObject({ status: 400, paths: ['members'] });
    expect(refusalOf(await scene.move(from, { to, own: { grantsPaise: 0 } }))).toMatchObject({ status: 400 });
    expect(refusalOf(await scene.move(from, { to, members: [id, id] }))).toMatchObject({
      status: 400,
      paths: ['members.1'],
    });
    expect(refusalOf(await scene.move(from, { to, members: [id], on: '2026-10-16' }))).toMatchObject({
      status: 400,
      code: 'invalid_date',
    });
    const many = Array.from({ length: 26 }, () => newId());
    expect(refusalOf(await scene.move(from, { to, members: many }))).toMatchObject({ status: 400 });
    const leader = createCaller('leader', { collectives: [from, to] });
    const body = { id: newId(), on: '2026-10-10', to, members: [id], cashPaise: 0, bankPaise: 0 };
    expect(
      await scene.send({
        route: 'POST /api/collectives/{id}/moves',
        path: { id: from },
        body,
        caller: leader,
      }),
    ).toMatchObject({ status: 403 });
  });
});

test('a repayment is not undone once its loan went with her and was repaid elsewhere', async () => {
  const [from, to] = await scene.groups();
  const { id, loanId } = await scene.saver(from, 1_200, 500);
  const repay = async (collectiveId: string, amountPaise: number, heldOn: string) => {
    const reply = await scene.meet(id, { kind: 'repayment', amountPaise, loanId }, { collectiveId, heldOn });
    expect(reply).toMatchObject({ status: 201 });
    return String((reply.body as { id: string }).id);
  };
  const meetingId = await repay(from, 200, '2026-10-05');
  await scene.move(from, { to, members: [id], cashPaise: 900 });
  await repay(to, 300, '2026-10-11');
  await scene.move(to, { on: '2026-10-12', to: from, members: [id], cashPaise: 1_200 });
  const books = await scene.ledger(from);
  expect(refusalOf(await scene.reverseMeeting(from, meetingId))).toMatchObject({
    status: 422,
    code: 'unknown_loan',
  });
  expect(await scene.ledger(from)).toEqual(books);
});

describe('taking a move back', () => {
  test('is as if it had never been: books, her accounts, her group, her statement', async () => {
    const [from, to] = await scene.groups();
    const { id, loanId } = await scene.saver(from, 1_200, 500);
    const before = await scene.savings(id);
    const books = [await scene.ledger(from), await scene.ledger(to)];
    const body = { id: newId(), to, members: [id], cashPaise: 700 };
    await scene.move(from, body);
    const reversal = { id: newId(), reason: 'It was her sister' };
    expect(await scene.takeBack(to, body.id, reversal)).toMatchObject({
      status: 201,
      body: { id: body.id, version: 2, reversed: reversal },
    });
    expect((await scene.takeBack(from, body.id, reversal)).status).toBe(200);
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      status: 422,
      code: 'already_reversed',
    });
    expect(await scene.ledger(from)).toEqual(books[0]);
    expect(await scene.ledger(to)).toMatchObject({ cashPaise: 0, savingsPaise: 0, loansOutstandingPaise: 0 });
    const { statement, ...after } = await scene.savings(id);
    expect(after).toEqual({ ...before, statement: undefined });
    expect(statement.filter(({ reversed }) => !reversed)).toEqual(before.statement);
    expect((await scene.read(id)).body).toMatchObject({ collectiveId: from });
    expect(await scene.accounts(to)).toMatchObject({ receiptsAndPayments: { movedInPaise: 0 } });
    expect(await lastLine()).toMatchObject({ type: 'move_reversed', moveId: body.id, id: reversal.id });
    // She goes on where she was, and in the other group she is nobody.
    expect(
      await scene.meet(
        id,
        { kind: 'repayment', amountPaise: 500, loanId },
        { collectiveId: from, heldOn: '2026-10-12' },
      ),
    ).toMatchObject({ status: 201 });
    for (const heldOn of ['2026-10-10', '2026-10-12']) {
      expect(
        refusalOf(await scene.meet(id, { kind: 'fine', amountPaise: 1 }, { collectiveId: to, heldOn })),
      ).toMatchObject({
        status: 422,
        code: 'not_a_member',
      });
    }
    const money = [from, to].map(async (group) => scene.records.table.get(groupMoneyKey(group)));
    expect(await Promise.all(money)).toMatchObject([{ memberCount: 1 }, { memberCount: 0 }]);
  });

  test('is refused if something would fall below zero, or be left behind', async () => {
    const [from, to] = await scene.groups();
    const { id, loanId } = await scene.saver(from, 1_000, 400);
    const body = { id: newId(), to, members: [id], cashPaise: 600 };
    await scene.move(from, body);
    const there = { collectiveId: to, heldOn: '2026-10-12' };
    await scene.meet(id, { kind: 'deposit', amountPaise: 50 }, there);
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      status: 422,
      code: 'moved_since',
    });
    await scene.meet(id, { kind: 'withdrawal', amountPaise: 80 }, there);
    expect(refusalOf(await scene.takeBack(from, body.id))).toEqual({
      status: 422,
      code: 'insufficient_savings',
      paths: undefined,
      neededPaise: 1_000,
      availablePaise: 970,
    });
    // Who is told her savings has read them.
    expect(await scene.records.accessesOf(id)).toContainEqual(
      expect.objectContaining({
        route: 'POST /api/collectives/{id}/moves/{moveId}/reversal',
        fields: ['savings', 'loans'],
      }),
    );
    await scene.meet(id, { kind: 'deposit', amountPaise: 30 }, there);
    await scene.meet(id, { kind: 'repayment', amountPaise: 100, loanId }, there);
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      status: 422,
      code: 'insufficient_loan',
      neededPaise: 400,
      availablePaise: 300,
    });
    await scene.move(to, { on: '2026-10-13', to: from, members: [id], cashPaise: 700 });
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      status: 422,
      code: 'not_a_member',
      paths: ['members.0'],
    });
  });

  test('is refused if the cash or the grant went on, and where a borrowing was repaid or drawn', async () => {
    const [from, to] = await scene.groups();
    const borrowing = borrowingOf();
    await scene.borrow(from, borrowing);
    await scene.voucher(from, [
      { kind: 'grant', amountPaise: 100, head: 'donation' },
      { kind: 'borrowing_received', amountPaise: 500, borrowingId: borrowing.id },
    ]);
    const body = { id: newId(), to, own: { grantsPaise: 100, borrowingIds: [borrowing.id] }, cashPaise: 600 };
    expect((await scene.move(from, body)).status).toBe(201);
    const spent = { id: newId() };
    await scene.voucher(to, [{ kind: 'expense', head: 'travel', amountPaise: 1 }], {
      on: '2026-10-12',
      ...spent,
    });
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      code: 'insufficient_cash',
      collectiveId: to,
      neededPaise: 600,
      availablePaise: 599,
    });
    await scene.reverseVoucher(to, spent.id);
    const repaid = { id: newId() };
    await scene.voucher(to, [{ kind: 'borrowing_repaid', amountPaise: 20, borrowingId: borrowing.id }], {
      on: '2026-10-12',
      ...repaid,
    });
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      code: 'insufficient_borrowing',
      availablePaise: 480,
    });
    await scene.reverseVoucher(to, repaid.id);
    const drawn = { id: newId() };
    await scene.voucher(to, [{ kind: 'borrowing_received', amountPaise: 20, borrowingId: borrowing.id }], {
      on: '2026-10-12',
      ...drawn,
    });
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({ code: 'moved_since' });
    await scene.reverseVoucher(to, drawn.id);
    const away = {
      id: newId(),
      on: '2026-10-13',
      to: await scene.formCollective(),
      own: { grantsPaise: 30 },
      cashPaise: 30,
    };
    await scene.move(to, away);
    await scene.voucher(to, [{ kind: 'other_income', amountPaise: 30 }], { on: '2026-10-13' });
    expect(refusalOf(await scene.takeBack(from, body.id))).toMatchObject({
      code: 'insufficient_grants',
      neededPaise: 100,
      availablePaise: 70,
    });
    await scene.takeBack(to, away.id);
    expect((await scene.takeBack(from, body.id)).status).toBe(201);
    expect((await scene.borrowings(from)).body).toMatchObject({
      items: [{ id: borrowing.id, outstandingPaise: 500 }],
    });
  });

  test('restores how her account was closed where she had been before', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.enrolled({ collectiveId: to });
    await scene.move(to, { on: '2026-10-03', to: from, members: [id] });
    const back = { id: newId(), on: '2026-10-08', to, members: [id] };
    await scene.move(from, back);
    expect((await scene.takeBack(to, back.id)).status).toBe(201);
    expect(await scene.records.table.get(accountKey(to, id))).toMatchObject({
      closedOn: '2026-10-03',
      movedOn: '2026-10-03',
    });
    expect(await scene.records.table.get(memberKey(id))).toMatchObject({
      collectiveId: from,
      formerCollectives: [to],
    });
  });

  test('of a sheet is refused where its grant or its borrowing went away', async () => {
    const [from, to] = await scene.groups();
    const borrowing = borrowingOf();
    await scene.borrow(from, borrowing);
    const granted = { id: newId() };
    await scene.voucher(from, [{ kind: 'grant', amountPaise: 100, head: 'donation' }], granted);
    const lent = { id: newId() };
    await scene.voucher(
      from,
      [{ kind: 'borrowing_received', amountPaise: 50, borrowingId: borrowing.id }],
      lent,
    );
    await scene.move(from, { to, own: { grantsPaise: 40, borrowingIds: [borrowing.id] }, cashPaise: 90 });
    await scene.voucher(from, [{ kind: 'other_income', amountPaise: 90 }]);
    expect(refusalOf(await scene.reverseVoucher(from, granted.id))).toEqual({
      status: 422,
      code: 'insufficient_grants',
      paths: ['lines.0.amountPaise'],
      neededPaise: 100,
      availablePaise: 60,
    });
    expect(refusalOf(await scene.reverseVoucher(from, lent.id))).toMatchObject({
      status: 422,
      code: 'unknown_borrowing',
    });
  });

  test('is found by either group’s id, and by no other', async () => {
    const [from, to] = await scene.groups();
    const { id } = await scene.saver(from, 0);
    const body = { id: newId(), to, members: [id] };
    await scene.move(from, body);
    expect(await scene.takeBack(await scene.formCollective(), body.id)).toMatchObject({ status: 404 });
    expect(await scene.takeBack(from, id)).toMatchObject({ status: 404 });
    expect(await scene.moves(newId())).toMatchObject({ status: 404 });
  });
});

test('twenty-five women with a loan each move at once, and back', async () => {
  const [from, to] = await scene.groups();
  const women = [];
  for (let n = 0; n < 25; n += 1) women.push(await scene.saver(from, 1_000, 300));
  const body = { id: newId(), to, members: women.map(({ id }) => id), cashPaise: 25 * 700 };
  expect((await scene.move(from, body)).status).toBe(201);
  expect(await scene.ledger(to)).toMatchObject({
    savingsPaise: 25_000,
    loansOutstandingPaise: 7_500,
    cashPaise: 17_500,
  });
  expect((await scene.takeBack(from, body.id)).status).toBe(201);
  expect(await scene.ledger(from)).toMatchObject({ savingsPaise: 25_000, loansOutstandingPaise: 7_500 });
});
