import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { type Queue, startQueue } from '../../../local/aws/queue.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';

const sender: Principal = {
  accessKeyId: 'SENDER',
  secretAccessKey: 'sender-secret',
  rights: ['compile:send'],
};
const stranger: Principal = {
  accessKeyId: 'OTHER',
  secretAccessKey: 'other-secret',
  rights: ['render:send'],
};

let queue: Queue | undefined;
afterEach(() => queue?.close());

const start = async (
  deliver: (event: SQSEvent) => Promise<unknown>,
  whenRequestsEnd = async () => {},
  folder?: string,
) => {
  const lines: string[] = [];
  queue = await startQueue({
    name: 'compile',
    right: 'compile:send',
    principals: [sender, stranger],
    whenRequestsEnd,
    deliver,
    log: (line) => lines.push(line),
    retryMs: 1,
    folder,
  });
  const send = (body: string, principal = sender) =>
    new SQSClient({
      endpoint: queue?.endpoint ?? '',
      region: 'ap-south-1',
      credentials: { accessKeyId: principal.accessKeyId, secretAccessKey: principal.secretAccessKey },
      maxAttempts: 1,
    }).send(new SendMessageCommand({ QueueUrl: queue?.url, MessageBody: body, DelaySeconds: 30 }));
  return { queue, send, lines };
};

test('delivers a message as an SQS event, once all that was in flight has ended', async () => {
  const steps: string[] = [];
  const gate = Promise.withResolvers<void>();
  const { queue: running, send } = await start(
    async (event) => {
      steps.push(...event.Records.map(({ body, eventSource }) => `${eventSource} ${body}`));
    },
    async () => {
      await gate.promise;
      steps.push('whenRequestsEnd');
    },
  );
  const { MessageId } = await send('{"month":"2026-10"}');
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(steps).toEqual([]);
  gate.resolve();
  await running.whenIdle();
  expect(steps).toEqual(['whenRequestsEnd', 'aws:sqs {"month":"2026-10"}']);
});

test.each([
  ['throws', async () => Promise.reject(new Error('no table'))],
  ['reports the item', async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
])('tries three times what %s, then lays it with the dead letters', async (_, fail) => {
  const counts: (string | undefined)[] = [];
  const {
    queue: running,
    send,
    lines,
  } = await start(async (event) => {
    counts.push(event.Records[0]?.attributes.ApproximateReceiveCount);
    return fail();
  });
  await send('body');
  await running.whenIdle();
  expect(counts).toEqual(['1', '2', '3']);
  expect(running.deadLetters).toMatchObject([{ body: 'body' }]);
  expect(lines.at(-1)).toContain('dead letters');
});

test('is done with a message that succeeds at the second try', async () => {
  let calls = 0;
  const { queue: running, send } = await start(async () => {
    calls += 1;
    if (calls === 1) throw new Error('once');
  });
  await send('body');
  await running.whenIdle();
  expect(calls).toBe(2);
  expect(running.deadLetters).toEqual([]);
});

test('takes messages from those alone that may send', async () => {
  const { send } = await start(async () => {});
  await expect(send('body', stranger)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('delivers one message after the other, also past one that failed', async () => {
  const steps: string[] = [];
  const { queue: running, send } = await start(async (event) => {
    const body = event.Records[0]?.body ?? '';
    steps.push(`begin ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    steps.push(`end ${body}`);
    if (body === '1') throw new Error('never');
  });
  await send('1');
  await send('2');
  await running.whenIdle();
  const attempt = ['begin 1', 'end 1'];
  expect(steps).toEqual([...attempt, ...attempt, ...attempt, 'begin 2', 'end 2']);
});

test('keeps in its folder what was not delivered when it ended, and delivers it first the next time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = await start(() => new Promise(() => {}), undefined, folder);
  await first.send('one');
  await first.send('two');
  await first.queue.close();
  const delivered: string[] = [];
  const deliver = async (event: SQSEvent) => {
    delivered.push(...event.Records.map(({ body }) => body));
  };
  const second = await start(deliver, undefined, folder);
  await second.send('three');
  await second.queue.whenIdle();
  expect(delivered).toEqual(['one', 'two', 'three']);
  await second.queue.close();
  const third = await start(deliver, undefined, folder);
  await third.queue.whenIdle();
  expect(delivered).toHaveLength(3);
});

test('forgets what it could not keep whole, and what has become a dead letter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '000000000001.part'), '{"id":');
  const first = await start(() => Promise.reject(new Error('No.')), undefined, folder);
  await first.send('one');
  await first.queue.whenIdle();
  await first.queue.close();
  const second = await start(() => expect.fail('It was delivered again.'), undefined, folder);
  await second.queue.whenIdle();
  expect(second.queue.deadLetters).toEqual([]);
});
