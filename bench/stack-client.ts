import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { areas } from '../lib/functions/with-routes.ts';
import { demoPeople, type PersonKey } from '../local/identity/demo-people.ts';
import { type Stack, startStack } from '../local/stack.ts';
import type { ActRequest, Scene } from './acts.ts';
import type { Taken } from './days.ts';
import { createStackMeter } from './stack-meter.ts';
import { overheadBytes } from './units.ts';

/** Sends acts to a running local stack, and counts what each took. */

const functionNames = new Set(Object.keys(areas));

/** A line of the stack's log: the time, the function's name, and what the function wrote. */
const logLine = /^\S+ (\w+): (.*)$/s;

/** Sends acts to a stack as the demo people, and counts what each took. */
export const openClient = async () => {
  const meter = createStackMeter((caller) => functionNames.has(caller));
  const stack = await startStack({ empty: true, recordsFrom: '2026-10-15', between: meter.between });
  const database = new DynamoDBClient({
    endpoint: stack.database.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  /**
   * The bytes that are paid for: of the tables (`tableBytes`), and of tables and indexes together (`bytes`). The store tells the size and number of
   * items; `overheadBytes` are paid for each item beside its size.
   */
  const readSize = async (): Promise<{ readonly bytes: number; readonly tableBytes: number }> => {
    const tables = await Promise.all(
      [stack.database.tableName, stack.database.keysTableName].map((TableName) =>
        database.send(new DescribeTableCommand({ TableName })),
      ),
    );
    const add = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
    const tableBytes = add(
      tables.map(
        ({ Table: { TableSizeBytes = 0, ItemCount = 0 } = {} }) => TableSizeBytes + overheadBytes * ItemCount,
      ),
    );
    const indexSizes = tables
      .flatMap(({ Table: table }) => table?.GlobalSecondaryIndexes ?? [])
      .map(({ IndexSizeBytes = 0, ItemCount = 0 }) => IndexSizeBytes + overheadBytes * ItemCount);
    return { bytes: tableBytes + add(indexSizes), tableBytes };
  };
  /** The bytes that the functions have logged since the stack began, with a line feed for each line. */
  const countLogBytes = (): number =>
    stack
      .logLines()
      .map((line) => logLine.exec(line))
      .filter((line) => functionNames.has(line?.[1] ?? ''))
      .reduce((sum, line) => sum + Buffer.byteLength(line?.[2] ?? '') + 1, 0);
  return {
    stack,
    send: (request: ActRequest) => sendAct(stack, request).then(({ body }) => body),
    measure: async (request: ActRequest): Promise<{ readonly body: unknown; readonly taken: Taken }> => {
      await stack.coolDown();
      const sizeBefore = await readSize();
      const logBytesBefore = countLogBytes();
      // Forgets what was counted before the act.
      meter.take();
      const { body, answerBytes } = await sendAct(stack, request);
      const used = meter.take();
      const size = await readSize();
      const bytes = size.bytes - sizeBefore.bytes;
      const tableBytes = size.tableBytes - sizeBefore.tableBytes;
      const logBytes = countLogBytes() - logBytesBefore;
      return { body, taken: { ...used, bytes, tableBytes, answerBytes, logBytes } };
    },
    close: async (): Promise<void> => {
      database.destroy();
      await stack.close();
    },
  };
};

export const setClock = (stack: Stack, now: string): Promise<unknown> =>
  ask(stack, 'administrator', 'POST /local/clock', { now });

const sendAct = async (stack: Stack, { by, route, path, query, body, now }: ActRequest) => {
  if (now !== undefined) await setClock(stack, now);
  const target = route.replace(/\{(\w+)\}/g, (_, name: string) => path?.[name] ?? '');
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
  return ask(stack, by, `${target}${search}`, body);
};

/** Sends a request as a demo person. @param target such as `GET /api/agenda` @throws if the answer is an error */
const ask = async (stack: Stack, person: PersonKey, target: string, body?: unknown, version?: number) => {
  const [method = '', path = ''] = target.split(' ');
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await stack.tokenFor(person)}`,
      'content-type': 'application/json',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target} was answered ${response.status}: ${text}`);
  return { body: JSON.parse(text) as unknown, answerBytes: Buffer.byteLength(text) };
};

/** Makes the demo leader the leader of the group. */
export const giveToLeader = async (stack: Stack, { collectiveId }: Scene): Promise<void> => {
  const path = `/api/users/${demoPeople.leader.id}`;
  const { body } = await ask(stack, 'administrator', `GET ${path}`);
  const { version } = z.object({ version: z.number() }).parse(body);
  await ask(stack, 'administrator', `PATCH ${path}`, { collectives: [collectiveId] }, version);
};
