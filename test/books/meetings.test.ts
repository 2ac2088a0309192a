import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount } from '../../functions/accounts/account.ts';
import { type Entry, meeting } from '../../functions/books/schema.ts';
import { accountKey, cashKey, claimKey, collectiveKey } from '../../functions/table/keys.ts';
import { createCaller, problem } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { cancelledWith, interpose } from '../support/transactions.ts';
import {
  createGroup,
  createSavingsSend,
  deposit,
  exit,
  fine,
  id,
  interest,
  loan,
  must,
  readAccount,
  refusalIn,
  repayment,
  type Send,
  sheetOf,
  speakFor,
  storeMember,
  withdrawal,
} from './group.ts';

let records: TestRecords;
let send: Send;

beforeAll(async () => {
  records = await openRecords();
  send = createSavingsSend(records);
});
afterAll(() => records.close());

/** A new group with its voice. */
const form = async (size = 3) => {
  const group = await createGroup(records, size);
  const [first = '', second = '', third = ''] = group.members;
  return { ...group, group, first, second, third, ...speakFor(send, group) };
};

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
      savingsPaise: 70_001,
      loansOutstandingPaise: 30_000,
      members: [first, second, third].sort().map((memberId) => ({
        memberId,
        savingsPaise: memberId === first ? 50_001 : memberId === second ? 20_000 : 0,
        loansOutstandingPaise: memberId === second ? 30_000 : 0,
      })),
    });
    const line = { meetingId: body.id, heldOn: '2026-10-10', reversed: false };
    expect(await savings(second)).toEqual({
      savingsPaise: 20_000,
      loansOutstandingPaise: 30_000,
      loans: [{ loanId, disbursedOn: '2026-10-10', principalPaise: 30_000, outstandingPaise: 30_000 }],
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
    await hold(sheetOf([deposit(first, 100), ...loans.map((loanId) => loan(first, 3, loanId))]));
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
      ['entries.20.loanId'],
    ],
    [
      'twenty-one loans of one member, by their interest',
      sheetOf(Array.from({ length: 21 }, () => interest(a, 1, id()))),
      ['entries.20.loanId'],
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

test('the limits of an amount are told in rupees', async () => {
  const { hold, first } = await form(1);
  const told = async (amountPaise: number) =>
    problem
      .parse((await hold(sheetOf([deposit(first, amountPaise)]))).body)
      .errors?.map(({ message }) => message);
  expect(await told(1_000_000_001)).toEqual(['Write at most ₹1,00,00,000.']);
  expect(await told(0)).toEqual(['Write an amount above ₹0.']);
});

describe('what the rules refuse', () => {
  test('savings below zero, naming each withdrawal', async () => {
    const { hold, ledger, first, second } = await form();
    await hold(sheetOf([deposit(first, 100), deposit(second, 500)]));
    const before = await ledger();
    const reply = await hold(sheetOf([withdrawal(first, 60), deposit(first, 10), withdrawal(first, 51)]));
    expect(refusalIn(reply)).toEqual({
      status: 422,
      code: 'insufficient_savings',
      paths: ['entries.0.amountPaise', 'entries.2.amountPaise'],
    });
    expect(await ledger()).toEqual(before);
  });

  test('savings are asked before cash', async () => {
    const { hold, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    expect(refusalIn(await hold(sheetOf([withdrawal(first, 101)])))).toMatchObject({
      code: 'insufficient_savings',
    });
  });

  test('cash below zero', async () => {
    const { hold, first, second } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    expect(refusalIn(await hold(sheetOf([loan(second, 101, id())])))).toEqual({
      status: 422,
      code: 'insufficient_cash',
      paths: undefined,
    });
    expect((await hold(sheetOf([loan(second, 100, id())]))).status).toBe(201);
    expect(refusalIn(await hold(sheetOf([withdrawal(first, 1)])))).toMatchObject({
      code: 'insufficient_cash',
    });
  });

  test('a count that is not the cash, with both figures', async () => {
    const { hold, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const reply = await hold(sheetOf([deposit(first, 20), fine(first, 3)], { cashCountedPaise: 120 }));
    expect(refusalIn(reply)).toEqual({ status: 422, code: 'cash_mismatch', paths: ['cashCountedPaise'] });
    expect(reply.body).toMatchObject({ cashCountedPaise: 120, cashPaise: 123 });
    const right = sheetOf([deposit(first, 20), fine(first, 3)], { cashCountedPaise: 123 });
    expect((await hold(right)).status).toBe(201);
  });

  test('a count beyond what any box can hold, on a sheet that takes money out', async () => {
    const { hold, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const cashCountedPaise = Number.MAX_SAFE_INTEGER;
    const reply = await hold(sheetOf([withdrawal(first, 40)], { cashCountedPaise }));
    expect(refusalIn(reply)).toEqual({ status: 422, code: 'cash_mismatch', paths: ['cashCountedPaise'] });
    expect(reply.body).toMatchObject({ cashCountedPaise, cashPaise: 60 });
  });

  test('a count above what the sheet itself brings finds the box short', async () => {
    const { hold, first } = await form();
    const reply = await hold(sheetOf([deposit(first, 100)], { cashCountedPaise: 0 }));
    expect(reply.body).toMatchObject({ code: 'cash_mismatch', cashCountedPaise: 0, cashPaise: 100 });
  });

  test('where the cash would be below zero, no count makes it right', async () => {
    const { hold, first } = await form();
    const reply = await hold(sheetOf([loan(first, 10, id())], { cashCountedPaise: 5 }));
    expect(refusalIn(reply)).toMatchObject({ status: 422, code: 'insufficient_cash' });
  });

  test('a repayment above what is outstanding, and of a loan opened by the same sheet', async () => {
    const { hold, first } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100), loan(first, 50, loanId)]));
    expect(
      refusalIn(await hold(sheetOf([repayment(first, 30, loanId), repayment(first, 21, loanId)]))),
    ).toEqual({
      status: 422,
      code: 'insufficient_loan',
      paths: ['entries.0.amountPaise', 'entries.1.amountPaise'],
    });
    expect((await hold(sheetOf([repayment(first, 50, loanId)]))).status).toBe(201);
    expect(refusalIn(await hold(sheetOf([repayment(first, 1, loanId)])))).toMatchObject({
      code: 'insufficient_loan',
    });
    const fresh = id();
    expect(refusalIn(await hold(sheetOf([loan(first, 5, fresh), repayment(first, 6, fresh)])))).toEqual({
      status: 422,
      code: 'insufficient_loan',
      paths: ['entries.1.amountPaise'],
    });
  });

  test("a repayment of a loan that nobody has, or that is somebody else's", async () => {
    const { hold, first, second } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100), loan(first, 50, loanId)]));
    expect(refusalIn(await hold(sheetOf([repayment(first, 1, id())])))).toEqual({
      status: 422,
      code: 'unknown_loan',
      paths: ['entries.0.loanId'],
    });
    expect(refusalIn(await hold(sheetOf([repayment(second, 1, loanId)])))).toMatchObject({
      code: 'unknown_loan',
    });
    const fresh = id();
    const mixed = sheetOf([loan(first, 1, fresh), repayment(second, 1, fresh)]);
    expect(refusalIn(await hold(mixed))).toMatchObject({ code: 'unknown_loan', paths: ['entries.1.loanId'] });
  });

  test("interest on a loan that nobody has, or that is somebody else's", async () => {
    const { hold, ledger, first, second } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100), loan(first, 50, loanId)]));
    const before = await ledger();
    expect(refusalIn(await hold(sheetOf([fine(first, 1), interest(first, 1, id())])))).toEqual({
      status: 422,
      code: 'unknown_loan',
      paths: ['entries.1.loanId'],
    });
    expect(refusalIn(await hold(sheetOf([interest(second, 1, loanId)])))).toMatchObject({
      code: 'unknown_loan',
    });
    expect(await ledger()).toEqual(before);
  });

  test('an id of a loan that was used before is 409', async () => {
    const { hold, ledger, first, second } = await form();
    const loanId = id();
    const sheet = sheetOf([deposit(first, 100), loan(first, 50, loanId)]);
    await hold(sheet);
    const before = await ledger();
    for (const used of [loanId, sheet.id]) {
      expect(refusalIn(await hold(sheetOf([loan(second, 1, used)])))).toMatchObject({
        status: 409,
        code: 'id_reused',
        paths: ['entries.0.loanId'],
      });
    }
    expect(await ledger()).toEqual(before);
  });

  test('somebody who is not a member, with entries or without', async () => {
    const { hold, first, second } = await form();
    const stranger = id();
    const withEntry = sheetOf([deposit(first, 1), deposit(stranger, 1)]);
    expect(refusalIn(await hold(withEntry))).toEqual({
      status: 422,
      code: 'not_a_member',
      paths: ['attendance.1.memberId'],
    });
    const attending = sheetOf([], {
      attendance: [
        { memberId: second, status: 'present' },
        { memberId: stranger, status: 'absent' },
      ],
    });
    expect(refusalIn(await hold(attending))).toMatchObject({
      code: 'not_a_member',
      paths: ['attendance.1.memberId'],
    });
  });

  test('names everything that accounts refuse, first come first', async () => {
    const { hold, first, second, third } = await form();
    await hold(sheetOf([deposit(first, 10), deposit(second, 10), deposit(third, 10)]));
    const reply = await hold(
      sheetOf([withdrawal(first, 1), repayment(second, 1, id()), withdrawal(third, 11), deposit(id(), 1)]),
    );
    expect(refusalIn(reply)).toEqual({
      status: 422,
      code: 'unknown_loan',
      paths: ['entries.1.loanId', 'entries.2.amountPaise', 'attendance.3.memberId'],
    });
  });

  test('a member who has gone may stand on sheets up to that day, if they leave nothing', async () => {
    const { hold, group, first, second, savings } = await form();
    await exit(records, group, first, '2026-10-05');
    const on = (heldOn: string, entries: Entry[] = [fine(first, 5)]) => hold(sheetOf(entries, { heldOn }));
    const attends = (heldOn: string) =>
      hold(sheetOf([], { heldOn, attendance: [{ memberId: first, status: 'present' }] }));
    expect((await on('2026-10-05')).status).toBe(201);
    expect((await attends('2026-10-05')).status).toBe(201);
    expect((await on('2026-10-04', [deposit(first, 9), withdrawal(first, 9)])).status).toBe(201);
    expect(refusalIn(await on('2026-10-06'))).toMatchObject({ status: 422, code: 'not_a_member' });
    expect(refusalIn(await attends('2026-10-06'))).toMatchObject({ status: 422, code: 'not_a_member' });
    expect(refusalIn(await on('2026-10-05', [deposit(first, 1)]))).toMatchObject({ code: 'not_a_member' });
    await hold(sheetOf([deposit(second, 100)]));
    expect(refusalIn(await on('2026-10-05', [loan(first, 1, id())]))).toMatchObject({ code: 'not_a_member' });
    expect(await savings(first)).toMatchObject({ savingsPaise: 0, loansOutstandingPaise: 0, loans: [] });
  });

  test('a loan beyond a thousand of one account', async () => {
    const { hold, group, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const { documents, name } = records;
    const loans = Object.fromEntries(
      Array.from({ length: 998 }, () => [
        id(),
        { disbursedOn: '2026-01-01', principalPaise: 1, outstandingPaise: 0 },
      ]),
    );
    await documents.send(
      new UpdateCommand({
        TableName: name,
        Key: { ...accountKey(group.collectiveId, first) },
        UpdateExpression: 'SET loans = :loans',
        ExpressionAttributeValues: { ':loans': loans },
      }),
    );
    const three = sheetOf([loan(first, 1, id()), loan(first, 1, id()), loan(first, 1, id())]);
    expect(refusalIn(await hold(three))).toEqual({
      status: 422,
      code: 'too_many_loans',
      paths: ['attendance.0.memberId'],
    });
    expect((await hold(sheetOf([loan(first, 1, id()), loan(first, 1, id())]))).status).toBe(201);
    expect(Object.keys((await readAccount(records, group, first)).loans)).toHaveLength(1000);
  });

  test('sums that would no longer be exact are 400', async () => {
    const { hold, collectiveId, first } = await form();
    const turnoverPaise = Number.MAX_SAFE_INTEGER - 10;
    await must(records.table, [
      { put: { ...cashKey(collectiveId), cashPaise: 0, sheets: 0, turnoverPaise } },
    ]);
    expect(refusalIn(await hold(sheetOf([deposit(first, 6), withdrawal(first, 5)])))).toMatchObject({
      status: 400,
      code: 'invalid_amount',
    });
    expect((await hold(sheetOf([deposit(first, 6), withdrawal(first, 4)]))).status).toBe(201);
  });
});

describe('repetition', () => {
  test('the same sheet again is 200 with the record as it now is; other content is 409', async () => {
    const { hold, reverse, ledger, collectiveId, first } = await form();
    const other = await form();
    const sheet = sheetOf([deposit(first, 100)], { note: 'All well' });
    const created = await hold(sheet);
    const again = await hold({ ...sheet });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(created.body);
    expect(refusalIn(await hold({ ...sheet, note: 'All well.' }))).toMatchObject({
      status: 409,
      code: 'id_reused',
    });
    expect(refusalIn(await other.hold(sheet))).toMatchObject({ status: 409, code: 'id_reused' });
    expect(await ledger()).toMatchObject({ cashPaise: 100 });

    await reverse(sheet.id);
    const afterwards = await hold(sheet);
    expect(afterwards.status).toBe(200);
    expect(afterwards.body).toMatchObject({ version: 2, reversed: { reason: 'Written twice' } });
    expect(await ledger()).toMatchObject({ cashPaise: 0 });
    const lines = (await records.readJournal()).filter(
      (line) => 'collectiveId' in line && line.collectiveId === collectiveId,
    );
    expect(lines.map(({ type }) => type)).toEqual(['meeting_held', 'meeting_reversed']);
  });

  test('a repeated sheet is accepted although a rule would refuse it by now', async () => {
    const { hold, group, first } = await form();
    const sheet = sheetOf([deposit(first, 100), withdrawal(first, 100)]);
    await hold(sheet);
    const withdrawn = sheetOf([deposit(first, 5)]);
    await hold(withdrawn);
    const taken = sheetOf([withdrawal(first, 5)]);
    await hold(taken);
    await exit(records, group, first, '2026-10-01');
    for (const repeated of [sheet, withdrawn, taken]) {
      expect((await hold(repeated)).status).toBe(200);
    }
  });

  test('an id that was refused is free again', async () => {
    const { hold, first } = await form();
    const sheet = sheetOf([withdrawal(first, 5)]);
    expect((await hold(sheet)).status).toBe(422);
    await hold(sheetOf([deposit(first, 5)]));
    expect((await hold(sheet)).status).toBe(201);
  });

  test('the same sheet sent ten times at once is recorded once', async () => {
    const { hold, ledger, collectiveId, first } = await form();
    const sheet = sheetOf([deposit(first, 100), loan(first, 50, id())]);
    const replies = await Promise.all(Array.from({ length: 10 }, () => hold(sheet)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(await ledger()).toMatchObject({ cashPaise: 50, savingsPaise: 100, loansOutstandingPaise: 50 });
    const lines = (await records.readJournal()).filter(
      (line) => 'collectiveId' in line && line.collectiveId === collectiveId,
    );
    expect(lines).toHaveLength(1);
  });

  test('a lost answer: the device sends again, and nothing is recorded twice', async () => {
    const { group, ledger, hold, first } = await form();
    const { table } = interpose(records, async (run) => {
      await run();
      throw new Error('The connection broke.');
    });
    const sheet = sheetOf([deposit(first, 100)]);
    const lost = await speakFor(createSavingsSend(records, table), group).hold(sheet);
    expect(lost.status).toBe(500);
    expect((await hold(sheet)).status).toBe(200);
    expect(await ledger()).toMatchObject({ cashPaise: 100 });
  });
});

describe('many at once', () => {
  test('of twenty withdrawals from one balance, those that fit succeed', async () => {
    const { hold, ledger, savings, first } = await form();
    await hold(sheetOf([deposit(first, 700)]));
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => hold(sheetOf([withdrawal(first, 100)]))),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(7);
    const refused = replies.filter(({ status }) => status !== 201).map(refusalIn);
    expect(refused).toHaveLength(13);
    expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['422 insufficient_savings']),
    );
    expect(await ledger()).toMatchObject({ cashPaise: 0, savingsPaise: 0 });
    expect((await savings(first)).statement).toHaveLength(8);
  });

  test('of two counts of the same cash, one fits', async () => {
    const { hold, first, second } = await form();
    const replies = await Promise.all([
      hold(sheetOf([deposit(first, 10)], { cashCountedPaise: 10 })),
      hold(sheetOf([deposit(second, 10)], { cashCountedPaise: 10 })),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  test('a conflict with another transaction is tried again', async () => {
    const { group, ledger, first } = await form();
    const { table, sent } = interpose(records, async (run, attempt) => {
      if (attempt < 4) {
        throw cancelledWith('None', 'TransactionConflict');
      }
      return run();
    });
    const { hold } = speakFor(createSavingsSend(records, table), group);
    expect((await hold(sheetOf([deposit(first, 100)]))).status).toBe(201);
    expect(sent).toHaveLength(4);
    expect(await ledger()).toMatchObject({ cashPaise: 100 });
  });

  test('a condition that failed beside a conflict is not believed yet: it may be the same sheet, half through', async () => {
    const { group, hold, ledger, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const sheet = sheetOf([withdrawal(first, 100)]);
    const { table } = interpose(records, async (run, attempt) => {
      if (attempt === 1) {
        await hold(sheet);
        throw cancelledWith('TransactionConflict', 'None', 'ConditionalCheckFailed', 'None', 'None');
      }
      return run();
    });
    const twin = await speakFor(createSavingsSend(records, table), group).hold(sheet);
    expect(twin.status).toBe(200);
    expect(await ledger()).toMatchObject({ cashPaise: 0 });
  });

  test('conflicts without end are 503, and nothing is written', async () => {
    const { group, ledger, first } = await form();
    const { table } = interpose(records, async () => {
      throw cancelledWith('TransactionConflict');
    });
    const { hold } = speakFor(createSavingsSend(records, table), group);
    expect(refusalIn(await hold(sheetOf([deposit(first, 100)])))).toMatchObject({
      status: 503,
      code: 'busy',
    });
    expect(await ledger()).toMatchObject({ cashPaise: 0 });
  });

  test('ledger and savings agree to the paisa while sheets arrive', async () => {
    const { hold, reverse, ledger, savings, first, second } = await form();
    await hold(sheetOf([deposit(first, 10_000), deposit(second, 10_000)]));
    let done = false;
    const write = async (): Promise<void> => {
      for (let turn = 0; turn < 12; turn += 1) {
        const sheet = sheetOf(
          [withdrawal(first, 7), deposit(second, 7), deposit(first, turn + 1), loan(second, 11, id())],
          { heldOn: turn % 2 === 0 ? '2026-10-10' : '2026-09-01' },
        );
        expect((await hold(sheet)).status).toBe(201);
        if (turn % 3 === 0) {
          expect((await reverse(sheet.id)).status).toBe(201);
        }
      }
    };
    const read = async (): Promise<number> => {
      let readings = 0;
      while (!done) {
        const book = await ledger();
        expect(book.cashPaise).toBe(book.savingsPaise - book.loansOutstandingPaise);
        const hers = await savings(first);
        const shown = hers.statement.filter(({ reversed }) => !reversed);
        const sumOf = (kind: string) =>
          shown
            .filter((line) => line.kind === kind)
            .reduce((total, { amountPaise }) => total + amountPaise, 0);
        expect(hers.savingsPaise).toBe(sumOf('deposit') - sumOf('withdrawal'));
        readings += 1;
      }
      return readings;
    };
    const writing = Promise.all([write(), write()]).then(() => {
      done = true;
    });
    const [readings] = await Promise.all([read(), writing]);
    expect(readings).toBeGreaterThan(0);
  });
});

describe('texts', () => {
  test('lie sealed, stand in no list, and whoever reads one is written down', async () => {
    const { hold, reverse, read, collectiveId, leader, first } = await form();
    const sheet = sheetOf([deposit(first, 1)], { note: 'Lakshmi spoke of her son' });
    await hold(sheet);
    await reverse(sheet.id, { id: id(), reason: 'Counted badly' });
    expect(JSON.stringify(await records.scan())).not.toMatch(/Lakshmi|badly/);
    const logged = () => records.accessesOf(sheet.id);
    const before = (await logged()).length;
    expect(await read(sheet.id)).toMatchObject({
      note: 'Lakshmi spoke of her son',
      reversed: { reason: 'Counted badly', at: '2026-10-15T06:30:00Z', by: leader.personId },
    });
    const lines = await logged();
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toMatchObject({
      actor: leader.personId,
      at: '2026-10-15T06:30:00.000Z',
      route: 'GET /api/collectives/{id}/meetings/{meetingId}',
      fields: ['attendance', 'entries', 'note', 'reversed.reason'],
    });
    const list = await send({
      route: 'GET /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      caller: leader,
    });
    expect(list.status).toBe(200);
    expect(JSON.stringify(list.body)).not.toMatch(/note|reason|Lakshmi/);
    expect(JSON.stringify(await records.readJournal())).not.toMatch(/Lakshmi|badly/);
  });

  test('a meeting without texts, a page of meetings, a ledger and savings are each read with one line', async () => {
    const { hold, read, ledger, savings, collectiveId, first, second, leader } = await form();
    const sheet = sheetOf([deposit(first, 1)]);
    await hold(sheet);
    await read(sheet.id);
    await savings(first);
    await ledger();
    await send({ route: 'GET /api/collectives/{id}/meetings', path: { id: collectiveId }, caller: leader });
    const lines = (await records.readAccessLog()).filter(({ actor }) => actor === leader.personId);
    const members = expect.arrayContaining([first, second]);
    expect(lines).toHaveLength(4);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subject: sheet.id, subjects: [sheet.id, collectiveId, first] }),
        expect.objectContaining({ subject: first, subjects: [first] }),
        expect.objectContaining({ subject: collectiveId, subjects: members }),
        expect.objectContaining({ subjects: [collectiveId, sheet.id, first] }),
      ]),
    );
  });
});

describe('reversal', () => {
  test('takes all back, marks the sheet, and tells the journal', async () => {
    const { hold, reverse, ledger, savings, collectiveId, leader, group, first, second } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 500), loan(second, 100, loanId)]));
    const before = await ledger();
    const fresh = id();
    const sheet = sheetOf([
      withdrawal(first, 100),
      repayment(second, 40, loanId),
      loan(first, 60, fresh),
      repayment(first, 10, fresh),
      interest(second, 7),
    ]);
    const created = await hold(sheet);
    const reversal = { id: id(), reason: 'Written for the wrong group' };
    const reply = await reverse(sheet.id, reversal);
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({ etag: '"2"' });
    expect(reply.body).toEqual({
      ...meeting.parse(created.body),
      version: 2,
      reversed: { ...reversal, at: '2026-10-15T06:30:00Z', by: leader.personId },
    });
    expect(await ledger()).toEqual(before);
    expect((await readAccount(records, group, first)).loans).toEqual({});
    expect(await savings(first)).toMatchObject({
      savingsPaise: 500,
      loans: [],
      statement: [
        { kind: 'deposit', reversed: false },
        { kind: 'withdrawal', reversed: true },
        { kind: 'loan', loanId: fresh, reversed: true },
        { kind: 'repayment', loanId: fresh, reversed: true },
      ],
    });
    expect(await savings(second)).toMatchObject({ loansOutstandingPaise: 100 });
    const line = (await records.readJournal()).find((written) => written.id === reversal.id);
    expect(line).toEqual({
      type: 'meeting_reversed',
      id: reversal.id,
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: leader.personId,
      collectiveId,
      meetingId: sheet.id,
      meetingRecordedAt: '2026-10-15T06:30:00.000Z',
      heldOn: sheet.heldOn,
      attendance: sheet.attendance,
      entries: sheet.entries,
    });
  });

  test('happens once: the same again is 200, another is 422, a used id 409', async () => {
    const { hold, reverse, ledger, first } = await form();
    const sheet = sheetOf([deposit(first, 100)]);
    await hold(sheet);
    await hold(sheetOf([deposit(first, 1000)]));
    const reversal = { id: id(), reason: 'Wrong day' };
    expect((await reverse(sheet.id, reversal)).status).toBe(201);
    expect((await reverse(sheet.id, reversal)).status).toBe(200);
    expect(refusalIn(await reverse(sheet.id, { ...reversal, reason: 'Wrong month' }))).toMatchObject({
      status: 409,
      code: 'id_reused',
    });
    expect(refusalIn(await reverse(sheet.id))).toMatchObject({ status: 422, code: 'already_reversed' });
    const other = sheetOf([deposit(first, 1)]);
    await hold(other);
    expect(refusalIn(await reverse(other.id, reversal))).toMatchObject({ status: 409, code: 'id_reused' });
    expect(refusalIn(await reverse(other.id, { id: other.id, reason: 'Same id' }))).toMatchObject({
      status: 409,
    });
    expect(await ledger()).toMatchObject({ cashPaise: 1001 });
  });

  test('of ten reversals at once, one happens; of one sent ten times, too', async () => {
    const { hold, reverse, ledger, first } = await form();
    const [one, two] = [sheetOf([deposit(first, 100)]), sheetOf([deposit(first, 10)])];
    await hold(one);
    await hold(two);
    await hold(sheetOf([deposit(first, 10_000)]));
    const different = await Promise.all(Array.from({ length: 10 }, () => reverse(one.id)));
    expect(different.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(422)]);
    const reversal = { id: id(), reason: 'Twice' };
    const same = await Promise.all(Array.from({ length: 10 }, () => reverse(two.id, reversal)));
    expect(same.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(await ledger()).toMatchObject({ cashPaise: 10_000, savingsPaise: 10_000 });
  });

  test('is refused where savings, a loan or the cash would fall below zero', async () => {
    const { hold, reverse, ledger, first, second } = await form();
    const loanId = id();
    const saved = sheetOf([deposit(first, 100)]);
    await hold(saved);
    await hold(sheetOf([withdrawal(first, 60), deposit(second, 1000)]));
    expect(refusalIn(await reverse(saved.id))).toEqual({
      status: 422,
      code: 'insufficient_savings',
      paths: ['entries.0.amountPaise'],
    });
    const lent = sheetOf([loan(second, 50, loanId)]);
    await hold(lent);
    const paid = sheetOf([repayment(second, 20, loanId)]);
    await hold(paid);
    expect(refusalIn(await reverse(lent.id))).toEqual({
      status: 422,
      code: 'insufficient_loan',
      paths: ['entries.0.amountPaise'],
    });
    expect((await reverse(paid.id)).status).toBe(201);
    expect((await reverse(lent.id)).status).toBe(201);
    const fined = sheetOf([fine(first, 500)]);
    await hold(fined);
    await hold(sheetOf([loan(first, (await ledger()).cashPaise - 499, id())]));
    expect(refusalIn(await reverse(fined.id))).toMatchObject({ status: 422, code: 'insufficient_cash' });
  });

  test("a reversed loan's id stays used, and can't be repaid", async () => {
    const { hold, reverse, first } = await form();
    const loanId = id();
    await hold(sheetOf([deposit(first, 100)]));
    const lent = sheetOf([loan(first, 50, loanId)]);
    await hold(lent);
    await reverse(lent.id);
    expect(refusalIn(await hold(sheetOf([repayment(first, 1, loanId)])))).toMatchObject({
      code: 'unknown_loan',
    });
    expect(refusalIn(await hold(sheetOf([loan(first, 50, loanId)])))).toMatchObject({ status: 409 });
  });

  test('leaves no balance to a member who has gone', async () => {
    const { hold, reverse, group, first, savings } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const paidOut = sheetOf([withdrawal(first, 100)]);
    await hold(paidOut);
    const fined = sheetOf([deposit(first, 5), withdrawal(first, 5), fine(first, 3)]);
    await hold(fined);
    await exit(records, group, first, '2026-10-01');
    expect(refusalIn(await reverse(paidOut.id))).toMatchObject({ status: 422, code: 'not_a_member' });
    expect((await reverse(fined.id)).status).toBe(201);
    expect(await savings(first)).toMatchObject({ savingsPaise: 0 });
  });

  test.each<[string, object, string]>([
    ['a missing reason', { id: id() }, 'reason'],
    ['a blank reason', { id: id(), reason: ' ' }, 'reason'],
    ['a reason too long', { id: id(), reason: 'x'.repeat(121) }, 'reason'],
    ['a missing id', { reason: 'Wrong' }, 'id'],
    ['an unknown field', { id: id(), reason: 'Wrong', on: '2026-10-10' }, 'on'],
  ])('%s is 400', async (_, body, path) => {
    const { hold, reverse, first } = await form();
    const sheet = sheetOf([deposit(first, 1)]);
    await hold(sheet);
    expect(refusalIn(await reverse(sheet.id, body))).toMatchObject({ status: 400, paths: [path] });
  });
});

describe('who may', () => {
  test('a leader acts in her own collectives alone, a coordinator in all; others in none', async () => {
    const { collectiveId, members, first, hold } = await form();
    const sheet = sheetOf([deposit(first, 1)]);
    await hold(sheet);
    const path = { id: collectiveId };
    const requests = [
      { route: 'POST /api/collectives/{id}/meetings', path, body: sheetOf([deposit(first, 1)]) },
      { route: 'GET /api/collectives/{id}/meetings', path },
      { route: 'GET /api/collectives/{id}/ledger', path },
      { route: 'GET /api/collectives/{id}/meetings/{meetingId}', path: { ...path, meetingId: sheet.id } },
      {
        route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
        path: { ...path, meetingId: sheet.id },
        body: { id: id(), reason: 'Wrong' },
      },
    ] as const;
    const stranger = createCaller('leader', { collectives: [id()] });
    for (const request of requests) {
      expect((await send({ ...request, caller: stranger })).status).toBe(404);
      for (const role of ['caseworker', 'administrator', 'auditor', 'funder'] as const) {
        expect(
          (await send({ ...request, caller: createCaller(role, { districts: ['Guntur'] }) })).status,
        ).toBe(403);
      }
      expect((await send({ ...request, caller: null })).status).toBe(401);
    }
    for (const request of requests) {
      expect((await send({ ...request, caller: createCaller('coordinator') })).status).toBeLessThan(300);
    }
    expect(members).toContain(first);
  });

  test("a member's savings: her leader, a caseworker of her district, a coordinator", async () => {
    const { collectiveId, first } = await form();
    const ask = async (caller: ReturnType<typeof createCaller>, memberId = first) =>
      (await send({ route: 'GET /api/members/{id}/savings', path: { id: memberId }, caller })).status;
    expect(await ask(createCaller('leader', { collectives: [collectiveId] }))).toBe(200);
    expect(await ask(createCaller('leader', { collectives: [id()] }))).toBe(404);
    expect(await ask(createCaller('caseworker', { districts: ['Krishna', 'Guntur'] }))).toBe(200);
    expect(
      await ask(createCaller('caseworker', { districts: ['Krishna'], collectives: [collectiveId] })),
    ).toBe(404);
    expect(await ask(createCaller('coordinator'))).toBe(200);
    expect(await ask(createCaller('coordinator'), id())).toBe(404);
    for (const role of ['administrator', 'auditor', 'funder'] as const) {
      expect(await ask(createCaller(role))).toBe(403);
    }
  });

  test('what does not exist is 404', async () => {
    const { hold, collectiveId, first } = await form();
    const other = await form();
    const coordinator = createCaller('coordinator');
    const loanId = id();
    const sheet = sheetOf([deposit(first, 9), loan(first, 1, loanId)]);
    await hold(sheet);
    const nowhere = { id: id() };
    const meetings = 'POST /api/collectives/{id}/meetings';
    for (const body of [
      sheetOf([]),
      sheetOf([], { note: 'Nobody' }),
      sheetOf([deposit(first, 1)]),
      sheetOf([], { attendance: [{ memberId: first, status: 'present' }] }),
    ]) {
      const reply = await send({ route: meetings, path: nowhere, body, caller: coordinator });
      expect(refusalIn(reply)).toMatchObject({ status: 404, code: 'not_found' });
    }
    const reading = async (place: { id: string; meetingId: string }) =>
      (
        await send({
          route: 'GET /api/collectives/{id}/meetings/{meetingId}',
          path: place,
          caller: coordinator,
        })
      ).status;
    expect(await reading({ id: collectiveId, meetingId: sheet.id })).toBe(200);
    expect(await reading({ id: other.collectiveId, meetingId: sheet.id })).toBe(404);
    expect(await reading({ id: collectiveId, meetingId: loanId })).toBe(404);
    const collective = collectiveKey(collectiveId);
    await must(records.table, [
      { put: { ...collective, id: collectiveId } },
      { put: { ...claimKey(collectiveId), fingerprint: 'x', record: collective } },
    ]);
    expect(await reading({ id: collectiveId, meetingId: collectiveId })).toBe(404);
    expect(await reading({ id: collectiveId, meetingId: id() })).toBe(404);
    for (const route of ['GET /api/collectives/{id}/meetings', 'GET /api/collectives/{id}/ledger'] as const) {
      expect((await send({ route, path: nowhere, caller: coordinator })).status).toBe(404);
    }
  });
});

describe('lists', () => {
  test('give the last held first, page by page, each once', async () => {
    const { hold, collectiveId, leader, first } = await form();
    const days = ['2026-10-03', '2026-10-01', '2026-10-05', '2026-10-02', '2026-10-04'];
    for (const heldOn of days) {
      await hold(sheetOf([deposit(first, 1)], { heldOn }));
    }
    const route = 'GET /api/collectives/{id}/meetings';
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) };
      const reply = await send({ route, path: { id: collectiveId }, query, caller: leader });
      const body = problem.partial().loose().parse(reply.body);
      const items = Array.isArray(body.items) ? body.items : [];
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ heldOn }) => heldOn));
      cursor = typeof body.cursor === 'string' ? body.cursor : undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...days].sort().reverse());
  });

  test.each([
    { limit: '0' },
    { limit: '101' },
    { limit: 'x' },
    { since: '2026-10-01' },
    { cursor: 'nonsense' },
    { cursor: Buffer.from('{"sk":"CASH"}').toString('base64url') },
    { cursor: Buffer.from('{"pk":"MEETING#"}').toString('base64url') },
  ])('%j is 400', async (query) => {
    const { collectiveId, leader } = await form(1);
    const route = 'GET /api/collectives/{id}/meetings';
    const reply = await send({ route, path: { id: collectiveId }, query: { ...query }, caller: leader });
    expect(reply.status).toBe(400);
  });
});

describe('large books', () => {
  test('a ledger of more accounts than are read at once', async () => {
    const { hold, ledger, members } = await form(70);
    const [a = '', b = ''] = [members[0], members[69]];
    await hold(sheetOf([deposit(a, 5), deposit(b, 7)]));
    const book = await ledger();
    expect(book.members).toHaveLength(70);
    expect(book).toMatchObject({ cashPaise: 12, savingsPaise: 12 });
  });

  test('a statement of more sheets than one page of the table holds', async () => {
    const { hold, savings, members, first } = await form(40);
    const count = 30;
    for (let turn = 0; turn < count; turn += 1) {
      // About 60 KB each, so that the sheets fill more than one page of 1 MB.
      const others = members.flatMap((memberId) => Array.from({ length: 15 }, () => fine(memberId, 1)));
      expect((await hold(sheetOf([deposit(first, 3), ...others]))).status).toBe(201);
    }
    const { statement, savingsPaise } = await savings(first);
    expect(statement.filter(({ kind }) => kind === 'deposit')).toHaveLength(count);
    expect(savingsPaise).toBe(3 * count);
  });

  test('savings of a member who moved: what she had in each collective, as one', async () => {
    const [before, now] = [await form(1), await form(1)];
    const memberId = before.first;
    await before.hold(sheetOf([deposit(memberId, 20), withdrawal(memberId, 20)], { heldOn: '2026-09-01' }));
    await exit(records, before.group, memberId, '2026-09-30');
    await must(records.table, [openAccount(now.collectiveId, memberId)]);
    await storeMember(records.table, memberId, {
      collectiveId: now.collectiveId,
      formerCollectives: [before.collectiveId],
    });
    await now.hold(sheetOf([deposit(memberId, 5)], { heldOn: '2026-08-15' }));
    const hers = await now.savings(memberId);
    expect(hers.savingsPaise).toBe(5);
    expect(hers.statement.map(({ heldOn, amountPaise }) => [heldOn, amountPaise])).toEqual([
      ['2026-08-15', 5],
      ['2026-09-01', 20],
      ['2026-09-01', 20],
    ]);
  });
});
