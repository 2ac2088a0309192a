import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createExports } from '../../functions/areas/exports/repository.ts';
import { createExportRoutes } from '../../functions/areas/exports/routes.ts';
import { sendOverdueDigest } from '../../functions/jobs/alerts/overdue-digest.ts';
import { alertAboutWaiting } from '../../functions/jobs/alerts/urgent-cases.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { personKey, personListIndexKeys } from '../../functions/shared/table/keys/people.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';

/** What would still tell a caseworker of a woman who has withdrawn her consent: files, mails, hand-overs, and what waits for somebody. */

let scene: CaseScene;
let sendExport: ReturnType<typeof createSend>;
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
const colleague = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  scene = await openCaseScene();
  sendExport = createSend(createExportRoutes(createExports(scene.records.table, newId)));
  await scene.employ(caseworker, colleague, coordinator);
}, 60_000);

const withdraw = async (memberId: string, continues?: readonly string[]) => {
  const body = {
    ...consentTo('services', { given: false, on: '2026-10-15' }),
    id: newId(),
    ...(continues === undefined ? {} : { continues }),
  };
  expect(await scene.agree(memberId, body)).toMatchObject({ status: 201 });
};
const readCase = async (caller: Caller, caseId: string) => (await scene.readCase(caseId, caller)).body;
const exportList = (caller: Caller, list: string, subjects: readonly string[]) =>
  sendExport({ route: 'POST /api/exports', caller, body: { list, subjects } });
const items = z.object({ items: z.array(z.object({ id: z.string() })) });

describe('a file', () => {
  test('of what a caseworker read this morning leaves without her, and nobody sums up what has stopped', async () => {
    const { id } = await scene.enrolled({ consents: [consentTo('services'), consentTo('sharing')] });
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    const { id: goesOn } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    for (const caller of [caseworker, coordinator]) {
      await scene.read(id, caller);
      await scene.readCase(caseId, caller);
      await scene.readCase(goesOn, caller);
    }
    expect(await exportList(caseworker, 'caseSummary', [caseId, id])).toMatchObject({ status: 201 });
    await withdraw(id, [goesOn]);
    for (const [list, subjects] of [
      ['members', [id]],
      ['cases', [caseId, id]],
      ['caseSummary', [caseId, id]],
    ] as const) {
      expect(await exportList(caseworker, list, subjects)).toMatchObject({ status: 404 });
    }
    expect(await exportList(coordinator, 'caseSummary', [caseId, id])).toMatchObject({
      status: 422,
      body: { code: 'consent_withdrawn' },
    });
    for (const caller of [caseworker, coordinator]) {
      expect(await exportList(caller, 'caseSummary', [goesOn, id])).toMatchObject({ status: 201 });
    }
  });
});

describe('a mail', () => {
  test('counts an urgent case that has stopped once for each withdrawal, to no caseworker, and one that goes on', async () => {
    const sent: unknown[] = [];
    const called = { locale: 'te', disabled: false, districts: ['Guntur'] };
    const staff = [
      { ...called, id: newId(), role: 'coordinator' },
      { ...called, id: newId(), role: 'caseworker' },
    ];
    await scene.records.table.transact(
      staff.map((one) => ({ put: { ...personKey(one.id), ...personListIndexKeys(one.id), ...one } })),
    );
    const [forCoordinator, forCaseworker] = staff.map(({ id: person }) => ({ person }));
    const look = () =>
      alertAboutWaiting(
        { table: scene.records.table, send: async (alert) => void sent.push(alert), log: () => {} },
        { scheduledTime: '2026-10-16T06:00:00Z' },
      );
    const { id } = await scene.enrolled();
    const { id: other } = await scene.enrolled();
    await scene.opened({ memberId: id });
    const { id: goesOn } = await scene.opened({ memberId: other });
    await withdraw(id);
    await withdraw(other, [goesOn]);
    await look();
    expect(sent).toEqual([
      { isReminder: true, count: 2 },
      { ...forCoordinator, isReminder: true, count: 2 },
      { ...forCaseworker, isReminder: true, count: 1 },
    ]);
    sent.length = 0;
    await look();
    expect(sent).toEqual([]);
    // Goes on, and is alerted as before; stops again, of the same day, and is told of once more.
    await scene.agree(id, { ...consentTo('services', { on: '2026-10-15' }), id: newId() });
    await look();
    expect(sent).toContainEqual({ ...forCaseworker, isReminder: true, count: 2 });
    sent.length = 0;
    await scene.agree(id, { ...consentTo('services', { given: false, on: '2026-10-15' }), id: newId() });
    await look();
    await look();
    expect(sent).toEqual([
      { isReminder: false, count: 2 },
      { ...forCoordinator, isReminder: false, count: 2 },
    ]);
    await scene.records.table.transact(staff.map((one) => ({ remove: personKey(one.id) })));
    const waiting = await scene.send({ route: 'GET /api/cases/unassigned', caller: caseworker });
    expect(items.parse(waiting.body).items.map((one) => one.id)).toEqual([goesOn]);
    await scene.tell(goesOn, { type: 'status', status: 'closed' });
  });

  test('of Monday counts no day that has stopped', async () => {
    const counts: number[] = [];
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    const { id: goesOn } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    for (const one of [caseId, goesOn]) {
      await scene.tell(one, { type: 'follow_up', due: '2026-10-06' });
    }
    await withdraw(id, [goesOn]);
    await sendOverdueDigest(
      { table: scene.records.table, sendOverdue: async ({ count }) => void counts.push(count) },
      new Date('2026-10-19T05:00:00Z'),
    );
    expect(counts).toEqual([1]);
  });
});

test('a case that has stopped says so to whoever may close it; one that goes on does not', async () => {
  const { id } = await scene.enrolled();
  const { id: stops } = await scene.opened({ memberId: id });
  const { id: goesOn } = await scene.opened({ memberId: id });
  expect(await readCase(coordinator, stops)).not.toHaveProperty('stopped');
  await withdraw(id, [goesOn]);
  expect(await readCase(coordinator, stops)).toMatchObject({ stopped: true });
  expect(await readCase(coordinator, goesOn)).not.toHaveProperty('stopped');
  const listed = await scene.send({
    route: 'GET /api/members/{id}/cases',
    path: { id },
    caller: coordinator,
  });
  expect(z.object({ items: z.array(z.looseObject({ id: z.string() })) }).parse(listed.body).items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: stops, stopped: true }),
      expect.not.objectContaining({ stopped: true }),
    ]),
  );
  await scene.agree(id, { ...consentTo('services', { on: '2026-10-15' }), id: newId() });
  expect(await readCase(coordinator, stops)).not.toHaveProperty('stopped');
});

test('a hand-over leaves what has stopped where it is, and takes the rest', async () => {
  const { id } = await scene.enrolled();
  const { id: caseId } = await scene.opened({ memberId: id, assignedTo: colleague.personId });
  const { id: goesOn } = await scene.opened({ memberId: id, assignedTo: colleague.personId });
  await withdraw(id, [goesOn]);
  expect(
    await scene.send({
      route: 'POST /api/users/{id}/case-handover',
      path: { id: colleague.personId },
      caller: coordinator,
      body: { id: newId(), to: caseworker.personId, note: 'She is on leave.' },
    }),
  ).toMatchObject({ status: 202, body: { handedOver: 1, left: 0 } });
  expect((await scene.standing(caseId)).assignedTo).toBe(colleague.personId);
  expect((await scene.standing(goesOn)).assignedTo).toBe(caseworker.personId);
});

test('whoever broke the glass is out at once, and whoever holds what goes on reads of her what a leader does', async () => {
  const { id } = await scene.enrolled();
  const { id: caseId, code } = await scene.opened({ memberId: id, assignedTo: colleague.personId });
  const { id: goesOn } = await scene.opened({ memberId: id, assignedTo: colleague.personId });
  expect(await scene.grantEmergencyAccess(code, caseworker)).toMatchObject({ status: 201 });
  expect(await scene.readCase(caseId, caseworker)).toMatchObject({ status: 200 });
  await withdraw(id, [goesOn]);
  expect(await scene.readCase(caseId, caseworker)).toMatchObject({ status: 404 });
  expect(await scene.grantEmergencyAccess(code, caseworker)).toMatchObject({ status: 404 });
  expect(await scene.read(id, caseworker)).toMatchObject({ status: 404 });

  const { status, body } = await scene.read(id, colleague);
  expect({ status, body }).toMatchObject({ status: 200, body: { name: 'Vennela Padmavathi' } });
  for (const field of ['children', 'offices', 'category']) expect(body).not.toHaveProperty(field);
  expect(await scene.readCase(caseId, colleague)).toMatchObject({ status: 404 });
  expect(await scene.tell(goesOn, { type: 'note', text: 'The court met.' }, colleague)).toMatchObject({
    status: 201,
  });
  expect(await scene.tell(caseId, { type: 'note', text: 'No.' }, colleague)).toMatchObject({ status: 404 });
});

test('what goes on must be a case of hers', async () => {
  const { id } = await scene.enrolled();
  const { id: another } = await scene.enrolled();
  const { id: notHers } = await scene.opened({ memberId: another });
  const { id: hers } = await scene.opened({ memberId: id });
  const body = { ...consentTo('services', { given: false, on: '2026-10-15' }), id: newId() };
  for (const unknown of [notHers, newId()]) {
    expect(await scene.agree(id, { ...body, continues: [hers, unknown] })).toMatchObject({
      status: 422,
      body: { code: 'unknown_case', errors: [{ path: 'continues.1' }] },
    });
  }
  for (const wrong of [{ given: true }, { purpose: 'reporting' }, { continues: [hers, hers] }]) {
    expect(await scene.agree(id, { ...body, continues: [hers], ...wrong })).toMatchObject({ status: 400 });
  }
  expect(await scene.read(id)).not.toHaveProperty('body.withdrawnOn');
  expect(defaultNow).toContain('2026-10-15');
});
