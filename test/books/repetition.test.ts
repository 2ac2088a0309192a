import { afterAll, describe, expect, test } from 'vitest';
import { openAccount } from '../../functions/areas/accounts/open-close-account.ts';
import { cancelledWith, interpose } from '../support/transactions.ts';
import { createSavingsSend, exit, must, openBooks, refusalIn, speakFor, storeMember } from './group.ts';
import { deposit, fine, id, loan, sheetOf, withdrawal } from './sheets.ts';

const { records, form } = await openBooks();
afterAll(() => records.close());

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
            .reduce((total, line) => total + ('amountPaise' in line ? line.amountPaise : 0), 0);
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
    const count = 45;
    for (let turn = 0; turn < count; turn += 1) {
      // About 35 KB each, so that the sheets fill more than one page of 1 MB.
      const others = members.flatMap((memberId) => Array.from({ length: 9 }, () => fine(memberId, 1)));
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
    expect(hers.statement.map((line) => [line.heldOn, 'amountPaise' in line && line.amountPaise])).toEqual([
      ['2026-08-15', 5],
      ['2026-09-01', 20],
      ['2026-09-01', 20],
    ]);
  });
});
