import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  indexWriteUnits,
  itemBytes,
  readUnits,
  storedBytes,
  transactionUnits,
  writeUnits,
} from '../../bench/units.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const itemOf = (bytes: number, more: object = {}) => {
  const item = { pk: 'UNITS', sk: `${bytes}`, ...more, text: '' };
  return { ...item, text: 'x'.repeat(bytes - itemBytes(item)) };
};
const places = { gsi1pk: 'LIST', gsi1sk: 'a', gsi2pk: 'OTHER', gsi2sk: 'b' };

/** Beside what the store itself says, where DynamoDB Local tells the truth: outside of transactions. */
describe('the model of units', () => {
  test.each([200, 1024, 1025, 2048, 2049, 9000])('counts the write of an item of %i bytes', async (bytes) => {
    const item = itemOf(bytes);
    const { ConsumedCapacity } = await records.documents.send(
      new PutCommand({ TableName: records.name, Item: item, ReturnConsumedCapacity: 'INDEXES' }),
    );
    expect(ConsumedCapacity?.Table?.CapacityUnits).toBe(writeUnits(undefined, item));
  });

  test.each([300, 1500, 5000])('counts both indexes of an item of %i bytes', async (bytes) => {
    const item = itemOf(bytes, places);
    const { ConsumedCapacity } = await records.documents.send(
      new PutCommand({ TableName: records.name, Item: item, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(
      writeUnits(undefined, item) + indexWriteUnits(undefined, item),
    );
  });

  test('counts a change of an item, and of its place in an index', async () => {
    const before = itemOf(1500, places);
    await records.documents.send(new PutCommand({ TableName: records.name, Item: before }));
    const after = { ...before, gsi1sk: 'z' };
    const { ConsumedCapacity } = await records.documents.send(
      new UpdateCommand({
        TableName: records.name,
        Key: { pk: before.pk, sk: before.sk },
        UpdateExpression: 'SET gsi1sk = :z',
        ExpressionAttributeValues: { ':z': 'z' },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(writeUnits(before, after) + indexWriteUnits(before, after));
  });

  test.each([100, 4096, 4097, 9000])('counts the reading of an item of %i bytes', async (bytes) => {
    const item = itemOf(bytes);
    await records.documents.send(new PutCommand({ TableName: records.name, Item: item }));
    const read = async (ConsistentRead: boolean) => {
      const { ConsumedCapacity } = await records.documents.send(
        new GetCommand({
          TableName: records.name,
          Key: { pk: item.pk, sk: item.sk },
          ConsistentRead,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      return ConsumedCapacity?.CapacityUnits;
    };
    expect(await read(true)).toBe(readUnits([item], 'consistent', { areTogether: false }));
    expect(await read(false)).toBe(readUnits([item], 'eventual', { areTogether: false }));
  });

  test('counts a query by what it reads together', async () => {
    const items = [1, 2, 3, 4, 5].map((at) => ({ ...itemOf(1800), pk: 'QUERY', sk: `${at}` }));
    for (const item of items) {
      await records.documents.send(new PutCommand({ TableName: records.name, Item: item }));
    }
    const { ConsumedCapacity } = await records.documents.send(
      new QueryCommand({
        TableName: records.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'QUERY' },
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(readUnits(items, 'consistent', { areTogether: true }));
  });

  test('doubles in a transaction, but not in its indexes', () => {
    const item = itemOf(1500, places);
    expect(transactionUnits([{ before: undefined, after: item }])).toBe(2 * 2 + 2 + 2);
    const checked = itemOf(1500);
    expect(transactionUnits([{ before: checked, after: checked }])).toBe(4);
  });

  test('counts what is stored in the table and in each index that holds the item, with what is charged beside', () => {
    expect(storedBytes(itemOf(1500))).toEqual({ inTable: 1600, withCopies: 1600 });
    expect(storedBytes(itemOf(1500, places))).toEqual({ inTable: 1600, withCopies: 4800 });
    expect(storedBytes(undefined)).toEqual({ inTable: 0, withCopies: 0 });
  });

  test.each([
    [{ a: null }, 2],
    [{ a: true }, 2],
    [{ a: 0 }, 2],
    [{ a: 12 }, 3],
    [{ a: 1234 }, 4],
    [{ a: -1234 }, 5],
    [{ a: 'ఆ' }, 4],
    [{ a: ['x', 'yz'] }, 1 + 3 + 2 + 3],
    [{ a: { bc: 'x' } }, 1 + 3 + 1 + 2 + 1],
    [{ a: undefined }, 0],
  ])('knows the size of %j', (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });
});
