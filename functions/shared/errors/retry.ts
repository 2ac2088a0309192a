import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from './errors.ts';

/** The result of an attempt that is to be repeated. */
export const tryAgain = Symbol('try again');

/** How retries measure time and wait; by default with the process's own clock. */
export type RetryClock = {
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

type Limits = RetryClock & {
  /** No attempt starts later than this many milliseconds after the first. */
  readonly maxMs?: number;
};

/** The bases of the pauses double from the first to the longest. A pause lasts between once and twice its base. */
const firstBaseMs = 5;
const longestBaseMs = 160;

/**
 * Repeats an attempt until it returns something other than `tryAgain`. The pauses are random and grow: 5 to 10 ms, 10 to 20 ms, …, 160 to 320
 * ms. By default no attempt starts after four seconds. The last one takes about two seconds more at most, for which the table's client
 * retries. So a request stays well below its function's timeout.
 * @throws AppError `unavailable` `busy` when time is up; whatever an attempt throws
 */
export const retry = async <T>(
  attempt: () => Promise<T | typeof tryAgain>,
  { maxMs = 4_000, now = () => performance.now(), sleep = wait }: Limits = {},
): Promise<T> => {
  const end = now() + maxMs;
  for (let baseMs = firstBaseMs; ; baseMs = Math.min(2 * baseMs, longestBaseMs)) {
    const result = await attempt();
    if (result !== tryAgain) {
      return result;
    }
    const pauseMs = baseMs * (1 + Math.random());
    if (now() + pauseMs > end) {
      throw new AppError('unavailable', 'busy', 'Others are writing here at this moment. Try again.');
    }
    await sleep(pauseMs);
  }
};
