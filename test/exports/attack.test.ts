import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExports, maxExportsPerDay } from '../../functions/areas/exports/repository.ts';
import { createExportRoutes } from '../../functions/areas/exports/routes.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { caseReadings, memberRecord } from '../../functions/areas/record/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';

/*
 * Somebody inside has looked at a woman's record, and wants the page that tells her to forget it: he saves lists that name
 * her until his look is pushed out.
 */

let scene: CaseScene;
let sendExport: ReturnType<typeof createSend>;
let sendRecord: ReturnType<typeof createSend>;
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  scene = await openCaseScene();
  const { table, vault, accessLog } = scene.records;
  sendExport = createSend(createExportRoutes(createExports(table, newId)));
  sendRecord = createSend(createRecordRoutes({ table, vault, accessLog }));
  await scene.employ(caseworker, coordinator);
});
afterAll(() => scene.records.close());

const exportList = (
  caller: Caller,
  subjects: readonly string[],
  { list = 'members', now = defaultNow }: { list?: string; now?: string } = {},
) => sendExport({ route: 'POST /api/exports', caller, body: { list, subjects }, now });
const readRecord = async (id: string, caller: Caller = coordinator) =>
  memberRecord.parse(
    (await sendRecord({ route: 'GET /api/members/{id}/record', path: { id }, caller })).body,
  );
const whoOpened = async (id: string) =>
  caseReadings.parse(
    (await sendRecord({ route: 'GET /api/cases/{id}/readings', path: { id }, caller: coordinator })).body,
  );

describe('a thousand exports that name a woman', () => {
  test('bury nobody who looked: what her page tells of openings is as before', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    await scene.read(id, caseworker);
    await scene.readCase(caseId, caseworker);
    const attacker = createCaller('coordinator');
    await scene.read(id, attacker);
    const openingsOf = async () =>
      (await readRecord(id)).readings.filter(({ inList, what }) => !inList && what !== 'record');
    const before = await openingsOf();
    expect(before.map(({ role }) => role)).toEqual(['coordinator', 'caseworker', 'caseworker']);
    let accepted = 0;
    for (let sent = 0; sent < 1_040; sent += 20) {
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => exportList(attacker, [id], { list: 'record' })),
      );
      accepted += replies.filter(({ status }) => status === 201).length;
      // Once the day's number is reached, nothing more is accepted.
      if (accepted >= maxExportsPerDay) break;
    }
    expect(accepted).toBe(maxExportsPerDay);
    expect(await exportList(attacker, [id], { list: 'record' })).toMatchObject({
      status: 422,
      body: { code: 'too_many_exports' },
    });
    expect(await openingsOf()).toEqual(before);
  });

  test('nor do those of many days: openings and lists are told apart, and each month, role and part of a list once', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    await scene.read(id, caseworker);
    await scene.readCase(caseId, caseworker);
    await scene.list({ collectiveId: scene.collectiveId }, caseworker);
    expect(await readRecord(id)).not.toHaveProperty('readingsSince');
    const administrator = createCaller('administrator');
    const others = Array.from({ length: 205 }, () => newId());
    const instantOf = (index: number) => new Date(Date.parse(defaultNow) + 1000 * (index + 1));
    await Promise.all(
      others.map((other, index) =>
        scene.records.accessLog(
          { caller: administrator, now: instantOf(index), route: 'POST /api/exports' },
          { lists: [{ rows: [{ of: scene.collectiveId, ids: [id, other] }], fields: ['members'] }] },
        ),
      ),
    );
    const { readings, readingsSince } = await readRecord(id);
    expect(readings.filter(({ role }) => role === 'administrator')).toEqual([
      { role: 'administrator', what: 'member', inList: true, days: 1, at: expect.any(String) },
    ]);
    expect(readings.filter(({ role }) => role === 'caseworker')).toMatchObject([
      { what: 'case' },
      { what: 'member' },
      { what: 'member', inList: true, days: 1 },
    ]);
    expect(readingsSince).toBeUndefined();
    const opened = await whoOpened(caseId);
    expect(opened.items.map(({ role }) => role)).toContain('caseworker');
    expect(opened).not.toHaveProperty('since');
  });
});

describe('an export names', () => {
  const refusal = { status: 422, body: { code: 'not_read', errors: [{ path: 'subjects.1' }] } };

  test('what its caller has read within a day, whoever else read it', async () => {
    const [hers, another] = [await scene.enrolled(), await scene.enrolled()];
    const caller = createCaller('coordinator');
    await scene.read(hers.id, caller);
    await scene.read(another.id, coordinator);
    expect(await exportList(caller, [hers.id])).toMatchObject({ status: 201 });
    const lines = (await scene.records.readAccessLog()).length;
    for (const unread of [another.id, newId()]) {
      expect(await exportList(caller, [hers.id, unread])).toMatchObject(refusal);
    }
    expect((await scene.records.readAccessLog()).length).toBe(lines);
    const nextDay = (ms: number) => new Date(Date.parse(defaultNow) + 24 * 3_600_000 + ms).toISOString();
    expect(await exportList(caller, [hers.id], { now: nextDay(0) })).toMatchObject({ status: 201 });
    expect(await exportList(caller, [hers.id], { now: nextDay(1) })).toMatchObject({
      status: 422,
      body: { code: 'not_read' },
    });
  });

  test('nothing because it was exported before', async () => {
    const { id } = await scene.enrolled();
    const caller = createCaller('auditor');
    await scene.records.accessLog(
      { caller, now: new Date(defaultNow), route: 'POST /api/exports' },
      { lists: [{ rows: [{ of: id, ids: [id] }], fields: ['members'] }] },
    );
    expect(await exportList(caller, [id])).toMatchObject({ status: 422, body: { code: 'not_read' } });
  });

  test('one of the desks’ lists, and at most a hundred a day, counted one by one', async () => {
    const caller = createCaller('administrator');
    expect(await exportList(caller, [], { list: 'somethingNew' })).toMatchObject({ status: 400 });
    const replies = await Promise.all(
      Array.from({ length: maxExportsPerDay + 3 }, () => exportList(caller, [], { list: 'people' })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(maxExportsPerDay);
    const nextDay = new Date(Date.parse(defaultNow) + 24 * 3_600_000).toISOString();
    expect(await exportList(caller, [], { list: 'people', now: nextDay })).toMatchObject({ status: 201 });
  });
});
