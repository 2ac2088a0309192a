import type * as z from 'zod/mini';
import type { Session } from '../session/session.ts';
import { readProblem } from './problem.ts';

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Begins with `/api/`. */
  readonly path: string;
  readonly body?: unknown;
  /** The version that a change starts from. */
  readonly ifMatch?: number;
};

/** Calls the API as the person of a session; answers are parsed before anybody believes them. */
export type Api = {
  /** @throws Problem; SignedOut; TypeError or a timeout where there is no network */
  call<Schema extends z.ZodMiniType>(schema: Schema, call: Call): Promise<z.output<Schema>>;
  /** The same without looking at the body: its status decides. */
  send(call: Call): Promise<Response>;
};

export function createApi(session: Session): Api {
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
    async call(schema, call) {
      const response = await send(call);
      if (!response.ok) throw await readProblem(response);
      return schema.parse(await response.json());
    },
  };
}
