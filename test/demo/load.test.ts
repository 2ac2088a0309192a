import { expect, test } from 'vitest';
import { type DemoStack, loadDemo } from '../../local/demo/load.ts';

/** A stack that takes everything, and what it was told in the order of the answers. */
const createFakeStack = (answer: (count: number, method: string) => { status: number; body: unknown }) => {
  const told: string[] = [];
  let atOnce = 0;
  let maxAtOnce = 0;
  let publishing = false;
  const stack: DemoStack = {
    call: async (_person, _at, method, path, body) => {
      if (path.endsWith('/corrections')) expect(publishing).toBe(false);
      atOnce += 1;
      maxAtOnce = Math.max(maxAtOnce, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      told.push(`${method} ${path} ${JSON.stringify(body)}`);
      return answer(told.length, method);
    },
    setCollectives: async (person) => {
      told.push(`collectives of ${person}`);
    },
    publish: async (month) => {
      expect([atOnce, publishing]).toEqual([0, false]);
      publishing = true;
      told.push(`publish ${month}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      publishing = false;
    },
    whenIdle: async () => {
      told.push('idle');
    },
    progress: (done, total) => {
      expect(done).toBeLessThanOrEqual(total);
    },
  };
  return { stack, told, maxAtOnce: () => maxAtOnce };
};

const taken = (_: number, method: string) => ({ status: method === 'POST' ? 201 : 200, body: null });

test('leaders have their collectives first, months close in turn, the correction is waited for', async () => {
  const { stack, told, maxAtOnce } = createFakeStack(taken);
  await loadDemo(stack);
  expect(told.slice(0, 2)).toEqual(['collectives of leader', 'collectives of leader2']);
  const months = told.filter((line) => line.startsWith('publish '));
  expect(months).toHaveLength(19);
  expect(months).toEqual([...months].sort());
  expect([months[0], ...told.slice(-1)]).toEqual(['publish 2025-04', 'publish 2026-10']);
  expect(told[told.indexOf('idle') - 1]).toMatch(/^POST \/api\/snapshots\/2026-03\/corrections /);
  expect(maxAtOnce()).toBe(8);
});

test('it stops at the first answer that was not expected, and says which', async () => {
  const { stack, told } = createFakeStack((count, method) =>
    count < 10
      ? taken(count, method)
      : { status: 422, body: { code: 'insufficient_cash', detail: 'There is less in the box.' } },
  );
  await expect(loadDemo(stack)).rejects.toThrow(
    /: POST \/api\/\S+ by \w+ at 2025-04-\S+ was answered 422 insufficient_cash There is less in the box\./,
  );
  expect(told.length).toBeLessThan(40);
});

test('a change that does not fit is an error, but not where everything was loaded before', async () => {
  const stale = { status: 412, body: { code: 'stale' } };
  const first = createFakeStack((count, method) => (method === 'PATCH' ? stale : taken(count, method)));
  await expect(loadDemo(first.stack)).rejects.toThrow(/PATCH \/api\/members\/\{id\} .* answered 412 stale/);
  const again = createFakeStack((_, method) => (method === 'PATCH' ? stale : { status: 200, body: null }));
  await loadDemo(again.stack);
  expect(again.told.slice(-1)).toEqual(['publish 2026-10']);
});
