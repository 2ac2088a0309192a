import { dirname, join } from 'node:path';
import {
  call,
  FunctionError,
  type LocalFunction,
  type Runner,
  type RunningFunction,
  startThread,
} from './function-thread.ts';

/** Runs functions, each in a thread of its own (function-thread.ts). */

export type Functions = {
  /**
   * Calls a function and returns its answer, parsed from JSON. Calls may run in parallel.
   * @throws FunctionError with what the function threw
   */
  invoke(name: string, event: object, timeoutMs?: number): Promise<unknown>;
  /**
   * Loads the functions one after another ahead of time; otherwise the first call loads each. Loading all at
   * once would make a first caller wait for all of them.
   */
  warm(): Promise<void>;
  /** Ends all threads. */
  cool(): Promise<void>;
  close(): Promise<void>;
};

/** API Gateway's limit is 29 seconds. A local machine may be slower, so a call has longer before it counts as hung. */
const defaultTimeoutMs = 60_000;

/**
 * Runs each Lambda function in its own thread. The first call starts the thread; if it dies, the next call starts another.
 * @param runtime the bundle of function-worker.ts. It starts in a third of the time, and V8's compiled code is kept beside it. By default the threads run
 * the file itself
 */
export function startFunctions(
  definitions: readonly LocalFunction[],
  log: (line: string) => void,
  runtime?: string,
): Functions {
  const runner: Runner = {
    log,
    runtime: runtime ?? join(import.meta.dirname, 'function-worker.ts'),
    compiled: runtime && join(dirname(runtime), 'compiled'),
    running: new Map(),
    isClosed: false,
  };
  const definitionsByName = new Map(definitions.map((definition) => [definition.name, definition]));
  const runningOf = (definition: LocalFunction): RunningFunction =>
    runner.running.get(definition.name) ?? startThread(runner, definition);
  const cool = async (): Promise<void> => {
    await Promise.all([...runner.running.values()].map(({ worker }) => worker.terminate()));
  };
  return {
    async invoke(name, event, timeoutMs = defaultTimeoutMs) {
      const definition = definitionsByName.get(name);
      // After `close` there is no function any more.
      if (definition === undefined || runner.isClosed)
        throw new FunctionError('NotFound', `there is no function ${name}`);
      return call(runningOf(definition), { name, event, timeoutMs, log });
    },
    async warm() {
      for (const definition of definitions) {
        if (runner.isClosed) return;
        await runningOf(definition).loaded;
      }
    },
    cool,
    async close() {
      runner.isClosed = true;
      await cool();
    },
  };
}
