import { formatInstant } from '../../functions/shared/calendar/calendar.ts';
import { FunctionError } from '../lambda/function-thread.ts';
import type { Functions } from '../lambda/run-functions.ts';

/** The schedule that checks for waiting urgent cases every minute of business time. */
export type AlertWatch = {
  /** Checks when the business time is `now` (milliseconds). Resolves once all alerts due by then are sent. */
  fireDue(now: number): Promise<void>;
  close(): Promise<void>;
};

const minuteMs = 60_000;

/** Starts the watch over waiting urgent cases: runs the function `alerts` for each minute that the business clock passes. */
export function startAlertWatch(options: {
  functions: Pick<Functions, 'invoke'>;
  now: () => number;
  log: (line: string) => void;
}): AlertWatch {
  const { functions, now, log } = options;
  let lastCheckedAt = now();
  let lastRun: Promise<void> = Promise.resolve();

  const check = async (time: number): Promise<void> => {
    try {
      await functions.invoke('alerts', { scheduledTime: formatInstant(new Date(time)) }, minuteMs);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      log(`alerts: the look at what waits failed: ${error.message}`);
    }
  };

  /**
   * Runs for the first and the last minute since the last run. Together they send what a run in every minute would send: the first run the
   * alert about a case, the last run its reminder, if it has waited long enough by then.
   */
  const catchUpTo = async (time: number): Promise<void> => {
    const firstMinute = lastCheckedAt + minuteMs;
    // If the clock went back, only its new time is checked.
    if (firstMinute < time) await check(firstMinute);
    lastCheckedAt = time;
    await check(time);
  };

  const fireDue = (time: number): Promise<void> => {
    // One after another, so that two calls never check the same minutes.
    lastRun = lastRun.then(() => catchUpTo(time));
    return lastRun;
  };

  const interval = setInterval(() => {
    fireDue(now()).catch(() => {});
  }, minuteMs).unref();

  return {
    fireDue,
    async close() {
      clearInterval(interval);
    },
  };
}
