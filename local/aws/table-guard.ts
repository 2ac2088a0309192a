import { Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import * as z from 'zod';
import { type KeyCall, matchesPattern, type TableCall } from '../../lib/access.ts';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate, type Principal, ServiceError } from '../wire/signature.ts';

/**
 * A proxy between the functions and DynamoDB Local, which accepts any credentials. It refuses what IAM would
 * refuse: calls or partitions that lib/functions does not grant.
 */

export type TableGuard = {
  readonly endpoint: string;
  /** The calls allowed so far, as `<access key id> <pattern> <call>`, for the test that every permission is used. */
  readonly used: ReadonlySet<string>;
  close(): Promise<void>;
};

type Asked = { readonly tableName: string; readonly call: TableCall; readonly partition: string };

const attribute = z.looseObject({ S: z.string().optional() });
const attributes = z.record(z.string(), attribute);
const keyed = z.object({ TableName: z.string(), Key: attributes });
const put = z.object({ TableName: z.string(), Item: attributes });
const query = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  ExpressionAttributeValues: attributes,
});
const scan = z.object({ TableName: z.string() });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(attributes) })) });
const transactGet = z.object({ TransactItems: z.array(z.object({ Get: keyed })) });
const transactWrite = z.object({
  TransactItems: z.array(
    z.object({
      Put: put.optional(),
      Update: keyed.optional(),
      Delete: keyed.optional(),
      ConditionCheck: keyed.optional(),
    }),
  ),
});

const partitionOf = (item: z.infer<typeof attributes>): string => item.pk?.S ?? '';
const ofKey = (call: TableCall, { TableName, Key }: z.infer<typeof keyed>): Asked => ({
  tableName: TableName,
  call,
  partition: partitionOf(Key),
});
const ofPut = ({ TableName, Item }: z.infer<typeof put>): Asked => ({
  tableName: TableName,
  call: 'put',
  partition: partitionOf(Item),
});

/** The calls that each operation consists of. Unknown operations are refused. */
const askedBy: Readonly<Record<string, (input: unknown) => Asked[]>> = {
  GetItem: (input) => [ofKey('get', keyed.parse(input))],
  PutItem: (input) => [ofPut(put.parse(input))],
  UpdateItem: (input) => [ofKey('update', keyed.parse(input))],
  DeleteItem: (input) => [ofKey('delete', keyed.parse(input))],
  Query(input) {
    const { TableName, IndexName, KeyConditionExpression, ExpressionAttributeValues } = query.parse(input);
    const value = /^#?\w+ = (:\w+)/.exec(KeyConditionExpression)?.[1] ?? '';
    const partition = ExpressionAttributeValues[value]?.S ?? '';
    return [{ tableName: TableName, call: IndexName === undefined ? 'query' : 'queryIndex', partition }];
  },
  /** Of the whole table: only the pattern of all partitions allows it. */
  Scan: (input) => [{ tableName: scan.parse(input).TableName, call: 'scan', partition: '*' }],
  BatchGetItem: (input) =>
    Object.entries(batchGet.parse(input).RequestItems).flatMap(([tableName, { Keys }]) =>
      Keys.map((key) => ({ tableName, call: 'batchGet', partition: partitionOf(key) })),
    ),
  TransactGetItems: (input) => transactGet.parse(input).TransactItems.map(({ Get }) => ofKey('get', Get)),
  TransactWriteItems: (input) =>
    transactWrite
      .parse(input)
      .TransactItems.flatMap(({ Put, Update, Delete, ConditionCheck }) => [
        ...(Put === undefined ? [] : [ofPut(Put)]),
        ...(Update === undefined ? [] : [ofKey('update', Update)]),
        ...(Delete === undefined ? [] : [ofKey('delete', Delete)]),
        ...(ConditionCheck === undefined ? [] : [ofKey('check', ConditionCheck)]),
      ]),
};

/** The calls on the keys table behind each key permission. */
const keyTableCalls: Readonly<Record<KeyCall, readonly TableCall[]>> = {
  open: ['batchGet'],
  make: ['put'],
  destroy: ['batchGet', 'put'],
};

/** A transaction may be 4 MB; its JSON is longer. */
const largestBody = 16 * 1024 * 1024;

/**
 * Starts the proxy in front of DynamoDB Local that refuses what a function's policy would.
 * @param options.endpoint the address of DynamoDB Local
 */
export async function startTableGuard(options: {
  endpoint: string;
  tableName: string;
  keysTableName: string;
  principals: readonly Principal[];
}): Promise<TableGuard> {
  const { endpoint, tableName, keysTableName, principals } = options;
  const agent = new Agent({ keepAlive: true });
  const used = new Set<string>();

  /** The pattern that allows the call; undefined if none does. */
  const patternFor = ({ table = {}, keys = {} }: Principal, asked: Asked): string | undefined => {
    const keyRights = Object.entries(keys).map(
      ([owner, calls]) => [owner, calls.flatMap((call) => keyTableCalls[call])] as const,
    );
    const rights: Readonly<Record<string, readonly (readonly [string, readonly TableCall[]])[]>> = {
      [tableName]: Object.entries(table),
      [keysTableName]: keyRights,
    };
    return rights[asked.tableName]?.find(
      ([pattern, calls]) => calls.includes(asked.call) && matchesPattern(pattern, asked.partition),
    )?.[0];
  };

  const check = (request: IncomingMessage, body: Buffer): void => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    );
    const signed = { method: request.method ?? 'POST', target: request.url ?? '/', headers, body };
    const principal = authenticate(signed, principals, 'dynamodb', Date.now());
    const operation = headers['x-amz-target']?.split('.')[1] ?? '';
    const calls = askedBy[operation]?.(JSON.parse(body.toString('utf8'))) ?? [];
    const patterns = calls.map((asked) => ({ ...asked, pattern: patternFor(principal, asked) }));
    const refused = patterns.find(({ pattern }) => pattern === undefined);
    if (calls.length === 0 || refused !== undefined) {
      // Only the kind of item: the rest is an id.
      const kind = refused?.partition.replace(/[#:].*/, '') ?? '';
      throw new ServiceError(
        400,
        'AccessDeniedException',
        `${principal.accessKeyId} may not ${refused?.call ?? operation} ${kind}: lib/functions does not give it.`,
      );
    }
    for (const { pattern, call } of patterns) used.add(`${principal.accessKeyId} ${pattern} ${call}`);
  };

  const forward = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const onward = send(endpoint, { method: 'POST', headers: request.headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  };

  const { port, close } = await listenOnLoopback((request, response) => {
    readRequestBody(request, largestBody)
      .then((body) => {
        if (body === null) throw new ServiceError(400, 'ValidationException', 'The request is too large.');
        check(request, body);
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
    used,
    async close() {
      agent.destroy();
      await close();
    },
  };
}
