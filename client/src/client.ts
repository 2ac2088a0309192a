import { v7 } from 'uuid';
import type { Routes } from './routes.ts';

/** A call of the API: `POST /api/members`. */
export type Route = keyof Routes;

export type Request<R extends Route> = Routes[R]['request'];
export type Answer<R extends Route> = Routes[R]['answer'];

/** A request may be left out where nothing in it is needed. */
type Given<R extends Route> = object extends Request<R> ? [request?: Request<R>] : [request: Request<R>];

/** The calls that give lists, page by page. */
export type ListRoute = {
  [R in Route]: Answer<R> extends { items: unknown[]; cursor?: string | undefined } ? R : never;
}[Route];
type Item<R extends ListRoute> = Answer<R> extends { items: (infer One)[] } ? One : never;

/** What the API answered instead of what was asked for (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** What programs tell problems apart by: `id_reused`, `insufficient_savings`. */
  readonly code: string;
  /** What is wrong with an input, field by field. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** The whole document: some problems have figures of their own, and `stale` has the current record. */
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
  /** Where the API is: `https://example.org`. */
  readonly url: string;
  /** Gives a bearer token; asked before each attempt. */
  readonly token: () => string | Promise<string>;
  /** How often a request is sent at most when the network or the server fails. Default 4. */
  readonly maxAttempts?: number;
  /** Waits before the next attempt; tests give one that does not. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly fetch?: typeof fetch;
};

export type Client = {
  /**
   * Sends a request and gives the body of its answer.
   * @throws Problem for any answer that is no success; TypeError if there is no network after the last attempt
   */
  call<R extends Route>(route: R, ...given: Given<R>): Promise<Answer<R>>;
  /** Every item of a list, page by page. */
  list<R extends ListRoute>(route: R, ...given: Given<R>): AsyncGenerator<Item<R>, void>;
};

/** An id for a new record. Make it once, before the first attempt, and keep it: it is the key of every repetition. */
export const newId = (): string => v7();

type Parts = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
};

/** Whether a request can be sent again without doing something twice: it reads, it replaces, or it has an id of its own. */
const isRepeatable = (method: string, { body }: Parts): boolean =>
  method === 'GET' ||
  method === 'PUT' ||
  (method === 'POST' && typeof body === 'object' && body !== null && 'id' in body);

const isTransient = (status: number): boolean => [429, 502, 503, 504].includes(status);

const addressOf = (url: string, path: string, { path: values = {}, query = {} }: Parts): URL => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const address = new URL(filled, url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  return address;
};

/** Half a second, doubled each time, unless the server says how long. */
const delayOf = (attempt: number, response: Response | undefined): number => {
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : 500 * 2 ** (attempt - 1);
};

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const readJson = async (response: Response): Promise<Record<string, unknown>> => {
  const value: unknown = await response.json().catch(() => ({}));
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

/** A client of the API. Requests that may be repeated are sent again when the network or the server fails. */
export function createClient(options: ClientOptions): Client {
  const { url, token, maxAttempts = 4, wait = sleep, fetch: send = fetch } = options;

  const attempt = async (method: string, path: string, parts: Parts): Promise<Response> =>
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

  const sendUntilAnswered = async (method: string, path: string, parts: Parts): Promise<Response> => {
    const attempts = isRepeatable(method, parts) ? maxAttempts : 1;
    for (let count = 1; ; count += 1) {
      let response: Response | undefined;
      try {
        response = await attempt(method, path, parts);
        if (!isTransient(response.status) || count >= attempts) return response;
      } catch (error) {
        if (count >= attempts) throw error;
      }
      await wait(delayOf(count, response));
    }
  };

  const run = async (route: string, parts: Parts): Promise<Record<string, unknown>> => {
    const [method = '', path = ''] = route.split(' ');
    const response = await sendUntilAnswered(method, path, parts);
    if (response.status >= 400) throw new Problem(response.status, await readJson(response));
    return response.status === 302 ? { location: response.headers.get('location') } : readJson(response);
  };

  return {
    // The contracts say what the answer is; the API's own tests hold it to them.
    call: async (route, ...[request]) => (await run(route, request ?? {})) as never,
    async *list(route, ...[request]) {
      const parts: Parts = request ?? {};
      let cursor: string | undefined;
      do {
        const query = { ...parts.query, ...(cursor === undefined ? {} : { cursor }) };
        const page = await run(route, { ...parts, query });
        yield* (Array.isArray(page.items) ? page.items : []) as never[];
        cursor = typeof page.cursor === 'string' ? page.cursor : undefined;
      } while (cursor !== undefined);
    },
  };
}
