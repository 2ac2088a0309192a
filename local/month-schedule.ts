import * as z from 'zod';
import { addMonths, formatInstant, startOfDayInIndia } from '../functions/shared/calendar/calendar.ts';
import { FunctionError } from './lambda/function-thread.ts';
import type { Functions } from './lambda/run-functions.ts';
import type { BusinessClock } from './schedule/clock.ts';
import { openPendingWork, type PendingWork } from './wire/pending-work.ts';

/** The schedule that publishes a month. controls.ts fires it when somebody asks for it. */
export type MonthSchedule = {
  /**
   * Fires the schedule that publishes a month, as EventBridge Scheduler would on its day.
   * @throws FunctionError if the compile function failed
   */
  fire(month: string): Promise<FiredSchedule>;
  /** Compiles the months whose compile an earlier run did not end. A failure is in the log; the schedule can be fired again. */
  resume(): Promise<void>;
  /** Compiles a month at its scheduled time without setting the clock or waiting for its files, for the demo programme. */
  publishMonth(month: string): Promise<void>;
};

/** `clockMovedTo` is left out if the business time was past the scheduled time. */
export type FiredSchedule = { month: string; scheduledTime: string; clockMovedTo?: string };

const scheduledEvent = z.object({ scheduledTime: z.string(), recompute: z.boolean().optional() });
type ScheduledEvent = z.infer<typeof scheduledEvent>;

/** How long after the cutoff the schedule fires. */
const afterCutoffMs = 15 * 60_000;

/** Lambda's maximum time-out. */
const maxCompileMs = 15 * 60_000;

/** When the schedule fires that publishes a month, in milliseconds. @param month `YYYY-MM` */
export function scheduledTimeOf(month: string, cutoffDay: number): number {
  const day = `${addMonths(month, 1)}-${String(cutoffDay).padStart(2, '0')}`;
  return startOfDayInIndia(day).getTime() + afterCutoffMs;
}

export type ScheduleOptions = {
  clock: BusinessClock;
  functions: Functions;
  /** Resolves once every request now in flight has ended. */
  whenRequestsEnd: () => Promise<void>;
  cutoffDay: number;
  /** Resolves once every compiled snapshot has its files. */
  whenIdle: () => Promise<void>;
  /** Called with the business time when it was set, to fire the work that is due by then (daily-work.ts, alert-watch.ts). */
  onTimeSet?: (now: number) => Promise<void>;
  /** Keeps the schedules that have fired until their month is compiled. */
  pending?: PendingWork;
};

/** Creates the schedule that publishes a month. */
export function createMonthSchedule({
  clock,
  functions,
  whenRequestsEnd,
  cutoffDay,
  whenIdle,
  onTimeSet = async () => {},
  pending = openPendingWork(undefined),
}: ScheduleOptions): MonthSchedule {
  /** @param done called once the compile has succeeded or failed. It is not called if the thread was ended, as when the stack ends: `resume` then compiles again */
  const compile = async (event: ScheduledEvent, done: () => void): Promise<void> => {
    try {
      await functions.invoke('compile', event, maxCompileMs);
      done();
    } catch (error) {
      if (!(error instanceof FunctionError && error.type === 'Runtime.ExitError')) done();
      throw error;
    }
  };

  const fire = async (month: string): Promise<FiredSchedule> => {
    const scheduled = scheduledTimeOf(month, cutoffDay);
    const scheduledTime = formatInstant(new Date(scheduled));
    // A schedule that is fired early takes the business time forward to its own.
    // `now`, not `peek`: the compile writes, so a time that went back must count for `wentBack`.
    const isEarly = clock.now() < scheduled;
    if (isEarly) clock.set(scheduled);
    // No write from before the cutoff may be in flight. In the cloud nothing is in flight any more `afterCutoffMs` after it.
    await whenRequestsEnd();
    // If the business time went back, the journal may have new lines from before a cutoff. So the compile must read all lines again.
    const event = { scheduledTime, ...(clock.wentBack() && { recompute: true }) };
    await compile(event, pending.add(JSON.stringify(event)));
    await whenIdle();
    if (isEarly) await onTimeSet(scheduled);
    return { month, scheduledTime, ...(isEarly && { clockMovedTo: scheduledTime }) };
  };

  return {
    fire,
    async resume() {
      for (const { text, done } of pending.left) {
        try {
          await compile(scheduledEvent.parse(JSON.parse(text)), done);
        } catch (error) {
          // What a function throws is in the log already.
          if (!(error instanceof FunctionError)) throw error;
        }
      }
    },
    async publishMonth(month) {
      const scheduled = scheduledTimeOf(month, cutoffDay);
      // The clock is not set, so it must be told that something happened at this time.
      clock.recordTime(scheduled);
      await whenRequestsEnd();
      await functions.invoke('compile', { scheduledTime: formatInstant(new Date(scheduled)) }, maxCompileMs);
    },
  };
}
