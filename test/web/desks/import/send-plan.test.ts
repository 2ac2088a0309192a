import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../../web/src/api/client.ts';
import type { Operation } from '../../../../web/src/desks/import/send/operation.ts';
import { sendPlan } from '../../../../web/src/desks/import/send/send-plan.ts';
import { SignedOut } from '../../../../web/src/session/session-tokens.ts';
import { programmeOf } from './programme.ts';
import { planWritten } from './support.ts';

type Trouble = 'lost request' | 'lost answer' | 429 | 500 | 503;

/** A server that keeps each body once by its id, as the API does, and refuses what comes before that which it needs. */
function createServer(troubles: readonly Trouble[] = []) {
  const stored = new Map<string, string>();
  const left = [...troubles];
  let isDown = false;
  const answer = (status: number, body: object): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const send = async ({ path, body }: Call): Promise<Response> => {
    await new Promise(setImmediate);
    if (isDown) throw new TypeError('No network');
    const trouble = left.shift();
    if (trouble === 'lost request') throw new TypeError('No network');
    if (typeof trouble === 'number') return answer(trouble, { code: 'busy' });
    const record: { id: string; memberId?: string; collectiveId?: string } = Object(body);
    const needed = [/^\/api\/\w+\/([\w-]{36})\//.exec(path)?.[1], record.memberId, record.collectiveId];
    if (needed.some((id) => id !== undefined && !stored.has(id))) return answer(404, { code: 'not_found' });
    const text = JSON.stringify({ path, body });
    const before = stored.get(record.id);
    if (before !== undefined && before !== text) return answer(409, { code: 'id_reused' });
    stored.set(record.id, text);
    if (trouble === 'lost answer') throw new TypeError('No network');
    return answer(before === undefined ? 201 : 200, { id: record.id });
  };
  return {
    stored,
    send,
    setDown: (down: boolean) => {
      isDown = down;
    },
  };
}

const idOf = (call: Call | undefined): string => String(Object(call?.body).id);

const plan = (await planWritten(programmeOf(24))).plan;
const wanted = new Set(plan.operations.flatMap(({ calls }) => calls.map(idOf)));
const atOnce = () => Promise.resolve();
const noWaiting = { sleep: atOnce, waitForNetwork: atOnce, random: () => 0 };

const listen = (done: Set<Operation>, refused: string[] = []) => ({
  isRecorded: (one: Operation) => done.has(one),
  onSent: (one: Operation) => void done.add(one),
  onRefused: (_: Operation, { document }: { document: { code: string } }) => void refused.push(document.code),
  onConnection: () => {},
  signal: new AbortController().signal,
});

describe('sending', () => {
  test('sends each thing after those it needs, a few at once', async () => {
    const server = createServer();
    let running = 0;
    let most = 0;
    const send = async (call: Call) => {
      running += 1;
      most = Math.max(most, running);
      const response = await server.send(call);
      running -= 1;
      return response;
    };
    const refused: string[] = [];
    expect(await sendPlan(plan.operations, { send, ...noWaiting }, listen(new Set(), refused))).toBe(
      'finished',
    );
    expect(refused).toEqual([]);
    expect(new Set(server.stored.keys())).toEqual(wanted);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
  });

  test('ends with everything recorded once, whatever is lost on the way and however often it is cut', async () => {
    const trouble = fc.constantFrom<Trouble>('lost request', 'lost answer', 429, 500, 503);
    await fc.assert(
      fc.asyncProperty(
        fc.array(trouble, { maxLength: 30 }),
        fc.array(fc.nat(90), { maxLength: 10 }),
        async (troubles, cuts) => {
          const server = createServer(troubles);
          const done = new Set<Operation>();
          const refused: string[] = [];
          for (const cut of [...cuts, undefined]) {
            let calls = 0;
            server.setDown(false);
            const cutting = new AbortController();
            const send = (call: Call) => {
              calls += 1;
              if (calls === cut) {
                server.setDown(true);
                cutting.abort();
              }
              return server.send(call);
            };
            // After a closed tab, only some of what was recorded is known.
            for (const one of [...done].slice(-3)) done.delete(one);
            const ending = await sendPlan(
              plan.operations,
              { send, ...noWaiting },
              { ...listen(done, refused), signal: cutting.signal },
            );
            if (cut === undefined) expect(ending).toBe('finished');
          }
          expect(refused).toEqual([]);
          expect(new Set(server.stored.keys())).toEqual(wanted);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('does not send what depends on something that was refused, and tells of the one', async () => {
    const server = createServer();
    const [lost] = plan.operations.filter(({ row }) => row.sheet === 'members');
    const send = (call: Call) =>
      call === lost?.calls[0]
        ? Promise.resolve(new Response(JSON.stringify({ code: 'invalid_name' }), { status: 400 }))
        : server.send(call);
    const refused: string[] = [];
    expect(await sendPlan(plan.operations, { send, ...noWaiting }, listen(new Set(), refused))).toBe(
      'finished',
    );
    expect(refused).toEqual(['invalid_name']);
    expect(server.stored.size).toBeLessThan(wanted.size);
    expect([...server.stored.values()].filter((text) => text.includes(idOf(lost?.calls[0])))).toEqual([]);
  });

  test('waits without a network as long as it takes, says so at once, and goes on by itself', async () => {
    const server = createServer();
    let failures = 0;
    const told: boolean[] = [];
    const pauses: number[] = [];
    const send = (call: Call) => {
      failures += 1;
      return failures > 3 && failures <= 60 ? Promise.reject(new TypeError('No network')) : server.send(call);
    };
    const waitForNetwork = (ms: number) => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const done = new Set<Operation>();
    const ending = await sendPlan(
      plan.operations,
      { send, sleep: atOnce, waitForNetwork, random: () => 1 },
      { ...listen(done), onConnection: (is) => told.push(is) },
    );
    expect(ending).toBe('finished');
    expect(told).toEqual([false, true]);
    expect(Math.max(...pauses)).toBe(4_000);
    expect(new Set(server.stored.keys())).toEqual(wanted);
  });

  test('stops at once while it waits for a network', async () => {
    const stop = new AbortController();
    const ending = await sendPlan(
      plan.operations,
      {
        send: () => Promise.reject(new TypeError('No network')),
        sleep: atOnce,
        waitForNetwork: () => {
          stop.abort();
          return Promise.resolve();
        },
        random: () => 0,
      },
      { ...listen(new Set()), signal: stop.signal },
    );
    expect(ending).toBe('stopped');
  });

  test('gives up after seven answers of a server that can’t, with growing pauses, and says why', async () => {
    const pauses: number[] = [];
    const sleep = (ms: number) => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const [one] = plan.operations;
    const only = one === undefined ? [] : [one];
    const broken = () => Promise.resolve(new Response(JSON.stringify({ code: 'internal' }), { status: 500 }));
    const deps = { ...noWaiting, sleep, random: () => 1 };
    expect(await sendPlan(only, { ...deps, send: broken }, listen(new Set()))).toBe('failed');
    expect(pauses.filter((ms) => ms > 100)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000]);
    const out = () => Promise.reject(new SignedOut());
    expect(await sendPlan(only, { send: out, ...noWaiting }, listen(new Set()))).toBe('signedOut');
  });

  test('stops when she says so, after what is on its way', async () => {
    const server = createServer();
    const stop = new AbortController();
    const done = new Set<Operation>();
    const ending = await sendPlan(
      plan.operations,
      { send: server.send, ...noWaiting },
      {
        ...listen(done),
        signal: stop.signal,
        onSent: (one) => {
          done.add(one);
          if (done.size === 5) stop.abort();
        },
      },
    );
    expect(ending).toBe('stopped');
    expect(done.size).toBeLessThanOrEqual(5 + 6);
    expect(server.stored.size).toBeLessThan(wanted.size);
  });
});
