import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from './listen.ts';
import { readRequestBody } from './request-body.ts';
import { authenticate } from './signature.ts';
import { type Principal, ServiceError } from './signed-request.ts';

/** A service with AWS's JSON protocol: the header X-Amz-Target names the operation, such as `TrentService.Decrypt`; input and output are JSON. */
export type JsonService = {
  /** The service's name in signatures. */
  readonly service: string;
  /** The part of X-Amz-Target before the operation, such as `TrentService.`. */
  readonly prefix: string;
  readonly contentType: string;
  readonly principals: readonly Principal[];
  readonly now: () => number;
  /** Answers a request whose signature is right; checks the caller's permission itself. @param operation such as `Decrypt` */
  run(operation: string, input: unknown, principal: Principal): Promise<object>;
};

const maxBodyBytes = 1024 * 1024;

/** Starts a stand-in for an AWS service that speaks JSON (KMS, SQS, Cognito) on a free loopback port. */
export async function startJsonService(
  definition: JsonService,
): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const { port, close } = await listenOnLoopback((request, response) => {
    answer(definition, request).then(
      (output) => send(response, 200, definition.contentType, output),
      (error: unknown) => {
        const refusal =
          error instanceof ServiceError ? error : new ServiceError(500, 'InternalFailure', String(error));
        const output = { __type: refusal.code, message: refusal.message };
        send(response, refusal.status, definition.contentType, output);
      },
    );
  });
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

async function answer(definition: JsonService, request: IncomingMessage): Promise<object> {
  const body = await readRequestBody(request, maxBodyBytes);
  if (body === null) throw new ServiceError(400, 'RequestEntityTooLarge', 'The request is too large.');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
  const signedRequest = { method: request.method ?? 'POST', target: request.url ?? '/', headers, body };
  const principal = authenticate(signedRequest, {
    principals: definition.principals,
    service: definition.service,
    now: definition.now(),
  });
  const target = headers['x-amz-target'];
  if (request.method !== 'POST' || target === undefined || !target.startsWith(definition.prefix)) {
    throw new ServiceError(400, 'UnknownOperationException', 'The operation cannot be read.');
  }
  return definition.run(target.slice(definition.prefix.length), readJson(body), principal);
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError(400, 'SerializationException', 'The body is not JSON.');
  }
}

function send(response: ServerResponse, status: number, contentType: string, output: object): void {
  const body = JSON.stringify(output);
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
