import { formatInstant } from '../../functions/domain/calendar.ts';
import { FunctionError, type Functions } from '../lambda/run-functions.ts';

/** The schedule that looks for waiting urgent cases every minute of business time. */
export type AlertWatch = {
  /** Call when the business time is `now` (milliseconds). Resolves once all alerts due by then are sent. */
  passed(now: number): Promise<void>;
  close(): Promise<void>;
};

const minuteMs = 60_000;

export function startAlertWatch(options: {
  functions: Pick<Functions, 'invoke'>;
  now: () => number;
  log: (line: string) => void;
}): AlertWatch {
  const { functions, now, log } = options;
  let last = now();
  let running: Promise<void> = Promise.resolve();

  const look = async (time: number): Promise<void> => {
    try {
      await functions.invoke('alerts', { scheduledTime: formatInstant(new Date(time)) }, minuteMs);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      log(`alerts: the look at what waits failed: ${error.message}`);
    }
  };

  /** Runs for the first and the last minute since the last run, which together send the alerts that a run in every minute would send. */
  const lookAt = async (time: number): Promise<void> => {
    const next = last + minuteMs;
    if (next < time) await look(next);
    last = time;
    await look(time);
  };

  const passed = (time: number): Promise<void> => {
    running = running.then(() => lookAt(time));
    return running;
  };

  const looking = setInterval(() => {
    passed(now()).catch(() => {});
  }, minuteMs).unref();

  return {
    passed,
    async close() {
      clearInterval(looking);
    },
  };
}
