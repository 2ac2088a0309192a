import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, expect, test } from 'vitest';
import { startTopic, type Topic } from '../../../local/aws/topic.ts';
import type { Principal } from '../../../local/wire/signature.ts';

const sender: Principal = {
  accessKeyId: 'SENDER',
  secretAccessKey: 'sender-secret',
  rights: ['alerts:send'],
};
const stranger: Principal = {
  accessKeyId: 'OTHER',
  secretAccessKey: 'other-secret',
  rights: ['compile:send'],
};

let topic: Topic | undefined;
afterEach(() => topic?.close());

const start = async () => {
  const lines: string[] = [];
  const started = await startTopic({
    name: 'desk',
    right: 'alerts:send',
    principals: [sender, stranger],
    log: (line) => lines.push(line),
  });
  topic = started;
  const publish = (more: object = {}, principal = sender) =>
    new SNSClient({
      endpoint: started.endpoint,
      region: 'ap-south-1',
      credentials: { accessKeyId: principal.accessKeyId, secretAccessKey: principal.secretAccessKey },
      maxAttempts: 1,
    }).send(new PublishCommand({ TopicArn: started.arn, Subject: 'Waiting', Message: '2', ...more }));
  return { started, publish, lines };
};

test('keeps what is published, and logs it', async () => {
  const { started, publish, lines } = await start();
  const { MessageId } = await publish();
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  await publish({ Subject: 'Still waiting, after two hours' });
  expect(started.mails).toEqual([
    { subject: 'Waiting', message: '2' },
    { subject: 'Still waiting, after two hours', message: '2' },
  ]);
  expect(lines).toEqual(['mail: Waiting: 2', 'mail: Still waiting, after two hours: 2']);
});

test.each([
  ['by who may not', {}, stranger, 'AuthorizationErrorException'],
  ['by who signs wrongly', {}, { ...sender, secretAccessKey: 'guessed' }, 'SignatureDoesNotMatch'],
  [
    'to another topic',
    { TopicArn: 'arn:aws:sns:ap-south-1:000000000000:other' },
    sender,
    'NotFoundException',
  ],
  ['with a subject of two lines', { Subject: 'one\ntwo' }, sender, 'InvalidParameterException'],
  ['with a subject that is too long', { Subject: 'x'.repeat(100) }, sender, 'InvalidParameterException'],
  ['without a message', { Message: '' }, sender, 'InvalidParameterException'],
] as const)('refuses what is published %s', async (_, more, principal, name) => {
  const { started, publish } = await start();
  await expect(publish(more, principal)).rejects.toMatchObject({ name });
  expect(started.mails).toEqual([]);
});
