import { randomUUID } from 'node:crypto';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { openAccount } from '../functions/areas/accounts/open-close-account.ts';
import { createBooksRoutes } from '../functions/areas/books/routes.ts';
import { createCollectivesRoutes } from '../functions/areas/collectives/routes.ts';
import { createOutreachRoutes } from '../functions/areas/outreach/routes.ts';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createAccessLog } from '../functions/shared/journal/access-log.ts';
import { createTable } from '../functions/shared/table/client.ts';
import type { Vault } from '../functions/shared/vault/vault.ts';
import { createCaller, createSend } from '../test/support/request.ts';
import { exampleCollective } from './examples.ts';
import { byClock, compare, type Row } from './measure.ts';
import { openTables } from './tables.ts';

const members = 20;
const repetitions = { pairs: 60, warmUp: 25 };

/**
 * The delay that a relay adds to each direction, as network time in a region: a few milliseconds for each call. Without this delay, DynamoDB
 * Local would make one transaction look no faster than many puts: it works as long on each item of a transaction as on a put.
 */
const oneWayMs = 2;

/** Compares a write through its real route with its own transaction sent by the SDK alone, and a sheet with a single put for each member. */
export const measureWrites = async (): Promise<Row[]> => {
  const { documents, farDocuments, names, vault, close } = await openTables(oneWayMs);
  try {
    // The same operations on the store directly, and through the relay.
    const near = await prepare(documents, names, vault);
    const far = await prepare(farDocuments, names, vault);
    const sheet = `a sheet of ${members} members`;
    const puts = `${members} single puts, one after another`;
    return [
      {
        what: 'a warm create: gateway event, middy, zod, transaction',
        against: 'the same transaction by the SDK alone',
        ratio: await compare(byClock(near.recordOutreach), byClock(near.repeatTransaction), repetitions),
        limit: 1.15,
        aim: 1.05,
        hindrance:
          'middy, zod, the router and the making of the answer are a few hundredths of a transaction; DynamoDB Local itself differs by far more from one write to the next.',
      },
      {
        what: sheet,
        against: 'the same transaction by the SDK alone',
        ratio: await compare(byClock(near.holdMeeting), byClock(near.repeatTransaction), repetitions),
        limit: 1.25,
        aim: 1.1,
      },
      {
        what: `${sheet}, the store ${oneWayMs} ms away (each way, by a relay)`,
        against: `${puts}, to the same relay`,
        ratio: await compare(byClock(far.holdMeeting), byClock(far.putOneByOne), repetitions),
        limit: 0.35,
        aim: 0.2,
        hindrance:
          'the one transaction keeps DynamoDB Local busy for as long as the twenty puts do (the row below): what it saves is the distance alone.',
      },
      {
        what: `${sheet}, DynamoDB Local without any distance`,
        against: puts,
        ratio: await compare(byClock(near.holdMeeting), byClock(near.putOneByOne), repetitions),
      },
      {
        what: `${sheet}, DynamoDB Local without any distance`,
        against: `${members} requests that each record one thing, one after another`,
        ratio: await compare(byClock(near.holdMeeting), byClock(near.recordOneByOne), {
          pairs: 15,
          warmUp: 3,
        }),
      },
    ];
  } finally {
    await close();
  }
};

/** A client that notes its last transaction, and a function that sends the same again for a record with a new id, with the SDK alone. */
const repeatTransactionsOf = (documents: DynamoDBDocumentClient) => {
  let lastWrites: NonNullable<TransactWriteCommandInput['TransactItems']> = [];
  /** The id of the record that the last transaction writes. */
  let lastId = '';
  const noting: Pick<DynamoDBDocumentClient, 'send'> = {
    send: (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      if (command instanceof TransactWriteCommand) lastWrites = command.input.TransactItems ?? [];
      return documents.send(command);
    },
  };
  const startRecord = (): string => {
    lastId = newId();
    return lastId;
  };
  return {
    // The given client with another `send`.
    client: Object.assign(Object.create(documents), noting),
    /** Makes the id of a record. The next transaction must write that record. */
    startRecord,
    repeatTransaction: async (): Promise<void> => {
      const formerId = lastId;
      const TransactItems = JSON.parse(JSON.stringify(lastWrites).replaceAll(formerId, startRecord()));
      lastWrites = TransactItems;
      await documents.send(new TransactWriteCommand({ TransactItems }));
    },
  };
};

/** Creates a collective with members, and the operations to measure on it. */
const prepare = async (
  documents: DynamoDBDocumentClient,
  names: { readonly table: string },
  vault: Vault,
) => {
  const { client, startRecord, repeatTransaction } = repeatTransactionsOf(documents);
  const table = createTable(client, names.table);
  const accessLog = createAccessLog(table, newId);
  const caller = createCaller('coordinator');
  const send = createSend([
    ...createCollectivesRoutes({ table, vault, newId, accessLog }),
    ...createOutreachRoutes({ table, vault, accessLog, newId }),
    ...createBooksRoutes({ table, vault, accessLog }),
  ]);

  const expectCreated = async (request: Parameters<typeof send>[0]): Promise<void> => {
    const { status, body } = await send(request);
    if (status !== 201) {
      throw new Error(`A write that is measured was answered ${status}: ${JSON.stringify(body)}`);
    }
  };

  let outreachCount = 0;
  const recordOutreach = (): Promise<void> => {
    const id = startRecord();
    // A month takes 200 records at most; each gets 100 here.
    const on = `${addMonths('2026-10', Math.floor(outreachCount / 100))}-10`;
    outreachCount += 1;
    return expectCreated({
      route: 'POST /api/outreach',
      caller,
      now: `${on}T06:30:00.000Z`,
      body: {
        id,
        kind: 'media_sensitisation',
        on,
        mode: 'in_person',
        district: 'Guntur',
        participants: 12,
      },
    });
  };

  const collectiveId = newId();
  await expectCreated({
    route: 'POST /api/collectives',
    caller,
    body: exampleCollective(collectiveId),
  });
  const group = Array.from({ length: members }, () => newId());
  // A sheet needs only the members' open accounts, so nobody is enrolled.
  await table.transact(group.map((memberId) => openAccount(collectiveId, memberId)));

  const holdMeeting = (): Promise<void> => {
    const id = startRecord();
    return expectCreated({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      caller,
      body: {
        id,
        heldOn: '2026-10-10',
        attendance: group.map((memberId) => ({ memberId, status: 'present' })),
        entries: group.map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
      },
    });
  };

  const putOneByOne = async (): Promise<void> => {
    for (const memberId of group) {
      const key = `BENCH#${randomUUID()}`;
      await documents.send(
        new PutCommand({ TableName: names.table, Item: { pk: key, sk: key, memberId, amountPaise: 10_000 } }),
      );
    }
  };

  const recordOneByOne = async (): Promise<void> => {
    for (const _ of group) {
      await recordOutreach();
    }
  };

  return { recordOutreach, repeatTransaction, holdMeeting, putOneByOne, recordOneByOne };
};
