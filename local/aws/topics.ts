import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { escapeXml } from '../../functions/shared/text/escape-xml.ts';
import type { Right } from '../../lib/access.ts';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate } from '../wire/signature.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';

export type Mail = {
  /** The person whom it is for; absent if it is for all subscribers of the topic. */
  readonly person?: string;
  readonly subject: string;
  readonly message: string;
};

/** An address that a topic mails to. Its owner must confirm it once; before that, nothing is mailed to it. */
export type Subscription = { readonly address: string; readonly isConfirmed: boolean };

export type Topic = {
  readonly arn: string;
  /** The published messages, oldest first, which AWS would mail to the subscribers. */
  readonly mails: readonly Mail[];
  /** Who is subscribed; a test may change it. */
  readonly subscriptions: Subscription[];
};

export type Topics<Name extends string> = {
  readonly endpoint: string;
  readonly byName: Readonly<Record<Name, Topic>>;
  close(): Promise<void>;
};

/**
 * A request to publish, with SNS's limits: a subject is printable ASCII, begins with a letter, digit or punctuation mark, and has fewer
 * than 100 characters.
 */
const publish = z.strictObject({
  Action: z.literal('Publish'),
  Version: z.string(),
  TopicArn: z.string(),
  Subject: z.string().regex(/^[\x21-\x7e][\x20-\x7e]{0,98}$/),
  Message: z.string().min(1).max(262_144),
  // The only attribute that is sent: the person. SNS mails only to subscriptions for her.
  'MessageAttributes.entry.1.Name': z.literal('person').optional(),
  'MessageAttributes.entry.1.Value.DataType': z.literal('String').optional(),
  'MessageAttributes.entry.1.Value.StringValue': z.string().min(1).optional(),
});
const listSubscriptions = z.strictObject({
  Action: z.literal('ListSubscriptionsByTopic'),
  Version: z.string(),
  TopicArn: z.string(),
});
const anyRequest = z.discriminatedUnion('Action', [publish, listSubscriptions]);

const maxBodyBytes = 512 * 1024;

const namespace = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

/**
 * Starts the stand-in for SNS with some topics. It mails to nobody: it keeps and logs the messages that would be mailed. Each topic has one
 * subscriber, who has confirmed.
 * @param options.rights by the name of a topic, the permission to publish to it; null if no function has one
 */
export async function startTopics<Name extends string>(options: {
  rights: Readonly<Record<Name, Right | null>>;
  principals: readonly Principal[];
  log: (line: string) => void;
  now?: () => number;
}): Promise<Topics<Name>> {
  const { rights, principals, log, now = Date.now } = options;
  type StoredTopic = Topic & { readonly right: Right | null; readonly mails: Mail[] };
  const topicsByArn = new Map<string, StoredTopic>();
  const createTopic = (name: Name): StoredTopic => {
    const topic: StoredTopic = {
      arn: `arn:aws:sns:ap-south-1:000000000000:${name}`,
      right: rights[name],
      mails: [],
      subscriptions: [{ address: `${name}@example.org`, isConfirmed: true }],
    };
    topicsByArn.set(topic.arn, topic);
    return topic;
  };
  // The filter only narrows the type.
  const names = Object.keys(rights).filter((name): name is Name => name in rights);
  const byName = mapNames(names, createTopic);

  const answer = async (incoming: IncomingMessage): Promise<string> => {
    // The body is a form, such as `Action=Publish&Subject=…`; the answer is XML.
    const body = await readRequestBody(incoming, maxBodyBytes);
    if (body === null) throw new ServiceError(413, 'InvalidParameter', 'The request is too large.');
    const { method = 'POST', url = '/' } = incoming;
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    );
    const caller = authenticate(
      { method, target: url, headers, body },
      { principals, service: 'sns', now: now() },
    );
    const parsed = anyRequest.safeParse(Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    if (!parsed.success) throw new ServiceError(400, 'InvalidParameter', z.prettifyError(parsed.error));
    const topic = topicsByArn.get(parsed.data.TopicArn);
    if (topic === undefined) throw new ServiceError(404, 'NotFound', 'Topic does not exist');
    const right = parsed.data.Action === 'Publish' ? topic.right : 'topics:look';
    if (right === null || caller.rights?.includes(right) !== true) {
      throw new ServiceError(403, 'AuthorizationError', 'The caller may not do this with the topic.');
    }
    if (parsed.data.Action === 'ListSubscriptionsByTopic') return listOf(topic);
    const { Subject, Message, 'MessageAttributes.entry.1.Value.StringValue': person } = parsed.data;
    topic.mails.push({ ...(person === undefined ? {} : { person }), subject: Subject, message: Message });
    log(`mail${person === undefined ? '' : ` to ${person}`}: ${Subject}: ${Message}`);
    return `<PublishResponse ${namespace}><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult></PublishResponse>`;
  };

  const { port, close } = await listenOnLoopback((request, response) => {
    answer(request).then(
      (xml) => send(response, 200, xml),
      (error: unknown) => {
        const refusal =
          error instanceof ServiceError ? error : new ServiceError(500, 'InternalError', String(error));
        const text = escapeXml(refusal.message);
        send(
          response,
          refusal.status,
          `<ErrorResponse><Error><Type>Sender</Type><Code>${refusal.code}</Code><Message>${text}</Message></Error></ErrorResponse>`,
        );
      },
    );
  });

  return { endpoint: `http://127.0.0.1:${port}`, byName, close };
}

const mapNames = <Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value) =>
  // `Object.fromEntries` loses the type of the names.
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;

/** The subscriptions of a topic. A subscription that is not confirmed has `PendingConfirmation` in place of its ARN, as in SNS. */
function listOf({ arn, subscriptions }: Topic): string {
  const members = subscriptions.map(({ address, isConfirmed }) => {
    const subscription = isConfirmed ? `${arn}:${randomUUID()}` : 'PendingConfirmation';
    return `<member><SubscriptionArn>${subscription}</SubscriptionArn><Protocol>email</Protocol><Endpoint>${escapeXml(address)}</Endpoint></member>`;
  });
  return `<ListSubscriptionsByTopicResponse ${namespace}><ListSubscriptionsByTopicResult><Subscriptions>${members.join('')}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}

function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(xml) });
  response.end(xml);
}
