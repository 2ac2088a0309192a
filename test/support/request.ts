import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Route } from '../../functions/shared/http/create-routes.ts';
import { problemCodesOf } from '../../functions/shared/http/problem-codes.ts';
import type { RouteContract, RouteKey } from '../../functions/shared/http/route-contract.ts';
import { serve } from '../../functions/shared/http/serve.ts';
import type { Caller, CallingDevice } from '../../functions/shared/reach/caller.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { makeEvent } from '../../local/gateway/gateway-event.ts';

export type TestRequest = {
  readonly route: ApiRoute;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly ifMatch?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null for somebody whom no authorizer knows. */
  readonly caller: Caller | null;
  /** A registered device that calls, instead of a person. */
  readonly device?: CallingDevice;
  /** The business time of the request, RFC 3339. */
  readonly now?: string;
};

export type TestReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
};

/** What a problem document says, for assertions. */
export const problem = z.looseObject({
  status: z.int(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  current: z.unknown().optional(),
});

export const defaultNow = '2026-10-15T06:30:00.000Z';

/** A person of a role; a new one each time unless `more` says who. */
export const createCaller = (role: Role, more: Partial<Caller> = {}): Caller => ({
  personId: newId(),
  role,
  collectives: [],
  districts: [],
  locale: 'en',
  ...more,
});

const authorizerOf = ({ caller, device }: TestRequest): Record<string, string> | undefined => {
  if (device !== undefined) {
    return device;
  }
  return caller === null
    ? undefined
    : {
        personId: caller.personId,
        role: caller.role,
        collectives: JSON.stringify(caller.collectives),
        districts: JSON.stringify(caller.districts),
        locale: caller.locale,
        ...(caller.signedInAt === undefined ? {} : { signedInAt: caller.signedInAt }),
        ...(caller.memberId === undefined ? {} : { memberId: caller.memberId }),
      };
};

/** The event that API Gateway's REST API would hand to the area's function. */
export const createEvent = (request: TestRequest): APIGatewayProxyEvent => {
  const [httpMethod = '', resource = ''] = request.route.split(' ');
  const path = resource.replace(/\{(\w+)\}/g, (_, name: string) => request.path?.[name] ?? '');
  const query = new URLSearchParams(request.query).toString();
  const headers: Record<string, string> = {
    ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(request.ifMatch === undefined
      ? {}
      : { 'If-Match': typeof request.ifMatch === 'number' ? `"${request.ifMatch}"` : request.ifMatch }),
    ...request.headers,
  };
  const body =
    request.body === undefined || typeof request.body === 'string'
      ? request.body
      : JSON.stringify(request.body);
  return makeEvent({
    call: {
      method: httpMethod,
      target: query === '' ? path : `${path}?${query}`,
      rawHeaders: Object.entries(headers).flat(),
      sourceIp: '127.0.0.1',
      ...(body !== undefined && { body }),
    },
    path,
    resource,
    parameters: request.path ?? {},
    authorizer: authorizerOf(request),
    at: Date.parse(request.now ?? defaultNow),
  });
};

/** What Lambda says of the invocation. */
export const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:ap-south-1:000000000000:function:test',
  memoryLimitInMB: '256',
  awsRequestId: 'test',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => 30_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/**
 * That a refusal is one which the route's contract declares: so every test that sees one is a test of the contract.
 * @throws Error for a status or code that the contract does not name
 */
export const checkDeclared = (
  key: RouteKey,
  contract: RouteContract,
  { status, body }: { readonly status: number; readonly body: unknown },
): void => {
  if (status < 400) return;
  const { code } = problem.parse(body);
  const declared = problemCodesOf(key, contract)[status] ?? [];
  if (!declared.includes(code)) {
    throw new Error(`${key} answered ${status} ${code}, which its contract does not declare.`);
  }
};

/** Sends requests through the whole chain of an area, as API Gateway would. */
export const createSend = (routes: readonly Route[]) => {
  const handler = serve(routes);
  return async (request: TestRequest): Promise<TestReply> => {
    const { statusCode, headers, body } = await handler(createEvent(request), context);
    const reply = {
      status: statusCode,
      headers: headers ?? {},
      body: body === '' ? undefined : JSON.parse(body),
    };
    const route = routes.find(({ key }) => key === request.route);
    if (route !== undefined) checkDeclared(route.key, route.contract, reply);
    return reply;
  };
};
