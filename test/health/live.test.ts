import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { health } from '../../functions/areas/health/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { toDrillItem } from '../../functions/shared/health/drill-result.ts';
import { toSealsItem } from '../../functions/shared/health/sealed-until.ts';
import { handoverKey, healthLookKey } from '../../functions/shared/table/keys/programme.ts';
import { demoPeople, type PersonKey } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import texts from '../../web/src/desks/health/messages.json' with { type: 'json' };
import { openDynamoDB } from '../support/dynamodb-client.ts';

/*
 * Each fault is planted in what stands for AWS, turns its row, and is mailed within a quarter of an hour of business time, by the bundles, rights
 * and schedule that are deployed.
 */

let stack: Stack;
let table: DynamoDBDocumentClient;
let now = Date.parse('2026-11-20T08:00:00Z');
const quarterMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;
const isoAt = (ms: number): string => new Date(ms).toISOString();

const call = async (by: PersonKey, method: string, path: string, body?: object) => {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await stack.tokenFor(by)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
};
const look = async () => health.parse((await call('administrator', 'GET', '/api/health/state')).body);
const rowOf = async (code: string) => (await look()).rows.find((row) => row.code === code);

const mails = async () =>
  z
    .object({ items: z.array(z.strictObject({ subject: z.string(), message: z.string() })) })
    .parse(await (await fetch(`${stack.url}/local/alarms`)).json()).items;

const put = async (Item: object): Promise<void> => {
  await table.send(new PutCommand({ TableName: stack.database.tableName, Item: { ...Item } }));
};

/** Takes the business time to a later instant, and waits until the look that is due by then has been stored. */
const goTo = async (instant: number): Promise<void> => {
  now = instant;
  await fetch(`${stack.url}/local/clock`, {
    method: 'POST',
    body: JSON.stringify({ now: isoAt(now) }),
  });
  const due = isoAt(Math.floor(now / quarterMs) * quarterMs).replace('.000Z', 'Z');
  const storedAt = async () =>
    (await table.send(new GetCommand({ TableName: stack.database.tableName, Key: healthLookKey }))).Item?.at;
  await expect.poll(storedAt, { timeout: 60_000, interval: 200 }).toBe(due);
};
const passQuarter = () => goTo(now + quarterMs);

const putPack = (decidedAt: number) =>
  put({
    ...handoverKey('0199d000-0000-7000-8000-000000000001'),
    id: '0199d000-0000-7000-8000-000000000001',
    recipientKey: 'age1',
    askedBy: demoPeople.administrator.id,
    askedAt: isoAt(decidedAt),
    decision: 'approved',
    decidedAt: isoAt(decidedAt),
    archives: [{ key: 'packs/one', bytes: 1, sha256: 'a' }],
  });
const putDrill = (outcome: 'whole' | 'failed') =>
  put(
    toDrillItem({
      at: isoAt(Date.parse('2026-11-18T20:00:00Z')),
      outcome,
      months: 3,
      tookSeconds: 60,
      by: 'schedule',
      run: 'an-execution',
    }),
  );

beforeAll(async () => {
  stack = await startStack({ empty: true, recordsFrom: '2026-11-01' });
  table = DynamoDBDocumentClient.from(openDynamoDB(stack.database.endpoint));
  await putDrill('whole');
  await putPack(now - 10 * dayMs);
}, 180_000);
afterAll(async () => {
  table.destroy();
  await stack.close();
});

test('a system that is well has eleven rows, all fine, and nothing was mailed', {
  timeout: 90_000,
}, async () => {
  await goTo(now);
  const { state, rows, callPhone } = await look();
  expect(rows.filter((row) => row.state !== 'fine')).toEqual([]);
  expect({ state, rows: rows.length, callPhone }).toEqual({
    state: 'fine',
    rows: 11,
    callPhone: '+91 00000 00003',
  });
  expect(rows).toContainEqual(expect.objectContaining({ code: 'seals', sealedUntil: '2026-11-19' }));
  expect(await mails()).toEqual([]);
});

test('nobody but an administrator is told', async () => {
  for (const person of ['leader', 'caseworker', 'coordinator', 'auditor', 'funder'] as const) {
    expect((await call(person, 'GET', '/api/health/state')).status).toBe(403);
  }
});

/** Messages that no compile can read, which end with the dead letters. */
const sendUnreadable = async (): Promise<void> => {
  const { endpoint, url } = stack.cloud.compileQueue;
  const credentials = { accessKeyId: 'closing', secretAccessKey: 'local-closing' };
  const client = new SQSClient({ endpoint, region: 'ap-south-1', credentials });
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'unreadable' }));
  client.destroy();
  await stack.whenIdle();
};
const setBackups = (isOn: boolean) => stack.cloud.backups.set(stack.database.keysTableName, { isOn });

type Fault = {
  readonly row: object;
  readonly says: keyof typeof texts;
  readonly plant: () => unknown;
  /** Undefined of what can't be undone here: it stands from then on. */
  readonly undo?: () => unknown;
};

const faults: Readonly<Record<string, Fault>> = {
  'backups that are off': {
    row: { code: 'backup', state: 'act', reason: 'off', who: 'engineer' },
    says: 'health.backup.off',
    plant: () => setBackups(false),
    undo: () => setBackups(true),
  },
  'a seal that is missing': {
    row: { code: 'seals', state: 'act', reason: 'late', sealedUntil: '2026-11-16' },
    says: 'health.seals.late',
    plant: () => put(toSealsItem('2026-11-16')),
    undo: () => put(toSealsItem('2026-11-19')),
  },
  'a drill that failed': {
    row: { code: 'drill', state: 'act', reason: 'failed', outcome: 'failed', by: 'schedule' },
    says: 'health.drill.failed',
    plant: () => putDrill('failed'),
    undo: () => putDrill('whole'),
  },
  'a pack that is old': {
    row: { code: 'pack', state: 'look', reason: 'old', by: demoPeople.administrator.id },
    says: 'health.pack.old',
    plant: () => putPack(now - 200 * dayMs),
    undo: () => putPack(now - 10 * dayMs),
  },
  'an address that nobody has confirmed': {
    row: { code: 'mail', state: 'look', reason: 'pending', confirmed: 4, pending: 1 },
    says: 'health.mail.pending',
    plant: () => stack.cloud.subscriptions.push({ address: 'second@example.org', isConfirmed: false }),
    undo: () => stack.cloud.subscriptions.pop(),
  },
  'an alarm that stands': {
    row: { code: 'alarms', state: 'act', reason: 'standing' },
    says: 'health.alarms.standing',
    plant: () =>
      stack.cloud.alarms.push({
        name: 'local-BooksAlarm',
        description: 'Sheets wait.',
        isStanding: true,
        changedAt: now,
      }),
    undo: () => stack.cloud.alarms.pop(),
  },
  'a budget that is passed': {
    row: { code: 'cost', state: 'act', reason: 'over', spentUsdCents: 10_050, budgetUsdCents: 10_000 },
    says: 'health.cost.over',
    plant: () => {
      stack.cloud.cost.spentUsd = 100.5;
    },
    undo: () => {
      stack.cloud.cost.spentUsd = 0;
    },
  },
  'work that failed for good': {
    row: { code: 'queues', state: 'act', reason: 'dead_letters', deadLetters: 1 },
    says: 'health.queues.dead_letters',
    plant: sendUnreadable,
  },
};

describe.each(Object.entries(faults))('%s', (_, { row, says, plant, undo }) => {
  test('turns its row, and reaches a person by mail within a quarter of an hour, once', {
    timeout: 90_000,
  }, async () => {
    await plant();
    const { code } = z.object({ code: z.string() }).parse(row);
    expect(await rowOf(code)).toMatchObject(row);
    const before = (await mails()).length;
    await passQuarter();
    const sent = (await mails()).slice(before);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.message).toContain(texts[says].en);
    expect(sent[0]?.message).toContain(texts[says].te);
    expect(sent[0]?.message).not.toMatch(/@|[\da-f]{8}-|\d{4}-\d\d-\d\d/);
    // What stands is mailed once a day.
    const since = isoAt(now).replace('.000Z', 'Z');
    expect(await rowOf(code)).toMatchObject({ ...row, since });
    await passQuarter();
    expect(await mails()).toHaveLength(before + 1);
    if (undo === undefined) return;
    await undo();
    expect(await rowOf(code)).toMatchObject({ state: 'fine' });
  });
});

test('what cannot be looked at is a row of its own, and the others are told all the same', async () => {
  const { keysTableName } = stack.database;
  stack.cloud.backups.delete(keysTableName);
  expect(await rowOf('backup')).toEqual({ code: 'backup', state: 'look', reason: 'unread', who: 'engineer' });
  expect((await look()).rows.filter((row) => row.state === 'fine').length).toBeGreaterThan(7);
  const before = (await mails()).length;
  await passQuarter();
  expect((await mails()).at(before)?.message).toContain(texts['health.unread'].en);
  stack.cloud.backups.set(keysTableName, { isOn: true });
});

test('what stands is mailed again after a day', { timeout: 90_000 }, async () => {
  const before = (await mails()).length;
  await goTo(now + dayMs);
  const sent = (await mails()).slice(before);
  expect(sent.map(({ message }) => message.includes(texts['health.queues.dead_letters'].en))).toEqual([true]);
});

test('phones that are silent, and a month that is late, turn their rows and are mailed', {
  timeout: 180_000,
}, async () => {
  const registered = await call('leader', 'POST', '/api/me/devices', {
    id: newId(),
    secret: 'A'.repeat(43),
  });
  expect(registered.status).toBe(201);
  expect(await rowOf('phones')).toMatchObject({ state: 'fine', phonesInUse: 1 });
  // A day after the cutoff of November, which nobody has compiled.
  await goTo(Date.parse('2026-12-05T18:30:00Z'));
  expect(await rowOf('month')).toMatchObject({ state: 'act', reason: 'late', dueMonth: '2026-11' });
  expect((await mails()).at(-1)?.message).toContain(texts['health.month.late'].en);

  await goTo(now + 20 * dayMs);
  expect(await rowOf('phones')).toMatchObject({
    state: 'look',
    reason: 'silent',
    who: 'administrator',
    phones: [{ personId: demoPeople.leader.id, reason: 'silent', seenOn: '2026-11-21' }],
  });
  expect((await mails()).at(-1)?.message).toContain(texts['health.phones.silent'].en);
  // Whose phone was shown is in the access log.
  const { body } = await call('auditor', 'GET', `/api/access-log?subject=${demoPeople.leader.id}`);
  expect(JSON.stringify(body.items)).toContain('GET /api/health/state');
});
