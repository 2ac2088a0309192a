import * as z from 'zod';
import type { PersonKey } from '../identity/demo-people.ts';
import { leaderCollectives } from './collectives.ts';
import type { DemoRequest } from './demo-request.ts';
import { buildProgramme, correctionRoute } from './programme.ts';

/** The access to the stack that loading needs: the same API that everybody calls. */
export type DemoStack = {
  /**
   * Calls the API as a demo person at a business time. Calls may run in parallel.
   * @param at RFC 3339
   * @param path with its query, `/api/members?limit=5`
   * @param body sent as JSON
   * @param headers besides content type and token
   */
  call(
    person: PersonKey,
    at: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<DemoAnswer>;
  /** Assigns collectives to a leader. */
  setCollectives(person: PersonKey, collectiveIds: readonly string[]): Promise<void>;
  /** Fires the schedule of a month, `YYYY-MM`; resolves once the month can be read. */
  publish(month: string): Promise<void>;
  /** Resolves once a requested correction is published. */
  whenIdle(): Promise<void>;
  /** Reports the progress to the waiting person. */
  progress(done: number, total: number): void;
};

export type DemoAnswer = { readonly status: number; readonly body: unknown };

/** Requests in parallel. */
const sideBySide = 8;
const requestsPerReport = 20;

/**
 * Loads the demo programme month by month: the records before a month's cutoff, then its publication. Repeating
 * it changes nothing, since every id is fixed. At the end the last month can be read; its files may still be
 * missing.
 * @throws Error at the first unexpected answer
 */
export async function loadDemo(stack: DemoStack): Promise<void> {
  const months = buildProgramme();
  const total = months.reduce((sum, { requests }) => sum + requests.length, 0);
  let done = 0;
  const sendOne = createSender(stack);
  const send = async (request: DemoRequest): Promise<void> => {
    await sendOne(request);
    done += 1;
    if (done % requestsPerReport === 0 || done === total) stack.progress(done, total);
  };

  // Before any request in their names: permissions are cached for a while.
  await stack.setCollectives('leader', leaderCollectives.leader);
  await stack.setCollectives('leader2', leaderCollectives.leader2);
  // A month is compiled while the next one is sent, since later records do not concern it.
  let published = Promise.resolve();
  for (const { month, requests } of months) {
    const asked = requests.findIndex(({ route }) => route === correctionRoute);
    if (asked >= 0) {
      await sendInOrder(requests.slice(0, asked), send);
      // A correction gets its ordinal after the months published before it.
      await published;
      await sendInOrder(requests.slice(asked, asked + 1), send);
      await stack.whenIdle();
    }
    await sendInOrder(requests.slice(asked + 1), send);
    await published;
    published = stack.publish(month);
    // The error is thrown where this promise is awaited.
    published.catch(() => {});
  }
  await published;
}

const problem = z.object({ code: z.string().optional(), detail: z.string().optional() });

/** Makes a function that sends one request and notices whether an earlier load was interrupted. */
function createSender(stack: DemoStack): (request: DemoRequest) => Promise<void> {
  let isRepeated = false;
  return async ({ by, at, route, path, body, ifMatch }) => {
    const [method = '', template = ''] = route.split(' ');
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
    const headers = ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` };
    const answer = await stack.call(by, at, method, filled, body, headers);
    // A post answers 200 only if it was loaded before.
    if (method === 'POST' && answer.status === 200) isRepeated = true;
    const expected = method === 'POST' ? [201, 202, 200] : isRepeated ? [200, 412] : [200];
    if (expected.includes(answer.status)) return;
    const { code = '', detail = '' } = problem.safeParse(answer.body).data ?? {};
    throw new Error(
      `The demo programme could not be loaded: ${route} by ${by} at ${at} was answered ${answer.status} ${code} ${detail}`.trim(),
    );
  };
}

/**
 * Sends dependent requests in order and independent ones in parallel. Requests depend on each other if they name
 * the same record; enrolments into one collective do not.
 */
async function sendInOrder(
  requests: readonly DemoRequest[],
  send: (request: DemoRequest) => Promise<void>,
): Promise<void> {
  /** By record id, the last request that changes it. */
  const changes = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const request of requests) {
    while (underWay.size >= sideBySide) await Promise.race(underWay);
    if (failures.length > 0) break;
    const { needs, changed } = recordsOf(request);
    const work = Promise.all([...needs, ...changed].map((id) => changes.get(id)))
      .then(() => (failures.length > 0 ? undefined : send(request)))
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
    for (const id of changed) changes.set(id, work);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const named = z.object({ id: z.string(), collectiveId: z.string() });

function recordsOf({ route, path, body }: DemoRequest): { needs: string[]; changed: string[] } {
  if (route === 'POST /api/members') {
    const { id, collectiveId } = named.parse(body);
    return { needs: [collectiveId], changed: [id] };
  }
  const { assignedTo: _, ...rest } = z.looseObject({ assignedTo: z.string().optional() }).parse(body);
  return { needs: [], changed: JSON.stringify([path, rest]).match(anyId) ?? [] };
}
