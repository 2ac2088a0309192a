import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import { gatewayProblems } from '../lib/gateway-problems.ts';
import type { BusinessClock } from './clock.ts';
import { FunctionError, type Functions } from './functions.ts';
import { problem } from './problem.ts';
import type { RateLimit } from './rate-limit.ts';
import { readWhole } from './read-whole.ts';
import { createRouteTable } from './route-table.ts';

/** What a caller may do, as the authorizer has said it and API Gateway hands it on. */
export type Authorised = Readonly<Record<string, string>>;

type Call = {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Gateway = {
  /** Answers a request under /api. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /**
   * Calls the API as somebody at a business time, without HTTP, without the rate limit and without the clock: for the demo
   * programme, which lives months in seconds.
   * @param at milliseconds
   */
  callAt(at: number, authorised: Authorised, call: Call): Promise<APIGatewayProxyResult>;
  /**
   * What the authorizer says of the bearer of a token.
   * @throws Error where it does not let her in
   */
  signIn(token: string): Promise<Authorised>;
  /** Resolves once every request that is in flight now has ended. */
  settled(): Promise<void>;
};

// API Gateway's own limit; the functions have a lower one.
const largestBody = 10 * 1024 * 1024;

const publicRoutes = ['GET /api/health', 'GET /api/openapi.json'];

const api = 'arn:aws:execute-api:ap-south-1:000000000000:local/v1';

const policy = z.object({
  principalId: z.string(),
  policyDocument: z.object({ Statement: z.array(z.object({ Effect: z.string() })) }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

const proxyResult = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  multiValueHeaders: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))).optional(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().optional(),
});

/** API Gateway, for one machine: from HTTP to the functions' events and back. */
export function createGateway(options: {
  areas: Readonly<Record<string, { readonly routes: readonly string[] }>>;
  functions: Functions;
  clock: BusinessClock;
  rateLimit: RateLimit;
  log: (line: string) => void;
}): Gateway {
  const { areas, functions, clock, rateLimit, log } = options;
  const findRoute = createRouteTable(areas);
  const inFlight = new Set<Promise<unknown>>();

  const track = <T>(work: Promise<T>): Promise<T> => {
    inFlight.add(work);
    const forget = () => inFlight.delete(work);
    work.then(forget, forget);
    return work;
  };

  const authorise = async (authorization: string | undefined): Promise<Authorised | undefined> => {
    // API Gateway does not call an authorizer for a request without what identifies the caller.
    if (authorization === undefined || authorization === '') return undefined;
    try {
      const answer = await functions.invoke('authorizer', {
        type: 'TOKEN',
        authorizationToken: authorization,
        methodArn: `${api}/ANY/api`,
      });
      const { principalId, policyDocument, context } = policy.parse(answer);
      if (!policyDocument.Statement.every(({ Effect }) => Effect === 'Allow')) return undefined;
      const texts = Object.entries(context).map(([name, value]) => [name, String(value)]);
      return { ...Object.fromEntries(texts), principalId };
    } catch (error) {
      if (error instanceof FunctionError && error.message === 'Unauthorized') return undefined;
      throw error;
    }
  };

  const invoke = async (
    call: Call & { rawHeaders: readonly string[]; sourceIp: string },
    authorised: Authorised | undefined,
    at: number,
  ): Promise<APIGatewayProxyResult> => {
    const path = call.target.split('?', 1)[0] ?? '';
    const segments = decodeSegments(path);
    if (segments === undefined) return problem(gatewayProblems.DEFAULT_4XX);
    const route = findRoute(segments);
    const target = route?.methods.get(call.method);
    if (route === undefined || target === undefined) {
      return problem(gatewayProblems.MISSING_AUTHENTICATION_TOKEN);
    }
    const event = makeEvent(call, path, target.resource, route.parameters, authorised, at);
    const answer = await functions.invoke(target.name, event);
    const result = proxyResult.safeParse(answer);
    if (result.success) return plain(result.data);
    log(`gateway: ${target.name} gave no answer that API Gateway would take`);
    return problem(gatewayProblems.INTEGRATION_FAILURE);
  };

  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyResult> => {
    const target = request.url ?? '/';
    // A HEAD is answered as the GET would be, without its body.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const segments = decodeSegments(target.split('?', 1)[0] ?? '');
    const route = segments && findRoute(segments);
    const resource = route?.methods.get(method)?.resource;
    const isPublic = publicRoutes.includes(`${method} ${resource}`);

    const authorised = isPublic ? undefined : await authorise(request.headers.authorization);
    if (!isPublic && authorised === undefined) {
      return problem(gatewayProblems.UNAUTHORIZED, { 'www-authenticate': 'Bearer' });
    }
    if (authorised !== undefined) {
      const wait = rateLimit.waitSeconds(authorised.personId ?? authorised.principalId ?? '');
      if (wait > 0) {
        return problem(gatewayProblems.THROTTLED, { 'retry-after': String(Math.ceil(wait)) });
      }
    }
    if (method === 'OPTIONS' && route !== undefined) return describeMethods(route.methods);
    const body = await readBody(request);
    if (body === null) {
      return problem(gatewayProblems.REQUEST_TOO_LARGE, { connection: 'close' });
    }
    const call = {
      method,
      target,
      rawHeaders: request.rawHeaders,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      ...(body !== '' && { body }),
    };
    // Only now, with the whole request here: its time is taken, and nothing but the function stands between it and its end.
    return track(invoke(call, authorised, clock.now()));
  };

  return {
    async handle(request, response) {
      try {
        const result = await answer(request);
        send(request, response, result);
      } catch (error) {
        if (request.errored !== null) return;
        const timedOut = error instanceof FunctionError && error.type === 'Sandbox.Timedout';
        log(`gateway: ${request.method} failed: ${error instanceof Error ? error.message : String(error)}`);
        const { INTEGRATION_TIMEOUT, INTEGRATION_FAILURE } = gatewayProblems;
        send(request, response, problem(timedOut ? INTEGRATION_TIMEOUT : INTEGRATION_FAILURE));
      }
    },
    async signIn(token) {
      const authorised = await authorise(`Bearer ${token}`);
      if (authorised === undefined) throw new Error('the token is not valid');
      return authorised;
    },
    async callAt(at, authorised, call) {
      const headers = { 'content-type': 'application/json', ...call.headers };
      const rawHeaders = Object.entries(headers).flat();
      return track(invoke({ ...call, rawHeaders, sourceIp: '127.0.0.1' }, authorised, at));
    },
    async settled() {
      await Promise.allSettled([...inFlight]);
    },
  };
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return null;
  const body = await readWhole(request, largestBody);
  return body === null ? null : body.toString('utf8');
}

function describeMethods(methods: ReadonlyMap<string, unknown>): APIGatewayProxyResult {
  const names = [...methods.keys(), ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
  return { statusCode: 204, headers: { allow: names.join(', '), 'cache-control': 'no-store' }, body: '' };
}

function makeEvent(
  call: Call & { rawHeaders: readonly string[]; sourceIp: string },
  path: string,
  resource: string,
  parameters: Readonly<Record<string, string>>,
  authorised: Authorised | undefined,
  at: number,
): APIGatewayProxyEvent {
  const headers = collect(pairs(call.rawHeaders));
  const query = collect([...new URLSearchParams(call.target.slice(path.length + 1))]);
  const userAgent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'user-agent');
  return {
    resource,
    path,
    httpMethod: call.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: Object.keys(query).length > 0 ? lastOf(query) : null,
    multiValueQueryStringParameters: Object.keys(query).length > 0 ? query : null,
    pathParameters: Object.keys(parameters).length > 0 ? { ...parameters } : null,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: authorised,
      protocol: 'HTTP/1.1',
      httpMethod: call.method,
      path,
      stage: 'v1',
      requestId: randomUUID(),
      requestTime: new Date(at).toUTCString(),
      requestTimeEpoch: at,
      resourceId: 'local',
      resourcePath: resource,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: call.sourceIp,
        user: null,
        userAgent: userAgent?.[1]?.at(-1) ?? null,
        userArn: null,
      },
    },
    body: call.body ?? null,
    isBase64Encoded: false,
  };
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
}

function collect(entries: readonly [string, string][]): Record<string, string[]> {
  // No prototype: a parameter may be called anything.
  const all: Record<string, string[]> = Object.create(null);
  for (const [name, value] of entries) all[name] = [...(all[name] ?? []), value];
  return all;
}

function lastOf(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));
}

function plain(result: z.infer<typeof proxyResult>): APIGatewayProxyResult {
  return {
    statusCode: result.statusCode,
    headers: result.headers ?? {},
    multiValueHeaders: result.multiValueHeaders ?? {},
    body: result.body,
    isBase64Encoded: result.isBase64Encoded ?? false,
  };
}

/** Writes a function's answer as HTTP. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  result: APIGatewayProxyResult,
): void {
  const body = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    response.setHeader(name, values.map(String));
  }
  if (result.statusCode !== 204) response.setHeader('content-length', body.length);
  response.writeHead(result.statusCode);
  response.end(request.method === 'HEAD' || result.statusCode === 204 ? undefined : body);
}
