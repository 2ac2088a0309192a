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
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AppError } from '../errors/errors.ts';
import { type RetryClock, retry, tryAgain } from '../errors/retry.ts';
import { invalidCursorError } from '../fields/cursor.ts';
import type { Key } from './keys.ts';

/** The client of the single table: reads, queries and transactions. keys.ts has the keys of all items. */

/** An item as read, to be parsed by its area's schema. */
export type Item = Readonly<Record<string, unknown>>;

/** One item's part of the SDK's transaction input. */
type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DynamoDB's limit of one BatchGetItem. */
const batchSize = 100;

/** A DynamoDB condition expression. `names` and `values` are for the placeholders `#name` and `:value` in it, and in the `set` of an update. */
type Condition = {
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** One item's part of a transaction. */
export type Write = (
  | ({ readonly put: Item } & Condition)
  /** `set`: a DynamoDB update expression, such as `SET approvedAt = :at REMOVE reason`. */
  | ({ readonly update: Key; readonly set: string } & Condition)
  /** Changes nothing, and fails unless the condition holds. */
  | ({ readonly check: Key } & Condition)
  | ({ readonly remove: Key } & Condition)
) & {
  /** A table other than the main one. */
  readonly table?: string;
  /** The error of this write's failed condition. This file never calls it; `record` (journal/append.ts) does. */
  readonly errorIfFailed?: (stored: Item | undefined) => AppError | Promise<AppError>;
  /** Return the stored item on failure even without `errorIfFailed`. */
  readonly returnStored?: boolean;
};

export type Query = {
  readonly index?: 'gsi1' | 'gsi2';
  readonly partition: string;
  /** Only sort keys with this prefix. */
  readonly prefix?: string;
  /** Only sort keys in this range, inclusive. */
  readonly between?: readonly [string, string];
  readonly descending?: boolean;
  readonly limit?: number;
  /** Eventually consistent: half the read units, but it may miss what was written within the last second. An index is always read like this. */
  readonly isEventual?: boolean;
  /** Only items whose list `attribute` contains `value`. DynamoDB filters what it has read, so a page may have few items, or none. */
  readonly containing?: { readonly attribute: string; readonly value: string };
  /** Only these attributes of each item, beside its key. `event.type` is one that lies in another. */
  readonly only?: readonly string[];
  /** Continue after this key, the last of the previous page. */
  readonly after?: Item;
};

export type Page = { readonly items: Item[]; readonly next?: Item };

export type Table = ReturnType<typeof createTable>;

/** How long a call retries conflicts with other transactions, or keys that were left out. */
const maxConflictMs = 2_000;

const keyAttributes = (query: Pick<Query, 'index'>): { pk: string; sk: string } =>
  query.index === undefined ? { pk: 'pk', sk: 'sk' } : { pk: `${query.index}pk`, sk: `${query.index}sk` };

/** The key after which a query continues: the table's, and the index's if one is queried. */
export const keyOf = (item: Item, query: Pick<Query, 'index'>): Item => {
  const { pk, sk } = keyAttributes(query);
  return Object.fromEntries(['pk', 'sk', pk, sk].map((name) => [name, item[name]]));
};

/** The part of the key condition about sort keys, with its values. If a query has both `prefix` and `between`, only `prefix` counts. */
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

/** The codes of the transient reasons for which DynamoDB cancels a transaction. */
const transientCodes = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether a transaction was cancelled for a transient reason. */
const isTransient = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && transientCodes.has(Code));

/** Repeats a call while it is cancelled for a transient reason. */
const retryConflicts = <T>(send: () => Promise<T>, clock: RetryClock): Promise<T> =>
  retry(
    async () => {
      try {
        return await send();
      } catch (error) {
        if (!isTransient(error)) {
          throw error;
        }
        return tryAgain;
      }
    },
    { ...clock, maxMs: maxConflictMs },
  );

/** Whether the condition of one write failed, with its stored item if requested. */
type WriteOutcome = { readonly failed: boolean; readonly stored?: Item };

/** The outcomes of all writes, in their order; null if the error has another reason than a failed condition. */
const writeOutcomesOf = (error: unknown): WriteOutcome[] | null => {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
    ? reasons.map(({ Code, Item: stored }) => ({
        failed: Code === 'ConditionalCheckFailed',
        // The document client unmarshalls answers but not errors.
        ...(stored === undefined ? {} : { stored: unmarshall(stored) }),
      }))
    : null;
};

/** @param name of the table */
const toOperation = (name: string, write: Write): Operation => {
  const shared = {
    TableName: write.table ?? name,
    ...(write.condition === undefined ? {} : { ConditionExpression: write.condition }),
    ...(write.names === undefined ? {} : { ExpressionAttributeNames: write.names }),
    ...(write.values === undefined ? {} : { ExpressionAttributeValues: write.values }),
    ...(write.errorIfFailed === undefined && !write.returnStored
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
  // The SDK requires this condition, so its type does not accept the optional one in `shared`.
  return { ConditionCheck: { ...shared, Key: write.check, ConditionExpression: write.condition } };
};

/**
 * The write of some attributes of an item, which is made if it doesn't exist. Writing the same attributes again changes nothing.
 * @param set attributes to set
 * @param setOnce attributes to set only if the item doesn't have them yet
 */
export const mergeOf = (key: Key, set: Item, setOnce: Item) => {
  const all = [...Object.entries(set), ...Object.entries(setOnce)];
  const expressions = all.map(([name], index) =>
    Object.hasOwn(setOnce, name)
      ? `#n${index} = if_not_exists(#n${index}, :v${index})`
      : `#n${index} = :v${index}`,
  );
  return {
    update: { pk: key.pk, sk: key.sk },
    set: `SET ${expressions.join(', ')}`,
    names: Object.fromEntries(all.map(([name], index) => [`#n${index}`, name])),
    values: Object.fromEntries(all.map(([, value], index) => [`:v${index}`, value])),
  };
};

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

/** @param name of the table */
/** The part of a query about the attributes that it asks for, with their names. */
const projectionOf = ({ only }: Query): { text?: string; names: Record<string, string> } => {
  if (only === undefined) return { names: {} };
  const names = [...new Set(['pk', 'sk', ...only.flatMap((path) => path.split('.'))])];
  const placeholder = (path: string): string =>
    path
      .split('.')
      .map((name) => `#only${names.indexOf(name)}`)
      .join('.');
  return {
    text: ['pk', 'sk', ...only].map(placeholder).join(', '),
    names: Object.fromEntries(names.map((name, index) => [`#only${index}`, name])),
  };
};

const toQueryCommand = (name: string, query: Query): QueryCommand => {
  const { limit, containing } = query;
  const attributes = keyAttributes(query);
  const sort = sortCondition(query);
  const projection = projectionOf(query);
  return new QueryCommand({
    TableName: name,
    ...(query.index === undefined
      ? { ConsistentRead: query.isEventual !== true }
      : { IndexName: query.index }),
    KeyConditionExpression: `#pk = :pk${sort.text}`,
    ExpressionAttributeNames: {
      '#pk': attributes.pk,
      ...(sort.text === '' ? {} : { '#sk': attributes.sk }),
      ...(containing === undefined ? {} : { '#list': containing.attribute }),
      ...projection.names,
    },
    ExpressionAttributeValues: {
      ':pk': query.partition,
      ...sort.values,
      ...(containing === undefined ? {} : { ':value': containing.value }),
    },
    ...(containing === undefined ? {} : { FilterExpression: 'contains(#list, :value)' }),
    ...(projection.text === undefined ? {} : { ProjectionExpression: projection.text }),
    ...(query.descending ? { ScanIndexForward: false } : {}),
    // One extra item tells whether there is a next page.
    ...(limit === undefined ? {} : { Limit: limit + 1 }),
    ...(query.after === undefined ? {} : { ExclusiveStartKey: query.after }),
  });
};

/**
 * The client of the single table, with the few calls that we use. It never scans.
 * @param clock for retries
 */
export const createTable = (client: DynamoDBDocumentClient, name: string, clock: RetryClock = {}) => {
  return {
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
    query: async (query: Query): Promise<Page> => {
      const { Items = [], LastEvaluatedKey } = await client
        .send(toQueryCommand(name, query))
        .catch((error: unknown) => {
          // The caller supplies the cursor. A key outside the partition is the only possible invalid input here.
          throw query.after !== undefined && error instanceof Error && error.name === 'ValidationException'
            ? invalidCursorError()
            : error;
        });
      const items = Items.slice(0, query.limit);
      // If the extra item came, the next page starts after the last item of this one.
      const hasExtraItem = Items.length > items.length;
      const lastItem = hasExtraItem ? items.at(-1) : undefined;
      const next = lastItem === undefined ? LastEvaluatedKey : keyOf(lastItem, query);
      return { items, ...(next === undefined ? {} : { next }) };
    },

    /** The number of items that a query finds, over all its pages; the items themselves are not sent. */
    count: async (query: Omit<Query, 'limit' | 'after'>): Promise<number> => {
      let found = 0;
      let after: Item | undefined;
      do {
        const { input } = toQueryCommand(name, { ...query, ...(after === undefined ? {} : { after }) });
        const page = await client.send(new QueryCommand({ ...input, Select: 'COUNT' }));
        found += page.Count ?? 0;
        after = page.LastEvaluatedKey;
      } while (after !== undefined);
      return found;
    },

    /**
     * Carries out all writes or none; conflicts are retried.
     * @returns null if all was written. If a condition failed, the outcomes of all writes in the same order: whether its condition failed, and the
     * stored item if requested
     * @throws AppError `unavailable` if others kept writing the same items
     */
    transact: async (writes: readonly Write[]): Promise<null | WriteOutcome[]> => {
      const TransactItems = writes.map((write) => toOperation(name, write));
      return retryConflicts(async () => {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }));
          return null;
        } catch (error) {
          // If there is a conflict and a failed condition too, the writes are tried again: the other transaction may be this same request, sent
          // twice. At the next attempt it has ended, and the conditions show how.
          const outcomes = isTransient(error) ? null : writeOutcomesOf(error);
          if (outcomes === null) {
            throw error;
          }
          return outcomes;
        }
      }, clock);
    },
  };
};
