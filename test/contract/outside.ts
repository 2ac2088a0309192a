import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import * as z from 'zod';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import { type Stack, type StackOptions, startStack } from '../../local/stack.ts';
import { openDemoStack, openSharedStack } from '../support/stack.ts';
import { sceneDay } from './scene.ts';

/**
 * An outside program: it knows the address, the tokens and what the OpenAPI document says, and holds every answer against that
 * document.
 */

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export type Sent = {
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly ifMatch?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
};

const json = z.record(z.string(), z.json());
const content = z.record(z.string(), z.object({ schema: json }));
const response = z.object({ content: content.optional(), headers: json.optional() });
const operation = z.object({
  requestBody: z.object({ content }).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), schema: json, required: z.boolean().optional() }))
    .default([]),
  responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), response])),
});
const openApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), json), responses: z.record(z.string(), response) }),
});
export type OpenApi = z.infer<typeof openApi>;

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  current: z.looseObject({ version: z.int() }).optional(),
});

const createChecks = ({ paths, components }: OpenApi) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The named schemas are compiled once, not again for each answer that refers to them.
  ajv.addSchema({ $id: 'api', components: { schemas: components.schemas } });
  const compile = (schema: unknown): ValidateFunction =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"api#/')));
  const compiled = new Map<string, ValidateFunction>();
  const templates = Object.keys(paths)
    // A fixed segment goes before a parameter.
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }));

  return (method: string, target: string, { status, headers, body }: Answer): void => {
    const path = target.split('?', 1)[0] ?? '';
    const template = templates.find(({ pattern }) => pattern.test(path))?.path ?? '';
    const found = paths[template]?.[method.toLowerCase()];
    const key = `${method} ${template}`;
    if (found === undefined) {
      throw new Error(`The document does not know ${method} ${path}.`);
    }
    const named = found.responses[String(status)];
    expect(named, `${key} answered ${status} ${JSON.stringify(body)}`).toBeDefined();
    const documented = response.parse(
      named !== undefined && '$ref' in named
        ? components.responses[String(named.$ref).split('/').at(-1) ?? '']
        : named,
    );
    for (const name of Object.keys(documented.headers ?? {})) {
      expect(headers.has(name), `${key} ${status} has the header ${name}`).toBe(true);
    }
    const [type, media] = Object.entries(documented.content ?? {})[0] ?? [];
    if (type === undefined || media === undefined) {
      expect(body).toBe('');
      return;
    }
    expect(headers.get('content-type')).toBe(type);
    const name = `${key} ${status}`;
    const validate = compiled.get(name) ?? compile(media.schema);
    compiled.set(name, validate);
    expect(validate(body) ? [] : validate.errors, `${name} ${JSON.stringify(body)}`).toEqual([]);
    if (type === 'application/problem+json') {
      expect(problem.parse(body).status).toBe(status);
    }
  };
};

export type Outside = Awaited<ReturnType<typeof openSharedOutside>>;
export type OwnOutside = Awaited<ReturnType<typeof startOutside>>;

/** Starts a stack, and gives an outside program's view of it. */
export const startOutside = async (options: StackOptions = { empty: true, recordsFrom: '2026-09-01' }) => {
  const stack = await startStack(options);
  return { ...(await viewOf(stack)), url: stack.url, close: stack.close };
};

/** An outside program's view of the stack that test files share. */
export const openSharedOutside = async () => viewOf(await openSharedStack());

/** An outside program's view of the stack with the demo programme, which nobody changes. */
export const openDemoOutside = async () => viewOf(await openDemoStack());

const viewOf = async (stack: Stack) => {
  const { whenIdle, deadLetters, logLines } = stack;
  return { ...(await openOutside(stack.url, stack.tokenFor)), whenIdle, deadLetters, logLines };
};

/** The same of one that runs already. */
export const openOutside = async (url: string, tokenFor: Stack['tokenFor']) => {
  const document = openApi.parse(await (await fetch(`${url}/api/openapi.json`)).json());
  const check = createChecks(document);
  const tokens = new Map<PersonKey, Promise<string>>();
  const tokenOf = (person: PersonKey): Promise<string> => {
    const token = tokens.get(person) ?? tokenFor(person);
    tokens.set(person, token);
    return token;
  };

  /** Calls as a demo person, or as nobody. */
  const call = async (
    person: PersonKey | null,
    method: string,
    target: string,
    { body, ifMatch, headers = {} }: Sent = {},
  ): Promise<Answer> => {
    const request = {
      method,
      redirect: 'manual' as const,
      headers: {
        ...(person === null ? {} : { authorization: `Bearer ${await tokenOf(person)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined
          ? {}
          : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    let reply = await fetch(`${url}${target}`, request);
    while (reply.status === 429) {
      check(method, target, { status: 429, headers: reply.headers, body: await reply.json() });
      // A hundred requests a second are let through: the next one is, a hundredth of a second later.
      await new Promise((resolve) => setTimeout(resolve, 20));
      reply = await fetch(`${url}${target}`, request);
    }
    const text = await reply.text();
    const answer = {
      status: reply.status,
      headers: reply.headers,
      body: text === '' ? '' : JSON.parse(text),
    };
    check(method, target, answer);
    return answer;
  };

  /** The same, where it must succeed. */
  const done = async (...args: Parameters<typeof call>): Promise<Record<string, unknown>> => {
    const { status, body } = await call(...args);
    if (status > 202) {
      throw new Error(`${args[1]} ${args[2]} answered ${status} ${JSON.stringify(body)}`);
    }
    return z.record(z.string(), z.unknown()).parse(body);
  };

  const local = async (path: 'clock' | 'schedule', body: unknown): Promise<void> => {
    const reply = await fetch(`${url}/local/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (reply.status !== 200) {
      throw new Error(`/local/${path} answered ${reply.status} ${await reply.text()}`);
    }
  };

  /** The lines of the journal since the day of the scene, the latest first. */
  const readJournal = async (from = sceneDay): Promise<{ type: string; id: string }[]> => {
    const lines: { type: string; id: string }[] = [];
    let cursor: unknown;
    do {
      const more = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await done('auditor', 'GET', `/api/journal?for=counting&limit=100&from=${from}${more}`);
      lines.push(...z.array(z.looseObject({ type: z.string(), id: z.string() })).parse(page.items));
      ({ cursor } = page);
    } while (cursor !== undefined);
    return lines;
  };

  return {
    document,
    call,
    done,
    readJournal,
    setClock: (now: string | null) => local('clock', { now }),
    publish: (month: string) => local('schedule', { month }),
  };
};
