import type { Call } from '../../../api/client.ts';
import { Problem, type ProblemDocument, readProblem } from '../../../api/problem.ts';
import { SignedOut } from '../../../session/session-tokens.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { Operation } from './plan.ts';

/** What sending needs from its surroundings: tests give their own. */
export type SendDeps = {
  readonly send: (call: Call) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  /** As `sleep`, but ends as soon as there is a network again. */
  readonly waitForNetwork: (ms: number) => Promise<void>;
  /** A random number from 0 to 1. */
  readonly random: () => number;
};

/** The server's answer to a request that it refuses. */
export type Refusal = { readonly status: number; readonly document: ProblemDocument };

type SendOptions = {
  /** Whether an operation was recorded before. If so, it is not sent again. */
  readonly isRecorded: (operation: Operation) => boolean;
  /** @param answers the bodies of the answers, in the order of the operation's calls */
  readonly onSent: (operation: Operation, answers: readonly unknown[]) => void;
  readonly onRefused: (operation: Operation, refusal: Refusal) => void;
  /** Called when the server can no longer be reached, and when it can again. */
  readonly onConnection: (isConnected: boolean) => void;
  /** Stops the sending once the requests on their way are answered. */
  readonly signal: AbortSignal;
};

/**
 * How the sending ended. `finished`: everything was sent that can be sent. `stopped`: the coordinator stopped it. `failed`: the
 * server answered with errors of its own. `signedOut`: her session is over. After every other ending than `finished` the import can be continued.
 */
export type Ending = 'finished' | 'stopped' | 'failed' | 'signedOut';

/** The number of operations that are sent in parallel. */
const maxAtOnce = 6;
/** The time between the starts of two requests: 50 a second, half of what the API allows a person. */
const gapMs = 20;

/** After this many transient errors of one request, sending ends. */
const maxTries = 7;
const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** Without a network a request fails at once and costs nothing, so the pauses stay short. */
const longestPauseOfflineMs = 4_000;

/** Too many requests, or a fault of the server: a later attempt may succeed. */
const isTransient = (status: number): boolean => status === 429 || status >= 500;

/** The server answered one request with `maxTries` transient errors. */
class ServerFailed extends Error {}
/** The coordinator stopped the sending. */
class Stopped extends Error {}

/**
 * Sends a call until it is answered, and waits as long as there is no network. If an answer was lost, sending again is safe:
 * the call contains the record's id, and the server records an id once.
 * @throws Problem if the server refuses the call; ServerFailed; SignedOut; Stopped
 */
async function sendOne(
  call: Call,
  { send, sleep, waitForNetwork, random }: SendDeps,
  { signal, onConnection }: Pick<SendOptions, 'signal' | 'onConnection'>,
): Promise<unknown> {
  /** The pause doubles with each attempt, up to `longestMs`. Then up to half of it is taken off at random, so that clients don't retry together. */
  const pauseAfter = (attempts: number, longestMs: number): number =>
    Math.min(firstPauseMs * 2 ** (attempts - 1), longestMs) * (0.5 + random() / 2);
  let transientErrors = 0;
  /** The number of attempts without an answer since the server was last reached. */
  let failedAttempts = 0;
  while (true) {
    try {
      const response = await send(call);
      const answer: unknown = response.ok ? await response.json() : undefined;
      onConnection(true);
      failedAttempts = 0;
      if (response.ok) return answer;
      const problem = await readProblem(response);
      if (!isTransient(response.status)) throw problem;
      transientErrors += 1;
      if (transientErrors === maxTries) throw new ServerFailed(`The server answers ${response.status}.`);
    } catch (error) {
      if (error instanceof SignedOut || error instanceof Problem || error instanceof ServerFailed)
        throw error;
      // Any other error means that no answer came.
      failedAttempts += 1;
      onConnection(false);
    }
    if (signal.aborted) throw new Stopped('She ended it.');
    if (failedAttempts > 0) await waitForNetwork(pauseAfter(failedAttempts, longestPauseOfflineMs));
    else await sleep(pauseAfter(transientErrors, longestPauseMs));
    // She may have stopped the sending during the pause.
    if (signal.aborted) throw new Stopped('She ended it.');
  }
}

/** A function that finds the operations that must be recorded before a given operation. */
function createPrerequisites(operations: readonly Operation[]): (operation: Operation) => Operation[] {
  const operationByRow = new Map<ReadRow, Operation>();
  for (const operation of operations)
    for (const row of [operation.row, ...operation.includedRows]) operationByRow.set(row, operation);
  return (operation) =>
    operation.prerequisites
      .flatMap((row) => operationByRow.get(row) ?? [])
      // One of the prerequisite rows may belong to the operation itself, which doesn't wait for itself.
      .filter((other) => other !== operation);
}

/**
 * Sends the operations of an import's plan, several at once. Each is sent after the operations that it depends on. An operation that
 * depends on a refused one is not sent.
 */
export async function sendPlan(
  operations: readonly Operation[],
  deps: SendDeps,
  { isRecorded, onSent, onRefused, onConnection, signal }: SendOptions,
): Promise<Ending> {
  const prerequisitesOf = createPrerequisites(operations);
  const finishedOperations = new Set(operations.filter(isRecorded));
  /** Operations that the server refused, or that depend on a refused one. */
  const failedOperations = new Set<Operation>();
  const waitingOperations = new Set(operations.filter((operation) => !finishedOperations.has(operation)));
  /** Set as soon as nothing more may start: how the sending ends once the running operations have ended. */
  let ending: Ending | undefined;
  let nextStart: Promise<void> = Promise.resolve();
  let isConnected = true;
  const reportConnection = (isNowConnected: boolean): void => {
    if (isNowConnected !== isConnected) onConnection(isNowConnected);
    isConnected = isNowConnected;
  };

  const perform = async (operation: Operation): Promise<void> => {
    const answers: unknown[] = [];
    try {
      for (const call of operation.calls) {
        // Each call starts `gapMs` after the one that was queued before it, whatever its operation.
        const start = nextStart;
        nextStart = start.then(() => deps.sleep(gapMs));
        await start;
        answers.push(await sendOne(call, deps, { signal, onConnection: reportConnection }));
      }
      finishedOperations.add(operation);
      onSent(operation, answers);
    } catch (error) {
      // The answer 401 says that her session is over, which is no fault of the row.
      const isSignedOut = error instanceof SignedOut || (error instanceof Problem && error.status === 401);
      if (error instanceof Problem && !isSignedOut) {
        failedOperations.add(operation);
        onRefused(operation, { status: error.status, document: error.document });
        return;
      }
      if (error instanceof Stopped) ending = 'stopped';
      else ending = isSignedOut ? 'signedOut' : 'failed';
    }
  };

  const running = new Set<Promise<void>>();
  while (true) {
    if (signal.aborted) ending ??= 'stopped';
    if (ending === undefined) {
      // The loop may delete the current operation from the set, which does not disturb the iteration.
      for (const operation of waitingOperations) {
        if (running.size >= maxAtOnce) break;
        const prerequisites = prerequisitesOf(operation);
        if (prerequisites.some((one) => failedOperations.has(one))) {
          waitingOperations.delete(operation);
          failedOperations.add(operation);
        } else if (prerequisites.every((one) => finishedOperations.has(one))) {
          waitingOperations.delete(operation);
          const run: Promise<void> = perform(operation).finally(() => running.delete(run));
          running.add(run);
        }
      }
    }
    // If nothing runs now, nothing more can start: the sending is ending, or every operation that still waits depends on a refused one.
    if (running.size === 0) return ending ?? 'finished';
    await Promise.race(running);
  }
}
