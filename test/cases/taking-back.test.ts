import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, problem, type TestReply } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';
import { createCasesSend } from './send.ts';

let scene: CaseScene;
const holder = createCaller('caseworker', { districts: ['Guntur'] });
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  await scene.employ(holder);
});

const told = z.looseObject({ id: z.string() });
const tell = async (caseId: string, event: object, now?: string): Promise<string> => {
  const reply = await scene.tell(caseId, event, coordinator, now);
  expect(reply).toMatchObject({ status: 201 });
  return told.parse(reply.body).id;
};
const takeBack = (
  caseId: string,
  eventId: string,
  more: object = {},
  caller: Caller = coordinator,
): Promise<TestReply> =>
  scene.tell(
    caseId,
    { type: 'taken_back', on: '2026-10-14', eventId, reason: 'Typed in another woman’s case.', ...more },
    caller,
  );
const refusal = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};

describe('taking an event back', () => {
  test('leaves it in the timeline with the taking back’s own id and date, and is an event itself', async () => {
    const { id } = await scene.opened();
    const paid = {
      id: newId(),
      type: 'compensation',
      on: '2026-10-05',
      applicationId: newId(),
      scheme: 'nalsa_2018',
      stage: 'filed',
      amountPaise: 300_000_000,
    };
    await tell(id, paid);
    const back = {
      id: newId(),
      type: 'taken_back',
      on: '2026-10-14',
      eventId: paid.id,
      reason: 'Three lakh, not thirty.',
    };
    const stamp = { createdAt: '2026-10-15T06:30:00Z', createdBy: coordinator.personId };
    expect(await takeBack(id, paid.id, back)).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...back, ...stamp, version: 1 },
    });
    expect(await scene.eventsOf(id)).toEqual([
      { ...paid, ...stamp, version: 2, takenBack: { eventId: back.id, on: '2026-10-14' } },
      { ...back, ...stamp, version: 1 },
    ]);
    expect(await scene.standing(id)).toMatchObject({ version: 3 });
    // Who sends the event again is told what became of it.
    expect(await scene.tell(id, paid)).toMatchObject({
      status: 200,
      body: { takenBack: { eventId: back.id } },
    });
  });

  test('is one line of the journal, with what was taken back and without a text or an amount', async () => {
    const { id } = await scene.opened();
    const event = await tell(
      id,
      { type: 'entitlement', on: '2026-10-02', entitlement: 'pension', stage: 'received' },
      '2026-10-10T06:00:00.123Z',
    );
    const back = newId();
    await takeBack(id, event, { id: back, on: '2026-10-13' });
    expect((await scene.linesOfCase(id)).at(-1)).toEqual({
      type: 'case_event_taken_back',
      id: back,
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: coordinator.personId,
      caseId: id,
      memberId: scene.memberId,
      on: '2026-10-13',
      eventId: event,
      eventOn: '2026-10-02',
      eventRecordedAt: '2026-10-10T06:00:00.123Z',
      event: { type: 'entitlement', entitlement: 'pension', stage: 'received' },
    });
    expect(await scene.linesOfCase(id)).toHaveLength(3);
    expect(await scene.raw()).not.toContain('another woman');
  });

  test('changes nothing when it is sent again, and its id stands for nothing else', async () => {
    const { id } = await scene.opened();
    const event = await tell(id, { type: 'note', text: 'x' });
    const back = { id: newId(), reason: 'Twice.' };
    expect(await takeBack(id, event, back)).toMatchObject({ status: 201 });
    expect(await takeBack(id, event, back)).toMatchObject({ status: 200, body: { reason: 'Twice.' } });
    expect(refusal(await takeBack(id, event, { ...back, reason: 'Other.' }))).toEqual([
      409,
      'id_reused',
      undefined,
    ]);
    expect(refusal(await takeBack(id, event, { ...back, id: event }))).toEqual([409, 'id_reused', undefined]);
    expect(await scene.standing(id)).toMatchObject({ version: 3 });
  });

  test('is done once, never to a taking back, and only to an event of the case', async () => {
    const { id } = await scene.opened();
    const { id: other } = await scene.opened();
    const event = await tell(id, { type: 'note', text: 'x' });
    const elsewhere = await tell(other, { type: 'note', text: 'x' });
    const back = newId();
    await takeBack(id, event, { id: back });
    expect(refusal(await takeBack(id, event))).toEqual([422, 'already_taken_back', ['eventId']]);
    expect(refusal(await takeBack(id, back))).toEqual([422, 'not_to_be_taken_back', ['eventId']]);
    for (const unknown of [elsewhere, newId(), id, scene.memberId]) {
      expect(refusal(await takeBack(id, unknown))).toEqual([422, 'unknown_event', ['eventId']]);
    }
    const itself = newId();
    expect(refusal(await takeBack(id, itself, { id: itself }))).toEqual([422, 'unknown_event', ['eventId']]);
    expect(refusal(await takeBack(id, event, { on: '2026-09-30' }))).toEqual([422, 'before_opening', ['on']]);
    expect(await scene.standing(id)).toMatchObject({ version: 3 });
    expect(await scene.linesOfCase(id)).toHaveLength(3);
  });

  test('is won by one of several at once', async () => {
    const { id } = await scene.opened();
    const event = await tell(id, { type: 'status', status: 'closed' });
    const replies = await Promise.all(Array.from({ length: 6 }, () => takeBack(id, event)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(5).fill(422)]);
    const events = await scene.eventsOf(id);
    const won = replies.find(({ status }) => status === 201);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ takenBack: { eventId: told.parse(won?.body).id } });
    expect(await scene.standing(id)).toMatchObject({ version: 3, status: 'open' });
    expect(await scene.linesOfCase(id)).toHaveLength(3);
  });

  test('loses no event that comes at the same time, nor itself', async () => {
    const { id } = await scene.opened();
    const closed = await tell(id, { type: 'status', status: 'closed', on: '2026-10-08' });
    const replies = await Promise.all([
      takeBack(id, closed),
      scene.tell(id, { type: 'status', status: 'in_progress', on: '2026-10-04' }),
      scene.tell(id, { type: 'follow_up', due: '2026-10-09' }),
      scene.tell(id, { type: 'follow_up', due: '2026-10-06' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(Array(4).fill(201));
    expect(await scene.standing(id)).toMatchObject({
      version: 6,
      status: 'in_progress',
      nextDue: '2026-10-06',
    });
  });

  test.each([
    ['no event', { eventId: undefined }, 'invalid_body', 'eventId'],
    ['an event that is no id', { eventId: 'x' }, 'invalid_body', 'eventId'],
    ['no reason', { reason: undefined }, 'invalid_body', 'reason'],
    ['a blank reason', { reason: ' ' }, 'invalid_body', 'reason'],
    ['a reason too long', { reason: 'x'.repeat(121) }, 'invalid_body', 'reason'],
    ['an Aadhaar number', { reason: 'Her card is 2345 6789 0124' }, 'invalid_aadhaar', 'reason'],
    ['a day that has not come', { on: '2026-10-16' }, 'invalid_date', 'on'],
    [
      'what the server says',
      { takenBack: { eventId: newId(), on: '2026-10-14' } },
      'invalid_body',
      'takenBack',
    ],
  ])('is 400 with the path for %s', async (_, wrong, code, path) => {
    const { id } = await scene.opened();
    const event = await tell(id, { type: 'note', text: 'x' });
    expect(refusal(await takeBack(id, event, wrong))).toEqual([400, code, [path]]);
  });

  test('gives its reason to nobody once the member was erased, and then takes none', async () => {
    const { id } = await scene.opened();
    const one = await tell(id, { type: 'note', text: 'x' });
    const two = await tell(id, { type: 'service', service: 'police' });
    const back = { id: newId(), reason: 'Typed twice.' };
    await takeBack(id, one, back);
    const { table, vault } = scene.records;
    await table.transact([vault.destroyKey(`member:${scene.memberId}`, '2026-10-15T06:00:00Z')]);
    expect(await scene.eventsOf(id)).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'taken_back', eventId: one, reason: null })]),
    );
    expect(await takeBack(id, one, back)).toMatchObject({ status: 200, body: { reason: null } });
    expect(refusal(await takeBack(id, two))[1]).toBe('member_erased');
  });

  test('leaves a line of who reads a reason, without what it says', async () => {
    const { id } = await scene.opened();
    const event = await tell(id, { type: 'follow_up', due: '2026-10-20' });
    await takeBack(id, event);
    await scene.eventsOf(id);
    expect(await scene.accessesOf(id)).toEqual([
      expect.objectContaining({ route: 'GET /api/cases/{id}/events', fields: ['events', 'due', 'reason'] }),
    ]);
  });
});

describe('who takes back', () => {
  const leader = () => createCaller('leader', { collectives: [scene.collectiveId] });

  test('is whoever holds the case or recorded the event, and the coordinator', async () => {
    const opener = leader();
    const { id } = await scene.opened({ assignedTo: holder.personId }, opener);
    for (const caller of [opener, holder, coordinator]) {
      const event = newId();
      await scene.tell(id, { id: event, type: 'note', text: 'x' }, opener);
      expect(await takeBack(id, event, {}, caller)).toMatchObject({
        status: 201,
        body: { createdBy: caller.personId },
      });
    }
  });

  test('is nobody by breaking the glass, be it an event of her own', async () => {
    const { id, code } = await scene.opened({ assignedTo: holder.personId });
    const intruders = [
      createCaller('caseworker', { districts: ['Krishna'] }),
      createCaller('leader', { collectives: [newId()] }),
    ];
    const first = await tell(id, { type: 'note', text: 'x' });
    for (const intruder of intruders) {
      expect(await takeBack(id, first, {}, intruder)).toMatchObject({ status: 404 });
      await scene.grantEmergencyAccess(code, intruder);
      const own = newId();
      await scene.tell(id, { id: own, type: 'note', text: 'Brought to the shelter.' }, intruder);
      for (const event of [first, own, newId()]) {
        expect(refusal(await takeBack(id, event, {}, intruder))).toEqual([403, 'forbidden', undefined]);
      }
    }
    expect((await scene.eventsOf(id)).filter((event) => event.takenBack !== undefined)).toEqual([]);
  });
});

describe('how a case stands after it', () => {
  test('is as if the event had never been: status, follow-ups and lists', async () => {
    const { id } = await scene.opened();
    const isListed = async (query: Record<string, string>) => {
      const reply = await scene.send({ route: 'GET /api/cases', caller: coordinator, query });
      const { items } = z.object({ items: z.array(told) }).parse(reply.body);
      return items.some((item) => item.id === id);
    };
    const due = await tell(id, { type: 'follow_up', on: '2026-10-02', due: '2026-10-10' });
    const later = await tell(id, { type: 'follow_up', on: '2026-10-03', due: '2026-10-12' });
    const done = await tell(id, { type: 'follow_up', on: '2026-10-11', due: '2026-10-11', done: true });
    const begun = await tell(id, { type: 'status', on: '2026-10-04', status: 'in_progress' });
    const closed = await tell(id, { type: 'status', on: '2026-10-12', status: 'closed' });
    const ended = await scene.standing(id);
    expect(ended.status).toBe('closed');
    expect(ended).not.toHaveProperty('due');
    expect(ended).not.toHaveProperty('nextDue');
    expect(await isListed({ overdue: 'true' })).toBe(false);
    await takeBack(id, closed);
    expect(await scene.standing(id)).toMatchObject({ status: 'in_progress', nextDue: '2026-10-12' });
    expect(await isListed({ overdue: 'true', status: 'in_progress' })).toBe(true);
    await takeBack(id, done);
    expect(await scene.standing(id)).toMatchObject({ nextDue: '2026-10-10' });
    await takeBack(id, due);
    await takeBack(id, later);
    await takeBack(id, begun);
    const stands = await scene.standing(id);
    expect(stands).toMatchObject({ status: 'open', version: 11 });
    expect(stands).not.toHaveProperty('nextDue');
    expect(await isListed({ overdue: 'true' })).toBe(false);
    expect(await isListed({ status: 'open' })).toBe(true);
  });

  test('waits for somebody again where it was urgent, had nobody, and was not closed after all', async () => {
    const { id } = await scene.opened();
    const isWaiting = async () => {
      const reply = await scene.send({ route: 'GET /api/cases/unassigned', caller: holder });
      return z
        .object({ items: z.array(told) })
        .parse(reply.body)
        .items.some((item) => item.id === id);
    };
    const closed = await tell(id, { type: 'status', status: 'closed' });
    expect(await isWaiting()).toBe(false);
    await takeBack(id, closed);
    expect(await isWaiting()).toBe(true);
  });

  test('is what the rest of a timeline of many pages says', async () => {
    const { table } = scene.records;
    const send = createCasesSend(scene.records, {
      table: { ...table, query: (query) => table.query({ ...query, limit: 1 }) },
    });
    const { id } = await scene.opened();
    const closed = await tell(id, { type: 'status', on: '2026-10-01', status: 'closed' });
    await tell(id, { type: 'note', text: 'x' });
    const last = await tell(id, { type: 'status', on: '2026-10-10', status: 'reopened' });
    for (const [eventId, status] of [
      [last, 'closed'],
      [closed, 'open'],
    ]) {
      const body = { id: newId(), type: 'taken_back', on: '2026-10-14', eventId, reason: 'Wrong.' };
      const route = 'POST /api/cases/{id}/events';
      expect(await send({ route, path: { id }, caller: coordinator, body })).toMatchObject({ status: 201 });
      expect(await scene.standing(id)).toMatchObject({ status });
    }
  });
});
