import { formatInstant } from '../../functions/domain/calendar.ts';
import { FunctionError, type Functions } from '../lambda/run-functions.ts';

/** The schedules of every day and quarter of an hour, fired when the business clock passes their times. */

export type DailyWork = {
  /**
   * Call when the business time is `now` (milliseconds). Resolves once a due erasure is done. It does not wait
   * for late sign-ins or for the logs' digests, which may take seconds.
   */
  passed(now: number): Promise<void>;
  close(): Promise<void>;
};

const dayMs = 86_400_000;
/** 00:30 and 13:00 in India, from the beginning of the UTC day. */
const erasureMs = 19 * 3_600_000;
const digestMs = 7.5 * 3_600_000;
const quarterMs = 15 * 60_000;

/** Several clock changes in quick succession cause one run. */
const digestDelayMs = 1500;
/** How often it checks whether the running clock has passed a time. */
const lookMs = 5 * 60_000;

/** The last time at or before `now` at this offset into a UTC day. */
const lastTime = (now: number, intoDay: number): number =>
  Math.floor((now - intoDay) / dayMs) * dayMs + intoDay;

export function startDailyWork(options: {
  functions: Pick<Functions, 'invoke'>;
  now: () => number;
  log: (line: string) => void;
}): DailyWork {
  const { functions, now, log } = options;
  const never = Number.NEGATIVE_INFINITY;
  const fired = { erase: never, digest: never, signIns: never };
  let digestAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let digesting: Promise<void> = Promise.resolve();

  /** Once for each time. The clock may go back; what was done is not repeated. */
  const fire = async (name: keyof typeof fired, time: number): Promise<void> => {
    if (time <= fired[name]) return;
    fired[name] = time;
    try {
      const event = { scheduledTime: formatInstant(new Date(time)) };
      await functions.invoke(name, event, 15 * 60_000);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      log(`${name}: the daily work failed: ${error.message}`);
    }
  };

  const digestSoon = (time: number): void => {
    if (time <= fired.digest) return;
    digestAt = Math.max(time, digestAt ?? time);
    timer ??= setTimeout(() => {
      const due = digestAt;
      timer = undefined;
      digestAt = undefined;
      if (due !== undefined) digesting = digesting.then(() => fire('digest', due)).catch(() => {});
    }, digestDelayMs).unref();
  };

  const passed = async (time: number): Promise<void> => {
    digestSoon(lastTime(time, digestMs));
    fire('signIns', Math.floor(time / quarterMs) * quarterMs).catch(() => {});
    await fire('erase', lastTime(time, erasureMs));
  };

  const looking = setInterval(() => {
    passed(now()).catch(() => {});
  }, lookMs).unref();

  return {
    passed,
    async close() {
      clearInterval(looking);
      clearTimeout(timer);
    },
  };
}
