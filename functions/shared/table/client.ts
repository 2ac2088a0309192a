import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type RetryClock, retry, tryAgain } from '../errors/retry.ts';
import { invalidCursorError } from '../fields/cursor.ts';
import { type Item, mergeOf, type Write } from './commands.ts';
import type { Key } from './keys/key.ts';
import { keyOf, type Query, toQueryCommand } from './query-commands.ts';
import { maxConflictMs, retryConflicts, tryTransaction, type WriteOutcome } from './transactions.ts';

/**
 * The client of the single table: reads, queries and transactions. the folder keys has the keys of all items, commands.ts and query-commands.ts
 * make what is sent, transactions.ts carries out transactions.
 */

export type { Item, Write } from './commands.ts';
export type { Query } from './query-commands.ts';

/** DynamoDB's limit of one BatchGetItem. */
const batchSize = 100;

export type Page = { readonly items: Item[]; readonly next?: Item };

export type Table = ReturnType<typeof createTable>;

/** The items of up to a hundred keys, in no particular order, without those that do not exist. */
const readBatch = async (
  client: DynamoDBDocumentClient,
  name: string,
  batch: readonly Key[],
  clock: RetryClock,
): Promise<Item[]> => {
  const found: Item[] = [];
  let Keys = batch.map(({ pk, sk }): Record<string, unknown> => ({ pk, sk }));
  await retry(
    async () => {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[name] ?? []));
      // Keys that DynamoDB left out, under load or above 16 MB, are read again.
      Keys = UnprocessedKeys?.[name]?.Keys ?? [];
      return Keys.length > 0 ? tryAgain : undefined;
    },
    { ...clock, maxMs: maxConflictMs },
  );
  return found;
};

/** A page of a query, as `Table.query` promises it. */
const queryPage = async (client: DynamoDBDocumentClient, name: string, query: Query): Promise<Page> => {
  const { Items = [], LastEvaluatedKey } = await client
    .send(toQueryCommand(name, query))
    .catch((error: unknown) => {
      // The caller supplies the cursor. A key outside the partition is the only possible invalid input here.
      throw query.after !== undefined && error instanceof Error && error.name === 'ValidationException'
        ? invalidCursorError()
        : error;
    });
  const items = Items.slice(0, query.limit);
  // If the extra item came, the next page starts after the last item of this one, and not after the extra item, where DynamoDB stopped.
  const hasExtraItem = Items.length > items.length;
  const lastItem = hasExtraItem ? items.at(-1) : undefined;
  const next = lastItem === undefined ? LastEvaluatedKey : keyOf(lastItem, query);
  return { items, ...(next === undefined ? {} : { next }) };
};

/** The number of items that a query finds on its first `maxPages` pages. */
const countItems = async (
  client: DynamoDBDocumentClient,
  name: string,
  query: Query,
  maxPages: number,
): Promise<number> => {
  let found = 0;
  let pages = 0;
  let { after } = query;
  do {
    const { input } = toQueryCommand(name, { ...query, ...(after === undefined ? {} : { after }) });
    const page = await client.send(new QueryCommand({ ...input, Select: 'COUNT' }));
    found += page.Count ?? 0;
    after = page.LastEvaluatedKey;
    pages += 1;
  } while (after !== undefined && pages < maxPages);
  return found;
};

/**
 * The client of the single table, with the few calls that we use. It never scans.
 * @param clock for retries
 */
export const createTable = (client: DynamoDBDocumentClient, name: string, clock: RetryClock = {}) => ({
  name,

  /** Repeats an attempt until it returns something other than `tryAgain`; see `retry` in functions/shared/errors/retry.ts. */
  retry: <T>(attempt: () => Promise<T | typeof tryAgain>): Promise<T> => retry(attempt, clock),

  /** The current item, read consistently, or undefined. */
  get: async (key: Key): Promise<Item | undefined> => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: name, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
    );
    return item;
  },

  /** Writes an item without a condition. Only for an item that cannot exist yet, because its key contains a new id. */
  put: async (item: Item): Promise<void> => {
    await client.send(new PutCommand({ TableName: name, Item: item }));
  },

  /** Writes attributes of one item (`mergeOf`), without a transaction. */
  merge: async (key: Key, set: Item, setOnce: Item): Promise<void> => {
    const { update, set: UpdateExpression, names, values } = mergeOf(key, set, setOnce);
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: { ...update },
        UpdateExpression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    );
  },

  /** The items of any number of keys, in no particular order, without those that do not exist. Each call reads a hundred, and all calls run at once. */
  getMany: async (keys: readonly Key[]): Promise<Item[]> => {
    const batchCount = Math.ceil(keys.length / batchSize);
    const found = await Promise.all(
      Array.from({ length: batchCount }, (_, index) =>
        readBatch(client, name, keys.slice(index * batchSize, (index + 1) * batchSize), clock),
      ),
    );
    return found.flat();
  },

  /**
   * Up to 100 items in one transaction, in the order of their keys. Unlike a query or several reads, it never
   * sees half of another transaction.
   * @throws AppError `unavailable` if others kept writing them
   */
  getTogether: async (keys: readonly Key[]): Promise<(Item | undefined)[]> => {
    const TransactItems = keys.map(({ pk, sk }) => ({ Get: { TableName: name, Key: { pk, sk } } }));
    return retryConflicts(async () => {
      const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
      return Responses.map(({ Item: item }) => item);
    }, clock);
  },

  /**
   * One page of a partition. It has `next` if there may be more items; if `limit` ended the page, there surely are. Consistent on the table,
   * eventually consistent on an index.
   */
  query: (query: Query): Promise<Page> => queryPage(client, name, query),

  /** The number of items that a query finds on its first `maxPages` pages of 1 MB, by default on all; the items themselves are not sent. */
  count: (query: Omit<Query, 'limit'>, maxPages = Number.POSITIVE_INFINITY): Promise<number> =>
    countItems(client, name, query, maxPages),

  /**
   * Carries out all writes or none; conflicts are retried.
   * @returns null if all was written. If a condition failed, the outcomes of all writes in the same order: whether its condition failed, and the
   * stored item if requested
   * @throws AppError `unavailable` if others kept writing the same items
   */
  transact: (writes: readonly Write[]): Promise<null | WriteOutcome[]> =>
    retryConflicts(() => tryTransaction(client, name, writes), clock),
});
