import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { emergencyAccessKey, emergencyAccessList } from '../../functions/shared/table/keys/cases.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
});
afterAll(() => scene.records.close());

const start = Date.parse('2026-10-15T06:30:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();
const aCase = async () => {
  const holder = createCaller('caseworker', { districts: ['Guntur'] });
  const other = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(holder, other);
  return { other, opened: await scene.opened({ assignedTo: holder.personId }) };
};
const tooOften = { status: 422, body: { code: 'too_often' } };
const refusedCount = async () =>
  (await scene.send({ route: 'GET /api/break-glass/refused', caller: coordinator, now: at(3_000) })).body;

test('refused accesses are recorded up to a number by person and month; beyond it she is refused the same, and nothing is stored', async () => {
  const { other, opened } = await aCase();
  for (let seconds = 0; seconds < 3; seconds += 1) {
    expect(await scene.grantEmergencyAccess(opened.code, other, at(seconds))).toMatchObject({ status: 201 });
  }
  await scene.records.table.put({
    ...settingCountsKey(other.personId, '2026-10'),
    refusedAccesses: maxSettingsOfMonth.refusedAccesses - 1,
  });
  expect(await scene.grantEmergencyAccess(opened.code, other, at(10))).toMatchObject(tooOften);
  expect(await refusedCount()).toEqual({ count: 1 });
  const lines = await scene.linesOfCase(opened.id);
  expect(await scene.grantEmergencyAccess(opened.code, other, at(11))).toMatchObject(tooOften);
  expect(await refusedCount()).toEqual({ count: 1 });
  expect(await scene.linesOfCase(opened.id)).toEqual(lines);
  // Another's are recorded still.
  const third = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(third);
  for (let seconds = 12; seconds < 15; seconds += 1) {
    expect(await scene.grantEmergencyAccess(opened.code, third, at(seconds))).toMatchObject({ status: 201 });
  }
  expect(await scene.grantEmergencyAccess(opened.code, third, at(15))).toMatchObject(tooOften);
  expect(await refusedCount()).toEqual({ count: 2 });
});

test('ending an access reads no more, however many were refused', async () => {
  const { other, opened } = await aCase();
  const accesses = [];
  for (let seconds = 100; seconds < 102; seconds += 1) {
    accesses.push(await scene.grantEmergencyAccess(opened.code, other, at(seconds)));
  }
  const { table, vault, accessLog } = scene.records;
  const { items } = await table.query({ partition: emergencyAccessList, descending: true, limit: 1 });
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const id = newId();
      const began = at(200 + index).replace('.000Z', 'Z');
      const item = { ...items[0], ...emergencyAccessKey(began, id), id, at: began, until: began };
      return table.put({ ...item, refused: 'too_often' });
    }),
  );
  let read = 0;
  const query: typeof table.query = async (asked) => {
    const answer = await table.query(asked);
    read += answer.items.length;
    return answer;
  };
  const send = createSend(
    createCasesRoutes({ table: { ...table, query }, vault, newCode: createCodes('C-'), accessLog, newId }),
  );
  const [first] = accesses;
  const id = String(Reflect.get(Object(first?.body), 'id'));
  const end = await send({
    route: 'POST /api/break-glass/{id}/end',
    path: { id },
    caller: coordinator,
    body: { id: newId() },
    now: at(300),
  });
  expect(end).toMatchObject({ status: 201, body: { id } });
  expect(read).toBe(2);
  // Both of hers have ended.
  expect(await scene.readCase(opened.id, other, at(301))).toMatchObject({ status: 404 });
});
