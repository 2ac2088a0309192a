import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AppError } from '../errors/errors.ts';
import type { Key } from './keys/key.ts';

/** Makes the operations of DynamoDB's transactions from the writes that areas ask for. query-commands.ts makes the commands of queries. */

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

/** One write as the SDK takes it. @param name of the table */
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
