import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import { formatInstant, isMonth } from '../functions/shared/calendar/calendar.ts';
import { journalStart } from '../functions/shared/journal/journal-start.ts';
import { gatewayProblems } from '../lib/gateway-problems.ts';
import type { Mail } from './aws/topics.ts';
import { FunctionError } from './lambda/function-thread.ts';
import { createMonthSchedule, type MonthSchedule, type ScheduleOptions } from './month-schedule.ts';
import { problem } from './wire/problem.ts';
import { readRequestBody } from './wire/request-body.ts';

export type Controls = MonthSchedule & {
  /** Answers a request under /local. */
  handle(request: IncomingMessage): Promise<APIGatewayProxyResult>;
};

/** A time, not before the journal's start, since earlier lines of the journal would not be found. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((now) => Date.parse(now) >= Date.parse(journalStart), `not before ${journalStart}`);
/** The time to set; null for the real time. */
const clockInput = z.strictObject({ now: instant.nullable() });
const noInput = z.strictObject({});
const scheduleInput = z.strictObject({ month: z.string().refine(isMonth, 'a month, YYYY-MM') });

const notValid = {
  status: 400,
  title: 'The request is not valid',
  code: 'invalid_body',
  detail: 'Some of what was sent is not valid; see errors.',
};
const notJson = { ...notValid, code: 'invalid_json', detail: 'The body is not valid JSON.' };
const postOnly = { status: 405, title: 'Not allowed here', code: 'method_not_allowed', detail: 'POST only.' };

/**
 * Creates the local controls: calls under `/local/` that exist only on one machine and need no token. They set the business time, fire the
 * schedule that publishes a month, run the restore drill and show mails.
 */
export function createControls(
  options: ScheduleOptions & {
    /** By the path that shows them, oldest first: the alerts that were mailed to staff, and the mails to the recipients of alarms. */
    mails?: Readonly<Record<string, readonly Mail[]>>;
    /** Runs the restore drill to its end. Throws if it failed. */
    drill: () => Promise<void>;
  },
): Controls {
  const { clock, onTimeSet = async () => {}, mails = {} } = options;
  const schedule = createMonthSchedule(options);

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
      return json(await schedule.fire(parsed.data.month));
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
    ...schedule,
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
