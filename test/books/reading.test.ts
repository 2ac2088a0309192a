import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount } from '../../functions/areas/accounts/open-close-account.ts';
import { readSavings } from '../../functions/areas/books/books-reader.ts';
import { createLedgerReader } from '../../functions/areas/books/ledger-reader.ts';
import { createTable, type Table } from '../../functions/shared/table/client.ts';
import { accountKey, accountPrefix, meetingPrefix } from '../../functions/shared/table/keys/collectives.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createGroup, createSavingsSend, must, speakFor, storeMember } from './group.ts';
import { deposit, fine, id, sheetOf, withdrawal } from './sheets.ts';

/** Readings of one moment, with a sheet put exactly where it would tear them apart. */

const today = '2026-10-15';

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

/** A table that does something after each query of a prefix, before its answer is used. */
const afterQuery = (table: Table, prefix: string, act: (time: number) => Promise<void>): Table => {
  let times = 0;
  return {
    ...table,
    query: async (query) => {
      const page = await table.query(query);
      if (query.prefix === prefix) {
        times += 1;
        await act(times);
      }
      return page;
    },
  };
};

const form = async () => {
  const group = await createGroup(records, 2);
  const [first = '', second = ''] = group.members;
  return { ...group, first, second, ...speakFor(createSavingsSend(records), group) };
};

const member = (memberId: string, collectiveId: string) => ({
  id: memberId,
  collectiveId,
  district: 'Guntur',
  formerCollectives: [],
});

describe('the ledger', () => {
  test('is read again where a sheet came between', async () => {
    const { hold, collectiveId, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const table = afterQuery(records.table, accountPrefix, async (time) => {
      if (time <= 2) {
        await hold(sheetOf([deposit(first, 10)]));
      }
    });
    const book = await createLedgerReader(table).readLedger(collectiveId, today);
    expect(book).toMatchObject({ cashPaise: 120, savingsPaise: 120 });
  });

  test('shows a member who joined and saved while it was read', async () => {
    const { hold, collectiveId } = await form();
    const late = id();
    const table = afterQuery(records.table, accountPrefix, async (time) => {
      if (time === 1) {
        await must(records.table, [openAccount(collectiveId, late)]);
        await storeMember(records.table, late, { collectiveId });
        await hold(sheetOf([deposit(late, 100)]));
      }
    });
    const book = await createLedgerReader(table).readLedger(collectiveId, today);
    expect(book).toMatchObject({ cashPaise: 100, savingsPaise: 100 });
  });

  test('is busy where sheets never stop coming', async () => {
    const { hold, collectiveId, first } = await form();
    const table = afterQuery(records.table, accountPrefix, async () => {
      await hold(sheetOf([fine(first, 1)]));
    });
    await expect(createLedgerReader(table).readLedger(collectiveId, today)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test('waits for a transaction that is half through', async () => {
    const { hold, collectiveId, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    let attempts = 0;
    const send = records.documents.send.bind(records.documents);
    const documents = new Proxy(records.documents, {
      get: (target, property, receiver) =>
        property === 'send'
          ? (command: Parameters<typeof send>[0]) => {
              if (command.constructor.name === 'TransactGetCommand') {
                attempts += 1;
                if (attempts === 1) {
                  throw new TransactionCanceledException({
                    $metadata: {},
                    message: 'Transaction cancelled',
                    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
                  });
                }
              }
              return send(command);
            }
          : Reflect.get(target, property, receiver),
    });
    const table = createTable(documents, records.name);
    expect(await createLedgerReader(table).readLedger(collectiveId, today)).toMatchObject({ cashPaise: 100 });
    expect(attempts).toBe(2);
  });
});

describe("a member's savings", () => {
  test('are read again where a sheet of hers came between', async () => {
    const { hold, collectiveId, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    const table = afterQuery(records.table, meetingPrefix, async (time) => {
      if (time <= 2) {
        // Nets to nothing: the sums alone would not tell that it is missing.
        await hold(sheetOf([deposit(first, 10), withdrawal(first, 10)]));
      }
    });
    const hers = await readSavings(table, member(first, collectiveId), today);
    expect(hers.statement).toHaveLength(5);
  });

  test('are read once where a sheet of others came between', async () => {
    const { hold, collectiveId, first, second } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    let queries = 0;
    const table = afterQuery(records.table, meetingPrefix, async (time) => {
      queries = time;
      await hold(sheetOf([deposit(second, 10)]));
    });
    const hers = await readSavings(table, member(first, collectiveId), today);
    expect(hers.savingsPaise).toBe(100);
    expect(queries).toBe(1);
  });

  test('are not shown where her account is not what her sheets give', async () => {
    const { hold, collectiveId, first } = await form();
    await hold(sheetOf([deposit(first, 100)]));
    await must(records.table, [
      {
        update: accountKey(collectiveId, first),
        set: 'SET savingsPaise = :wrong',
        values: { ':wrong': 99 },
      },
    ]);
    await expect(readSavings(records.table, member(first, collectiveId), today)).rejects.toThrow(
      "A member's account is not what her sheets give.",
    );
  });
});
