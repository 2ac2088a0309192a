import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as z from 'zod';
import { dateInIndia } from '../domain/calendar.ts';
import { type Caller, callerContext, deviceContext } from '../domain/caller.ts';
import { AppError, type ErrorKind, type FieldError, forbidden, notFound } from '../domain/errors.ts';
import { findFutureDates } from '../domain/fields.ts';
import type { Reach } from '../domain/roles.ts';
import { logBug, logRequest } from '../logging/log.ts';
import { pathSchemasOf } from './path-parameters.ts';
import {
  type Contract,
  type PathParameter,
  type RouteContract,
  type RouteKey,
  reachOf,
  routesOf,
} from './route-contract.ts';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A validated and authorised request. */
export type RouteRequest<Key extends string, C extends RouteContract> = {
  /** The route's own key, for the access log. */
  readonly route: Key;
  readonly path: Readonly<Record<PathParameter<Key>, string>>;
  readonly body: Parsed<C['body']>;
  readonly query: Parsed<C['query']>;
  /** The version that the caller last saw. */
  readonly ifMatch: C['ifMatch'] extends true ? number : undefined;
  readonly caller: Caller;
  /** The calling device's id, on a route for devices. */
  readonly deviceId: C['who'] extends 'device' ? string : undefined;
  /** The reach of the caller's role on this route. */
  readonly reach: Reach;
  /** The business time at which the gateway received the request. */
  readonly now: Date;
  /** The Indian date of `now`. */
  readonly today: string;
};

type Headers = Readonly<Record<string, string>>;

/** A route's answer: a status of its contract with the matching body. */
export type Reply<C extends RouteContract = RouteContract> = {
  [Status in keyof C['answers'] & number]: {
    readonly status: Status;
    readonly body?: Parsed<C['answers'][Status]>;
    readonly headers?: Headers;
  };
}[keyof C['answers'] & number];

/** One function for each route of a contract; a missing one does not compile. */
type Handlers<C extends Contract> = {
  readonly [Key in keyof C & RouteKey]: (request: RouteRequest<Key, C[Key]>) => Promise<Reply<C[Key]>>;
};

export type Route = {
  readonly key: RouteKey;
  readonly contract: RouteContract;
  readonly run: (event: APIGatewayProxyEvent, context: Context) => Promise<Reply>;
};

const statuses: Readonly<Record<ErrorKind, { status: number; title: string }>> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'In conflict with what is stored' },
  stale: { status: 412, title: 'Changed by somebody else since' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  refused: { status: 422, title: 'Refused by a rule' },
  precondition_required: { status: 428, title: 'Say which version you change' },
  unavailable: { status: 503, title: 'Busy; try again' },
};

const bodyLimitBytes = 256 * 1024;

const plainHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

const answer = (reply: Reply): APIGatewayProxyResult => ({
  statusCode: reply.status,
  headers: {
    ...plainHeaders,
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...reply.headers,
  },
  body: reply.body === undefined ? '' : JSON.stringify(reply.body),
});

const problem = (status: number, title: string, code: string, detail: string, extensions: object = {}) => ({
  statusCode: status,
  headers: { ...plainHeaders, 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, code, ...extensions }),
});

const explain = (error: AppError): APIGatewayProxyResult => {
  const { status, title } = statuses[error.kind];
  const { errors, extra } = error.details;
  return problem(status, title, error.code, error.message, { ...(errors ? { errors } : {}), ...extra });
};

const codeOf = (issue: z.core.$ZodIssue): string | undefined => {
  const params: unknown = issue.code === 'custom' ? issue.params : undefined;
  return typeof params === 'object' && params !== null && 'code' in params && typeof params.code === 'string'
    ? params.code
    : undefined;
};

/**
 * Unknown field names are repeated only if they look like names: a caller may send anything, even a telephone
 * number.
 */
const shown = (name: PropertyKey): string =>
  typeof name === 'number' || /^(?!.*\d{4})[\w-]{1,64}$/.test(String(name)) ? String(name) : '?';

const fieldErrorsOf = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(shown);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, shown(key)].join('.'),
        message: 'This field is not known here.',
      }));
    }
    return [{ path: path.join('.'), message: issue.message }];
  });

/** Messages for issues whose schema has none. */
const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'This field is missing.';
  return issue.code === 'invalid_format' && issue.format === 'uuid'
    ? 'Write an id as a UUID; a new one is of version 7.'
    : undefined;
};

const parse = (schema: z.ZodType, input: unknown, code: string): unknown => {
  const result = schema.safeParse(input, { error: explainIssue });
  if (result.success) {
    return result.data;
  }
  const codes = new Set(result.error.issues.map(codeOf));
  const [only] = codes;
  throw new AppError(
    'invalid',
    codes.size === 1 && only !== undefined ? only : code,
    'Some of what was sent is not valid; see errors.',
    { errors: fieldErrorsOf(result.error.issues) },
  );
};

const parseIfMatch = (header: string | undefined): number => {
  if (header === undefined) {
    throw new AppError(
      'precondition_required',
      'if_match_required',
      'Send the version that you change: If-Match: "1".',
    );
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new AppError('invalid', 'invalid_if_match', 'Write If-Match as a version in quotes: "1".', {
      errors: [{ path: 'If-Match', message: 'A version in quotes, such as "1".' }],
    });
  }
  return Number(version);
};

const refuseFutureDates = (body: unknown, today: string): void => {
  const paths = findFutureDates(body, today);
  if (paths.length > 0) {
    throw new AppError('invalid', 'invalid_date', 'A date lies in the future.', {
      errors: paths.map((path) => ({ path, message: 'This date has not come yet.' })),
    });
  }
};

const parseQuery = (schema: z.ZodType, event: APIGatewayProxyEvent): unknown => {
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).find(
    ([, values]) => (values?.length ?? 0) > 1,
  );
  if (repeated !== undefined) {
    throw new AppError('invalid', 'invalid_query', 'A parameter stands there more than once.', {
      errors: [{ path: shown(repeated[0]), message: 'Give this parameter once.' }],
    });
  }
  return parse(schema, event.queryStringParameters ?? {}, 'invalid_query');
};

const anonymous: Caller = {
  personId: '00000000-0000-7000-8000-000000000000',
  role: 'funder',
  collectives: [],
  districts: [],
  locale: 'en',
};

const unauthenticated = () => new AppError('unauthenticated', 'unauthenticated', 'Sign in first.');

const callerOf = ({ who }: RouteContract, event: APIGatewayProxyEvent): Caller => {
  if (who === 'anyone' || who === 'device') {
    return anonymous;
  }
  const context = callerContext.safeParse(event.requestContext.authorizer);
  if (!context.success) {
    throw unauthenticated();
  }
  return context.data;
};

const deviceIdOf = (event: APIGatewayProxyEvent): string => {
  const context = deviceContext.safeParse(event.requestContext.authorizer);
  if (!context.success) {
    throw callerContext.safeParse(event.requestContext.authorizer).success ? forbidden() : unauthenticated();
  }
  return context.data.deviceId;
};

const nothing = z.strictObject({});

const jsonBody = httpJsonBodyParser();

/** Parses the body only after authorisation, so that a caller without permission gets no answer about it. */
const readJson = async (event: APIGatewayProxyEvent, context: Context): Promise<unknown> => {
  await jsonBody.before?.({ event, context, response: undefined, error: undefined, internal: {} });
  return event.body;
};

/**
 * Makes the routes of an area from its contract and one function per route. Before the function runs, in this
 * order: the role is allowed (403); path, query (400), `If-Match` (428) and body (400) are valid; no date is in the future, except
 * a few such as `due` (400).
 */
export const createRoutes =
  <const C extends Contract>(contract: C) =>
  // A separate call, so that the compiler knows the contract when it checks what the functions return.
  (handle: Handlers<C>): Route[] =>
    routesOf(contract).map(([key, route]): Route => {
      // routesOf loses which contract belongs to which key; `handle` has one function for each.
      const run = handle[key as keyof C & RouteKey] as (request: unknown) => Promise<Reply>;
      const pathSchema = z.object(pathSchemasOf(key));
      return {
        key,
        contract: route,
        run: async (event, context) => {
          const caller = callerOf(route, event);
          const deviceId = route.who === 'device' ? deviceIdOf(event) : undefined;
          const reach = deviceId === undefined ? reachOf(route, caller.role) : 'own';
          if (reach === null) {
            throw forbidden();
          }
          const now = new Date(event.requestContext.requestTimeEpoch);
          const today = dateInIndia(now);
          const path = parse(pathSchema, event.pathParameters ?? {}, 'invalid_path');
          const query = parseQuery(route.query ?? nothing, event);
          const ifMatch = route.ifMatch ? parseIfMatch(event.headers['if-match']) : undefined;
          const body = route.body
            ? parse(route.body, await readJson(event, context), 'invalid_body')
            : undefined;
          refuseFutureDates(body, today);
          return run({ route: key, path, body, query, ifMatch, caller, deviceId, reach, now, today });
        },
      };
    });

const refuseLargeBodies = (event: APIGatewayProxyEvent): void => {
  const bytes =
    event.body === null ? 0 : Buffer.byteLength(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > bodyLimitBytes) {
    throw new AppError('too_large', 'too_large', 'Send at most 256 KB.');
  }
};

/** Translates middy's own errors (from the body parser); null for others. */
const translate = (error: unknown): AppError | null => {
  if (error instanceof AppError) {
    return error;
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 415) {
    return new AppError('unsupported_media_type', 'unsupported_media_type', 'Send application/json.');
  }
  return typeof status === 'number' && status < 500
    ? new AppError('invalid', 'invalid_json', 'The body is not valid JSON.')
    : null;
};

/** The Lambda handler of an area: middy's chain around its routes. Every error becomes a problem document. */
export const serve = (routes: readonly Route[]) =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(httpHeaderNormalizer())
    .before(({ event }) => refuseLargeBodies(event))
    .use({
      after: ({ event, response }) => logRequest(event, response?.statusCode),
      onError: (request) => {
        const error = translate(request.error);
        if (error === null) {
          logBug(request.event, request.error);
        }
        request.response =
          error === null
            ? problem(500, 'Something went wrong here', 'internal', 'It is not your fault. Try again later.')
            : explain(error);
        logRequest(request.event, request.response?.statusCode);
      },
    })
    .handler(
      httpRouter<APIGatewayProxyEvent, APIGatewayProxyResult>({
        routes: routes.map(({ key, run }) => {
          const [method = '', path = ''] = key.split(' ');
          return {
            method: method as Method,
            path,
            handler: async (event: APIGatewayProxyEvent, context: Context) =>
              answer(await run(event, context)),
          };
        }),
        notFoundResponse: () => {
          throw notFound();
        },
      }),
    );

/** The answer to a request with a record: 200 or 201, and its version as ETag. */
export const withVersion = <Status extends 200 | 201, Body extends { readonly version: number }>(
  status: Status,
  body: Body,
): { readonly status: Status; readonly body: Body; readonly headers: Headers } => ({
  status,
  body,
  headers: { etag: `"${body.version}"` },
});

/** The problem 412 of a request that changes an outdated version. */
export const stale = (current: unknown): AppError =>
  new AppError('stale', 'stale', 'This was changed by somebody else since you read it.', {
    extra: { current },
  });
