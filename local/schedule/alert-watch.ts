import { formatInstant } from '../../functions/domain/calendar.ts';
import { FunctionError, type Functions } from '../lambda/functions.ts';

/** The schedule of every minute that looks for urgent cases which wait, by the business clock. */
export type AlertWatch = {
  /** The business time has come to `now` (milliseconds). Resolves once whoever had to be told by then is told. */
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

  /** Of all minutes that have passed since the last look, the first and the last tell what each of them would. */
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
