import { Agent, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import * as z from 'zod';
import { type KeyCall, matchesPattern, type TableCall } from '../../lib/access.ts';
import { restoredInfix } from '../../lib/tables.ts';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate, type Principal, ServiceError } from '../wire/signature.ts';
import { type ContinuousBackups, describeContinuousBackups } from './backups.ts';

export type TableGuard = {
  readonly endpoint: string;
  /** The calls allowed so far, as `<access key id> <pattern> <call>`, for the test that every permission is used. */
  readonly usedPermissions: ReadonlySet<string>;
  /** By the table's name, how far it can be restored; DynamoDB Local has no backups. A test may change it. */
  readonly backups: Map<string, ContinuousBackups>;
  close(): Promise<void>;
};

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

/** A transaction may have 4 MB; its JSON is longer. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Who makes a request, and its operation, such as `GetItem`. @throws ServiceError if the signature is wrong */
const authenticateCall = (request: IncomingMessage, body: Buffer, principals: readonly Principal[]) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
  );
  const signedRequest = { method: request.method ?? 'POST', target: request.url ?? '/', headers, body };
  const principal = authenticate(signedRequest, { principals, service: 'dynamodb', now: Date.now() });
  return { principal, operation: headers['x-amz-target']?.split('.')[1] ?? '' };
};

/**
 * Starts the guard of the table: a proxy between the functions and DynamoDB Local, which itself accepts any credentials. It refuses the calls
 * and partitions that lib/functions does not grant, as IAM would.
 * @param options.endpoint the address of DynamoDB Local
 */
export async function startTableGuard(options: {
  endpoint: string;
  tableName: string;
  keysTableName: string;
  principals: readonly Principal[];
  /** The time in milliseconds that the backups tell. */
  now?: () => number;
}): Promise<TableGuard> {
  const { endpoint, tableName, keysTableName, principals, now = Date.now } = options;
  const backups = new Map<string, ContinuousBackups>([
    [tableName, { isOn: true }],
    [keysTableName, { isOn: true }],
  ]);
  const agent = new Agent({ keepAlive: true });
  const usedPermissions = new Set<string>();

  /** The pattern in lib/functions that allows the call; undefined if none does. */
  const patternFor = (
    { table = {}, keys = {}, rights: granted = [] }: Principal,
    { tableName: calledTable, call, partition }: PartitionCall,
  ): string | undefined => {
    // A right on all of a restored table has no patterns.
    const isRestored = [tableName, keysTableName].some((name) =>
      calledTable.startsWith(`${name}${restoredInfix}`),
    );
    if (isRestored) return granted.includes('restored:use') ? 'restored' : undefined;
    // A permission on an owner's key is a permission on the partition of that owner in the keys table.
    const keyRights = Object.entries(keys).map(
      ([owner, calls]) => [owner, calls.flatMap((call) => keyTableCalls[call])] as const,
    );
    // For each table, the patterns with the calls that each allows.
    const rights: Readonly<Record<string, readonly (readonly [string, readonly TableCall[]])[]>> = {
      [tableName]: Object.entries(table),
      [keysTableName]: keyRights,
    };
    const allowing = rights[calledTable]?.find(
      ([pattern, calls]) => calls.includes(call) && matchesPattern(pattern, partition),
    );
    return allowing?.[0];
  };

  /** Records the calls of an allowed request in `usedPermissions`. @throws ServiceError if one is not allowed */
  const checkPermissions = (principal: Principal, operation: string, body: Buffer): void => {
    const calls = callsOf[operation]?.(JSON.parse(body.toString('utf8'))) ?? [];
    const patterns = calls.map((call) => ({ ...call, pattern: patternFor(principal, call) }));
    const refused = patterns.find(({ pattern }) => pattern === undefined);
    // An unknown operation has no calls.
    if (calls.length === 0 || refused !== undefined) {
      // Of `member:0190…` or `member#0190…` the message has only `member`, since the rest is an id.
      const kind = refused?.partition.replace(/[#:].*/, '') ?? '';
      throw new ServiceError(
        400,
        'AccessDeniedException',
        `${principal.accessKeyId} may not ${refused?.call ?? operation} ${kind}: lib/functions does not give it.`,
      );
    }
    for (const { pattern, call } of patterns) {
      usedPermissions.add(`${principal.accessKeyId} ${pattern} ${call}`);
    }
  };

  const forward = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const forwarded = sendRequest(endpoint, { method: 'POST', headers: request.headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(body);
  };

  const { port, close } = await listenOnLoopback((request, response) => {
    readRequestBody(request, maxBodyBytes)
      .then((body) => {
        if (body === null) throw new ServiceError(400, 'ValidationException', 'The request is too large.');
        const { principal, operation } = authenticateCall(request, body, principals);
        if (operation === 'DescribeContinuousBackups') {
          const output = JSON.stringify(describeContinuousBackups(backups, principal, body, now()));
          response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(output);
          return;
        }
        checkPermissions(principal, operation, body);
        forward(request, body, response);
      })
      .catch((error: unknown) => {
        const refusal =
          error instanceof ServiceError ? error : new ServiceError(500, 'InternalFailure', String(error));
        const output = JSON.stringify({ __type: refusal.code, message: refusal.message });
        response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' }).end(output);
      });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    usedPermissions,
    backups,
    async close() {
      agent.destroy();
      await close();
    },
  };
}
