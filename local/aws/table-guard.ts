import { Agent, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate } from '../wire/signature.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';
import { type ContinuousBackups, describeContinuousBackups } from './backups.ts';
import { allowedCalls, DeniedCall } from './table-permissions.ts';

export type TableGuard = {
  readonly endpoint: string;
  /** The calls allowed so far, as `<access key id> <pattern> <call>`, for the test that every permission is used. */
  readonly usedPermissions: ReadonlySet<string>;
  /** By the table's name, how far it can be restored; DynamoDB Local has no backups. A test may change it. */
  readonly backups: Map<string, ContinuousBackups>;
  close(): Promise<void>;
};

/** A transaction may have 4 MB; its JSON is longer. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Who makes a request, and its operation, such as `GetItem`. @throws ServiceError if the signature is wrong */
const authenticateCall = (request: IncomingMessage, body: Buffer, principals: readonly Principal[]) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
  );
  const signedRequest = { method: request.method ?? 'POST', target: request.url ?? '/', headers, body };
  const principal = authenticate(signedRequest, { principals, service: 'dynamodb', now: Date.now() });
  return { principal, operation: headers['x-amz-target']?.split('.')[1] ?? '' };
};

/**
 * Starts the guard of the table: a proxy between the functions and DynamoDB Local, which itself accepts any credentials. It refuses the calls
 * and partitions that lib/functions does not grant, as IAM would.
 * @param options.endpoint the address of DynamoDB Local
 */
export async function startTableGuard(options: {
  endpoint: string;
  tableName: string;
  keysTableName: string;
  principals: readonly Principal[];
  /** The time in milliseconds that the backups tell. */
  now?: () => number;
}): Promise<TableGuard> {
  const { endpoint, tableName, keysTableName, principals, now = Date.now } = options;
  const backups = new Map<string, ContinuousBackups>([
    [tableName, { isOn: true }],
    [keysTableName, { isOn: true }],
  ]);
  const agent = new Agent({ keepAlive: true });
  const usedPermissions = new Set<string>();

  /** Records the calls of an allowed request in `usedPermissions`. @throws ServiceError if one is not allowed */
  const checkPermissions = (principal: Principal, operation: string, body: Buffer): void => {
    const allowed = allowedCalls(
      principal,
      { main: tableName, keys: keysTableName },
      operation,
      JSON.parse(body.toString('utf8')),
    );
    if (allowed instanceof DeniedCall) {
      throw new ServiceError(400, 'AccessDeniedException', `${principal.accessKeyId} ${allowed.message}`);
    }
    for (const { pattern, call } of allowed) {
      usedPermissions.add(`${principal.accessKeyId} ${pattern} ${call}`);
    }
  };

  const forward = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const forwarded = sendRequest(endpoint, { method: 'POST', headers: request.headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(body);
  };

  const { port, close } = await listenOnLoopback((request, response) => {
    readRequestBody(request, maxBodyBytes)
      .then((body) => {
        if (body === null) throw new ServiceError(400, 'ValidationException', 'The request is too large.');
        const { principal, operation } = authenticateCall(request, body, principals);
        if (operation === 'DescribeContinuousBackups') {
          const output = JSON.stringify(describeContinuousBackups(backups, principal, body, now()));
          response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(output);
          return;
        }
        checkPermissions(principal, operation, body);
        forward(request, body, response);
      })
      .catch((error: unknown) => {
        const refusal =
          error instanceof ServiceError ? error : new ServiceError(500, 'InternalFailure', String(error));
        const output = JSON.stringify({ __type: refusal.code, message: refusal.message });
        response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' }).end(output);
      });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    usedPermissions,
    backups,
    async close() {
      agent.destroy();
      await close();
    },
  };
}
