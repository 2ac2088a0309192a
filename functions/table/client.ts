import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { invalidCursor } from '../domain/cursor.ts';
import type { AppError } from '../domain/errors.ts';
import { type RetryClock, retry, tryAgain } from '../domain/retry.ts';
import type { Key } from './keys.ts';

/** An item as the table gives it: to be parsed by its slice's schema before it is believed. */
export type Item = Readonly<Record<string, unknown>>;

type Operation = Omit<NonNullable<TransactWriteCommandInput['TransactItems']>[number], never>;

/** DynamoDB's limit of one BatchGetItem. */
const batchSize = 100;

type Condition = {
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * One item's part in a transaction. Where its condition fails, `refusal` says what that means, given the item as it
 * is stored (undefined where there is none).
 */
export type Write = (
  | ({ readonly put: Item } & Condition)
  | ({ readonly update: Key; readonly set: string } & Condition)
  | ({ readonly check: Key } & Condition)
  | ({ readonly remove: Key } & Condition)
) & {
  /** Another table than the main one. */
  readonly table?: string;
  readonly refusal?: (stored: Item | undefined) => AppError | Promise<AppError>;
  /** Asks for the stored item also where there is no refusal. */
  readonly returnStored?: boolean;
};

export type Query = {
  readonly index?: 'gsi1' | 'gsi2';
  readonly partition: string;
  /** Only sort keys that begin so. */
  readonly prefix?: string;
  /** Only sort keys within these, both included. */
  readonly between?: readonly [string, string];
  readonly descending?: boolean;
  readonly limit?: number;
  /** Only items whose list `attribute` holds `value`. Without a `limit`: a page ends where 1 MB was looked through. */
  readonly containing?: { readonly attribute: string; readonly value: string };
  /** Where to go on: the key that the last page ended with. */
  readonly after?: Item;
};

export type Page = { readonly items: Item[]; readonly next?: Item };

export type Table = ReturnType<typeof createTable>;

/** How long a call waits for other transactions to end. */
const maxConflictMs = 2_000;

const keyAttributes = (query: Query): { pk: string; sk: string } =>
  query.index === undefined ? { pk: 'pk', sk: 'sk' } : { pk: `${query.index}pk`, sk: `${query.index}sk` };

/** Where a query goes on after an item. */
const keyOf = (item: Item, query: Query): Item => {
  const { pk, sk } = keyAttributes(query);
  return Object.fromEntries(['pk', 'sk', pk, sk].map((name) => [name, item[name]]));
};

const sortCondition = (query: Query): { text: string; values: Record<string, string> } => {
  if (query.prefix !== undefined) {
    return { text: ' AND begins_with(#sk, :prefix)', values: { ':prefix': query.prefix } };
  }
  if (query.between !== undefined) {
    const [from, to] = query.between;
    return { text: ' AND #sk BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  }
  return { text: '', values: {} };
};

const retried = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether a transaction was cancelled by what will have passed in a moment. */
const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && retried.has(Code));

const retryConflicts = <T>(send: () => Promise<T>, clock: RetryClock): Promise<T> =>
  retry(
    async () => {
      try {
        return await send();
      } catch (error) {
        if (!isPassing(error)) {
          throw error;
        }
        return tryAgain;
      }
    },
    { ...clock, maxMs: maxConflictMs },
  );

/** For each write whether its condition failed, with the stored item; null where none did. */
const failedConditionsOf = (error: unknown): { failed: boolean; stored?: Item }[] | null => {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
    ? reasons.map(({ Code, Item: stored }) => ({
        failed: Code === 'ConditionalCheckFailed',
        // The document client converts answers, but leaves errors as they are.
        ...(stored === undefined ? {} : { stored: unmarshall(stored) }),
      }))
    : null;
};

/**
 * The single table, by the few calls that the product makes. It never scans.
 * @param clock by which it waits for other writers
 */
export const createTable = (client: DynamoDBDocumentClient, name: string, clock: RetryClock = {}) => {
  const toOperation = (write: Write): Operation => {
    const shared = {
      TableName: write.table ?? name,
      ...(write.condition === undefined ? {} : { ConditionExpression: write.condition }),
      ...(write.names === undefined ? {} : { ExpressionAttributeNames: write.names }),
      ...(write.values === undefined ? {} : { ExpressionAttributeValues: write.values }),
      ...(write.refusal === undefined && !write.returnStored
        ? {}
        : { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    };
    if ('put' in write) {
      return { Put: { ...shared, Item: write.put } };
    }
    if ('update' in write) {
      return { Update: { ...shared, Key: write.update, UpdateExpression: write.set } };
    }
    if ('remove' in write) {
      return { Delete: { ...shared, Key: write.remove } };
    }
    return { ConditionCheck: { ...shared, Key: write.check, ConditionExpression: write.condition } };
  };

  return {
    name,

    /** Makes attempts until one answers something else than `tryAgain`; see `retry`. */
    retry: <T>(attempt: () => Promise<T | typeof tryAgain>): Promise<T> => retry(attempt, clock),

    /** An item as it stands now, or undefined. */
    get: async (key: Key): Promise<Item | undefined> => {
      const { Item: item } = await client.send(
        new GetCommand({ TableName: name, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
      );
      return item;
    },

    /** Writes an item of which there can be no other: its key has an id that was made for it. */
    put: async (item: Item): Promise<void> => {
      await client.send(new PutCommand({ TableName: name, Item: item }));
    },

    /** Items by their keys, in no order; those that do not exist are left out. */
    getMany: async (keys: readonly Key[]): Promise<Item[]> => {
      const found: Item[] = [];
      for (let start = 0; start < keys.length; start += batchSize) {
        let Keys = keys
          .slice(start, start + batchSize)
          .map(({ pk, sk }): Record<string, unknown> => ({ pk, sk }));
        await retry(
          async () => {
            const { Responses, UnprocessedKeys } = await client.send(
              new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
            );
            found.push(...(Responses?.[name] ?? []));
            Keys = UnprocessedKeys?.[name]?.Keys ?? [];
            return Keys.length > 0 ? tryAgain : undefined;
          },
          { ...clock, maxMs: maxConflictMs },
        );
      }
      return found;
    },

    /**
     * Up to 100 items as they stood at one moment, in the order of their keys: no transaction is seen half done, as a query
     * or several single reads may see it.
     * @throws AppError `unavailable` where others kept writing them.
     */
    getTogether: async (keys: readonly Key[]): Promise<(Item | undefined)[]> => {
      const TransactItems = keys.map(({ pk, sk }) => ({ Get: { TableName: name, Key: { pk, sk } } }));
      return retryConflicts(async () => {
        const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
        return Responses.map(({ Item: item }) => item);
      }, clock);
    },

    /**
     * One page of a partition, with `next` where more may follow, and where `limit` ended it only if more do. From the table it is
     * consistent; from an index it may be a moment late.
     */
    query: async (query: Query): Promise<Page> => {
      const { limit, containing } = query;
      const attributes = keyAttributes(query);
      const sort = sortCondition(query);
      const command = new QueryCommand({
        TableName: name,
        ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
        KeyConditionExpression: `#pk = :pk${sort.text}`,
        ExpressionAttributeNames: {
          '#pk': attributes.pk,
          ...(sort.text === '' ? {} : { '#sk': attributes.sk }),
          ...(containing === undefined ? {} : { '#list': containing.attribute }),
        },
        ExpressionAttributeValues: {
          ':pk': query.partition,
          ...sort.values,
          ...(containing === undefined ? {} : { ':value': containing.value }),
        },
        ...(containing === undefined ? {} : { FilterExpression: 'contains(#list, :value)' }),
        ...(query.descending ? { ScanIndexForward: false } : {}),
        // One more than is wanted tells whether more follow.
        ...(limit === undefined ? {} : { Limit: limit + 1 }),
        ...(query.after === undefined ? {} : { ExclusiveStartKey: query.after }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(command).catch((error: unknown) => {
        // Where to go on comes from the caller; a key outside of the partition is the only thing here that can be invalid.
        throw query.after !== undefined && error instanceof Error && error.name === 'ValidationException'
          ? invalidCursor()
          : error;
      });
      const items = Items.slice(0, limit);
      const last = items.length < Items.length ? items.at(-1) : undefined;
      const next = last === undefined ? LastEvaluatedKey : keyOf(last, query);
      return { items, ...(next === undefined ? {} : { next }) };
    },

    /**
     * All writes or none. Conflicts with other transactions are tried again. Returns null when written, or else for
     * each write whether its condition failed, with the stored item where the write asks for it.
     * @throws AppError `unavailable` where others kept writing the same items.
     */
    transact: async (writes: readonly Write[]): Promise<null | { failed: boolean; stored?: Item }[]> => {
      const TransactItems = writes.map(toOperation);
      return retryConflicts(async () => {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }));
          return null;
        } catch (error) {
          // A conflict goes first: the other transaction may be this very request, sent twice, and its outcome decides.
          const failures = isPassing(error) ? null : failedConditionsOf(error);
          if (failures === null) {
            throw error;
          }
          return failures;
        }
      }, clock);
    },
  };
};
