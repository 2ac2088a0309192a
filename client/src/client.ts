import { v7 } from 'uuid';
import type { Routes } from './routes.ts';

/** The key of a route of the API: `POST /api/members`. */
export type Route = keyof Routes;

export type Request<R extends Route> = Routes[R]['request'];
export type Answer<R extends Route> = Routes[R]['answer'];

/** The arguments after the route: the request is optional if all of its fields are. */
type RequestArguments<R extends Route> =
  object extends Request<R> ? [request?: Request<R>] : [request: Request<R>];

/** The routes that answer with a list, page by page. */
export type ListRoute = {
  [R in Route]: Answer<R> extends { items: unknown[]; cursor?: string | undefined } ? R : never;
}[Route];
type Item<R extends ListRoute> = Answer<R> extends { items: (infer One)[] } ? One : never;

/** The error thrown for a refused or failed request: the API's problem document (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** Names the kind of problem for programs, such as `id_reused`; `http_502` if the answer to a status 502 names none. */
  readonly code: string;
  /** The errors of an invalid input, by field. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** The whole problem document: some codes add fields of their own, such as `stale`, which adds the current record. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(status: number, document: Readonly<Record<string, unknown>>) {
    const code = typeof document.code === 'string' ? document.code : `http_${status}`;
    super(`${status} ${code}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.errors = Array.isArray(document.errors) ? document.errors : [];
    this.document = document;
  }
}

export type ClientOptions = {
  /** The origin of the API: `https://example.org`. */
  readonly url: string;
  /** Gives a bearer token; called before each attempt. */
  readonly token: () => string | Promise<string>;
  /** The largest number of attempts when the network or the server fails; 4 by default. */
  readonly maxAttempts?: number;
  /** Waits before the next attempt; tests replace it. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly fetch?: typeof fetch;
};

export type Client = {
  /**
   * Sends a request and gives the body of its answer.
   * @throws Problem if the status is 400 or more; TypeError if the last attempt finds no network
   */
  call<R extends Route>(route: R, ...request: RequestArguments<R>): Promise<Answer<R>>;
  /** Yields every item of a list, and requests its pages one by one. */
  list<R extends ListRoute>(route: R, ...request: RequestArguments<R>): AsyncGenerator<Item<R>, void>;
};

/**
 * Makes the id of a new record for a request of this API client. Make it once, before the first attempt, and send the same
 * id again when you repeat the request: the API then stores the record only once.
 */
export const newId = (): string => v7();

type RequestParts = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** The version of the record that the request changes. */
  readonly ifMatch?: number;
};

/** Whether sending a request twice has the effect of sending it once: it reads, replaces, or creates a record by its id. */
const isRepeatable = (method: string, { body }: RequestParts): boolean =>
  method === 'GET' ||
  method === 'PUT' ||
  (method === 'POST' && typeof body === 'object' && body !== null && 'id' in body);

/** Too many requests, bad gateway, service unavailable, gateway timeout: a later attempt may succeed. */
const isTransient = (status: number): boolean => [429, 502, 503, 504].includes(status);

const addressOf = (url: string, path: string, { path: values = {}, query = {} }: RequestParts): URL => {
  // The route's type requires a value for each `{name}`.
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const address = new URL(filled, url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  return address;
};

/**
 * The milliseconds to wait after an attempt: as many seconds as the server asks for, otherwise half a second that doubles
 * with each attempt.
 * @param attempt from 1
 */
const delayOf = (attempt: number, response: Response | undefined): number => {
  // NaN without the header, and if it has a date, which the API never sends.
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : 500 * 2 ** (attempt - 1);
};

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The answer's JSON object; empty if the body is empty or no JSON, as in a gateway's error. */
const readJson = async (response: Response): Promise<Record<string, unknown>> => {
  const value: unknown = await response.json().catch(() => ({}));
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

/**
 * Creates a client of the API. It repeats a request when the network or the server fails, unless a repetition could store
 * something twice.
 */
export function createClient(options: ClientOptions): Client {
  const { url, token, maxAttempts = 4, wait = sleep, fetch: send = fetch } = options;

  const attempt = async (method: string, path: string, parts: RequestParts): Promise<Response> =>
    send(addressOf(url, path, parts), {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(parts.ifMatch === undefined ? {} : { 'if-match': `"${parts.ifMatch}"` }),
      },
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });

  const sendUntilAnswered = async (method: string, path: string, parts: RequestParts): Promise<Response> => {
    const attempts = isRepeatable(method, parts) ? maxAttempts : 1;
    for (let attemptNumber = 1; ; attemptNumber += 1) {
      let response: Response | undefined;
      try {
        response = await attempt(method, path, parts);
        if (!isTransient(response.status) || attemptNumber >= attempts) return response;
      } catch (error) {
        if (attemptNumber >= attempts) throw error;
      }
      await wait(delayOf(attemptNumber, response));
    }
  };

  const request = async (route: string, parts: RequestParts): Promise<Record<string, unknown>> => {
    // Every route's key has both parts.
    const [method = '', path = ''] = route.split(' ');
    const response = await sendUntilAnswered(method, path, parts);
    if (response.status >= 400) throw new Problem(response.status, await readJson(response));
    // The answer to a redirect is the address of a file; it is not downloaded.
    return response.status === 302 ? { location: response.headers.get('location') } : readJson(response);
  };

  return {
    // The types come from the contracts, and the API's tests check its answers against them.
    call: async (route, ...[parts]) => (await request(route, parts ?? {})) as never,
    async *list(route, ...[firstParts]) {
      const parts: RequestParts = firstParts ?? {};
      let cursor: string | undefined;
      do {
        const query = { ...parts.query, ...(cursor === undefined ? {} : { cursor }) };
        const page = await request(route, { ...parts, query });
        yield* (Array.isArray(page.items) ? page.items : []) as never[];
        cursor = typeof page.cursor === 'string' ? page.cursor : undefined;
      } while (cursor !== undefined);
    },
  };
}
