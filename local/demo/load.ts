import * as z from 'zod';
import type { PersonKey } from '../identity/demo-people.ts';
import { leaderCollectives } from './collectives.ts';
import type { DemoRequest } from './demo-request.ts';
import { buildProgramme, correctionRoute } from './programme.ts';

/** The parts of the local stack that loading the demo programme needs. */
export type DemoStack = {
  /**
   * Calls the API as a demo person at a business time. Calls may run in parallel.
   * @param call.at RFC 3339
   * @param call.body sent as JSON
   * @param call.headers further ones; content type and token are added
   */
  call(call: {
    readonly person: PersonKey;
    readonly at: string;
    readonly method: string;
    readonly path: string;
    readonly body: object;
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<DemoAnswer>;
  /** Assigns collectives to a leader. */
  setCollectives(person: PersonKey, collectiveIds: readonly string[]): Promise<void>;
  /** Publishes a month, `YYYY-MM`, as its schedule would; resolves once the month can be read. */
  publish(month: string): Promise<void>;
  /** Resolves once a requested correction is published. */
  whenIdle(): Promise<void>;
  /** Shows the number of requests sent, and of all. */
  progress(sentCount: number, total: number): void;
};

/** The answer to one request of the demo programme, its body parsed. */
export type DemoAnswer = { readonly status: number; readonly body: unknown };

const maxParallelRequests = 8;
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
  let sentCount = 0;
  const sendOne = createSender(stack);
  const send = async (request: DemoRequest): Promise<void> => {
    await sendOne(request);
    sentCount += 1;
    if (sentCount % requestsPerReport === 0 || sentCount === total) stack.progress(sentCount, total);
  };

  // Before any request of the leaders, since their permissions are cached for a while.
  await stack.setCollectives('leader', leaderCollectives.leader);
  await stack.setCollectives('leader2', leaderCollectives.leader2);
  // A month is compiled while the next one is sent, since later records do not concern it.
  let publication = Promise.resolve();
  for (const { month, requests } of months) {
    const correctionIndex = requests.findIndex(({ route }) => route === correctionRoute);
    if (correctionIndex >= 0) {
      await sendInOrder(requests.slice(0, correctionIndex), send);
      // The correction's ordinal follows those of the months published before it.
      await publication;
      await sendInOrder(requests.slice(correctionIndex, correctionIndex + 1), send);
      await stack.whenIdle();
    }
    // In a month without a correction the index is -1, and this sends all.
    await sendInOrder(requests.slice(correctionIndex + 1), send);
    await publication;
    publication = stack.publish(month);
    // `await publication` throws the error; until then it must not count as unhandled.
    publication.catch(() => {});
  }
  await publication;
}

const problem = z.object({ code: z.string().optional(), detail: z.string().optional() });

/** Makes a function that sends one request, and that also accepts the answers of a repeated load. It throws at any other answer. */
function createSender(stack: DemoStack): (request: DemoRequest) => Promise<void> {
  let isRepeated = false;
  return async ({ by, at, route, path, body, ifMatch }) => {
    const [method = '', template = ''] = route.split(' ');
    const filledPath = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
    const headers = ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` };
    const answer = await stack.call({ person: by, at, method, path: filledPath, body, headers });
    const expected = [200];
    if (method === 'POST') {
      expected.push(201, 202);
      // A POST answers 200 only if an earlier load sent it.
      if (answer.status === 200) isRepeated = true;
    } else if (isRepeated) {
      // In a repeated load other methods may find the record changed already.
      expected.push(412);
    }
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
  /** By record id, the sending of the newest request that changes the record. */
  const newestChanges = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const request of requests) {
    while (underWay.size >= maxParallelRequests) await Promise.race(underWay);
    if (failures.length > 0) break;
    const { requiredIds, changedIds } = recordsOf(request);
    const work = Promise.all([...requiredIds, ...changedIds].map((id) => newestChanges.get(id)))
      .then(() => (failures.length > 0 ? undefined : send(request)))
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
    for (const id of changedIds) newestChanges.set(id, work);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const enrolment = z.object({ id: z.string(), collectiveId: z.string() });

/** The ids of the records that a request needs to exist, and of those that it changes. */
function recordsOf({ route, path, body }: DemoRequest): { requiredIds: string[]; changedIds: string[] } {
  if (route === 'POST /api/members') {
    const { id, collectiveId } = enrolment.parse(body);
    return { requiredIds: [collectiveId], changedIds: [id] };
  }
  // Requests with the same assignee don't depend on each other.
  const { assignedTo: _, ...rest } = z.looseObject({ assignedTo: z.string().optional() }).parse(body);
  // Every id in the path and the body counts as changed.
  return { requiredIds: [], changedIds: JSON.stringify([path, rest]).match(anyId) ?? [] };
}
