import type * as z from 'zod/mini';
import type { Session } from '../session/session-tokens.ts';
import { codeFromElsewhere, Problem, readProblem } from './problem.ts';
import type { AnswerOf, ApiRoute, RequestOf } from './routes.ts';

/** A request to the API. */
export type Call = {
  /** Default: `GET`. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Begins with `/api/`. */
  readonly path: string;
  readonly body?: unknown;
  /** The version of the record that a change starts from, sent as `If-Match`. */
  readonly ifMatch?: number;
};

/** The parts that a request to any route may have. */
export type AnyRequest = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
};

/** Calls the API as the person of a session. */
export type Api = {
  /**
   * Calls a route, typed by its contract. The API's own tests check its answers against the contracts, so that only
   * status and content type are checked here.
   * @throws Problem; SignedOut; TypeError or a timeout if there is no network
   */
  request<Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Promise<AnswerOf<Key>>;
  /**
   * Sends a call and parses the body of the answer with a schema.
   * @throws Problem; SignedOut; TypeError or a timeout if there is no network
   */
  call<Schema extends z.ZodMiniType>(schema: Schema, call: Call): Promise<z.output<Schema>>;
  /** Sends a call and returns the answer whatever its status is. @throws SignedOut; TypeError or a timeout */
  send(call: Call): Promise<Response>;
};

/**
 * The API client's request for a route, `GET /api/members/{id}`, with its path parameters and query filled in and
 * encoded.
 */
export function callOf(route: ApiRoute, { path = {}, query = {}, body, ifMatch }: AnyRequest): Call {
  // A route is a method and a path: neither can be missing.
  const [method, template = ''] = route.split(' ');
  // The route's type requires each of its path parameters.
  const filledPath = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const search = parameters.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(parameters))}`;
  return {
    // `GET` is left out: it is the default of a call.
    ...(method === 'POST' || method === 'PATCH' || method === 'PUT' ? { method } : {}),
    path: `${filledPath}${search}`,
    ...(body === undefined ? {} : { body }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
}

/**
 * The JSON of a successful answer of the API, by the type of its contract.
 * @throws Problem if the answer is not successful or not JSON
 */
export async function readJson<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw await readProblem(response);
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) {
    throw new Problem(response.status, { code: codeFromElsewhere(response.status) });
  }
  // The one place where an answer gets its type: the API's own tests hold every route to its contract.
  return (await response.json()) as Answer;
}

const timeoutMs = 30_000;

/**
 * The API for the person of a session. A call that is answered with 401 is sent once more with a new token.
 * @param onSent called with the path of each accepted call that isn't a GET
 */
export function createApi(
  session: Pick<Session, 'accessToken'>,
  onSent: (path: string) => void = () => {},
): Api {
  const sendOnce = async (call: Call, token: string): Promise<Response> =>
    fetch(call.path, {
      method: call.method ?? 'GET',
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });

  const sendWithToken = async (call: Call): Promise<Response> => {
    const token = await session.accessToken();
    const response = await sendOnce(call, token);
    if (response.status !== 401) return response;
    // The session gets another token in place of the refused one.
    return sendOnce(call, await session.accessToken(token));
  };

  const send = async (call: Call): Promise<Response> => {
    const response = await sendWithToken(call);
    if (response.ok && (call.method ?? 'GET') !== 'GET') onSent(call.path);
    return response;
  };

  return {
    send,
    request: async (route, request) => readJson<AnswerOf<typeof route>>(await send(callOf(route, request))),
    async call(schema, call) {
      const response = await send(call);
      if (!response.ok) throw await readProblem(response);
      return schema.parse(await response.json());
    },
  };
}
