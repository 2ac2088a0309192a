import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { caseReadings, memberRecord } from '../../functions/areas/record/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';

let scene: CaseScene;
let send: ReturnType<typeof createSend>;
const leaderId = newId();
const leader = (collectives = [scene.collectiveId]) =>
  createCaller('leader', { personId: leaderId, collectives });
const auditor = createCaller('auditor');
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  scene = await openCaseScene();
  const { table, vault, accessLog } = scene.records;
  send = createSend(createRecordRoutes({ table, vault, accessLog }));
  await scene.employ(caseworker, coordinator);
});
afterAll(() => scene.records.close());

const ask = (id: string, caller: Caller = coordinator) =>
  send({ route: 'GET /api/members/{id}/record', path: { id }, caller });
const read = async (id: string, caller: Caller = coordinator) => {
  const reply = await ask(id, caller);
  expect(reply.status).toBe(200);
  return memberRecord.parse(reply.body);
};
const whoOpened = async (id: string, caller: Caller = coordinator) => {
  const reply = await send({ route: 'GET /api/cases/{id}/readings', path: { id }, caller });
  return reply.status === 200 ? caseReadings.parse(reply.body).items : reply.status;
};
const request = async (memberId: string, more: object = {}, caller: Caller = coordinator) => {
  const body = { id: newId(), kind: 'access', on: '2026-10-02', via: 'spoken', text: 'Tell me.', ...more };
  await scene.send({ route: 'POST /api/members/{id}/requests', path: { id: memberId }, caller, body });
  return body;
};
const savings = async (memberId: string) =>
  (await scene.send({ route: 'GET /api/members/{id}/savings', path: { id: memberId }, caller: coordinator }))
    .body;

describe('the record of a member', () => {
  test('holds what the single calls give, and nothing else', async () => {
    const { id, children } = await scene.enrolled();
    await scene.meet(id, { kind: 'deposit', amountPaise: 10_000 });
    await scene.addOffice(id, {
      id: newId(),
      body: 'district_forum',
      office: 'secretary',
      from: '2026-04-01',
    });
    await scene.observe(id, children[0]?.id ?? '', { id: newId(), on: '2026-10-01', status: 'irregular' });
    const { id: caseId } = await scene.opened({ memberId: id });
    await scene.tell(caseId, { type: 'note', text: 'She sleeps again.' });
    const asked = await request(id);
    const talk = { id: newId(), on: '2026-10-01', answers: { safety: 2 }, goal: { area: 'home' } };
    await scene.send({
      route: 'POST /api/members/{id}/talks',
      path: { id },
      caller: coordinator,
      body: talk,
    });
    const record = Object((await ask(id)).body);
    expect(Object.keys(record).sort()).toEqual([
      'cases',
      'children',
      'consents',
      'member',
      'offices',
      'readings',
      'requests',
      'savings',
      'talks',
    ]);
    const member = Object((await scene.read(id)).body);
    expect(record).toMatchObject({
      member,
      savings: await savings(id),
      offices: member.offices,
      children: member.children,
      consents: member.consents,
      talks: [talk],
      requests: [{ ...asked, dueOn: '2026-12-31', status: 'open' }],
    });
    expect(record.cases).toEqual([
      { ...(await scene.standing(caseId)), events: await scene.eventsOf(caseId) },
    ]);
    expect(record.cases[0].events).toHaveLength(1);
  });

  test('is the leader’s of her own group alone, with the cases that she opened', async () => {
    const { id } = await scene.enrolled();
    const hers = await scene.opened({ memberId: id }, leader());
    await scene.opened({ memberId: id });
    expect((await read(id, leader())).cases.map((one) => one.id)).toEqual([hers.id]);
    expect((await read(id)).cases).toHaveLength(2);
    expect((await ask(id, leader([await scene.formCollective()]))).status).toBe(404);
    expect((await ask(newId())).status).toBe(404);
    for (const caller of [caseworker, auditor]) expect((await ask(id, caller)).status).toBe(403);
  });

  test('never holds a grievance, and no reading of one', async () => {
    const { id } = await scene.enrolled();
    await request(id, { kind: 'grievance', text: 'The leader told.' });
    const before = (await read(id)).readings.length;
    await scene.send({ route: 'GET /api/requests', caller: auditor, query: { open: 'true', limit: '100' } });
    for (const caller of [leader(), coordinator]) {
      const record = await read(id, caller);
      expect(record.requests).toEqual([]);
      expect(record.readings.filter(({ what }) => what === 'request')).toEqual([]);
      expect(JSON.stringify(record)).not.toMatch(/grievance|told/);
    }
    expect(before).toBe(0);
    // Beside one that may be known, a reading of both is told.
    await request(id);
    await scene.send({ route: 'GET /api/requests', caller: auditor, query: { open: 'true', limit: '100' } });
    expect((await read(id)).readings).toContainEqual(
      expect.objectContaining({ role: 'auditor', what: 'request', inList: true }),
    );
  });

  test('keeps what others asked beside hundreds of one person’s requests', async () => {
    const { id } = await scene.enrolled();
    const asked = await request(id);
    const text = 'అ'.repeat(2_000);
    for (let written = 0; written < 160; written += 20) {
      await Promise.all(Array.from({ length: 20 }, () => request(id, { text }, leader())));
    }
    const { requests, requestsLeftOut = 0 } = await read(id);
    expect(requestsLeftOut).toBeGreaterThan(10);
    expect(requests.length + requestsLeftOut).toBe(161);
    expect(requests.map((one) => one.id)).toContain(asked.id);
    expect(requests.map((one) => one.id)).toEqual(requests.map((one) => one.id).toSorted());
  });

  test('shows what was taken back as that', async () => {
    const { id, children } = await scene.enrolled();
    const asked = await request(id);
    for (const of of [children[0]?.id, asked.id]) {
      expect((await scene.reverse(id, { id: newId(), of, reason: 'A slip' })).status).toBe(201);
    }
    const { id: caseId } = await scene.opened({ memberId: id });
    const eventId = newId();
    await scene.tell(caseId, { id: eventId, type: 'note', text: 'About another.' });
    await scene.tell(caseId, { type: 'taken_back', eventId, reason: 'Another case' });
    const record = await read(id);
    expect(record.children).toMatchObject([{ takenBack: { on: '2026-10-15' } }]);
    expect(record.requests).toMatchObject([{ takenBack: { on: '2026-10-15' } }]);
    expect(record.cases[0]?.events).toMatchObject([
      { takenBack: { on: '2026-10-05' } },
      { type: 'taken_back' },
    ]);
  });

  test('of who was erased, or is about to be, is found by nobody', async () => {
    const { id } = await scene.enrolled();
    const item = await scene.records.table.get(memberKey(id));
    await scene.records.table.transact([
      { remove: memberKey(id) },
      { put: { ...item, ...erasedMemberKey(id) } },
    ]);
    for (const caller of [leader(), coordinator]) expect((await ask(id, caller)).status).toBe(404);
  });
});

describe('who looked', () => {
  test('is told by the role that she had, and what she saw, the newest first', async () => {
    const { id } = await scene.enrolled();
    await scene.read(id, caseworker);
    await scene.search('Vennela Padmavathi', leader());
    await savings(id);
    await scene.list({ collectiveId: scene.collectiveId }, leader());
    await read(id, leader());
    expect((await read(id)).readings).toEqual(
      [
        { role: 'leader', what: 'record' },
        { role: 'coordinator', what: 'savings' },
        { role: 'caseworker', what: 'member' },
        // A search and a list of one day.
        { role: 'leader', what: 'member', inList: true, days: 1 },
      ].map((told) => ({ ...told, at: '2026-10-15T06:30:00.000Z' })),
    );
  });

  test('is told of a case to who sees the case', async () => {
    const { id } = await scene.enrolled();
    const assigned = { memberId: id, assignedTo: caseworker.personId };
    const [hers, another] = [await scene.opened(assigned, leader()), await scene.opened(assigned)];
    await scene.readCase(hers.id, caseworker);
    await scene.readCase(another.id, caseworker);
    await scene.timeline(another.id, caseworker);
    const ofCases = async (caller: Caller) =>
      (await read(id, caller)).readings.filter(({ what }) => what === 'case');
    expect(await ofCases(leader())).toHaveLength(1);
    expect(await ofCases(coordinator)).toHaveLength(3);
  });

  test('leaves a line of its own, which names all that was shown', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id });
    const asked = await request(id);
    const before = (await scene.records.accessesOf(id)).length;
    await read(id);
    const [line, ...others] = (await scene.records.accessesOf(id)).slice(before);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      route: 'GET /api/members/{id}/record',
      actor: coordinator.personId,
      subject: id,
    });
    expect(new Set(Object(line).subjects)).toEqual(new Set([id, caseId, asked.id]));
    expect(Object(line).fields).toEqual(expect.arrayContaining(['name', 'savings', 'events', 'requests']));
  });

  test('opened a case is told to each who reaches it, without the lists that name it', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    await scene.readCase(caseId, caseworker);
    await scene.send({ route: 'GET /api/cases', caller: caseworker, query: {} });
    await read(id);
    expect(await whoOpened(caseId, caseworker)).toEqual([
      { role: 'coordinator', at: '2026-10-15T06:30:00.000Z' },
      { role: 'caseworker', at: '2026-10-15T06:30:00.000Z' },
    ]);
    expect(await whoOpened(caseId, leader())).toBe(404);
    expect(await whoOpened(newId())).toBe(404);
    expect(await whoOpened(caseId, auditor)).toBe(403);
  });
});
