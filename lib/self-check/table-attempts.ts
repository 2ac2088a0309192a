import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { KeyAccess, KeyCall, TableAccess, TableCall } from '../access.ts';
import { iamActions } from '../iam-actions.ts';
import { tables } from '../tables.ts';
import type { Attempt, Granted } from './attempt.ts';

/** What stands in every key that is tried: no record has it. */
export const nobody = 'self-check';
/** A partition key, or an owner, that a pattern allows. */
export const sampleOf = (pattern: string): string => pattern.replace(/\*$/, nobody);

/** Stands for an IAM action where all writes are tried at once. */
export const wholeTransaction = 'one transaction of all writes';

type Key = Record<string, { S: string }>;
type WriteCall = 'put' | 'update' | 'delete' | 'check';
const isWrite = (call: TableCall): call is WriteCall => ['put', 'update', 'delete', 'check'].includes(call);

/** A part of a transaction, by the right that it needs. */
type Part = Granted & { readonly item: TransactWriteItem };

/** The part of a transaction that makes this call on a key. Its condition can't hold, whether or not there is an item. */
const partOf = (call: WriteCall, TableName: string, Key: Key): TransactWriteItem => {
  const never = {
    TableName,
    ConditionExpression: '#pk = :never',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':never': { S: 'never' } },
  };
  switch (call) {
    case 'put':
      return { Put: { ...never, Item: Key } };
    case 'update':
      return {
        Update: {
          ...never,
          Key,
          UpdateExpression: 'SET #tried = :never',
          ExpressionAttributeNames: { '#pk': 'pk', '#tried': 'tried' },
        },
      };
    case 'delete':
      return { Delete: { ...never, Key } };
    case 'check':
      return { ConditionCheck: { ...never, Key } };
  }
};

const transaction = (client: DynamoDBClient, parts: readonly Part[]) => () =>
  client.send(new TransactWriteItemsCommand({ TransactItems: parts.map(({ item }) => item) }));

/** Each read of the main table: of a record that isn't there, or counted and not returned. */
const readsOf = (client: DynamoDBClient, TableName: string, access: TableAccess): Attempt[] =>
  Object.entries(access).flatMap(([pattern, calls]) => {
    const partition = { S: sampleOf(pattern) };
    const Key = { pk: partition, sk: { S: nobody } };
    const query = (IndexName?: string) => () =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': IndexName === undefined ? 'pk' : `${IndexName}pk` },
          ExpressionAttributeValues: { ':pk': partition },
          Limit: 1,
          Select: 'COUNT',
        }),
      );
    const made: Readonly<Record<Exclude<TableCall, WriteCall>, readonly (() => Promise<unknown>)[]>> = {
      get: [() => client.send(new GetItemCommand({ TableName, Key }))],
      batchGet: [
        () => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
      ],
      query: [query()],
      queryIndex: tables.main.indexes.map(({ name }) => query(name)),
      scan: [() => client.send(new ScanCommand({ TableName, Limit: 1, Select: 'COUNT' }))],
    };
    return calls.flatMap((name) =>
      isWrite(name)
        ? []
        : made[name].map((call) => ({ action: iamActions[name], on: pattern, answers: [], call })),
    );
  });

/** The calls on the keys table behind each permission on a key. */
const keyTableCalls: Readonly<Record<KeyCall, readonly ('batchGet' | 'put')[]>> = {
  open: ['batchGet'],
  make: ['put'],
  destroy: ['batchGet', 'put'],
};

export type TableNames = { readonly main: string; readonly keys: string };

/**
 * The attempts on both tables. Writes are parts of transactions: one with all of them, as the code makes them together, and one for each, which names
 * the one that is refused.
 */
export const tableAttempts = (
  client: DynamoDBClient,
  names: TableNames,
  { table = {}, keys = {} }: { readonly table?: TableAccess; readonly keys?: KeyAccess },
): Attempt[] => {
  const ownersOf = (wanted: 'batchGet' | 'put') =>
    Object.entries(keys)
      .filter(([, calls]) => calls.some((call) => keyTableCalls[call].includes(wanted)))
      .map(([owner]) => owner);
  const keyReads = ownersOf('batchGet').map(
    (on): Attempt => ({
      action: iamActions.batchGet,
      on,
      answers: [],
      call: () =>
        client.send(
          new BatchGetItemCommand({
            RequestItems: { [names.keys]: { Keys: [{ pk: { S: sampleOf(on) } }] } },
          }),
        ),
    }),
  );
  const parts: Part[] = [
    ...Object.entries(table).flatMap(([on, calls]) =>
      calls.filter(isWrite).map((call) => ({
        action: iamActions[call],
        on,
        // A transaction has one part for each key.
        item: partOf(call, names.main, { pk: { S: sampleOf(on) }, sk: { S: `${nobody}-${call}` } }),
      })),
    ),
    ...ownersOf('put').map((on) => ({
      action: iamActions.put,
      on,
      item: partOf('put', names.keys, { pk: { S: sampleOf(on) } }),
    })),
  ];
  const answers = ['TransactionCanceledException'];
  const whole: Attempt = {
    action: wholeTransaction,
    on: 'each part with a right of its own (if only this is refused, set widePolicies)',
    answers,
    call: transaction(client, parts),
  };
  return [
    ...readsOf(client, names.main, table),
    ...keyReads,
    ...parts.map((part) => ({
      action: part.action,
      on: part.on,
      answers,
      call: transaction(client, [part]),
    })),
    ...(parts.length > 1 ? [whole] : []),
  ];
};
