import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, expect, test } from 'vitest';
import { startTopics, type Topics } from '../../../local/aws/topics.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';

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

const watcher: Principal = {
  accessKeyId: 'WATCHER',
  secretAccessKey: 'watcher-secret',
  rights: ['topics:look'],
};

let topics: Topics<'desk'> | undefined;
afterEach(() => topics?.close());

const start = async () => {
  const lines: string[] = [];
  const all = await startTopics({
    rights: { desk: 'alerts:send' },
    principals: [sender, stranger, watcher],
    log: (line) => lines.push(line),
  });
  topics = all;
  const started = all.byName.desk;
  const clientOf = (principal: Principal) =>
    new SNSClient({
      endpoint: all.endpoint,
      region: 'ap-south-1',
      credentials: { accessKeyId: principal.accessKeyId, secretAccessKey: principal.secretAccessKey },
      maxAttempts: 1,
    });
  const publish = (more: object = {}, principal = sender) =>
    clientOf(principal).send(
      new PublishCommand({ TopicArn: started.arn, Subject: 'Waiting', Message: '2', ...more }),
    );
  const list = (principal = watcher) =>
    clientOf(principal).send(new ListSubscriptionsByTopicCommand({ TopicArn: started.arn }));
  return { started, publish, list, lines };
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

test('keeps for whom it is, by the attribute that the subscriptions are filtered by', async () => {
  const { started, publish, lines } = await start();
  await publish({ MessageAttributes: { person: { DataType: 'String', StringValue: 'somebody' } } });
  expect(started.mails).toEqual([{ person: 'somebody', subject: 'Waiting', message: '2' }]);
  expect(lines).toEqual(['mail to somebody: Waiting: 2']);
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

test('tells who may look which addresses have not confirmed, and nobody else', async () => {
  const { started, list } = await start();
  started.subscriptions.push({ address: 'two@example.org', isConfirmed: false });
  const { Subscriptions = [] } = await list();
  expect(Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual(['desk@example.org', 'two@example.org']);
  expect(Subscriptions[0]?.SubscriptionArn).toMatch(/^arn:aws:sns:.*:desk:/);
  expect(Subscriptions[1]?.SubscriptionArn).toBe('PendingConfirmation');
  await expect(list(sender)).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
});
