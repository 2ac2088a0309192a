import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tables } from '../../../lib/tables.ts';
import { createTable } from '../../../local/aws/dynamodb.ts';
import { startTableGuard, type TableGuard } from '../../../local/aws/table-guard.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';
import { openDynamoDB } from '../../support/dynamodb-client.ts';

const main = `main-${randomUUID()}`;
const keys = `keys-${randomUUID()}`;
const endpoint = inject('dynamodb');

const clerk: Principal = {
  accessKeyId: 'CLERK',
  secretAccessKey: 'clerk-secret',
  table: { 'CASE#*': ['get', 'query', 'put'], CASES: ['queryIndex'], 'PERSON#*': ['check'] },
  keys: { organisation: ['open'], 'member:*': ['make'] },
};

const clientOf = (at: string, { accessKeyId, secretAccessKey }: Principal) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: at,
      region: 'ap-south-1',
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    }),
  );

let guard: TableGuard;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  const direct = openDynamoDB();
  await createTable(direct, main, { ...tables.main, stream: false });
  await createTable(direct, keys, tables.keys);
  direct.destroy();
  guard = await startTableGuard({ endpoint, tableName: main, keysTableName: keys, principals: [clerk] });
  client = clientOf(guard.endpoint, clerk);
});
afterAll(async () => {
  client.destroy();
  await guard.close();
});

const own = { pk: 'CASE#1', sk: 'CASE' };
const person = { pk: 'PERSON#1', sk: 'PERSON' };
const put = (Item: object, TableName = main) => ({ Put: { TableName, Item: { ...Item } } });
const check = (Key: object) => ({
  ConditionCheck: { TableName: main, Key: { ...Key }, ConditionExpression: 'attribute_not_exists(pk)' },
});
const query = (partition: string, index?: string) =>
  new QueryCommand({
    TableName: main,
    ...(index === undefined ? {} : { IndexName: index }),
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': index === undefined ? 'pk' : `${index}pk` },
    ExpressionAttributeValues: { ':pk': partition },
  });

describe('the guard of the tables', () => {
  test.each([
    [
      'a write and a check in one transaction',
      () => client.send(new TransactWriteCommand({ TransactItems: [put(own), check(person)] })),
    ],
    ['a reading', () => client.send(new GetCommand({ TableName: main, Key: own }))],
    [
      'a transaction of readings',
      () => client.send(new TransactGetCommand({ TransactItems: [{ Get: { TableName: main, Key: own } }] })),
    ],
    ['a query', () => client.send(query('CASE#1'))],
    ['a query of an index', () => client.send(query('CASES', 'gsi1'))],
    [
      'a key that it opens',
      () =>
        client.send(new BatchGetCommand({ RequestItems: { [keys]: { Keys: [{ pk: 'organisation' }] } } })),
    ],
    ['a key that it makes', () => client.send(new PutCommand({ TableName: keys, Item: { pk: 'member:1' } }))],
  ])('lets through %s', async (_, call) => {
    await call();
  });

  test.each([
    [
      'a write of what it may only check',
      () => client.send(new TransactWriteCommand({ TransactItems: [put(own), put(person)] })),
    ],
    [
      'a reading of what it may only check',
      () => client.send(new GetCommand({ TableName: main, Key: person })),
    ],
    [
      'another partition',
      () => client.send(new GetCommand({ TableName: main, Key: { pk: 'MEMBER#1', sk: 'MEMBER' } })),
    ],
    [
      'a transaction with one such reading',
      () =>
        client.send(
          new TransactGetCommand({
            TransactItems: [own, person].map((Key) => ({ Get: { TableName: main, Key } })),
          }),
        ),
    ],
    ['a deletion', () => client.send(new DeleteCommand({ TableName: main, Key: own }))],
    [
      'an update',
      () => client.send(new UpdateCommand({ TableName: main, Key: own, UpdateExpression: 'REMOVE x' })),
    ],
    ['a batch', () => client.send(new BatchGetCommand({ RequestItems: { [main]: { Keys: [own] } } }))],
    ['an index by the partition of the table', () => client.send(query('CASE#1', 'gsi1'))],
    ['the table by the partition of an index', () => client.send(query('CASES'))],
    ['a scan', () => client.send(new ScanCommand({ TableName: main }))],
    [
      'a key that it does not open',
      () => client.send(new BatchGetCommand({ RequestItems: { [keys]: { Keys: [{ pk: 'member:1' }] } } })),
    ],
    [
      'a key that it does not make',
      () =>
        client.send(
          new TransactWriteCommand({ TransactItems: [put(own), put({ pk: 'organisation' }, keys)] }),
        ),
    ],
    ['another table', () => client.send(new GetCommand({ TableName: 'other', Key: own }))],
  ])('refuses %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('names the kind of item in a refusal, and no id', async () => {
    const refused = client.send(
      new GetCommand({ TableName: main, Key: { pk: 'PERSON#secret', sk: 'PERSON' } }),
    );
    await expect(refused).rejects.toThrow('CLERK may not get PERSON: lib/functions does not give it.');
  });

  test('refuses a wrong signature', async () => {
    const stranger = clientOf(guard.endpoint, { ...clerk, secretAccessKey: 'guessed' });
    const command = new GetCommand({ TableName: main, Key: own });
    await expect(stranger.send(command)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    stranger.destroy();
  });

  test('remembers what was used', () => {
    expect([...guard.usedPermissions].sort()).toEqual([
      'CLERK CASE#* get',
      'CLERK CASE#* put',
      'CLERK CASE#* query',
      'CLERK CASES queryIndex',
      'CLERK PERSON#* check',
      'CLERK member:* put',
      'CLERK organisation batchGet',
    ]);
  });
});
