import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAlertMarks } from '../../functions/jobs/alerts/marks.ts';
import { alertAboutWaiting } from '../../functions/jobs/alerts/urgent-cases.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey, personListIndexKeys } from '../../functions/shared/table/keys/people.ts';
import { createCasesSend } from '../cases/send.ts';
import { createCaller } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

type Alert = Parameters<Parameters<typeof alertAboutWaiting>[0]['send']>[0];

let records: TestRecords;
let send: ReturnType<typeof createCasesSend>;
let sent: Alert[] = [];
let member: string;
const leader = createCaller('leader', { collectives: [newId()] });
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  records = await openRecords();
  send = createCasesSend(records);
  const { personId, role, districts } = caseworker;
  await records.table.transact([
    { put: { ...personKey(personId), id: personId, role, districts, disabled: false } },
  ]);
});
afterAll(() => records.close());
// A member of one's own, and of earlier tests nobody: so that nothing of theirs waits.
beforeEach(async () => {
  if (member !== undefined) await erase();
  member = newId();
  sent = [];
  const [collectiveId = ''] = leader.collectives;
  await records.table.transact([
    { put: { ...memberKey(member), id: member, collectiveId, district: 'Guntur', birthYear: 1990 } },
  ]);
});
const erase = () =>
  records.table.transact([
    { remove: memberKey(member) },
    { put: { ...erasedMemberKey(member), id: member } },
  ]);

const open = async (now: string, more: object = {}, caller = leader): Promise<string> => {
  const body = { id: newId(), memberId: member, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01' };
  const reply = await send({ route: 'POST /api/cases', caller, body: { ...body, ...more }, now });
  expect(reply.status).toBe(201);
  return body.id;
};
const take = async (id: string, now: string): Promise<void> => {
  const body = { id: newId() };
  const reply = await send({
    route: 'POST /api/cases/{id}/take',
    caller: caseworker,
    path: { id },
    body,
    now,
  });
  expect(reply.status).toBe(200);
};
const letGo = async (id: string, version: number, now: string): Promise<void> => {
  const request = { route: 'PATCH /api/cases/{id}', caller: caseworker, path: { id } } as const;
  const reply = await send({ ...request, ifMatch: version, body: { assignedTo: null }, now });
  expect(reply.status).toBe(200);
};

const deps = () => ({
  table: records.table,
  send: async (alert: Alert) => void sent.push(alert),
  log: () => {},
});
const look = (scheduledTime: string, more: Partial<Parameters<typeof alertAboutWaiting>[0]> = {}) =>
  alertAboutWaiting({ ...deps(), ...more }, { scheduledTime });

describe('the alert of an urgent case that nobody has', () => {
  test('goes out once when it is recorded, and once more after two hours', async () => {
    await look('2026-10-15T06:00:00Z');
    expect(sent).toEqual([]);
    await open('2026-10-15T06:00:30.000Z');
    for (const minute of ['06:01', '06:02', '07:59', '08:00']) await look(`2026-10-15T${minute}:00Z`);
    expect(sent).toEqual([{ isReminder: false, count: 1 }]);
    for (const minute of ['08:01', '08:02', '23:00']) await look(`2026-10-15T${minute}:00Z`);
    expect(sent).toEqual([
      { isReminder: false, count: 1 },
      { isReminder: true, count: 1 },
    ]);
  });

  test('counts from when it was recorded, whatever day it was opened on', async () => {
    await open('2026-10-15T06:00:30.000Z', { openedOn: '2026-09-01' });
    await look('2026-10-15T06:01:00Z');
    expect(sent).toEqual([{ isReminder: false, count: 1 }]);
  });

  test('says how many wait by now, in one message', async () => {
    await open('2026-10-15T06:00:30.000Z');
    await look('2026-10-15T06:01:00Z');
    await open('2026-10-15T07:00:30.000Z');
    await open('2026-10-15T07:00:40.000Z');
    await look('2026-10-15T07:01:00Z');
    await look('2026-10-15T08:01:00Z');
    expect(sent).toEqual([
      { isReminder: false, count: 1 },
      { isReminder: false, count: 3 },
      { isReminder: true, count: 3 },
    ]);
  });

  test('comes no more once somebody has it, and anew where she lets it go', async () => {
    const id = await open('2026-10-15T06:00:30.000Z');
    await look('2026-10-15T06:01:00Z');
    await take(id, '2026-10-15T06:30:00.000Z');
    await look('2026-10-15T09:00:00Z');
    expect(sent).toHaveLength(1);
    await letGo(id, 2, '2026-10-15T09:30:00.000Z');
    await look('2026-10-15T09:31:00Z');
    await look('2026-10-15T11:29:00Z');
    expect(sent).toEqual(Array(2).fill({ isReminder: false, count: 1 }));
    await look('2026-10-15T11:30:00Z');
    expect(sent.at(-1)).toEqual({ isReminder: true, count: 1 });
    expect(sent).toHaveLength(3);
  });

  test('is not sent of normal cases, nor of those that somebody has, nor of an erased member', async () => {
    await open('2026-10-15T06:00:30.000Z', { priority: 'normal' });
    await open('2026-10-15T06:00:30.000Z', { assignedTo: caseworker.personId });
    await look('2026-10-15T06:01:00Z');
    await open('2026-10-15T06:01:30.000Z');
    await erase();
    await look('2026-10-15T06:02:00Z');
    expect(sent).toEqual([]);
  });

  test('is one message where the first was late by two hours', async () => {
    await open('2026-10-15T06:00:30.000Z');
    for (const minute of ['09:00', '09:01', '12:00']) await look(`2026-10-15T${minute}:00Z`);
    expect(sent).toEqual([{ isReminder: true, count: 1 }]);
  });

  test('is sent by the next look where it could not be sent by this one', async () => {
    await open('2026-10-15T06:00:30.000Z');
    const send = () => Promise.reject(new Error('The topic does not answer.'));
    await expect(look('2026-10-15T06:01:00Z', { send })).rejects.toThrow('The topic does not answer.');
    await look('2026-10-15T06:02:00Z');
    await look('2026-10-15T06:03:00Z');
    expect(sent).toEqual([{ isReminder: false, count: 1 }]);
  });

  test('is repeated rather than lost where what was sent could not be noted', async () => {
    await open('2026-10-15T06:00:30.000Z');
    const table = {
      ...records.table,
      transact: () => Promise.reject(new Error('The store does not answer.')),
    };
    await expect(look('2026-10-15T06:01:00Z', { table })).rejects.toThrow('The store does not answer.');
    await look('2026-10-15T06:02:00Z');
    expect(sent).toHaveLength(2);
  });

  test('is for all of more cases than one page or one transaction holds', async () => {
    for (let count = 0; count < 130; count += 10) {
      // Of several leaders: one alone may not let so many wait.
      const by = createCaller('leader', { collectives: leader.collectives });
      await Promise.all(Array.from({ length: 10 }, () => open('2026-10-15T06:00:30.000Z', {}, by)));
    }
    await look('2026-10-15T06:01:00Z');
    await look('2026-10-15T06:02:00Z');
    expect(sent).toEqual([{ isReminder: false, count: 130 }]);
  });
});

describe('an area coordinator’s alert', () => {
  const people: string[] = [];
  const put = async (districts: readonly string[], more: object = {}): Promise<string> => {
    const id = newId();
    people.push(id);
    const person = { id, role: 'coordinator', disabled: false, districts, ...more };
    await records.table.transact([{ put: { ...personKey(id), ...personListIndexKeys(id), ...person } }]);
    return id;
  };
  afterEach(async () => {
    await records.table.transact(people.splice(0).map((id) => ({ remove: personKey(id) })));
  });
  const memberIn = async (district: string): Promise<string> => {
    const id = newId();
    const [collectiveId = ''] = leader.collectives;
    await records.table.transact([
      { put: { ...memberKey(id), id, collectiveId, district, birthYear: 1990 } },
    ]);
    return id;
  };

  test('is of her districts alone, in who hears of it, when, and how many', async () => {
    const guntur = await put(['Guntur', 'Palnadu']);
    const krishna = await put(['Krishna']);
    const state = await put([]);
    const onCall = await put(['Krishna'], { role: 'caseworker' });
    await put(['Guntur'], { disabled: true });
    await put(['Guntur'], { role: 'auditor' });
    const elsewhere = await memberIn('Krishna');
    await open('2026-10-15T06:00:30.000Z');
    await look('2026-10-15T06:01:00Z');
    expect(sent).toEqual([
      { isReminder: false, count: 1 },
      { person: guntur, isReminder: false, count: 1 },
      { person: state, isReminder: false, count: 1 },
    ]);
    sent = [];
    await open('2026-10-15T07:00:30.000Z', { memberId: elsewhere });
    await look('2026-10-15T07:01:00Z');
    expect(sent).toEqual([
      { isReminder: false, count: 2 },
      { person: krishna, isReminder: false, count: 1 },
      { person: state, isReminder: false, count: 2 },
      { person: onCall, isReminder: false, count: 1 },
    ]);
    sent = [];
    // Two hours after the first: a reminder where it is hers, and nothing at the desk whose case is younger.
    await look('2026-10-15T08:01:00Z');
    expect(sent).toEqual([
      { isReminder: true, count: 2 },
      { person: guntur, isReminder: true, count: 1 },
      { person: state, isReminder: true, count: 2 },
    ]);
    await records.table.transact([{ remove: memberKey(elsewhere) }]);
  });

  test('goes to whoever has the district when it is sent', async () => {
    const [before, after] = [await put(['Krishna']), await put(['Guntur'])];
    const { table } = records;
    const districtOf = (id: string, districts: readonly string[]) =>
      table.transact([
        { update: personKey(id), set: 'SET districts = :districts', values: { ':districts': districts } },
      ]);
    await open('2026-10-15T06:00:30.000Z');
    await districtOf(before, ['Guntur']);
    await districtOf(after, ['Krishna']);
    await look('2026-10-15T06:01:00Z');
    expect(sent).toEqual([
      { isReminder: false, count: 1 },
      { person: before, isReminder: false, count: 1 },
    ]);
  });

  test('comes again, rather than not at all, where another mail could not be sent', async () => {
    const guntur = await put(['Guntur']);
    await open('2026-10-15T06:00:30.000Z');
    const failing = async (alert: Alert): Promise<void> => {
      if (alert.person === undefined) throw new Error('The topic does not answer.');
      sent.push(alert);
    };
    await expect(look('2026-10-15T06:01:00Z', { send: failing })).rejects.toThrow('The topic does not');
    await look('2026-10-15T06:02:00Z');
    expect(sent).toEqual([
      { person: guntur, isReminder: false, count: 1 },
      { isReminder: false, count: 1 },
      { person: guntur, isReminder: false, count: 1 },
    ]);
  });
});

describe('what was sent', () => {
  test('is noted so that an earlier look that ends later takes nothing back', async () => {
    const marks = createAlertMarks(records.table);
    const caseId = newId();
    const [first, second] = ['2026-10-15T06:00:30.000Z', '2026-10-15T09:30:00.000Z'];
    const read = async () => (await marks.find([caseId])).get(caseId);
    await marks.store([{ caseId, since: first, alerts: 1 }]);
    await marks.store([{ caseId, since: first, alerts: 2 }]);
    expect(await read()).toEqual({ caseId, since: first, alerts: 2 });
    await marks.store([{ caseId, since: first, alerts: 1 }]);
    expect(await read()).toEqual({ caseId, since: first, alerts: 2 });
    await marks.store([{ caseId, since: second, alerts: 1 }]);
    expect(await read()).toEqual({ caseId, since: second, alerts: 1 });
    await marks.store([{ caseId, since: first, alerts: 2 }]);
    expect(await read()).toEqual({ caseId, since: second, alerts: 1 });
  });

  test('is noted for all others where one was noted by a later look', async () => {
    const marks = createAlertMarks(records.table);
    const since = '2026-10-15T06:00:30.000Z';
    const [noted, other] = [newId(), newId()];
    await marks.store([{ caseId: noted, since, alerts: 2 }]);
    await marks.store([
      { caseId: noted, since, alerts: 1 },
      { caseId: other, since, alerts: 1 },
    ]);
    const found = await marks.find([noted, other]);
    expect([found.get(noted)?.alerts, found.get(other)?.alerts]).toEqual([2, 1]);
  });
});
