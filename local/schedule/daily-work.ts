import { formatInstant } from '../../functions/shared/calendar/calendar.ts';
import { FunctionError } from '../lambda/function-thread.ts';
import type { Functions } from '../lambda/run-functions.ts';

export type DailyWork = {
  /**
   * Fires what is due when the business time is `now` (milliseconds). Resolves once a due erasure is done. It does not wait for the changes
   * of sign-ins, the digests of the logs or the look at the whole, which may take seconds.
   */
  fireDue(now: number): Promise<void>;
  /** Seals the days that should be sealed at the business time `now` (milliseconds), and resolves once they are. */
  seal(now: number): Promise<void>;
  close(): Promise<void>;
};

const dayMs = 86_400_000;
/** When erasures and digest fire, in milliseconds from the beginning of a UTC day: 19:00 UTC is 00:30 in India, 07:30 UTC is 13:00. */
const erasureMs = 19 * 3_600_000;
const digestMs = 7.5 * 3_600_000;
/** Lambda's maximum time-out. */
const functionTimeoutMs = 15 * 60_000;
const quarterHourMs = 15 * 60_000;

/** The digest waits this long, so that several clock changes in quick succession cause one run. */
const digestDelayMs = 1500;
/** How often to check whether the running clock has passed a time. */
const checkMs = 5 * 60_000;

/** The last time at or before `now` that is `offsetMs` after the beginning of a UTC day. */
const lastTimeOfDay = (now: number, offsetMs: number): number =>
  Math.floor((now - offsetMs) / dayMs) * dayMs + offsetMs;

/** Starts the local stack's daily work: fires the schedules of each day and each quarter of an hour when the business clock passes their times. */
export function startDailyWork(options: {
  functions: Pick<Functions, 'invoke'>;
  now: () => number;
  log: (line: string) => void;
}): DailyWork {
  const { functions, now, log } = options;
  const never = Number.NEGATIVE_INFINITY;
  /** The last time for which each function was called. At the start all are due for their last times. */
  const lastFired = { erase: never, digest: never, signIns: never, watchHealth: never };
  /** The latest time for which a digest waits; undefined if none does. */
  let nextDigest: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Digests run one after another. */
  let lastDigestRun: Promise<void> = Promise.resolve();

  /** Fires once for each time. If the clock goes back, nothing is repeated. */
  const fire = async (name: keyof typeof lastFired, time: number): Promise<void> => {
    if (time <= lastFired[name]) return;
    lastFired[name] = time;
    try {
      const event = { scheduledTime: formatInstant(new Date(time)) };
      await functions.invoke(name, event, functionTimeoutMs);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      log(`${name}: the daily work failed: ${error.message}`);
    }
  };

  /**
   * Fires the digest after `digestDelayMs`, once for all calls until then, for the latest of their times. Then looks whether all is well: earlier it would
   * find a digest missing that is about to be made.
   */
  const digestSoon = (time: number, quarter: number): void => {
    if (time <= lastFired.digest) {
      lastDigestRun = lastDigestRun.then(() => fire('watchHealth', quarter)).catch(() => {});
      return;
    }
    nextDigest = Math.max(time, nextDigest ?? time);
    timer ??= setTimeout(() => {
      const dueTime = nextDigest;
      timer = undefined;
      nextDigest = undefined;
      if (dueTime !== undefined) {
        lastDigestRun = lastDigestRun
          .then(() => fire('digest', dueTime))
          .then(() => fire('watchHealth', quarter))
          .catch(() => {});
      }
    }, digestDelayMs).unref();
  };

  const fireDue = async (time: number): Promise<void> => {
    const quarter = Math.floor(time / quarterHourMs) * quarterHourMs;
    digestSoon(lastTimeOfDay(time, digestMs), quarter);
    // Not awaited: see `DailyWork.fireDue`.
    fire('signIns', quarter).catch(() => {});
    await fire('erase', lastTimeOfDay(time, erasureMs));
  };

  const interval = setInterval(() => {
    fireDue(now()).catch(() => {});
  }, checkMs).unref();

  return {
    fireDue,
    seal: (now) => fire('digest', lastTimeOfDay(now, digestMs)),
    async close() {
      clearInterval(interval);
      clearTimeout(timer);
    },
  };
}
