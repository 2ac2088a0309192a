import type * as z from 'zod/mini';
import type { Session } from '../session/session.ts';
import { codeFromElsewhere, Problem, readProblem } from './problem.ts';
import type { AnswerOf, ApiRoute, RequestOf } from './routes.ts';

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Begins with `/api/`. */
  readonly path: string;
  readonly body?: unknown;
  /** The version that a change starts from. */
  readonly ifMatch?: number;
};

/** What any route may need. */
export type AnyRequest = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
};

/** Calls the API as the person of a session. */
export type Api = {
  /**
   * Calls a route. The types come from its contract, and the API checks its answers against it: here only status and
   * content type are checked.
   * @throws Problem; SignedOut; TypeError or a timeout if there is no network
   */
  request<Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Promise<AnswerOf<Key>>;
  /**
   * Parses the answer.
   * @throws Problem; SignedOut; TypeError or a timeout if there is no network
   */
  call<Schema extends z.ZodMiniType>(schema: Schema, call: Call): Promise<z.output<Schema>>;
  /** The same without looking at the body: its status decides. */
  send(call: Call): Promise<Response>;
};

/** The HTTP request by which the client calls a route. Path parameters and query values are encoded. */
export function callOf(route: ApiRoute, { path = {}, query = {}, body, ifMatch }: AnyRequest): Call {
  const [method, template = ''] = route.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    ...(method === 'POST' || method === 'PATCH' || method === 'PUT' ? { method } : {}),
    path: given.length === 0 ? filled : `${filled}?${new URLSearchParams(Object.fromEntries(given))}`,
    ...(body === undefined ? {} : { body }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
}

/**
 * The JSON of a successful answer of the API, by the type of its contract.
 * @throws Problem if it is not successful or not JSON
 */
export async function readJson<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw await readProblem(response);
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) {
    throw new Problem(response.status, { code: codeFromElsewhere(response.status) });
  }
  // The one place where an answer gets its type: the API's own tests hold every route to its contract.
  return (await response.json()) as Answer;
}

export function createApi(session: Pick<Session, 'accessToken'>): Api {
  const attempt = async (call: Call, token: string): Promise<Response> =>
    fetch(call.path, {
      method: call.method ?? 'GET',
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: AbortSignal.timeout(30_000),
    });

  const send = async (call: Call): Promise<Response> => {
    const token = await session.accessToken();
    const response = await attempt(call, token);
    return response.status === 401 ? attempt(call, await session.accessToken(token)) : response;
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
