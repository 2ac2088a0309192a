import type { IncomingMessage } from 'node:http';
import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type Answer, type Pass, startProxy } from './proxy.ts';
import { transactionUnits } from './units.ts';

/** What a running stack used, counted where its calls come to the store and to the key service. */
export type StackUse = {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Calls of the store. */
  readonly storeCalls: number;
  readonly keyCalls: number;
};

const noUse: StackUse = { writeUnits: 0, readUnits: 0, storeCalls: 0, keyCalls: 0 };

const capacity = z.object({ CapacityUnits: z.number() });

const answerWithUse = z.object({
  /** A call on one table reports one capacity, any other call a list. */
  ConsumedCapacity: z.union([capacity.array(), capacity.transform((one) => [one])]).default([]),
  /** What a batch found, by table. */
  Responses: z.record(z.string(), z.array(z.unknown())).optional().catch(undefined),
});

const key = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object'),
);

const onItem = z.object({ TableName: z.string(), Key: key.optional(), Item: key.optional() });

const transaction = z.object({ TransactItems: z.array(z.record(z.string(), onItem)) });

const batch = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(key) })) });

const reading = z.object({ ConsistentRead: z.boolean().default(false) });

/** The access key id in a signature's header is the function's name. */
const callerOf = ({ headers }: IncomingMessage): string =>
  /Credential=(\w+)\//.exec(headers.authorization ?? '')?.[1] ?? '';

/**
 * Stands between the functions of a local stack and its store and key service, and counts the calls. `between` is for the stack's option of
 * that name. Units are those that DynamoDB Local reports, with two exceptions, which it reports too low: a transaction is counted by the sizes
 * of its items before and after, and a read that finds nothing costs as much as a read of a small item.
 * @param isCounted whether the calls of a function are counted, by its name
 */
export const createStackMeter = (isCounted: (caller: string) => boolean) => {
  let used = noUse;
  const add = (more: Partial<StackUse>): void => {
    used = {
      writeUnits: used.writeUnits + (more.writeUnits ?? 0),
      readUnits: used.readUnits + (more.readUnits ?? 0),
      storeCalls: used.storeCalls + (more.storeCalls ?? 0),
      keyCalls: used.keyCalls + (more.keyCalls ?? 0),
    };
  };
  const standBeforeStore = async (endpoint: string) => {
    const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
    const client = new DynamoDBClient({ endpoint, region: 'local', credentials });
    const proxy = await startProxy(endpoint, async (request, pass, body) => {
      if (!isCounted(callerOf(request))) return pass();
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const { answer, use } = await meterCall(client, operation, body, pass);
      add({ ...use, storeCalls: 1 });
      return answer;
    });
    const close = async (): Promise<void> => {
      client.destroy();
      await proxy.close();
    };
    return { endpoint: proxy.endpoint, close };
  };
  return {
    between: (service: 'dynamodb' | 'kms', endpoint: string) =>
      service === 'dynamodb'
        ? standBeforeStore(endpoint)
        : startProxy(endpoint, (request, pass) => {
            if (isCounted(callerOf(request))) add({ keyCalls: 1 });
            return pass();
          }),
    /** What was used since the last call of this function. */
    take: (): StackUse => {
      const taken = used;
      used = noUse;
      return taken;
    },
  };
};

type Metered = { readonly answer: Answer; readonly use: Partial<StackUse> };

const meterCall = async (
  client: DynamoDBClient,
  operation: string,
  body: string,
  pass: Pass,
): Promise<Metered> => {
  if (operation === 'TransactWriteItems') return meterTransaction(client, body, pass);
  const input = z.looseObject({}).parse(JSON.parse(body));
  const answer = await pass(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
  if (answer.status !== 200) return { answer, use: {} };
  const { ConsumedCapacity: parts, Responses: found } = answerWithUse.parse(
    JSON.parse(String(answer.content)),
  );
  const reported = parts.reduce((sum, { CapacityUnits: units }) => sum + units, 0);
  if (/^(Put|Update|Delete)/.test(operation)) return { answer, use: { writeUnits: reported } };
  if (operation === 'BatchGetItem') {
    const asked = Object.values(batch.parse(input).RequestItems).flatMap(({ Keys }) => Keys).length;
    const missing = asked - Object.values(found ?? {}).flat().length;
    return { answer, use: { readUnits: reported + missing } };
  }
  const minUnits = reading.parse(input).ConsistentRead ? 1 : 0.5;
  return { answer, use: { readUnits: Math.max(reported, minUnits) } };
};

const meterTransaction = async (client: DynamoDBClient, body: string, pass: Pass): Promise<Metered> => {
  const places = transaction.parse(JSON.parse(body)).TransactItems.flatMap((write) =>
    Object.values(write).map(({ TableName, Key: itemKey, Item: { pk, sk } = {} }) => ({
      TableName,
      Key: itemKey ?? { ...(pk && { pk }), ...(sk && { sk }) },
    })),
  );
  const readItems = () =>
    Promise.all(
      places.map(async (place) => {
        const { Item: item } = await client.send(new GetItemCommand({ ...place, ConsistentRead: true }));
        return item && unmarshall(item);
      }),
    );
  const before = await readItems();
  const answer = await pass();
  if (answer.status !== 200) return { answer, use: {} };
  const after = await readItems();
  const changes = before.map((item, index) => ({ before: item, after: after[index] }));
  return { answer, use: { writeUnits: transactionUnits(changes) } };
};
