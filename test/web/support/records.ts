import { type Api, callOf, readJson } from '../../../web/src/api/client.ts';
import type { EncryptedRows, Kind } from '../../../web/src/rows/encrypted-rows.ts';

/** An API that answers each path with JSON; a path without an answer is an error. */
export const apiOver = (answer: (path: string) => unknown): Pick<Api, 'request' | 'send'> => {
  const send: Api['send'] = async ({ path }) => Response.json(answer(path));
  return {
    send,
    request: async (route, request) => readJson(await send(callOf(route, request))),
  };
};

/** A phone's rows in plaintext memory. */
export const createRows = () => {
  const kept = new Map<string, { kind: string; key: string; value: unknown }>();
  const rows: Pick<EncryptedRows, 'get' | 'all' | 'putAll'> = {
    get: (kind, key) => kind.schema.safeParse(kept.get(`${kind.name} ${key}`)?.value).data,
    all: (kind) =>
      [...kept.values()].flatMap((row) => {
        const parsed = kind.schema.safeParse(row.value);
        return row.kind === kind.name && parsed.success ? [parsed.data] : [];
      }),
    async putAll(changes) {
      for (const { kind, key, value } of changes) {
        if (value === undefined) kept.delete(`${kind} ${key}`);
        else kept.set(`${kind} ${key}`, { kind, key, value });
      }
    },
  };
  return {
    ...rows,
    put: <Value>(kind: Kind<Value>, key: string, value: Value) =>
      rows.putAll([{ kind: kind.name, key, value }]),
    /** `kind key` of each row. */
    names: () => [...kept.keys()].sort(),
    /** All rows by `kind key`. */
    values: () => Object.fromEntries([...kept].map(([name, { value }]) => [name, value])),
  };
};
