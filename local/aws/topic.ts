import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { escapeXml } from '../../functions/shared/text/escape-xml.ts';
import type { Right } from '../../lib/access.ts';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate, type Principal, ServiceError } from '../wire/signature.ts';

export type Mail = {
  readonly subject: string;
  readonly message: string;
};

export type Topic = {
  readonly endpoint: string;
  readonly arn: string;
  /** The published messages, oldest first, which AWS would mail to the subscribers. */
  readonly mails: readonly Mail[];
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
});

const maxBodyBytes = 512 * 1024;

/**
 * Starts the stand-in for an SNS topic. It mails to nobody: it keeps and logs the messages that would be mailed.
 * @param options.right the permission to publish
 */
export async function startTopic(options: {
  name: string;
  right: Right;
  principals: readonly Principal[];
  log: (line: string) => void;
  now?: () => number;
}): Promise<Topic> {
  const { name, right, principals, log, now = Date.now } = options;
  const arn = `arn:aws:sns:ap-south-1:000000000000:${name}`;
  const mails: Mail[] = [];

  const answer = async (request: IncomingMessage): Promise<string> => {
    // The body is a form, such as `Action=Publish&Subject=…`; the answer is XML.
    const body = await readRequestBody(request, maxBodyBytes);
    if (body === null) throw new ServiceError(413, 'InvalidParameter', 'The request is too large.');
    const { method = 'POST', url = '/' } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    );
    const caller = authenticate(
      { method, target: url, headers, body },
      { principals, service: 'sns', now: now() },
    );
    if (!caller.rights?.includes(right)) {
      throw new ServiceError(403, 'AuthorizationError', 'The caller may not publish to this topic.');
    }
    const parsed = publish.safeParse(Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    if (!parsed.success) throw new ServiceError(400, 'InvalidParameter', z.prettifyError(parsed.error));
    const { TopicArn, Subject, Message } = parsed.data;
    if (TopicArn !== arn) throw new ServiceError(404, 'NotFound', 'Topic does not exist');
    mails.push({ subject: Subject, message: Message });
    log(`mail: ${Subject}: ${Message}`);
    const id = randomUUID();
    return `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`;
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

  return { endpoint: `http://127.0.0.1:${port}`, arn, mails, close };
}

/** Escapes a text for the content of an XML element. */
function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(xml) });
  response.end(xml);
}
