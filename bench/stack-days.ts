import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { areas } from '../lib/functions/with-routes.ts';
import { demoPeople, type PersonKey } from '../local/identity/demo-people.ts';
import { type Stack, startStack } from '../local/stack.ts';
import {
  type Act,
  type ActName,
  type ActRequest,
  createActs,
  createScene,
  formGroups,
  liveYear,
  type Scene,
} from './acts.ts';
import { type ComparedDay, type Day, days, type Taken, takenNames, tolerance } from './days.ts';
import { createStackMeter } from './stack-meter.ts';
import { overheadBytes } from './units.ts';

/**
 * The bill adds up acts that were measured one by one. This checks the sum: it lets whole days of people happen on a running local stack, over
 * HTTP, and counts what the stack's parts used. An act that a day has 0.3 times happens once. The functions are stopped before each
 * request, so that each starts cold, as in a programme where few people work.
 */

const sumOfTaken = (all: readonly Taken[]): Taken => {
  const add = (name: keyof Taken) => all.reduce((sum, taken) => sum + taken[name], 0);
  return {
    writeUnits: add('writeUnits'),
    readUnits: add('readUnits'),
    storeCalls: add('storeCalls'),
    bytes: add('bytes'),
    tableBytes: add('tableBytes'),
    keyCalls: add('keyCalls'),
    answerBytes: add('answerBytes'),
    logBytes: add('logBytes'),
  };
};

/** The quantities whose counts differ from the prediction by more than `tolerance`, as lines for a reader. */
export const differencesOf = ({ name, predicted, counted }: ComparedDay): string[] =>
  takenNames
    .filter((quantity) => Math.abs(counted[quantity] - predicted[quantity]) > tolerance * predicted[quantity])
    .map((quantity) => `${name}: ${quantity} ${predicted[quantity]} predicted, ${counted[quantity]} counted`);

const functionNames = new Set(Object.keys(areas));
/** A line of the stack's log: the time, the function's name, and what the function wrote. */
const logLine = /^\S+ (\w+): (.*)$/s;

/** Sends acts to a stack as the demo people, and counts what each took. */
const openClient = async () => {
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

const setClock = (stack: Stack, now: string): Promise<unknown> =>
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
const giveToLeader = async (stack: Stack, { collectiveId }: Scene): Promise<void> => {
  const path = `/api/users/${demoPeople.leader.id}`;
  const { body } = await ask(stack, 'administrator', `GET ${path}`);
  const { version } = z.object({ version: z.number() }).parse(body);
  await ask(stack, 'administrator', `PATCH ${path}`, { collectives: [collectiveId] }, version);
};

/** The names of a day's acts, each as often as it happens; a fraction is rounded up. */
const actNamesOf = ({ acts }: Day): ActName[] =>
  (Object.entries(acts) as [ActName, number][]).flatMap(([name, times]) =>
    Array.from({ length: Math.ceil(times) }, () => name),
  );

/**
 * Lets each day happen on a stack, and compares it with what the acts predict.
 * @param acts as they were measured one by one
 */
export const compareDays = async (acts: readonly Act[]): Promise<ComparedDay[]> => {
  const client = await openClient();
  try {
    const scene = createScene(demoPeople.caseworker.id);
    await setClock(client.stack, '2026-10-15T06:30:00.000Z');
    await formGroups(scene, client.send);
    await giveToLeader(client.stack, scene);
    await liveYear(scene, client.send);
    const requests = createActs(scene);
    let answerToPhone: unknown;
    const compared: ComparedDay[] = [];
    for (const day of days) {
      const taken: Taken[] = [];
      const actNames = actNamesOf(day);
      // The evening before, the leader's phone must be up to date. It is the second answer that has nothing new.
      if (actNames.includes('the same on the next day')) {
        const fetchNew = requests['a phone fetches what is new, and nothing is'];
        answerToPhone = await client.send(fetchNew(answerToPhone));
        answerToPhone = await client.send(fetchNew(answerToPhone));
      }
      for (const name of actNames) {
        const request: ActRequest = requests[name](answerToPhone);
        const measured = await client.measure(request);
        taken.push(measured.taken);
        if (request.route === 'GET /api/me/pack') answerToPhone = measured.body;
      }
      const predicted = actNames.flatMap((name) =>
        acts.filter((act) => act.name === name).map((act) => act.taken),
      );
      compared.push({ name: day.name, predicted: sumOfTaken(predicted), counted: sumOfTaken(taken) });
    }
    return compared;
  } finally {
    await client.close();
  }
};
