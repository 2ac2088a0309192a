import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { caseReadings, memberRecord } from '../../functions/areas/record/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Opening } from '../../functions/shared/journal/opening-line.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';

/* Nobody hides that she, or another, opened a woman's record behind thousands of further openings. */

let scene: CaseScene;
let send: ReturnType<typeof createSend>;
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  scene = await openCaseScene();
  const { table, vault, accessLog } = scene.records.as('record');
  send = createSend(createRecordRoutes({ table, vault, accessLog }));
  await scene.employ(caseworker, coordinator);
});
afterAll(() => scene.records.close());

const leader = () => createCaller('leader', { collectives: [scene.collectiveId] });
const instant = (day: number, index = 0) =>
  new Date(Date.UTC(2026, 9, day, 6, 30) + index * 10).toISOString();

const open = async (id: string, caller: Caller, day: number) => {
  const now = instant(day);
  expect(await scene.send({ route: 'GET /api/members/{id}', path: { id }, caller, now })).toMatchObject({
    status: 200,
  });
};
const openedOn = async (id: string, caller: Caller = coordinator) => {
  const reply = await send({
    route: 'GET /api/members/{id}/record',
    path: { id },
    caller,
    now: instant(20),
  });
  const { readings, readingsSince } = memberRecord.parse(reply.body);
  const openings = readings.filter(({ inList }) => inList !== true);
  expect(openings.map(({ at }) => at)).toEqual(
    openings
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  const days = openings.map(({ role, what, at }) => `${role} ${what} ${at.slice(0, 10)}`);
  return { count: openings.length, days: [...new Set(days)], readingsSince };
};
/** As the route would write it, many times within a minute. */
const flood = async (count: number, caller: Caller, day: number, route: string, opening: Opening) => {
  for (let from = 0; from < count; from += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, (_, index) =>
        scene.records.accessLog({ caller, route, now: new Date(instant(day, from + index)) }, opening),
      ),
    );
  }
};

test('thousands of openings of which her page may not tell leave what it tells', async () => {
  const { id } = await scene.enrolled();
  await open(id, leader(), 2);
  await open(id, caseworker, 3);
  // A page of 1 MB has fewer than two thousand lines that name so many records.
  const concerns = Array.from({ length: 25 }, newId);
  const route = 'GET /api/members/{id}/cases';
  await flood(2_500, caseworker, 5, route, { subject: id, member: id, concerns, fields: ['kind'] });
  await open(id, leader(), 6);
  for (const caller of [coordinator, leader()]) {
    expect((await openedOn(id, caller)).days.slice(-3)).toEqual([
      'leader member 2026-10-06',
      'caseworker member 2026-10-03',
      'leader member 2026-10-02',
    ]);
  }
}, 240_000);

test('a thousand of one reader’s openings leave those of others, and her own of other days', async () => {
  const { id } = await scene.enrolled();
  const flooding = leader();
  await open(id, caseworker, 2);
  await open(id, flooding, 3);
  const route = 'GET /api/members/{id}/savings';
  await flood(1_100, flooding, 5, route, { subject: id, fields: ['savings'] });
  const { count, days, readingsSince } = await openedOn(id);
  expect(count).toBe(1_000);
  expect(days).toEqual([
    'leader savings 2026-10-05',
    'leader member 2026-10-03',
    'caseworker member 2026-10-02',
  ]);
  // Only openings are left out that equal one which is told.
  expect(readingsSince).toBeUndefined();
}, 240_000);

test('hundreds of openings of a case leave those of others, however many more there are of her', async () => {
  const { id } = await scene.enrolled();
  const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
  const route = 'GET /api/cases/{id}';
  await scene.readCase(caseId, coordinator);
  const readings = async () => {
    const reply = await send({
      route: 'GET /api/cases/{id}/readings',
      path: { id: caseId },
      caller: coordinator,
      now: instant(20),
    });
    return caseReadings.parse(reply.body);
  };
  const concerns = Array.from({ length: 25 }, newId);
  await flood(300, caseworker, 16, route, { subject: caseId, member: id, fields: ['kind'] });
  const first = await readings();
  expect(first.items).toHaveLength(200);
  expect(first.items.at(-1)).toEqual({ role: 'coordinator', at: '2026-10-15T06:30:00.000Z' });
  expect(first.since).toBeUndefined();
  await flood(4_200, caseworker, 17, route, { subject: caseId, member: id, concerns, fields: ['kind'] });
  const { items } = await readings();
  expect(new Set(items.map(({ role, at }) => `${role} ${at.slice(0, 10)}`))).toEqual(
    new Set(['caseworker 2026-10-17', 'caseworker 2026-10-16', 'coordinator 2026-10-15']),
  );
}, 240_000);
