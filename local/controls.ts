import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import {
  addMonths,
  formatInstant,
  isMonth,
  startOfDayInIndia,
} from '../functions/shared/calendar/calendar.ts';
import { journalStart } from '../functions/shared/journal/journal-start.ts';
import { gatewayProblems } from '../lib/gateway-problems.ts';
import type { Mail } from './aws/topics.ts';
import { FunctionError, type Functions } from './lambda/run-functions.ts';
import type { BusinessClock } from './schedule/clock.ts';
import { openPendingWork, type PendingWork } from './wire/pending-work.ts';
import { problem } from './wire/problem.ts';
import { readRequestBody } from './wire/request-body.ts';

export type Controls = {
  handle(request: IncomingMessage): Promise<APIGatewayProxyResult>;
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
type FiredSchedule = { month: string; scheduledTime: string; clockMovedTo?: string };

/** A time, not before the journal's start, since earlier lines of the journal would not be found. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((now) => Date.parse(now) >= Date.parse(journalStart), `not before ${journalStart}`);
/** The time to set; null for the real time. */
const clockInput = z.strictObject({ now: instant.nullable() });
const noInput = z.strictObject({});
const scheduleInput = z.strictObject({ month: z.string().refine(isMonth, 'a month, YYYY-MM') });

const scheduledEvent = z.object({ scheduledTime: z.string(), recompute: z.boolean().optional() });
type ScheduledEvent = z.infer<typeof scheduledEvent>;

/** How long after the cutoff the schedule fires. */
const afterCutoffMs = 15 * 60_000;

const notValid = {
  status: 400,
  title: 'The request is not valid',
  code: 'invalid_body',
  detail: 'Some of what was sent is not valid; see errors.',
};
const notJson = { ...notValid, code: 'invalid_json', detail: 'The body is not valid JSON.' };
const postOnly = { status: 405, title: 'Not allowed here', code: 'method_not_allowed', detail: 'POST only.' };

/** Lambda's maximum time-out. */
const maxCompileMs = 15 * 60_000;

/** When the schedule fires that publishes a month, in milliseconds. @param month `YYYY-MM` */
export function scheduledTimeOf(month: string, cutoffDay: number): number {
  const day = `${addMonths(month, 1)}-${String(cutoffDay).padStart(2, '0')}`;
  return startOfDayInIndia(day).getTime() + afterCutoffMs;
}

/**
 * Creates the local controls: calls under `/local/` that exist only on one machine and need no token. They set the business time, fire the
 * schedule and show alerts.
 * @param options.whenRequestsEnd resolves once every request now in flight has ended
 */
export function createControls(options: {
  clock: BusinessClock;
  functions: Functions;
  whenRequestsEnd: () => Promise<void>;
  cutoffDay: number;
  /** Resolves once every compiled snapshot has its files. */
  whenIdle: () => Promise<void>;
  /** Called with the business time when it was set, to fire the work that is due by then (daily-work.ts, alert-watch.ts). */
  onTimeSet?: (now: number) => Promise<void>;
  /** Keeps the schedules that have fired until their month is compiled. */
  pending?: PendingWork;
  /** By the path that shows them, oldest first: the alerts that were mailed to staff, and the mails to the recipients of alarms. */
  mails?: Readonly<Record<string, readonly Mail[]>>;
  /** Runs the restore drill to its end. Throws if it failed. */
  drill: () => Promise<void>;
}): Controls {
  const {
    clock,
    functions,
    whenRequestsEnd,
    cutoffDay,
    whenIdle,
    onTimeSet = async () => {},
    pending = openPendingWork(undefined),
    mails = {},
  } = options;

  /** @param done called once the compile has succeeded or failed, but not if its thread was ended, as when the stack ends */
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
    // No write from before the cutoff may be in flight. In the cloud the wait of `afterCutoffMs` ensures that.
    await whenRequestsEnd();
    // `BusinessClock.wentBack` says why a compile must then read all lines again.
    const event = { scheduledTime, ...(clock.wentBack() && { recompute: true }) };
    await compile(event, pending.add(JSON.stringify(event)));
    await whenIdle();
    if (isEarly) await onTimeSet(scheduled);
    return { month, scheduledTime, ...(isEarly && { clockMovedTo: scheduledTime }) };
  };

  const setClock = async (input: unknown): Promise<APIGatewayProxyResult> => {
    const parsed = clockInput.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    clock.set(parsed.data.now === null ? null : Date.parse(parsed.data.now));
    // `peek`, not `now`: setting the clock writes nothing itself. What `onTimeSet` fires asks for its own time.
    await onTimeSet(clock.peek());
    return json({ now: formatInstant(new Date(clock.peek())) });
  };

  const fireSchedule = async (input: unknown): Promise<APIGatewayProxyResult> => {
    const parsed = scheduleInput.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    try {
      return json(await fire(parsed.data.month));
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return problem({
        status: 500,
        title: 'The month was not compiled',
        code: 'compile_failed',
        detail: error.message,
      });
    }
  };

  return {
    fire,
    async resume() {
      for (const { text, done } of pending.left) {
        try {
          await compile(scheduledEvent.parse(JSON.parse(text)), done);
        } catch (error) {
          if (!(error instanceof FunctionError)) throw error;
        }
      }
    },
    async publishMonth(month) {
      const scheduled = scheduledTimeOf(month, cutoffDay);
      // The clock stays as it is, so the time of the compile is recorded by itself.
      clock.recordTime(scheduled);
      await whenRequestsEnd();
      await functions.invoke('compile', { scheduledTime: formatInstant(new Date(scheduled)) }, maxCompileMs);
    },
    async handle(request) {
      const [path = ''] = (request.url ?? '').split('?', 1);
      const postHandlers = new Map([
        ['/local/clock', setClock],
        ['/local/schedule', fireSchedule],
        ['/local/drill', (input: unknown) => fireDrill(input, options.drill)],
      ]);
      const handlePost = postHandlers.get(path);
      if (request.method === 'GET' && path in mails) return json({ items: mails[path] });
      if (handlePost === undefined) return problem(gatewayProblems.RESOURCE_NOT_FOUND);
      if (request.method !== 'POST') {
        return problem(postOnly, { allow: 'POST' });
      }
      const input = readJson(await readRequestBody(request, 64 * 1024));
      if (input === undefined) return problem(notJson);
      return handlePost(input);
    },
  };
}

/** Runs the restore drill to its end. Its result is then in the table, even if the drill failed. */
async function fireDrill(input: unknown, drill: () => Promise<void>): Promise<APIGatewayProxyResult> {
  const parsed = noInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  try {
    await drill();
    return json({ ended: true });
  } catch (error) {
    return problem({
      status: 500,
      title: 'The drill failed',
      code: 'drill_failed',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}

/** The value of a body in JSON; undefined if it is not JSON. @param body null if it was too large, which counts as not JSON */
function readJson(body: Buffer | null): unknown {
  try {
    return body === null ? undefined : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The answer to a body with these faults. */
function invalid(error: z.ZodError): APIGatewayProxyResult {
  const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  // `problem` returns the document as text, so it is parsed to add the errors.
  const answer = problem(notValid);
  return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), errors }) };
}

function json(body: object): APIGatewayProxyResult {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: JSON.stringify(body) };
}
