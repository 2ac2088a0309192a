import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { startJsonService } from '../wire/json-service.ts';
import { openPendingWork } from '../wire/pending-work.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';
import { createDeliveries, type Message } from './deliveries.ts';

export type Queue = {
  readonly endpoint: string;
  readonly url: string;
  /** The URL of the queue of its dead letters. */
  readonly deadLetterUrl: string;
  /** The messages that failed every time, with the last reason. */
  readonly deadLetters: readonly { readonly body: string; readonly reason: string }[];
  /** Resolves once nothing is waiting or being delivered, including messages that are sent meanwhile. */
  whenIdle(): Promise<void>;
  close(): Promise<void>;
};

const keptMessage = z.object({ id: z.string(), body: z.string(), sentAt: z.number() });

const sendMessage = z.strictObject({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1).max(262_144),
  DelaySeconds: z.int().min(0).max(900).optional(),
});

/** SQS counts the messages that wait. A message that is being delivered doesn't wait any more. */
const getAttributes = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.tuple([z.literal('ApproximateNumberOfMessages')]),
});

/**
 * Starts the stand-in for an SQS queue that triggers a function, one message at a time, in order. DelaySeconds is ignored: on AWS it gives writes in
 * flight time to end, and here the queue waits until they have ended.
 * @param options.whenRequestsEnd called before each message's delivery: resolves once every request now in flight has ended
 * @param options.deliver invokes the function with an SQS event; an error, or a failed item in its answer, is a failure
 */
export async function startQueue(options: {
  /** The last part of the queue's URL. */
  name: string;
  /** The permission to send messages. */
  right: Right;
  principals: readonly Principal[];
  whenRequestsEnd: () => Promise<void>;
  deliver: (event: SQSEvent) => Promise<unknown>;
  log: (line: string) => void;
  /** The folder for messages that are not delivered yet. Messages that an earlier run left there are delivered first. Undefined: in memory. */
  folder?: string | undefined;
  /** The pause between two attempts, in milliseconds. */
  retryMs?: number;
  now?: () => number;
}): Promise<Queue> {
  const { name, right, principals, whenRequestsEnd, deliver, log, retryMs = 250, now = Date.now } = options;
  const deadLetters: { body: string; reason: string }[] = [];
  const stopController = new AbortController();
  const pending = openPendingWork(options.folder);
  // Set once the service has started, since it contains the port. No message comes before that.
  let url = '';
  const deadLetterUrl = (): string => `${url}-failed`;
  const { enqueue, deliveries } = createDeliveries({
    deliver: async (message, attempt) => deliver(makeEvent(message, { attempt, url })),
    onFailed: ({ body }, reason) => deadLetters.push({ body, reason }),
    whenRequestsEnd,
    log,
    retryMs,
    stop: stopController.signal,
  });

  const service = await startJsonService({
    service: 'sqs',
    prefix: 'AmazonSQS.',
    contentType: 'application/x-amz-json-1.0',
    principals,
    now,
    async run(operation, input, principal) {
      if (operation === 'GetQueueAttributes') {
        // The first is being delivered, and no longer waits.
        const waiting = Math.max(0, deliveries.size - 1);
        const counts = { [url]: waiting, [deadLetterUrl()]: deadLetters.length };
        return countMessages(counts, input, principal);
      }
      if (operation !== 'SendMessage') {
        throw new ServiceError(400, 'UnsupportedOperation', `This queue does not know ${operation}.`);
      }
      if (!principal.rights?.includes(right)) {
        throw new ServiceError(403, 'AccessDenied', 'The caller may not send to this queue.');
      }
      const request = sendMessage.safeParse(input);
      if (!request.success) {
        throw new ServiceError(400, 'InvalidParameterValue', z.prettifyError(request.error));
      }
      if (request.data.QueueUrl !== url) {
        throw new ServiceError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
      }
      const message = { id: randomUUID(), body: request.data.MessageBody, sentAt: now() };
      enqueue(message, pending.add(JSON.stringify(message)));
      return { MessageId: message.id, MD5OfMessageBody: md5(message.body) };
    },
  });
  url = `${service.endpoint}/000000000000/${name}`;
  for (const { text, done } of pending.left) {
    const message = keptMessage.parse(JSON.parse(text));
    log(`queue: message ${message.id} was left by an earlier run`);
    enqueue(message, done);
  }

  return {
    endpoint: service.endpoint,
    url,
    deadLetterUrl: deadLetterUrl(),
    deadLetters,
    async whenIdle() {
      while (deliveries.size > 0) await Promise.all(deliveries);
    },
    async close() {
      stopController.abort();
      await service.close();
    },
  };
}

/** Answers `GetQueueAttributes`. @param counts the number of messages that wait, by the queue's URL */
function countMessages(
  counts: Readonly<Record<string, number>>,
  input: unknown,
  { rights }: Principal,
): object {
  if (!rights?.includes('queues:look')) {
    throw new ServiceError(403, 'AccessDenied', 'The caller may not look at this queue.');
  }
  const parsed = getAttributes.safeParse(input);
  if (!parsed.success) {
    throw new ServiceError(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
  }
  const count = counts[parsed.data.QueueUrl];
  if (count === undefined) {
    throw new ServiceError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
  }
  return { Attributes: { ApproximateNumberOfMessages: String(count) } };
}

/** The event with which SQS invokes a function for one message. */
function makeEvent(
  { id, body, sentAt }: Message,
  { attempt, url }: { readonly attempt: number; readonly url: string },
): SQSEvent {
  return {
    Records: [
      {
        messageId: id,
        receiptHandle: `${id}-${attempt}`,
        body,
        attributes: {
          ApproximateReceiveCount: String(attempt),
          SentTimestamp: String(sentAt),
          SenderId: 'local',
          ApproximateFirstReceiveTimestamp: String(sentAt),
        },
        messageAttributes: {},
        md5OfBody: md5(body),
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:ap-south-1:000000000000:${url.split('/').at(-1)}`,
        awsRegion: 'ap-south-1',
      },
    ],
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
