import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { ApiRoute } from '../../functions/api/contracts.ts';
import type { Caller } from '../../functions/domain/caller.ts';
import { personKey } from '../../functions/table/keys.ts';
import { leaderCollectives } from '../../local/demo/collectives.ts';
import { type DemoStack, loadDemo } from '../../local/demo/load.ts';
import { correctionRoute } from '../../local/demo/programme.ts';
import { demoPeople, demoPersonList, type PersonKey } from '../../local/identity/people.ts';
import { openProgramme } from '../oracle/drive.ts';
import { snapshotsOf } from '../oracle/indicators.ts';
import { withheldIn } from '../oracle/published.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
  // Whom a case is assigned to is looked up.
  await records.table.transact(
    demoPersonList.map(({ id, role }) => ({ put: { ...personKey(id), id, role, disabled: false } })),
  );
});
afterAll(() => records.close());

const collectivesOf = (person: PersonKey): readonly string[] =>
  person === 'leader' || person === 'leader2' ? leaderCollectives[person] : [];

const callerOf = (person: PersonKey): Caller => {
  const { id, role, locale, districts } = demoPeople[person];
  return { personId: id, role, locale, districts: [...districts], collectives: [...collectivesOf(person)] };
};

const templates: readonly ApiRoute[] = [
  'POST /api/collectives',
  'POST /api/members',
  'PATCH /api/members/{id}',
  'POST /api/members/{id}/consents',
  'POST /api/members/{id}/children',
  'PUT /api/members/{id}/children/{childId}',
  'POST /api/members/{id}/exit',
  'POST /api/collectives/{id}/meetings',
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
  'POST /api/cases',
  'POST /api/cases/{id}/events',
  'POST /api/outreach',
  'PUT /api/targets/{financialYear}',
  correctionRoute,
];

/** What API Gateway does with a path: the route that it is, and the route's parameters. */
const routeOf = (method: string, path: string): { route: ApiRoute; path: Record<string, string> } => {
  for (const route of templates) {
    const pattern = new RegExp(`^${route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(`${method} ${path}`);
    if (match) return { route, path: { ...match.groups } };
  }
  throw new Error(`No route is ${method} ${path}.`);
};

const correction = z.object({ id: z.string() });

/** A stack that takes everything, and what it was told in the order of the answers. */
const createFakeStack = (answer: (count: number, method: string) => { status: number; body: unknown }) => {
  const told: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  let publishing = false;
  const stack: DemoStack = {
    call: async (_person, _at, method, path, body) => {
      if (path.endsWith('/corrections')) expect(publishing).toBe(false);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
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
  return { stack, told, mostAtOnce: () => mostAtOnce };
};

const taken = (_: number, method: string) => ({ status: method === 'POST' ? 201 : 200, body: null });

test('leaders have their collectives first, months close in turn, the correction is waited for', async () => {
  const { stack, told, mostAtOnce } = createFakeStack(taken);
  await loadDemo(stack);
  expect(told.slice(0, 2)).toEqual(['collectives of leader', 'collectives of leader2']);
  const months = told.filter((line) => line.startsWith('publish '));
  expect(months).toHaveLength(19);
  expect(months).toEqual([...months].sort());
  expect([months[0], ...told.slice(-1)]).toEqual(['publish 2025-04', 'publish 2026-10']);
  expect(told[told.indexOf('idle') - 1]).toMatch(/^POST \/api\/snapshots\/2026-03\/corrections /);
  expect(mostAtOnce()).toBe(8);
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

test('through the real handlers every request is accepted, and every month says what the oracle says', async () => {
  const programme = openProgramme(records, '2025-04-01');
  const statuses = new Set<number>();
  await loadDemo({
    call: async (person, at, method, path, body, headers = {}) => {
      const request = { at, caller: callerOf(person), ...routeOf(method, path), body, headers };
      const { status, body: answer } = await programme.send(request);
      if (request.route === correctionRoute) await programme.compileCorrection(correction.parse(body).id);
      statuses.add(status);
      return { status, body: answer };
    },
    setCollectives: async () => {},
    publish: programme.publish,
    whenIdle: async () => {},
    progress: () => {},
  });
  expect([...statuses].sort()).toEqual([200, 201, 202]);
  const snapshots = programme.readSnapshots();
  expect(snapshots).toHaveLength(20);
  // The gate may act on the way; what a reader sees first shows all that was due.
  expect(JSON.stringify(snapshots.at(-1))).not.toContain('"withheld"');
  expect(snapshots).toEqual(snapshotsOf(programme.accepted, programme.publications, withheldIn(snapshots)));
}, 300_000);
