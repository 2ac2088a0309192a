import type { Call } from '../../../api/client.ts';
import { Problem, readProblem } from '../../../api/problem.ts';
import { SignedOut } from '../../../session/session-tokens.ts';

/** Sends one request of an import until it is answered. `send-plan.ts` sends all, in their order. */

/** What sending needs from its surroundings: tests give their own. */
export type SendDeps = {
  readonly send: (call: Call) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  /** As `sleep`, but ends as soon as there is a network again. */
  readonly waitForNetwork: (ms: number) => Promise<void>;
  /** A random number from 0 to 1. */
  readonly random: () => number;
};

type SendCallOptions = {
  /** Called after each attempt: whether the server was reached. */
  readonly onConnection: (isConnected: boolean) => void;
  /** Ends the attempts. */
  readonly signal: AbortSignal;
};

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
export class Stopped extends Error {}

/**
 * Sends a call until it is answered, and waits as long as there is no network. If an answer was lost, sending again is safe:
 * the call contains the record's id, and the server records an id once.
 * @throws Problem if the server refuses the call; ServerFailed; SignedOut; Stopped
 */
export async function sendCall(
  call: Call,
  { send, sleep, waitForNetwork, random }: SendDeps,
  { signal, onConnection }: SendCallOptions,
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
