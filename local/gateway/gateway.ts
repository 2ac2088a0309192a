import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import { gatewayProblems } from '../../lib/gateway-problems.ts';
import { FunctionError } from '../lambda/function-thread.ts';
import type { Functions } from '../lambda/run-functions.ts';
import type { BusinessClock } from '../schedule/clock.ts';
import { problem } from '../wire/problem.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { admit, authorise } from './admit.ts';
import { type AuthorizerContext, type GatewayCall, makeEvent } from './gateway-event.ts';
import type { RateLimit } from './rate-limit.ts';
import { createRouteTable } from './route-table.ts';
import { sendAnswer } from './send-answer.ts';

export type Gateway = {
  /** Answers a request under /api. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /**
   * Calls the API as somebody at a business time, without HTTP, rate limit or clock, for the demo programme.
   * @param at milliseconds
   */
  callAt(at: number, authorizerContext: AuthorizerContext, call: GatewayCall): Promise<APIGatewayProxyResult>;
  /**
   * The authorizer's context for the bearer of a token.
   * @throws Error if the token is refused
   */
  signIn(token: string): Promise<AuthorizerContext>;
  /** Resolves once every request now in flight has ended. */
  whenRequestsEnd(): Promise<void>;
};

/** API Gateway's limit; the functions have a lower one. */
const maxBodyBytes = 10 * 1024 * 1024;

/** The routes that need no token. */
const publicRoutes = ['GET /api/health', 'GET /api/openapi.json'];

/** A function's answer, as API Gateway accepts it. */
const proxyResult = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  multiValueHeaders: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))).optional(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().optional(),
});

type GatewayOptions = {
  areas: Readonly<Record<string, { readonly routes: readonly string[] }>>;
  functions: Functions;
  clock: BusinessClock;
  rateLimit: RateLimit;
  log: (line: string) => void;
};

export type Parts = Omit<GatewayOptions, 'areas'> & {
  readonly findRoute: ReturnType<typeof createRouteTable>;
  /** Remembers work until it has succeeded or failed, for `whenRequestsEnd`. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
};

/** Creates the stand-in for API Gateway, which translates between HTTP and the functions' events. */
export function createGateway({ areas, ...options }: GatewayOptions): Gateway {
  const inFlight = new Set<Promise<unknown>>();
  const parts: Parts = {
    ...options,
    findRoute: createRouteTable(areas),
    track: (work) => {
      inFlight.add(work);
      const forget = () => inFlight.delete(work);
      work.then(forget, forget);
      return work;
    },
  };
  return {
    async handle(request, response) {
      try {
        const result = await answerRequest(parts, request);
        sendAnswer(request, response, result);
      } catch (error) {
        // The client broke the connection, so nobody can be answered.
        if (request.errored !== null) return;
        const timedOut = error instanceof FunctionError && error.type === 'Sandbox.Timedout';
        options.log(
          `gateway: ${request.method} failed: ${error instanceof Error ? error.message : String(error)}`,
        );
        const { INTEGRATION_TIMEOUT, INTEGRATION_FAILURE } = gatewayProblems;
        sendAnswer(request, response, problem(timedOut ? INTEGRATION_TIMEOUT : INTEGRATION_FAILURE));
      }
    },
    async signIn(token) {
      // Everybody who is signed in may make this call.
      const authorizerContext = await authorise(parts, `Bearer ${token}`, 'GET', '/api/me');
      // Anything else than a context is a refusal.
      if (typeof authorizerContext !== 'object') throw new Error('the token is not valid');
      return authorizerContext;
    },
    async callAt(at, authorizerContext, call) {
      const headers = { 'content-type': 'application/json', ...call.headers };
      const rawHeaders = Object.entries(headers).flat();
      return parts.track(
        invoke(parts, { ...call, rawHeaders, sourceIp: '127.0.0.1' }, authorizerContext, at),
      );
    },
    async whenRequestsEnd() {
      await Promise.allSettled([...inFlight]);
    },
  };
}

/** Calls the function of a route. @param at milliseconds */
async function invoke(
  { functions, findRoute, log }: Parts,
  call: GatewayCall & { rawHeaders: readonly string[]; sourceIp: string },
  authorizerContext: AuthorizerContext | undefined,
  at: number,
): Promise<APIGatewayProxyResult> {
  const path = call.target.split('?', 1)[0] ?? '';
  const segments = decodeSegments(path);
  if (segments === undefined) return problem(gatewayProblems.DEFAULT_4XX);
  const route = findRoute(segments);
  const routeTarget = route?.methods.get(call.method);
  if (route === undefined || routeTarget === undefined) {
    return problem(gatewayProblems.MISSING_AUTHENTICATION_TOKEN);
  }
  const event = makeEvent({
    call,
    path,
    resource: routeTarget.resource,
    parameters: route.parameters,
    authorizer: authorizerContext,
    at,
  });
  const answer = await functions.invoke(routeTarget.name, event);
  const result = proxyResult.safeParse(answer);
  if (result.success) return withDefaults(result.data);
  log(`gateway: ${routeTarget.name} gave no answer that API Gateway would take`);
  return problem(gatewayProblems.INTEGRATION_FAILURE);
}

/** Answers a request: finds its route, checks the token, reads the body and calls the function. */
async function answerRequest(parts: Parts, request: IncomingMessage): Promise<APIGatewayProxyResult> {
  const target = request.url ?? '/';
  // A HEAD request is answered like a GET, but without the body.
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const path = target.split('?', 1)[0] ?? '';
  const segments = decodeSegments(path);
  const route = segments && parts.findRoute(segments);
  const resource = route?.methods.get(method)?.resource;
  // A path without a route isn't public: without a token it is refused like any other.
  const isPublic = publicRoutes.includes(`${method} ${resource}`);

  const admitted = isPublic ? { authorizerContext: undefined } : await admit(parts, request, method, path);
  if ('refusal' in admitted) return admitted.refusal;
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
  // The request's time is taken when it has arrived completely, so that only the function itself works after this time.
  return parts.track(invoke(parts, call, admitted.authorizerContext, parts.clock.now()));
}

/** The decoded segments of a path; undefined if it is not encoded correctly. */
function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The body as text, empty if there is none; null if it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null;
  const body = await readRequestBody(request, maxBodyBytes);
  return body === null ? null : body.toString('utf8');
}

/** The answer to OPTIONS: the header `allow`, such as `GET, POST, HEAD, OPTIONS`. */
function describeMethods(methods: ReadonlyMap<string, unknown>): APIGatewayProxyResult {
  const names = [...methods.keys(), ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
  return { statusCode: 204, headers: { allow: names.join(', '), 'cache-control': 'no-store' }, body: '' };
}

/** A function's answer, with defaults for the fields that it left out. */
function withDefaults(result: z.infer<typeof proxyResult>): APIGatewayProxyResult {
  return {
    statusCode: result.statusCode,
    headers: result.headers ?? {},
    multiValueHeaders: result.multiValueHeaders ?? {},
    body: result.body,
    isBase64Encoded: result.isBase64Encoded ?? false,
  };
}
