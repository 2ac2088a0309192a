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
 * The days of people on a running stack, over HTTP, with what its parts say of themselves: whether the acts of the bill are what a day takes.
 * Each act happens a whole number of times. The functions end before each request, as where few people work.
 */

const sumOf = (all: readonly Taken[]): Taken => {
  const add = (name: keyof Taken) => all.reduce((sum, { [name]: one }) => sum + one, 0);
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

/** What differs by more, as lines for a reader. */
export const differencesOf = ({ name, predicted, counted }: ComparedDay): string[] =>
  takenNames
    .filter((what) => Math.abs(counted[what] - predicted[what]) > tolerance * predicted[what])
    .map((what) => `${name}: ${what} ${predicted[what]} predicted, ${counted[what]} counted`);

const names = Object.fromEntries(Object.keys(areas).map((name) => [name, true]));
/** A line of a function's own in the stack's log, after its time and the function's name. */
const logLine = /^\S+ (\w+): (.*)$/s;

/** Sends acts to a stack as the demo people, and counts what each took. */
const openClient = async () => {
  const meter = createStackMeter((caller) => caller in names);
  const stack = await startStack({ empty: true, recordsFrom: '2026-10-15', between: meter.between });
  const database = new DynamoDBClient({
    endpoint: stack.database.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  /** The bytes of the tables, alone and with their indexes: sizes and numbers of items as the store says, and what is paid for each item beside. */
  const readSize = async (): Promise<{ readonly bytes: number; readonly tableBytes: number }> => {
    const tables = await Promise.all(
      [stack.database.tableName, stack.database.keysTableName].map((TableName) =>
        database.send(new DescribeTableCommand({ TableName })),
      ),
    );
    const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
    const tableBytes = sumOf(
      tables.map(
        ({ Table: { TableSizeBytes = 0, ItemCount = 0 } = {} }) => TableSizeBytes + overheadBytes * ItemCount,
      ),
    );
    const copies = tables
      .flatMap(({ Table: table }) => table?.GlobalSecondaryIndexes ?? [])
      .map(({ IndexSizeBytes = 0, ItemCount = 0 }) => IndexSizeBytes + overheadBytes * ItemCount);
    return { bytes: tableBytes + sumOf(copies), tableBytes };
  };
  const readLog = (): number =>
    stack
      .logLines()
      .map((line) => logLine.exec(line))
      .filter((line) => (line?.[1] ?? '') in names)
      .reduce((sum, line) => sum + Buffer.byteLength(line?.[2] ?? '') + 1, 0);
  return {
    stack,
    send: (request: ActRequest) => sendAct(stack, request).then(({ body }) => body),
    measure: async (request: ActRequest): Promise<{ readonly body: unknown; readonly taken: Taken }> => {
      await stack.coolDown();
      const [sizeBefore, logBefore] = [await readSize(), readLog()];
      meter.take();
      const { body, answerBytes } = await sendAct(stack, request);
      const used = meter.take();
      const size = await readSize();
      const bytes = size.bytes - sizeBefore.bytes;
      const tableBytes = size.tableBytes - sizeBefore.tableBytes;
      return { body, taken: { ...used, bytes, tableBytes, answerBytes, logBytes: readLog() - logBefore } };
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

/** @param target such as `GET /api/agenda` @throws if it is refused */
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

const actsOf = ({ acts }: Day): ActName[] =>
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
      const actNames = actsOf(day);
      // Her phone is up to date in the evening before.
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
      compared.push({ name: day.name, predicted: sumOf(predicted), counted: sumOf(taken) });
    }
    return compared;
  } finally {
    await client.close();
  }
};
