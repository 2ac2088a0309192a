import { QueryCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AppError } from '../errors/errors.ts';
import type { Key } from './keys.ts';

/** Makes DynamoDB's commands of the writes and queries that areas ask for. client.ts sends them. */

/** An item as read, to be parsed by its area's schema. */
export type Item = Readonly<Record<string, unknown>>;

/** One item's part of the SDK's transaction input. */
type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

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
  /** Makes the error of this write's failed condition. `record` (journal/append.ts) calls it; the client never does. */
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
  /** Only these attributes of each item, beside its key. `event.type` names the attribute `type` in the attribute `event`. */
  readonly only?: readonly string[];
  /** Continue after this key, the last of the previous page. */
  readonly after?: Item;
};

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

/** @param name of the table */
export const toOperation = (name: string, write: Write): Operation => {
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

/** The part of a query about the attributes that it asks for, with their placeholders. All attributes if it asks for none. */
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

/** @param name of the table */
export const toQueryCommand = (name: string, query: Query): QueryCommand => {
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
