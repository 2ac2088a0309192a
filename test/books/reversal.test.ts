import { afterAll, describe, expect, test } from 'vitest';
import { meeting } from '../../functions/areas/books/sheet-schema.ts';
import { exit, openBooks, readAccount, refusalIn } from './group.ts';
import { deposit, fine, id, interest, loan, repayment, sheetOf, withdrawal } from './sheets.ts';

const { records, form } = await openBooks();
afterAll(() => records.close());

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
