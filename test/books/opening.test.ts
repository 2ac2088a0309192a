import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { collectiveKey } from '../../functions/shared/table/keys/collectives.ts';
import { createCaller } from '../support/request.ts';
import { exit, openBooks, refusalIn } from './group.ts';
import { borrowingOf, deposit, id, line, loan, openingOf, repayment, sheetOf, voucherOf } from './sheets.ts';

const { records, send, form } = await openBooks();
afterAll(() => records.close());

/** The opening of a group with two savers, a loan and a borrowing. */
const pastOf = ([first = '', second = '']: readonly string[]) => {
  const borrowing = borrowingOf(5_000, { instalments: 10, firstDueOn: '2026-10-01' });
  const loanId = id();
  return openingOf({
    cashPaise: 700,
    bankPaise: 3_000,
    grantsPaise: 100,
    surplusPaise: 300,
    members: [
      {
        memberId: first,
        savingsPaise: 1_000,
        loans: [
          {
            loanId,
            disbursedOn: '2026-02-28',
            principalPaise: 900,
            outstandingPaise: 700,
            instalments: 3,
            firstDueOn: '2026-03-31',
          },
        ],
      },
      { memberId: second, savingsPaise: 0, loans: [] },
    ],
    borrowings: [{ ...borrowing, sanctionedOn: '2026-01-01', outstandingPaise: 3_000 }],
  });
};

describe('opening the books of a group with a past', () => {
  test('is refused with more money than any group has, at the largest of it', async () => {
    const { open, ledger } = await form();
    const most = 1_000_000_000;
    const lent = { disbursedOn: '2026-01-01', principalPaise: most, outstandingPaise: most };
    const rich = openingOf({
      grantsPaise: most,
      members: Array.from({ length: 40 }, (_, index) => ({
        memberId: id(),
        savingsPaise: most,
        loans: Array.from({ length: index < 11 ? 2 : 1 }, () => ({ loanId: id(), ...lent })),
      })),
      borrowings: Array.from({ length: 10 }, () => ({
        ...borrowingOf(most),
        sanctionedOn: '2026-01-01',
        outstandingPaise: most,
      })),
    });
    expect(refusalIn(await open(rich))).toEqual({ status: 422, code: 'sum_too_large', paths: ['members'] });
    expect(await ledger()).toMatchObject({ savingsPaise: 0 });
  });

  test('sets every balance, and stands in the ledger, her savings and the collective', async () => {
    const { open, ledger, savings, accounts, members, first, collectiveId, leader } = await form();
    const opening = pastOf(members);
    const reply = await open(opening);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ ...opening, version: 1 });
    expect(await ledger()).toMatchObject({
      cashPaise: 700,
      bankPaise: 3_000,
      savingsPaise: 1_000,
      loansOutstandingPaise: 700,
      borrowingsOutstandingPaise: 3_000,
      grantsPaise: 100,
      surplusPaise: 300,
      borrowings: [{ outstandingPaise: 3_000 }],
    });
    const loanId = opening.members[0]?.loans[0]?.loanId;
    expect(await savings(first)).toEqual({
      savingsPaise: 1_000,
      loansOutstandingPaise: 700,
      loans: [
        {
          loanId,
          disbursedOn: '2026-02-28',
          principalPaise: 900,
          outstandingPaise: 700,
          // What was repaid before is principal less outstanding: 200 of the 900 that are due.
          overduePaise: 700,
          nextDueOn: '2026-03-31',
          instalments: 3,
          firstDueOn: '2026-03-31',
        },
      ],
      statement: [
        { openingId: opening.id, heldOn: '2026-04-01', kind: 'opening', amountPaise: 1_000, reversed: false },
        {
          openingId: opening.id,
          heldOn: '2026-04-01',
          kind: 'opening',
          amountPaise: 700,
          loanId,
          reversed: false,
        },
      ],
    });
    expect(await records.table.get(collectiveKey(collectiveId))).toMatchObject({
      openedAsOf: '2026-04-01',
      version: 2,
    });
    const read = await send({
      route: 'GET /api/collectives/{id}/opening',
      path: { id: collectiveId },
      caller: leader,
    });
    expect([read.status, read.body]).toEqual([200, reply.body]);
    const { receiptsAndPayments, incomeAndExpenditure } = await accounts('2026-01-01', '2026-10-31');
    expect(receiptsAndPayments).toEqual({
      opening: { cashPaise: 700, bankPaise: 3_000 },
      receipts: [],
      payments: [],
      movedInPaise: 0,
      movedOutPaise: 0,
      closing: { cashPaise: 700, bankPaise: 3_000 },
    });
    expect(incomeAndExpenditure).toEqual({
      income: [],
      expenditure: [],
      surplusPaise: 0,
      movedInPaise: 0,
      movedOutPaise: 0,
    });
    const lines = (await records.readJournal()).filter((one) => one.id === opening.id);
    expect(lines).toEqual([
      {
        type: 'books_opened',
        id: opening.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: expect.any(String),
        collectiveId,
        openingId: opening.id,
        asOf: '2026-04-01',
        cashPaise: 700,
        bankPaise: 3_000,
        grantsPaise: 100,
        surplusPaise: 300,
        members: opening.members,
        borrowings: opening.borrowings.map(({ id: borrowingId, ...rest }) => ({ borrowingId, ...rest })),
      },
    ]);
  });

  test('what follows goes on from it; a sheet dated before it is refused, on it is fine', async () => {
    const { open, hold, spend, ledger, members, first } = await form();
    const opening = pastOf(members);
    await open(opening);
    const loanId = opening.members[0]?.loans[0]?.loanId ?? '';
    const borrowingId = opening.borrowings[0]?.id ?? '';
    expect(refusalIn(await hold(sheetOf([deposit(first, 1)], { heldOn: '2026-03-31' })))).toEqual({
      status: 422,
      code: 'before_opening',
      paths: ['heldOn'],
    });
    expect(refusalIn(await spend(voucherOf([line('bank_interest', 1)], { on: '2026-03-31' })))).toEqual({
      status: 422,
      code: 'before_opening',
      paths: ['on'],
    });
    const onTheDay = sheetOf([repayment(first, 200, loanId)], { heldOn: '2026-04-01' });
    expect((await hold(onTheDay)).status).toBe(201);
    expect(refusalIn(await hold(sheetOf([repayment(first, 501, loanId)])))).toMatchObject({
      code: 'insufficient_loan',
    });
    // A borrowing of an opening counts as received in full.
    expect(refusalIn(await spend(voucherOf([line('borrowing_received', 1, { borrowingId })])))).toMatchObject(
      { code: 'insufficient_borrowing' },
    );
    expect((await spend(voucherOf([line('borrowing_repaid', 500, { borrowingId })]))).status).toBe(201);
    expect(await ledger()).toMatchObject({
      cashPaise: 400,
      loansOutstandingPaise: 500,
      borrowingsOutstandingPaise: 2_500,
    });
  });

  test('the same again is 200, other content 409', async () => {
    const { open, ledger, members } = await form();
    const opening = pastOf(members);
    await open(opening);
    expect((await open(opening)).status).toBe(200);
    expect(refusalIn(await open({ ...opening, cashPaise: 701, surplusPaise: 301 }))).toMatchObject({
      status: 409,
      code: 'id_reused',
    });
    expect(await ledger()).toMatchObject({ cashPaise: 700 });
  });

  test('is once: not after another, a meeting or a voucher, even reversed; of ten at once one', async () => {
    const { open, hold, reverse, ledger, members } = await form();
    const tries = Array.from({ length: 10 }, () => open(openingOf({ bankPaise: 5, surplusPaise: 5 })));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, ...Array(9).fill(409)]);
    expect(refusalIn(await open(pastOf(members)))).toMatchObject({ status: 409, code: 'books_started' });
    expect(await ledger()).toMatchObject({ bankPaise: 5 });
    expect((await hold(sheetOf([]))).status).toBe(201);

    const other = await form();
    const sheet = sheetOf([]);
    await other.hold(sheet);
    await other.reverse(sheet.id);
    expect(refusalIn(await other.open(pastOf(other.members)))).toMatchObject({ code: 'books_started' });
    const third = await form();
    await third.spend(voucherOf([line('bank_interest', 1)]));
    expect(refusalIn(await third.open(openingOf()))).toMatchObject({ code: 'books_started' });
    expect(reverse).toBeDefined();
  });

  test('must balance; the difference is told', async () => {
    const { open, members } = await form();
    const opening = pastOf(members);
    const less = await open({ ...opening, surplusPaise: 290 });
    expect(refusalIn(less)).toMatchObject({ status: 422, code: 'opening_mismatch' });
    expect(less.body).toMatchObject({ differencePaise: 10 });
    expect((await open({ ...opening, surplusPaise: 320 })).body).toMatchObject({ differencePaise: -20 });
    const negative = { ...opening, cashPaise: 0, bankPaise: 0, surplusPaise: -3_400 };
    expect((await open(negative)).status).toBe(201);
  });

  test('takes members of the group alone', async () => {
    const { open, group, first, ledger } = await form();
    const stranger = id();
    const of = (memberId: string) =>
      openingOf({ cashPaise: 5, members: [{ memberId, savingsPaise: 5, loans: [] }] });
    expect(refusalIn(await open(of(stranger)))).toEqual({
      status: 422,
      code: 'not_a_member',
      paths: ['members.0.memberId'],
    });
    await exit(records, group, first, '2026-10-01');
    expect(refusalIn(await open(of(first)))).toMatchObject({ code: 'not_a_member' });
    expect(await ledger()).toMatchObject({ cashPaise: 0 });
  });

  test('ids of loans and borrowings are used up', async () => {
    const { open, hold, borrow, members, first } = await form();
    const opening = pastOf(members);
    const loanId = opening.members[0]?.loans[0]?.loanId ?? '';
    const [borrowing] = opening.borrowings;
    expect((await open(opening)).status).toBe(201);
    expect(refusalIn(await hold(sheetOf([deposit(first, 9), loan(first, 1, loanId)])))).toMatchObject({
      status: 409,
      code: 'id_reused',
    });
    const again = borrowingOf(10, { id: borrowing?.id ?? '' });
    expect(refusalIn(await borrow(again))).toMatchObject({ status: 409, code: 'id_reused' });
    const other = await form();
    const theirs = pastOf(other.members);
    const taken = {
      ...theirs,
      members: theirs.members.map((one) => ({
        ...one,
        loans: one.loans.map((lent) => ({ ...lent, loanId })),
      })),
    };
    expect(refusalIn(await other.open(taken))).toMatchObject({
      status: 409,
      code: 'id_reused',
      paths: ['members.0.loans.0.loanId'],
    });
    const known = borrowingOf(10);
    await other.borrow(known);
    const twice = { ...theirs, borrowings: theirs.borrowings.map((one) => ({ ...one, id: known.id })) };
    expect(refusalIn(await other.open(twice))).toMatchObject({
      status: 409,
      code: 'id_reused',
      paths: ['borrowings.0.id'],
    });
    expect((await other.open(theirs)).status).toBe(201);
  });

  test('of forty members with a loan each, and twenty borrowings, is one transaction', async () => {
    const { open, members, ledger } = await form(40);
    const opening = openingOf({
      cashPaise: 2_000,
      members: members.map((memberId) => ({
        memberId,
        savingsPaise: 100,
        loans: [{ loanId: id(), disbursedOn: '2026-01-01', principalPaise: 50, outstandingPaise: 50 }],
      })),
      surplusPaise: -200,
      borrowings: Array.from({ length: 20 }, () => ({
        ...borrowingOf(10, { sanctionedOn: '2026-01-01' }),
        outstandingPaise: 10,
      })),
    });
    expect((await open(opening)).status).toBe(201);
    expect(await ledger()).toMatchObject({ savingsPaise: 4_000, borrowingsOutstandingPaise: 200 });
  });

  test('of a collective that does not exist is 404, and is not read before it is there', async () => {
    const caller = createCaller('coordinator');
    const nowhere = { id: id() };
    const post = { route: 'POST /api/collectives/{id}/opening', body: openingOf(), caller } as const;
    expect((await send({ ...post, path: nowhere })).status).toBe(404);
    const { collectiveId } = await form(1);
    const get = { route: 'GET /api/collectives/{id}/opening', caller } as const;
    expect((await send({ ...get, path: { id: collectiveId } })).status).toBe(404);
  });
});

describe('what is no opening', () => {
  const member = id();
  const lent = { loanId: id(), disbursedOn: '2026-01-01', principalPaise: 10, outstandingPaise: 10 };
  const borrowed = { ...borrowingOf(10, { sanctionedOn: '2026-01-01' }), outstandingPaise: 10 };
  const of = (loans: object[]) => ({ members: [{ memberId: member, savingsPaise: 0, loans }] });
  test.each<[string, object, string]>([
    [
      'more outstanding than lent',
      of([{ ...lent, outstandingPaise: 11 }]),
      'members.0.loans.0.outstandingPaise',
    ],
    [
      'a loan of after the opening',
      of([{ ...lent, disbursedOn: '2026-04-02' }]),
      'members.0.loans.0.disbursedOn',
    ],
    ['half a plan', of([{ ...lent, instalments: 2 }]), 'members.0.loans.0.firstDueOn'],
    ['a loan twice', of([lent, lent]), 'members.0.loans.1.loanId'],
    [
      'a member twice',
      { members: [1, 2].map(() => ({ memberId: member, savingsPaise: 0, loans: [] })) },
      'members.1.memberId',
    ],
    [
      'a borrowing of after the opening',
      { borrowings: [{ ...borrowed, sanctionedOn: '2026-04-02' }] },
      'borrowings.0.sanctionedOn',
    ],
    ['a borrowing twice', { borrowings: [borrowed, borrowed] }, 'borrowings.1.id'],
    [
      'more owed than borrowed',
      { borrowings: [{ ...borrowed, outstandingPaise: 11 }] },
      'borrowings.0.outstandingPaise',
    ],
    ['cash below zero', { cashPaise: -1 }, 'cashPaise'],
    ['a day to come', { asOf: '2026-10-16' }, 'asOf'],
    ['an unknown field', { note: 'From the red book' }, 'note'],
    [
      'forty-one members',
      { members: Array.from({ length: 41 }, () => ({ memberId: id(), savingsPaise: 0, loans: [] })) },
      'members',
    ],
    [
      'twenty-one borrowings',
      { borrowings: Array.from({ length: 21 }, () => ({ ...borrowed, id: id() })) },
      'borrowings',
    ],
    [
      'fifty-six loans',
      {
        members: Array.from({ length: 3 }, (_, index) => ({
          memberId: id(),
          savingsPaise: 0,
          loans: Array.from({ length: index < 2 ? 20 : 16 }, () => ({ ...lent, loanId: id() })),
        })),
      },
      'members',
    ],
  ])('%s is 400', async (_, more, path) => {
    const { open } = await form(1);
    const reply = await open({ ...openingOf(), ...more });
    const { status, paths } = refusalIn(reply);
    expect([status, z.array(z.string()).parse(paths)[0]]).toEqual([400, path]);
  });

  test('a plan that begins before its loan is 422', async () => {
    const { open, first } = await form(1);
    const early = { ...lent, instalments: 2, firstDueOn: '2025-12-31' };
    const reply = await open(openingOf({ members: [{ memberId: first, savingsPaise: 10, loans: [early] }] }));
    expect(refusalIn(reply)).toEqual({
      status: 422,
      code: 'due_before_loan',
      paths: ['members.0.loans.0.firstDueOn'],
    });
  });
});
