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

/** Tries each call on the tables that a function may make, in a way that changes nothing. */

/** A part of every key that is tried. No record's key has it. */
export const nobody = 'self-check';
/** A partition key, or an owner, that a pattern allows. */
export const sampleOf = (pattern: string): string => pattern.replace(/\*$/, nobody);

/** In place of an IAM action, for the attempt with all writes at once. */
export const wholeTransaction = 'one transaction of all writes';

type Key = Record<string, { S: string }>;
type WriteCall = 'put' | 'update' | 'delete' | 'check';
const isWrite = (call: TableCall): call is WriteCall => ['put', 'update', 'delete', 'check'].includes(call);

/** A part of a transaction, with the right that it needs. */
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

/** An attempt for each read of the main table. It asks for a record that isn't there, or only for a number of records. */
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
    const sends: Readonly<Record<Exclude<TableCall, WriteCall>, readonly (() => Promise<unknown>)[]>> = {
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
        : sends[name].map((send) => ({ action: iamActions[name], on: pattern, answers: [], call: send })),
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
 * The attempts on both tables. Each write is tried in a transaction of its own, so that a refusal says which write it is. All writes are also tried in one
 * transaction, as the code makes several writes together.
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
        // A sort key for each call, since a transaction may have only one part for a key.
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
