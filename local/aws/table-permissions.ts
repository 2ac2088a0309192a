import * as z from 'zod';
import { type Access, type KeyCall, matchesPattern, type TableCall } from '../../lib/access.ts';
import { restoredInfix } from '../../lib/tables.ts';

/**
 * Checks a request to DynamoDB against what lib/functions grants on the tables, as IAM would. The guard of the table (table-guard.ts) calls it
 * with the rights of whoever signed the request (local/wire/signature.ts), such as one function (local/local-functions.ts).
 */

/** One call on one partition, as IAM authorises it. */
type PartitionCall = { readonly tableName: string; readonly call: TableCall; readonly partition: string };

const attribute = z.looseObject({ S: z.string().optional() });
const attributes = z.record(z.string(), attribute);
/** A request on one item by its key. */
const keyRequest = z.object({ TableName: z.string(), Key: attributes });
const put = z.object({ TableName: z.string(), Item: attributes });
const query = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  ExpressionAttributeValues: attributes,
});
const scan = z.object({ TableName: z.string() });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(attributes) })) });
const transactGet = z.object({ TransactItems: z.array(z.object({ Get: keyRequest })) });
const transactWrite = z.object({
  TransactItems: z.array(
    z.object({
      Put: put.optional(),
      Update: keyRequest.optional(),
      Delete: keyRequest.optional(),
      ConditionCheck: keyRequest.optional(),
    }),
  ),
});

/** The partition key of an item or a key; empty if there is none, which no pattern but `*` allows. */
const partitionOf = (item: z.infer<typeof attributes>): string => item.pk?.S ?? '';
const callOnKey = (call: TableCall, { TableName, Key }: z.infer<typeof keyRequest>): PartitionCall => ({
  tableName: TableName,
  call,
  partition: partitionOf(Key),
});
const callOfPut = ({ TableName, Item }: z.infer<typeof put>): PartitionCall => ({
  tableName: TableName,
  call: 'put',
  partition: partitionOf(Item),
});

/** The calls that a request of each operation consists of. Other operations are refused. */
const callsOf: Readonly<Record<string, (input: unknown) => PartitionCall[]>> = {
  GetItem: (input) => [callOnKey('get', keyRequest.parse(input))],
  PutItem: (input) => [callOfPut(put.parse(input))],
  UpdateItem: (input) => [callOnKey('update', keyRequest.parse(input))],
  DeleteItem: (input) => [callOnKey('delete', keyRequest.parse(input))],
  Query(input) {
    const { TableName, IndexName, KeyConditionExpression, ExpressionAttributeValues } = query.parse(input);
    // In `#pk = :pk AND …` the partition key is the value of `:pk`. In an expression that begins in another way no placeholder is found,
    // and the partition is empty, which no pattern but `*` allows.
    const placeholder = /^#?\w+ = (:\w+)/.exec(KeyConditionExpression)?.[1] ?? '';
    const partition = ExpressionAttributeValues[placeholder]?.S ?? '';
    return [{ tableName: TableName, call: IndexName === undefined ? 'query' : 'queryIndex', partition }];
  },
  /** Reads the whole table, so only the pattern `*` allows it. */
  Scan: (input) => [{ tableName: scan.parse(input).TableName, call: 'scan', partition: '*' }],
  BatchGetItem: (input) =>
    Object.entries(batchGet.parse(input).RequestItems).flatMap(([tableName, { Keys }]) =>
      Keys.map((key) => ({ tableName, call: 'batchGet', partition: partitionOf(key) })),
    ),
  TransactGetItems: (input) => transactGet.parse(input).TransactItems.map(({ Get }) => callOnKey('get', Get)),
  TransactWriteItems: (input) =>
    transactWrite
      .parse(input)
      .TransactItems.flatMap(({ Put, Update, Delete, ConditionCheck }) => [
        ...(Put === undefined ? [] : [callOfPut(Put)]),
        ...(Update === undefined ? [] : [callOnKey('update', Update)]),
        ...(Delete === undefined ? [] : [callOnKey('delete', Delete)]),
        ...(ConditionCheck === undefined ? [] : [callOnKey('check', ConditionCheck)]),
      ]),
};

/** The calls on the keys table behind each key permission. To destroy a key is to read its item, then to overwrite it. */
const keyTableCalls: Readonly<Record<KeyCall, readonly TableCall[]>> = {
  open: ['batchGet'],
  make: ['put'],
  destroy: ['batchGet', 'put'],
};

/** Why a request is refused: the first of its calls that is not granted. */
export class DeniedCall extends Error {
  override name = 'DeniedCall';
}

export type TableNames = { readonly main: string; readonly keys: string };

/** The pattern in lib/functions that allows a call; undefined if none does. */
const patternFor = (
  { table = {}, keys = {}, rights: granted = [] }: Access,
  names: TableNames,
  { tableName, call, partition }: PartitionCall,
): string | undefined => {
  // The right on restored tables holds for the whole of each, so it has no patterns.
  const isRestored = [names.main, names.keys].some((name) => tableName.startsWith(`${name}${restoredInfix}`));
  if (isRestored) return granted.includes('restored:use') ? 'restored' : undefined;
  // A permission on an owner's key is a permission on the partition of that owner in the keys table.
  const keyRights = Object.entries(keys).map(
    ([owner, calls]) => [owner, calls.flatMap((one) => keyTableCalls[one])] as const,
  );
  // For each table, the patterns with the calls that each allows.
  const rights: Readonly<Record<string, readonly (readonly [string, readonly TableCall[]])[]>> = {
    [names.main]: Object.entries(table),
    [names.keys]: keyRights,
  };
  return rights[tableName]?.find(
    ([pattern, calls]) => calls.includes(call) && matchesPattern(pattern, partition),
  )?.[0];
};

/**
 * The calls of a request, each with the pattern that allows it.
 * @param operation as DynamoDB names it, such as `GetItem`. An operation that `callsOf` doesn't have is denied.
 * @param input the request's body
 */
export const allowedCalls = (
  access: Access,
  names: TableNames,
  operation: string,
  input: unknown,
): readonly { readonly call: TableCall; readonly pattern: string }[] | DeniedCall => {
  const calls = callsOf[operation]?.(input) ?? [];
  if (calls.length === 0) return new DeniedCall(`may not ${operation}: lib/functions does not give it.`);
  const allowed: { call: TableCall; pattern: string }[] = [];
  for (const partitionCall of calls) {
    const { call, partition } = partitionCall;
    const pattern = patternFor(access, names, partitionCall);
    if (pattern === undefined) {
      // The message says only the kind of a partition such as `member:0190…` or `MEMBER#0190…`. The rest is an id.
      const kind = partition.replace(/[#:].*/, '');
      return new DeniedCall(`may not ${call} ${kind}: lib/functions does not give it.`);
    }
    allowed.push({ call, pattern });
  }
  return allowed;
};
