import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';

/** Starts the thread of a function, and calls the function in it. function-worker.ts is what runs in the thread. */

/** A function as the local stack runs it. */
export type LocalFunction = {
  readonly name: string;
  /** Path of its bundle. */
  readonly bundle: string;
  /** The whole process.env. */
  readonly environment: Readonly<Record<string, string>>;
};

/** An error thrown by a function, or a failure to run it. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  /** The name of the thrown error. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** A message from a function's thread. */
const reply = z.object({
  /** The call that is answered; absent in the message that the function has loaded. */
  id: z.int().optional(),
  answer: z.string().optional(),
  error: z.object({ type: z.string(), message: z.string(), trace: z.string() }).optional(),
});

type PendingCall = { resolve(answer: unknown): void; reject(error: FunctionError): void };

export type RunningFunction = {
  readonly worker: Worker;
  /** By the number of the call. */
  readonly pending: Map<number, PendingCall>;
  callCount: number;
  /** Resolves once the function has loaded, or has failed to. */
  readonly loaded: Promise<void>;
  /** Fails all pending calls; the next call starts another thread. */
  fail(type: string, message: string): void;
};

export type Runner = {
  readonly log: (line: string) => void;
  /** The file that runs in a thread. */
  readonly runtime: string;
  /** The directory for the code that V8 has compiled, which makes the threads of the next stack start faster. */
  readonly compiled: string | undefined;
  /** The functions with a thread, by name. */
  readonly running: Map<string, RunningFunction>;
  isClosed: boolean;
};

/** Starts a function's thread. If it ends, all pending calls fail. */
export function startThread(runner: Runner, { name, bundle, environment }: LocalFunction): RunningFunction {
  const { log, runtime, compiled, running } = runner;
  const worker = new Worker(runtime, {
    name,
    env: { ...environment },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    workerData: { name, bundle: pathToFileURL(bundle).href, compiled },
    stdout: true,
    stderr: true,
  });
  const pending = new Map<number, PendingCall>();
  const loaded = Promise.withResolvers<void>();
  const fail = (type: string, message: string) => {
    // Another thread may have replaced this one already.
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
    // Undefined if the call has timed out.
    const pendingCall = pending.get(id);
    pending.delete(id);
    if (error !== undefined) {
      log(`${name}: ${error.trace || `${error.type}: ${error.message}`}`);
      pendingCall?.reject(new FunctionError(error.type, error.message));
    } else {
      pendingCall?.resolve(JSON.parse(answer ?? 'null'));
    }
  });
  worker.on('error', (error: unknown) => {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (!runner.isClosed) log(`${name}: ${failure.stack ?? failure.message}`);
    fail('Runtime.UncaughtException', failure.message);
  });
  // After an error or a time-out no call is pending any more, so then this changes nothing.
  worker.on('exit', (code) => fail('Runtime.ExitError', `the function ended with code ${code}`));
  // Threads alone do not keep the process alive.
  worker.unref();
  const runningFunction: RunningFunction = {
    worker,
    pending,
    callCount: 0,
    loaded: loaded.promise,
    fail,
  };
  running.set(name, runningFunction);
  return runningFunction;
}

/** Calls a function in its thread. @throws FunctionError with what it threw, or if it gives no answer in time */
export async function call(
  current: RunningFunction,
  {
    name,
    event,
    timeoutMs,
    log,
  }: {
    readonly name: string;
    readonly event: object;
    readonly timeoutMs: number;
    readonly log: (line: string) => void;
  },
): Promise<unknown> {
  current.callCount += 1;
  const id = current.callCount;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      current.pending.set(id, { resolve, reject });
      timer = setTimeout(() => {
        log(`${name}: ended, since it gave no answer within ${timeoutMs} ms`);
        // Other calls in the same thread end with it; the next call gets a new thread.
        current.fail('Sandbox.Timedout', `no answer within ${timeoutMs} ms`);
        current.worker.terminate();
      }, timeoutMs);
      // The function gets the time-out too, since it may ask how much time it has left.
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
}
