import { Problem, type ProblemDocument } from '../../../api/problem.ts';
import { SignedOut } from '../../../session/session-tokens.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { Operation } from './operation.ts';
import { type SendDeps, Stopped, sendCall } from './send-call.ts';

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

/** Whether the server refused the request. The answer 401 says that her session is over, which is no fault of the row. */
const isRefusal = (error: unknown): error is Problem => error instanceof Problem && error.status !== 401;

/** How the sending ends after an error that is no refusal. */
function endingAfter(error: unknown): Ending {
  if (error instanceof Stopped) return 'stopped';
  return error instanceof SignedOut || error instanceof Problem ? 'signedOut' : 'failed';
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
        answers.push(await sendCall(call, deps, { signal, onConnection: reportConnection }));
      }
      finishedOperations.add(operation);
      onSent(operation, answers);
    } catch (error) {
      if (isRefusal(error)) {
        failedOperations.add(operation);
        onRefused(operation, { status: error.status, document: error.document });
        return;
      }
      ending = endingAfter(error);
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
        if (prerequisites.some((prerequisite) => failedOperations.has(prerequisite))) {
          waitingOperations.delete(operation);
          failedOperations.add(operation);
        } else if (prerequisites.every((prerequisite) => finishedOperations.has(prerequisite))) {
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
