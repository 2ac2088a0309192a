import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { validCollective, validMember } from '../support/scene.ts';

const root = join(import.meta.dirname, '..', '..');
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ empty: true, recordsFrom: '2026-10-01' });
}, 300_000);
afterAll(() => stack.close());

const post = async (person: 'coordinator' | 'auditor', path: string, body: object) => {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await stack.tokenFor(person)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
};
const setClock = async (now: string) => {
  const response = await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now }) });
  expect(response.status).toBe(200);
};
/** Not spawnSync: the object store runs in this very process, and must go on answering. */
const verifyLog = async () => {
  const child = spawn(process.execPath, [join(root, 'bin/verify-log.ts'), '--port', String(stack.port)]);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { status, stdout, stderr };
};
const connection = () => join(root, '.local', `stack-${stack.port}.json`);

test('erases on the day, writes digests by night, and the command finds what was changed', {
  timeout: 240_000,
}, async () => {
  await setClock('2026-10-10T06:00:00Z');
  const collective = validCollective({ formedOn: '2025-04-01' });
  await post('coordinator', '/api/collectives', collective);
  const member = validMember(collective.id);
  const memberId = member.id;
  const enrolled = await post('coordinator', '/api/members', member);
  expect(enrolled.status).toBe(201);
  const asked = await post('auditor', `/api/members/${memberId}/erasure`, { id: newId(), reason: 'Hers' });
  expect(asked).toMatchObject({ status: 202, body: { memberId } });
  const approval = `/api/approvals/${String(asked.body.approvalId)}`;
  expect(await post('coordinator', approval, { decision: 'approved' })).toMatchObject({ status: 200 });

  const { endpoint, tableName, keysTableName } = stack.database;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'ap-south-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  const key = async () =>
    (await client.send(new GetCommand({ TableName: keysTableName, Key: { pk: `member:${memberId}` } }))).Item;
  expect(await key()).toHaveProperty('wrapped');
  await setClock('2027-10-09T20:00:00Z');
  expect(await key()).not.toHaveProperty('wrapped');

  // Digests are written in order, from the first day on. A line changed before its day's digest goes unnoticed.
  await expect
    .poll(async () => (await verifyLog()).stdout, { timeout: 200_000, interval: 3000 })
    .toMatch(/ to 2027-\d\d-\d\d, \d+ lines: all unchanged/);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :day',
      ExpressionAttributeValues: { ':day': 'JOURNAL#2026-10-10' },
    }),
  );
  const place = z.looseObject({ sk: z.string() }).parse(Items[0]).sk;
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk: 'JOURNAL#2026-10-10', sk: place },
      UpdateExpression: 'SET line.actor = :other',
      ExpressionAttributeValues: { ':other': newId() },
    }),
  );
  const { status, stdout } = await verifyLog();
  expect(stdout).toContain(`2026-10-10  journal  ${place}  line was changed`);
  expect(status).toBe(1);
  client.destroy();
});

test('leaves nothing behind, and the command says so where no stack runs', async () => {
  expect(existsSync(connection())).toBe(true);
  await stack.close();
  expect(existsSync(connection())).toBe(false);
  const { status, stderr } = await verifyLog();
  expect([status, stderr]).toEqual([2, expect.stringContaining('No stack runs')]);
});
