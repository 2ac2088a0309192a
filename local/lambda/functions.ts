import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';

/** A function as it is deployed here. */
export type LocalFunction = {
  readonly name: string;
  /** Path of its bundle. */
  readonly bundle: string;
  /** All that its process.env holds. */
  readonly environment: Readonly<Record<string, string>>;
};

/** What a function threw, or that it could not be run. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  /** The name of the error that the function threw. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export type Functions = {
  /**
   * Calls a function and returns its answer, parsed from JSON. Several calls may be under way at once.
   * @throws FunctionError with what the function threw
   */
  invoke(name: string, event: object, timeoutMs?: number): Promise<unknown>;
  /**
   * Loads one function after the other, for calls to come; without it each is loaded by its first call. All at once would keep
   * a first caller waiting for the whole of them.
   */
  warm(): Promise<void>;
  close(): Promise<void>;
};

const reply = z.object({
  /** Missing where the function says that it has been loaded. */
  id: z.int().optional(),
  answer: z.string().optional(),
  error: z.object({ type: z.string(), message: z.string(), trace: z.string() }).optional(),
});

type Pending = { resolve(answer: unknown): void; reject(error: FunctionError): void };
type Running = {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  /** Resolves once it has been loaded, or has failed to. */
  readonly loaded: Promise<void>;
  /** Tells all who wait that there will be no answer. */
  fail(type: string, message: string): void;
};

// API Gateway gives up after 29 seconds. This machine may be slower and busier, so it is given more before it counts as hung.
const longestMs = 60_000;

/**
 * Runs each function in a thread of its own, from its first call on; one that has died is started again by its next.
 * @param runtime the file that runs in a thread: function-worker.ts, or its bundle, which begins in a third of the time
 */
export function startFunctions(
  definitions: readonly LocalFunction[],
  log: (line: string) => void,
  runtime = join(import.meta.dirname, 'function-worker.ts'),
): Functions {
  const running = new Map<string, Running>();
  let count = 0;
  let closed = false;

  const start = (definition: LocalFunction): Running => {
    const { name, bundle, environment } = definition;
    const worker = new Worker(runtime, {
      name,
      env: { ...environment },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      workerData: { name, bundle: pathToFileURL(bundle).href },
      stdout: true,
      stderr: true,
    });
    const pending = new Map<number, Pending>();
    const loaded = Promise.withResolvers<void>();
    const fail = (type: string, message: string) => {
      if (running.get(name)?.worker === worker) running.delete(name);
      loaded.resolve();
      for (const { reject } of pending.values()) reject(new FunctionError(type, message));
      pending.clear();
    };
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => log(`${name}: ${text}`));
    }
    worker.on('message', (message: unknown) => {
      const { id, answer, error } = reply.parse(message);
      if (id === undefined) {
        loaded.resolve();
        return;
      }
      const waiting = pending.get(id);
      pending.delete(id);
      if (error !== undefined) {
        log(`${name}: ${error.trace || `${error.type}: ${error.message}`}`);
        waiting?.reject(new FunctionError(error.type, error.message));
      } else {
        waiting?.resolve(JSON.parse(answer ?? 'null'));
      }
    });
    worker.on('error', (error: unknown) => {
      const known = error instanceof Error ? error : new Error(String(error));
      if (!closed) log(`${name}: ${known.stack ?? known.message}`);
      fail('Runtime.UncaughtException', known.message);
    });
    worker.on('exit', (code) => fail('Runtime.ExitError', `the function ended with code ${code}`));
    // The threads alone shall not keep the process alive.
    worker.unref();
    const started: Running = { worker, pending, loaded: loaded.promise, fail };
    running.set(name, started);
    return started;
  };

  const byName = new Map(definitions.map((definition) => [definition.name, definition]));

  return {
    async invoke(name, event, timeoutMs = longestMs) {
      const definition = byName.get(name);
      if (definition === undefined || closed)
        throw new FunctionError('NotFound', `there is no function ${name}`);
      const current = running.get(name) ?? start(definition);
      count += 1;
      const id = count;
      let timer: NodeJS.Timeout | undefined;
      try {
        return await new Promise((resolve, reject) => {
          current.pending.set(id, { resolve, reject });
          timer = setTimeout(() => {
            log(`${name}: ended, since it gave no answer within ${timeoutMs} ms`);
            // What else runs in the same thread ends with it; the next call gets a new one at once.
            current.fail('Sandbox.Timedout', `no answer within ${timeoutMs} ms`);
            current.worker.terminate();
          }, timeoutMs);
          current.worker.postMessage({
            id,
            requestId: randomUUID(),
            event: JSON.stringify(event),
            timeoutMs,
          });
        });
      } finally {
        clearTimeout(timer);
        current.pending.delete(id);
      }
    },
    async warm() {
      for (const definition of definitions) {
        if (closed) return;
        await (running.get(definition.name) ?? start(definition)).loaded;
      }
    },
    async close() {
      closed = true;
      await Promise.all([...running.values()].map(({ worker }) => worker.terminate()));
    },
  };
}
