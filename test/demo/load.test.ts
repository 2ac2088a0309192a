import { expect, test } from 'vitest';
import { type DemoStack, loadDemo } from '../../local/demo/load.ts';

/** A fake stack, and a log of what it did: calls in the order of their answers, assignments, publications and waiting. */
const createFakeStack = (answer: (count: number, method: string) => { status: number; body: unknown }) => {
  const log: string[] = [];
  let runningCalls = 0;
  let maxRunningCalls = 0;
  let isPublishing = false;
  const stack: DemoStack = {
    call: async ({ method, path, body }) => {
      if (path.endsWith('/corrections')) expect(isPublishing).toBe(false);
      runningCalls += 1;
      maxRunningCalls = Math.max(maxRunningCalls, runningCalls);
      await new Promise((resolve) => setImmediate(resolve));
      runningCalls -= 1;
      log.push(`${method} ${path} ${JSON.stringify(body)}`);
      return answer(log.length, method);
    },
    setCollectives: async (person) => {
      log.push(`collectives of ${person}`);
    },
    publish: async (month) => {
      expect([runningCalls, isPublishing]).toEqual([0, false]);
      isPublishing = true;
      log.push(`publish ${month}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      isPublishing = false;
    },
    whenIdle: async () => {
      log.push('idle');
    },
    progress: (done, total) => {
      expect(done).toBeLessThanOrEqual(total);
    },
  };
  return { stack, log, maxRunningCalls: () => maxRunningCalls };
};

const accept = (_: number, method: string) => ({ status: method === 'POST' ? 201 : 200, body: null });

test('leaders get their collectives first, months are published in order, and the correction is awaited', async () => {
  const { stack, log, maxRunningCalls } = createFakeStack(accept);
  await loadDemo(stack);
  expect(log.slice(0, 2)).toEqual(['collectives of leader', 'collectives of leader2']);
  const months = log.filter((line) => line.startsWith('publish '));
  expect(months).toHaveLength(19);
  expect(months).toEqual([...months].sort());
  expect([months[0], ...log.slice(-1)]).toEqual(['publish 2025-04', 'publish 2026-10']);
  expect(log[log.indexOf('idle') - 1]).toMatch(/^POST \/api\/snapshots\/2026-03\/corrections /);
  expect(maxRunningCalls()).toBe(8);
});

test('loading stops at the first unexpected answer, and the error names the request', async () => {
  const { stack, log } = createFakeStack((count, method) =>
    count < 10
      ? accept(count, method)
      : { status: 422, body: { code: 'insufficient_cash', detail: 'There is less in the box.' } },
  );
  await expect(loadDemo(stack)).rejects.toThrow(
    /: POST \/api\/\S+ by \w+ at 2025-04-\S+ was answered 422 insufficient_cash There is less in the box\./,
  );
  expect(log.length).toBeLessThan(40);
});

test('a stale version is an error in a first load, but not in a repeated one', async () => {
  const stale = { status: 412, body: { code: 'stale' } };
  const first = createFakeStack((count, method) => (method === 'PATCH' ? stale : accept(count, method)));
  await expect(loadDemo(first.stack)).rejects.toThrow(/PATCH \/api\/members\/\{id\} .* answered 412 stale/);
  const again = createFakeStack((_, method) => (method === 'PATCH' ? stale : { status: 200, body: null }));
  await loadDemo(again.stack);
  expect(again.log.slice(-1)).toEqual(['publish 2026-10']);
});
