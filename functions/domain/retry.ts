import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from './errors.ts';

/** What an attempt answers when another one may succeed. */
export const tryAgain = Symbol('try again');

/** How pauses are measured and made; the process's own clock by default. */
export type RetryClock = {
  /** Milliseconds on a clock that only moves forward. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

type Limits = RetryClock & {
  /** No attempt starts later than this after the first one. */
  readonly maxMs?: number;
};

const firstPauseMs = 5;
const longestPauseMs = 160;

/**
 * Makes attempts until one answers something else than `tryAgain`. Between two it pauses, longer each time and never as long
 * as another writer: 5 to 10 ms, 10 to 20 ms, … up to 320 ms. With the four seconds that it goes on by default, and two of
 * the table's client within the last attempt, a request stays well below its function's limit.
 * @throws AppError `unavailable` `busy` when the time is over; whatever an attempt throws
 */
export const retry = async <T>(
  attempt: () => Promise<T | typeof tryAgain>,
  { maxMs = 4_000, now = () => performance.now(), sleep = wait }: Limits = {},
): Promise<T> => {
  const end = now() + maxMs;
  for (let step = firstPauseMs; ; step = Math.min(2 * step, longestPauseMs)) {
    const result = await attempt();
    if (result !== tryAgain) {
      return result;
    }
    const pauseMs = step * (1 + Math.random());
    if (now() + pauseMs > end) {
      throw new AppError('unavailable', 'busy', 'Others are writing here at this moment. Try again.');
    }
    await sleep(pauseMs);
  }
};
