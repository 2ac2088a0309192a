import { afterAll, describe, expect, test } from 'vitest';
import { problem } from '../support/request.ts';
import { interpose } from '../support/transactions.ts';
import { createSavingsSend, openBooks, refusalIn, speakFor } from './group.ts';
import { deposit, fine, id, interest, loan, repayment, sheetOf, withdrawal } from './sheets.ts';

const { records, form } = await openBooks();
afterAll(() => records.close());

describe('recording a sheet', () => {
  test('answers with the record, and writes accounts, cash and one journal line', async () => {
    const { hold, ledger, savings, collectiveId, leader, first, second, third } = await form();
    const loanId = id();
    const body = sheetOf(
      [
        deposit(first, 50_000),
        deposit(second, 20_000),
        loan(second, 30_000, loanId),
        interest(second, 600),
        fine(first, 100),
        deposit(first, 1),
      ],
      {
        attendance: [
          { memberId: first, status: 'present' },
          { memberId: second, status: 'absent' },
          { memberId: third, status: 'excused' },
        ],
        cashCountedPaise: 40_701,
        note: 'Rain; met indoors.',
      },
    );
    const reply = await hold(body);
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({ etag: '"1"' });
    expect(reply.body).toEqual({
      ...body,
      createdAt: '2026-10-15T06:30:00Z',
      createdBy: leader.personId,
      version: 1,
    });
    expect(await ledger()).toEqual({
      cashPaise: 40_701,
      bankPaise: 0,
      savingsPaise: 70_001,
      loansOutstandingPaise: 30_000,
      borrowingsOutstandingPaise: 0,
      grantsPaise: 0,
      surplusPaise: 700,
      borrowings: [],
      members: [first, second, third].sort().map((memberId) => ({
        memberId,
        savingsPaise: memberId === first ? 50_001 : memberId === second ? 20_000 : 0,
        loansOutstandingPaise: memberId === second ? 30_000 : 0,
        overduePaise: 0,
      })),
    });
    const line = { meetingId: body.id, heldOn: '2026-10-10', reversed: false };
    expect(await savings(second)).toEqual({
      savingsPaise: 20_000,
      loansOutstandingPaise: 30_000,
      loans: [
        {
          loanId,
          disbursedOn: '2026-10-10',
          principalPaise: 30_000,
          outstandingPaise: 30_000,
          overduePaise: 0,
        },
      ],
      statement: [
        { ...line, kind: 'deposit', amountPaise: 20_000 },
        { ...line, kind: 'loan', amountPaise: 30_000, loanId },
        { ...line, kind: 'interest', amountPaise: 600 },
      ],
    });
    const lines = (await records.readJournal()).filter((written) => written.id === body.id);
    expect(lines).toEqual([
      {
        type: 'meeting_held',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: leader.personId,
        collectiveId,
        meetingId: body.id,
        heldOn: body.heldOn,
        attendance: body.attendance,
        entries: body.entries,
        counted: true,
      },
    ]);
    const uncounted = sheetOf([]);
    await hold(uncounted);
    const [written] = (await records.readJournal()).filter((one) => one.id === uncounted.id);
    expect(written).toMatchObject({ counted: false });
  });

  test('refuses a plan whose instalments would lie beyond the calendar, since no month could be counted after it', async () => {
    const { hold, first } = await form();
    const endless = loan(first, 100, id(), { instalments: 1, firstDueOn: '9999-12-31' });
    const reply = await hold(sheetOf([deposit(first, 1_000), endless]));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'invalid_date', errors: [{ path: 'entries.1.firstDueOn' }] },
    });
  });

  test('takes a meeting with neither entries nor anybody listed, and two of one day', async () => {
    const { hold } = await form();
    expect((await hold(sheetOf([]))).status).toBe(201);
    expect((await hold(sheetOf([]))).status).toBe(201);
  });

  test('takes forty members with a new loan each', async () => {
    const { hold, ledger, members } = await form(40);
    const reply = await hold(
      sheetOf(members.flatMap((memberId) => [deposit(memberId, 1_000), loan(memberId, 999, id())])),
    );
    expect(reply.status).toBe(201);
    expect(await ledger()).toMatchObject({
      cashPaise: 40,
      savingsPaise: 40_000,
      loansOutstandingPaise: 39_960,
    });
  });

  test('fills a transaction to its last item: forty members and fifty-six new loans', async () => {
    const { group, members, first } = await form(40);
    const { table, sent } = interpose(records);
    const entries = Array.from({ length: 56 }, (_, index) => loan(members[index % 40] ?? first, 1, id()));
    const { hold } = speakFor(createSavingsSend(records, table), group);
    expect((await hold(sheetOf([deposit(first, 100), ...entries]))).status).toBe(201);
    expect(sent.map((items) => items.length)).toEqual([100]);
  });

  test('takes twenty loans of one member, repaid together', async () => {
    const { hold, savings, first } = await form(1);
    const loans = Array.from({ length: 20 }, () => id());
    await hold(sheetOf([deposit(first, 100)]));
    await hold(sheetOf(loans.map((loanId) => loan(first, 3, loanId))));
    const reply = await hold(sheetOf(loans.map((loanId) => repayment(first, 2, loanId))));
    expect(reply.status).toBe(201);
    expect(await savings(first)).toMatchObject({ loansOutstandingPaise: 20 });
  });

  test('is one round trip, with nothing read beforehand', async () => {
    const { group, first } = await form();
    const reads: string[] = [];
    const { table, sent } = interpose(records);
    const watched = {
      ...table,
      get: (key: { pk: string; sk: string }) => {
        reads.push(key.sk);
        return table.get(key);
      },
      query: (query: Parameters<typeof table.query>[0]) => {
        reads.push(query.partition);
        return table.query(query);
      },
    };
    const { hold } = speakFor(createSavingsSend(records, watched), group);
    expect((await hold(sheetOf([deposit(first, 5)], { note: 'Short' }))).status).toBe(201);
    expect(reads).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  test('nets what a member gives and takes in the same sheet, in whatever order', async () => {
    const { hold, savings, first, second } = await form();
    const loanId = id();
    const reply = await hold(
      sheetOf([
        withdrawal(first, 70),
        repayment(first, 40, loanId),
        loan(first, 100, loanId),
        repayment(first, 60, loanId),
        deposit(first, 100),
        loan(second, 30, id()),
        interest(first, 5),
      ]),
    );
    expect(reply.status).toBe(201);
    expect(await savings(first)).toMatchObject({
      savingsPaise: 30,
      loansOutstandingPaise: 0,
      loans: [{ loanId, disbursedOn: '2026-10-10', principalPaise: 100, outstandingPaise: 0 }],
    });
  });

  test('takes interest on a loan, be it repaid or opened by the same sheet, and no principal with it', async () => {
    const { hold, reverse, savings, ledger, first } = await form();
    const [loanId, fresh] = [id(), id()];
    await hold(sheetOf([deposit(first, 200), loan(first, 100, loanId)]));
    expect((await hold(sheetOf([interest(first, 2, loanId)]))).status).toBe(201);
    expect(await savings(first)).toMatchObject({ loansOutstandingPaise: 100 });
    await hold(sheetOf([repayment(first, 100, loanId), interest(first, 2, loanId)]));
    const late = sheetOf([interest(first, 3, loanId), loan(first, 50, fresh), interest(first, 1, fresh)]);
    expect((await hold(late)).status).toBe(201);
    expect(await savings(first)).toMatchObject({ loansOutstandingPaise: 50 });
    expect((await savings(first)).statement.slice(-3)).toMatchObject([
      { kind: 'interest', amountPaise: 3, loanId },
      { kind: 'loan', loanId: fresh },
      { kind: 'interest', amountPaise: 1, loanId: fresh },
    ]);
    expect((await reverse(late.id)).status).toBe(201);
    expect(await ledger()).toMatchObject({ cashPaise: 204, loansOutstandingPaise: 0 });
  });

  test('takes back interest on a loan whose own sheet was taken back before', async () => {
    const { hold, reverse, ledger, first } = await form();
    const loanId = id();
    const lent = sheetOf([deposit(first, 100), loan(first, 50, loanId)]);
    const paid = sheetOf([interest(first, 2, loanId)]);
    await hold(lent);
    await hold(paid);
    expect((await reverse(lent.id)).status).toBe(201);
    expect((await reverse(paid.id)).status).toBe(201);
    expect(await ledger()).toMatchObject({ cashPaise: 0 });
  });

  test('takes a late sheet, dated before those that were recorded earlier', async () => {
    const { hold, savings, first } = await form();
    await hold(sheetOf([deposit(first, 100)], { heldOn: '2026-10-10' }));
    expect((await hold(sheetOf([withdrawal(first, 100)], { heldOn: '2026-09-10' }))).status).toBe(201);
    expect((await savings(first)).statement.map(({ heldOn, kind }) => [heldOn, kind])).toEqual([
      ['2026-09-10', 'withdrawal'],
      ['2026-10-10', 'deposit'],
    ]);
  });
});

test('the limits of an amount are told in rupees', async () => {
  const { hold, first } = await form(1);
  const told = async (amountPaise: number) =>
    problem
      .parse((await hold(sheetOf([deposit(first, amountPaise)]))).body)
      .errors?.map(({ message }) => message);
  expect(await told(1_000_000_001)).toEqual(['Write at most ₹1,00,00,000.']);
  expect(await told(0)).toEqual(['Write an amount above ₹0.']);
});

describe('what is no sheet', () => {
  const [a, b] = [id(), id()];
  const twice = id();
  const own = id();
  const at = (memberId: string) => ({ memberId, status: 'present' as const });
  const many = Array.from({ length: 41 }, () => at(id()));

  test.each<[string, object, string[]]>([
    [
      'an entry of somebody who is not listed',
      sheetOf([deposit(a, 1)], { attendance: [] }),
      ['entries.0.memberId'],
    ],
    [
      'somebody listed twice',
      sheetOf([], { attendance: [at(a), at(b), { memberId: a, status: 'absent' }] }),
      ['attendance.2.memberId'],
    ],
    ['forty-one members', sheetOf([], { attendance: many }), ['attendance']],
    [
      'a loan without an id',
      { ...sheetOf([], { attendance: [at(a)] }), entries: [{ memberId: a, kind: 'loan', amountPaise: 1 }] },
      ['entries.0.loanId'],
    ],
    [
      'a repayment without a loan',
      {
        ...sheetOf([], { attendance: [at(a)] }),
        entries: [{ memberId: a, kind: 'repayment', amountPaise: 1 }],
      },
      ['entries.0.loanId'],
    ],
    ...(['deposit', 'withdrawal', 'fine'] as const).map((kind): [string, object, string[]] => [
      `a ${kind} with a loan`,
      {
        ...sheetOf([], { attendance: [at(a)] }),
        entries: [{ memberId: a, kind, amountPaise: 1, loanId: id() }],
      },
      ['entries.0.loanId'],
    ]),
    ['a loan twice', sheetOf([loan(a, 1, twice), loan(b, 1, twice)]), ['entries.1.loanId']],
    ["a loan with the sheet's own id", sheetOf([loan(a, 1, own)], { id: own }), ['entries.0.loanId']],
    [
      'twenty-one loans of one member',
      sheetOf(Array.from({ length: 21 }, () => repayment(a, 1, id()))),
      ['entries.20.memberId'],
    ],
    [
      'twenty-one loans of one member, by their interest',
      sheetOf(Array.from({ length: 21 }, () => interest(a, 1, id()))),
      ['entries.20.memberId'],
    ],
    [
      'fifty-seven new loans',
      sheetOf(Array.from({ length: 57 }, (_, index) => loan(many[index % 40]?.memberId ?? a, 1, id()))),
      ['entries.56.loanId'],
    ],
    ['an amount of nothing', sheetOf([deposit(a, 0)]), ['entries.0.amountPaise']],
    ['an amount below zero', sheetOf([deposit(a, -5)]), ['entries.0.amountPaise']],
    ['a fraction of a paisa', sheetOf([deposit(a, 0.5)]), ['entries.0.amountPaise']],
    [
      'an amount that is a text',
      { ...sheetOf([deposit(a, 5)]), entries: [{ ...deposit(a, 5), amountPaise: '5' }] },
      ['entries.0.amountPaise'],
    ],
    [
      'an amount beyond all amounts',
      sheetOf([deposit(a, Number.MAX_SAFE_INTEGER)]),
      ['entries.0.amountPaise'],
    ],
    [
      'an unknown kind',
      { ...sheetOf([], { attendance: [at(a)] }), entries: [{ memberId: a, kind: 'gift', amountPaise: 1 }] },
      ['entries.0.kind'],
    ],
    [
      'an unknown status',
      { ...sheetOf([]), attendance: [{ memberId: a, status: 'late' }] },
      ['attendance.0.status'],
    ],
    ['an unknown field', { ...sheetOf([]), place: 'school' }, ['place']],
    ['a field that the server makes', { ...sheetOf([]), version: 1 }, ['version']],
    ['a count below zero', sheetOf([], { cashCountedPaise: -1 }), ['cashCountedPaise']],
    ['a count that is not exact', sheetOf([], { cashCountedPaise: 2 ** 53 }), ['cashCountedPaise']],
    ['a date that does not exist', sheetOf([], { heldOn: '2026-02-30' }), ['heldOn']],
    ['a date to come', sheetOf([], { heldOn: '2026-10-16' }), ['heldOn']],
    ['an id of another kind', sheetOf([], { id: '6a9a2e9e-6b5d-4e0e-8a58-0d6f3f9b1c11' }), ['id']],
    ['a note too long', sheetOf([], { note: 'x'.repeat(2001) }), ['note']],
    ['a note with an Aadhaar number', sheetOf([], { note: 'Hers is 2345 6789 0124' }), ['note']],
    ['a missing list', { id: id(), heldOn: '2026-10-10', attendance: [] }, ['entries']],
  ])('%s is 400', async (_, body, paths) => {
    const { hold } = await form(1);
    const refusal = refusalIn(await hold(body));
    expect(refusal).toMatchObject({ status: 400, paths });
    expect(refusal.code).toMatch(/^invalid_/);
  });
});
