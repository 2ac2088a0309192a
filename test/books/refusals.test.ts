import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { maxTurnoverPaise } from '../../functions/shared/money/money.ts';
import { accountKey, groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { createCaller } from '../support/request.ts';
import { exit, must, openBooks, readAccount, refusalIn } from './group.ts';
import { deposit, type Entry, fine, id, interest, loan, repayment, sheetOf, withdrawal } from './sheets.ts';

const { records, send, form } = await openBooks();
afterAll(() => records.close());

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

  test('with a woman’s balance is a reading of her, and is logged as one; others on the sheet are not named', async () => {
    const { hold, reverse, collectiveId, leader, first, second } = await form();
    const saved = sheetOf([deposit(first, 100)]);
    const loanId = id();
    await hold(saved);
    await hold(sheetOf([deposit(second, 500)]));
    const linesAfter = async (act: () => ReturnType<typeof hold>, code: string) => {
      const before = new Set((await records.readAccessLog()).map(({ id: line }) => line));
      expect(refusalIn(await act())).toMatchObject({ status: 422, code });
      return (await records.readAccessLog()).filter(({ id: line }) => !before.has(line));
    };
    const reading = (route: string, ...women: string[]) => [
      expect.objectContaining({
        actor: leader.personId,
        route: `POST /api/collectives/{id}/meetings${route}`,
        fields: ['savings', 'loans'],
        subjects: [collectiveId, ...women],
      }),
    ];
    const taken = () => hold(sheetOf([deposit(second, 1), withdrawal(first, 101)]));
    expect(await linesAfter(taken, 'insufficient_savings')).toEqual(reading('', first));
    await hold(sheetOf([loan(second, 50, loanId)]));
    const repaid = () => hold(sheetOf([repayment(second, 51, loanId)]));
    expect(await linesAfter(repaid, 'insufficient_loan')).toEqual(reading('', second));
    await hold(sheetOf([withdrawal(first, 60)]));
    const back = () => reverse(saved.id);
    expect(await linesAfter(back, 'insufficient_savings')).toEqual(reading('/{meetingId}/reversal', first));
    // The group's own money is nobody's figure.
    const short = () => hold(sheetOf([loan(second, 5_000, id())]));
    expect(await linesAfter(short, 'insufficient_cash')).toEqual([]);
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
    const short = await hold(sheetOf([deposit(first, 1), loan(second, 102, id())]));
    expect(refusalIn(short)).toEqual({
      status: 422,
      code: 'insufficient_cash',
      paths: ['entries.1.amountPaise'],
    });
    expect(short.body).toMatchObject({ neededPaise: 101, availablePaise: 100 });
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

  test('a loan beyond the six hundred of one account', async () => {
    const { hold, group, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const { documents, name } = records;
    const loans = Object.fromEntries(
      Array.from({ length: 598 }, () => [
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
    expect(Object.keys((await readAccount(records, group, first)).loans)).toHaveLength(600);
    // Whoever filled it: the coordinator's loan still goes in.
    const body = sheetOf([loan(first, 1, id())]);
    expect(refusalIn(await hold(body))).toMatchObject({ code: 'too_many_loans' });
    const byCoordinator = await send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: group.collectiveId },
      body,
      caller: createCaller('coordinator'),
    });
    expect(byCoordinator.status).toBe(201);
  });

  test('sums by which the programme’s figures would not be exact are refused at the largest amount, until something is taken back', async () => {
    const { hold, reverse, collectiveId, first } = await form();
    const old = sheetOf([deposit(first, 9)]);
    expect((await hold(old)).status).toBe(201);
    await must(records.table, [
      {
        update: groupMoneyKey(collectiveId),
        set: 'SET turnoverPaise = :turnover',
        values: { ':turnover': maxTurnoverPaise - 10 },
      },
    ]);
    const sheet = sheetOf([withdrawal(first, 5), deposit(first, 6)]);
    expect(refusalIn(await hold(sheet))).toEqual({
      status: 422,
      code: 'sum_too_large',
      paths: ['entries.1.amountPaise'],
    });
    expect((await hold(sheetOf([deposit(first, 6), withdrawal(first, 4)]))).status).toBe(201);
    expect((await hold(sheetOf([deposit(first, 1)]))).status).toBe(422);
    expect((await reverse(old.id)).status).toBe(201);
    expect((await hold(sheetOf([deposit(first, 9)]))).status).toBe(201);
  });

  test('figures of 100,000 groups are exact numbers', () => {
    expect(100_000 * maxTurnoverPaise).toBeLessThan(Number.MAX_SAFE_INTEGER);
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
        expect.objectContaining({ subject: sheet.id, subjects: [sheet.id, collectiveId, first].sort() }),
        expect.objectContaining({ subject: first, subjects: [first] }),
        expect.objectContaining({ subject: collectiveId, subjects: members }),
        expect.objectContaining({ subjects: [collectiveId, sheet.id, first].sort() }),
      ]),
    );
  });
});
