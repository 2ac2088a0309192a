import type { Call } from '../../api/client.ts';
import { Problem, type ProblemDocument, readProblem } from '../../api/problem.ts';
import { SignedOut } from '../../session/session.ts';
import type { Operation } from './plan.ts';
import type { ReadRow } from './workbook-rows.ts';

/** What sending needs; a test gives its own. */
export type SendDeps = {
  readonly send: (call: Call) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  /** As `sleep`, but ends as soon as there is a network again. */
  readonly waitForNetwork: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
};

export type Refusal = { readonly status: number; readonly document: ProblemDocument };

type Progress = {
  /** Whether an operation was recorded before: it is not sent again. */
  readonly isDone: (operation: Operation) => boolean;
  /** @param answers the bodies, in the order of its calls */
  readonly onSent: (operation: Operation, answers: readonly unknown[]) => void;
  readonly onRefused: (operation: Operation, refusal: Refusal) => void;
  /** Whether the server can be reached: told when that changes. */
  readonly onConnection: (isConnected: boolean) => void;
  /** Ends after what is on its way. */
  readonly signal: AbortSignal;
};

/**
 * `finished`: all was sent that could be. `stopped`: she ended it. `failed`: the server answers, and can't do it. `signedOut`: her session is over. After
 * any of them it can go on.
 */
export type Ending = 'finished' | 'stopped' | 'failed' | 'signedOut';

/** Requests at once, and the time between the starts of two: 50 a second, half of what one person may send. */
const maxAtOnce = 6;
const gapMs = 20;

const maxTries = 7;
const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** Without a network: a request that fails at once costs nothing. */
const longestPauseOfflineMs = 4_000;

const isTransient = (status: number): boolean => status === 429 || status >= 500;

/** The server answered, but not what was asked, as often as it is asked. */
class ServerFailed extends TypeError {}
class Stopped extends TypeError {}

/**
 * Sends a call until it is answered, and waits as long as there is no network. A lost answer is no danger: the id is in the call, and the same
 * again changes nothing.
 * @throws Problem if it is refused; ServerFailed; SignedOut; Stopped
 */
async function sendOne(
  call: Call,
  { send, sleep, waitForNetwork, random }: SendDeps,
  { signal, onConnection }: Pick<Progress, 'signal' | 'onConnection'>,
): Promise<unknown> {
  const pauseAfter = (tries: number, longest: number): number =>
    Math.min(firstPauseMs * 2 ** (tries - 1), longest) * (0.5 + random() / 2);
  let answered = 0;
  for (let unreached = 0; ; ) {
    try {
      const response = await send(call);
      const answer: unknown = response.ok ? await response.json() : undefined;
      onConnection(true);
      unreached = 0;
      if (response.ok) return answer;
      const problem = await readProblem(response);
      if (!isTransient(response.status)) throw problem;
      answered += 1;
      if (answered === maxTries) throw new ServerFailed(`The server answers ${response.status}.`);
    } catch (error) {
      if (error instanceof SignedOut || error instanceof Problem || error instanceof ServerFailed)
        throw error;
      unreached += 1;
      onConnection(false);
    }
    if (signal.aborted) throw new Stopped('She ended it.');
    if (unreached > 0) await waitForNetwork(pauseAfter(unreached, longestPauseOfflineMs));
    else await sleep(pauseAfter(answered, longestPauseMs));
    if (signal.aborted) throw new Stopped('She ended it.');
  }
}

/**
 * Sends the operations of an import's plan, several requests at once, each after those that it depends on. What depends
 * on a refused one is not sent.
 */
export async function sendPlan(
  operations: readonly Operation[],
  deps: SendDeps,
  { isDone, onSent, onRefused, onConnection, signal }: Progress,
): Promise<Ending> {
  const byRow = new Map<ReadRow, Operation>();
  for (const operation of operations)
    for (const row of [operation.row, ...operation.parts]) byRow.set(row, operation);
  const finished = new Set(operations.filter(isDone));
  const lost = new Set<Operation>();
  const waiting = new Set(operations.filter((operation) => !finished.has(operation)));
  const needed = (operation: Operation): Operation[] =>
    operation.after.flatMap((row) => byRow.get(row) ?? []).filter((one) => one !== operation);
  let ending: Ending = 'finished';
  let isEnding = false;
  let nextStart: Promise<void> = Promise.resolve();
  let isConnected = true;
  const tellConnection = (is: boolean): void => {
    if (is !== isConnected) onConnection(is);
    isConnected = is;
  };

  const perform = async (operation: Operation): Promise<void> => {
    const answers: unknown[] = [];
    try {
      for (const call of operation.calls) {
        const start = nextStart;
        nextStart = start.then(() => deps.sleep(gapMs));
        await start;
        answers.push(await sendOne(call, deps, { signal, onConnection: tellConnection }));
      }
      finished.add(operation);
      onSent(operation, answers);
    } catch (error) {
      if (error instanceof Problem && error.status !== 401) {
        lost.add(operation);
        onRefused(operation, { status: error.status, document: error.document });
        return;
      }
      isEnding = true;
      if (error instanceof Stopped) ending = 'stopped';
      else ending = error instanceof SignedOut || error instanceof Problem ? 'signedOut' : 'failed';
    }
  };

  const running = new Set<Promise<void>>();
  while (true) {
    if (signal.aborted && !isEnding) {
      isEnding = true;
      ending = 'stopped';
    }
    if (!isEnding) {
      for (const operation of waiting) {
        if (running.size >= maxAtOnce) break;
        const before = needed(operation);
        if (before.some((one) => lost.has(one))) {
          waiting.delete(operation);
          lost.add(operation);
        } else if (before.every((one) => finished.has(one))) {
          waiting.delete(operation);
          const run: Promise<void> = perform(operation).finally(() => running.delete(run));
          running.add(run);
        }
      }
    }
    if (running.size === 0) return ending;
    await Promise.race(running);
  }
}
