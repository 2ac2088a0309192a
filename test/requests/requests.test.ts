import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { caseKey, memberCaseKey } from '../../functions/shared/table/keys/cases.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, openScene, type Scene } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const auditor = createCaller('auditor');
const leader = () => createCaller('leader', { collectives: [scene.collectiveId] });
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

const aRequest = (more: object = {}) => ({
  id: newId(),
  kind: 'access',
  on: '2026-10-01',
  via: 'spoken',
  text: 'What does Bhanumathi read of me?',
  ...more,
});
const aStep = (step: string, on = '2026-10-02', more: object = {}) => ({ id: newId(), on, step, ...more });

const ask = (memberId: string, body: object, caller: Caller = coordinator) =>
  scene.send({ route: 'POST /api/members/{id}/requests', path: { id: memberId }, caller, body });
const answer = (memberId: string, requestId: string, body: object, caller: Caller = coordinator) =>
  scene.send({
    route: 'POST /api/members/{id}/requests/{requestId}/steps',
    path: { id: memberId, requestId },
    caller,
    body,
  });
const page = z.object({
  items: z.array(z.looseObject({ id: z.string(), status: z.string() })),
  cursor: z.string().optional(),
});
const list = async (caller: Caller, query: Record<string, string> = {}) => {
  const reply = await scene.send({ route: 'GET /api/requests', caller, query });
  return page.parse(reply.body);
};
/** The ids of all pages. */
const listIds = async (caller: Caller, query: Record<string, string> = {}) => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const next = await list(caller, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...next.items.map(({ id }) => id));
    cursor = next.cursor;
  } while (cursor !== undefined);
  return ids;
};

const stamp = { createdAt: '2026-10-15T06:30:00Z', createdBy: coordinator.personId, version: 1 };

describe('a request', () => {
  test('is due in ninety days, is open, and is repeated as it now is', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest();
    const made = { ...body, memberId, dueOn: '2026-12-30', status: 'open', steps: [], ...stamp };
    expect(await ask(memberId, body)).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: made });
    const step = aStep('acknowledged', '2026-10-03', { text: 'We read it to her.' });
    expect(await answer(memberId, body.id, step)).toMatchObject({
      status: 201,
      body: { id: body.id, status: 'open', version: 2, steps: [step] },
    });
    expect(await ask(memberId, body)).toMatchObject({ status: 200, body: { version: 2, steps: [step] } });
    expect(await ask(memberId, { ...body, via: 'written' })).toMatchObject({ status: 409 });
    expect(await answer(memberId, body.id, step)).toMatchObject({ status: 200 });
    expect(await answer(memberId, body.id, { ...step, step: 'answered' })).toMatchObject({ status: 409 });
    expect((await scene.linesOf(memberId)).slice(1)).toMatchObject([
      { type: 'request_recorded', id: body.id, kind: 'access', on: '2026-10-01', via: 'spoken' },
      { type: 'request_step', id: step.id, requestId: body.id, on: '2026-10-03', step: 'acknowledged' },
    ]);
    expect(await scene.raw()).not.toMatch(/Bhanumathi|We read it/);
    // Her record does not change with it, so that its version tells of no grievance.
    expect((await scene.read(memberId)).body).toMatchObject({ version: 1 });
  });

  test.each(['answered', 'refused'])('is closed by %s, and no later step opens it again', async (step) => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest();
    await ask(memberId, body);
    expect(await listIds(coordinator, { open: 'true' })).toContain(body.id);
    await answer(memberId, body.id, aStep(step));
    await answer(memberId, body.id, aStep('escalated', '2026-10-10'));
    expect(await answer(memberId, body.id, aStep('acknowledged', '2026-10-01'))).toMatchObject({
      body: { status: step, steps: [{ step: 'acknowledged' }, { step }, { step: 'escalated' }] },
    });
    expect(await listIds(coordinator, { open: 'true' })).not.toContain(body.id);
    expect(await listIds(coordinator, { open: 'false' })).toContain(body.id);
    expect(await listIds(coordinator)).toContain(body.id);
  });

  test('takes no step of a day before it', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest();
    await ask(memberId, body);
    expect(await answer(memberId, body.id, aStep('acknowledged', '2026-09-30'))).toMatchObject({
      status: 422,
      body: { code: 'before_request', errors: [{ path: 'on' }] },
    });
    expect(await answer(memberId, body.id, aStep('acknowledged', '2026-10-01'))).toMatchObject({
      status: 201,
    });
  });

  test('is taken back by whoever recorded it, the coordinator and the auditor, and by nobody else', async () => {
    const { id: memberId } = await scene.enrolled();
    const takeBack = (of: string, caller: Caller) =>
      scene.send({
        route: 'POST /api/members/{id}/reversals',
        path: { id: memberId },
        caller,
        body: { id: newId(), of, reason: 'A slip of the finger.' },
      });
    const ofAuditor = aRequest({ kind: 'erasure' });
    await ask(memberId, ofAuditor, auditor);
    const herLeader = leader();
    for (const caller of [herLeader, caseworker]) {
      expect(await takeBack(ofAuditor.id, caller)).toMatchObject({ status: 403 });
    }
    const own = aRequest();
    await ask(memberId, own, herLeader);
    expect(await takeBack(own.id, herLeader)).toMatchObject({ status: 201 });
    expect(await listIds(auditor, { open: 'true' })).toContain(ofAuditor.id);
    expect(await takeBack(ofAuditor.id, coordinator)).toMatchObject({ status: 201 });
  });

  test('is recorded by a caseworker of her district, who reads no list, and by the auditor', async () => {
    const { id: memberId } = await scene.enrolled();
    expect(await ask(memberId, aRequest(), caseworker)).toMatchObject({ status: 201 });
    expect(
      await ask(memberId, aRequest(), createCaller('caseworker', { districts: ['Krishna'] })),
    ).toMatchObject({ status: 404 });
    expect(await ask(memberId, aRequest(), createCaller('leader'))).toMatchObject({ status: 404 });
    expect(await ask(memberId, aRequest(), auditor)).toMatchObject({ status: 201 });
    expect(await scene.send({ route: 'GET /api/requests', caller: caseworker, query: {} })).toMatchObject({
      status: 403,
    });
  });

  test('is recorded by the caseworker of a case of hers, after however many others', async () => {
    const { id: memberId } = await scene.enrolled();
    const elsewhere = createCaller('caseworker', { districts: ['Krishna'] });
    const caseIds = Array.from({ length: 101 }, () => newId());
    const { table } = scene.records;
    await Promise.all(
      caseIds.map((caseId) => table.put({ ...memberCaseKey(memberId, caseId), caseId, memberId })),
    );
    const last = caseKey(caseIds.at(-1) ?? '');
    await table.put({ ...last, assignedTo: newId(), status: 'open' });
    expect(await ask(memberId, aRequest(), elsewhere)).toMatchObject({ status: 404 });
    await table.put({ ...last, assignedTo: elsewhere.personId, status: 'open' });
    expect(await ask(memberId, aRequest(), elsewhere)).toMatchObject({ status: 201 });
  });

  test('is listed to the leader of the member, in full pages', async () => {
    const other = await scene.formCollective();
    const [hers, another] = [await scene.enrolled(), await scene.enrolled({ collectiveId: other })];
    const ids: string[] = [];
    for (const day of ['2026-09-03', '2026-09-01', '2026-09-02']) {
      const body = aRequest({ on: day });
      await ask(hers.id, body, leader());
      await ask(another.id, aRequest({ on: day }));
      ids.push(body.id);
    }
    const query = { open: 'true', limit: '1' };
    const found = (await listIds(leader(), query)).filter((id) => ids.includes(id));
    expect(found).toEqual([ids[1], ids[2], ids[0]]);
    const first = await list(leader(), query);
    expect(first.items).toHaveLength(1);
    expect(await listIds(createCaller('leader', { collectives: [other] }), query)).toHaveLength(3);
  });

  test('is taken back once, shown as that, and takes no more steps', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest();
    await ask(memberId, body);
    const reversal = { id: newId(), of: body.id, reason: 'Kamakshamma meant another.' };
    const done = { ...reversal, on: '2026-10-15', ...stamp };
    expect(await scene.reverse(memberId, reversal)).toMatchObject({ status: 201, body: done });
    expect(await scene.reverse(memberId, reversal)).toMatchObject({ status: 200, body: done });
    expect(await scene.reverse(memberId, { ...reversal, reason: 'Other' })).toMatchObject({ status: 409 });
    const refused = { status: 422, body: { code: 'already_taken_back' } };
    expect(await scene.reverse(memberId, { ...reversal, id: newId() })).toMatchObject(refused);
    expect(await answer(memberId, body.id, aStep('answered'))).toMatchObject(refused);
    const { items } = await list(coordinator, { open: 'false', limit: '100' });
    expect(items.find(({ id }) => id === body.id)).toMatchObject({
      takenBack: { id: reversal.id, on: '2026-10-15' },
    });
    expect(await listIds(coordinator, { open: 'true' })).not.toContain(body.id);
    expect(await scene.raw()).not.toContain('Kamakshamma');
  });

  test('takes one of two steps at once after the other, and both stand', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest();
    await ask(memberId, body);
    const steps = Array.from({ length: 5 }, () => aStep('acknowledged'));
    const replies = await Promise.all(steps.map((step) => answer(memberId, body.id, step)));
    expect(replies.map(({ status }) => status)).toEqual(steps.map(() => 201));
    const { items } = await list(coordinator, { limit: '100' });
    expect(items.find(({ id }) => id === body.id)).toMatchObject({ version: 6, steps: { length: 5 } });
  });

  test('of a member who was erased shows no text, and can still be answered without one', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = aRequest({ kind: 'erasure' });
    await ask(memberId, body);
    const { pk, sk, ...item } = (await scene.records.table.get(memberKey(memberId))) ?? {};
    await scene.records.table.transact([
      { remove: { pk: String(pk), sk: String(sk) } },
      { put: { ...item, ...erasedMemberKey(memberId) } },
    ]);
    const { items } = await list(auditor, { open: 'true', limit: '100' });
    expect(items.find(({ id }) => id === body.id)).toMatchObject({ text: null });
    expect(await ask(memberId, body)).toMatchObject({ status: 404 });
    expect(await answer(memberId, body.id, aStep('answered', '2026-10-02', { text: 'Done.' }))).toMatchObject(
      {
        status: 422,
        body: { code: 'member_erased' },
      },
    );
    const step = aStep('answered');
    expect(await answer(memberId, body.id, step, auditor)).toMatchObject({ status: 201 });
    expect(await answer(memberId, body.id, step, auditor)).toMatchObject({
      status: 200,
      body: { status: 'answered', text: null },
    });
  });
});

describe('a grievance', () => {
  const grievance = (more: object = {}) => aRequest({ kind: 'grievance', text: 'The leader told.', ...more });

  test.each([
    ['the leader', leader],
    ['a caseworker', () => caseworker],
    ['the coordinator', () => coordinator],
  ])('posted by %s is answered what she sent without the text, now and again', async (_who, callerOf) => {
    const { id: memberId } = await scene.enrolled();
    const { text, ...sent } = grievance();
    const caller = callerOf();
    for (const status of [201, 200]) {
      const reply = await ask(memberId, { ...sent, text }, caller);
      expect(reply.status).toBe(status);
      expect(reply.body).toEqual(sent);
    }
    expect(await ask(memberId, { ...sent, text: 'Other' }, caller)).toMatchObject({ status: 409 });
  });

  test('is found by the auditor alone, and leaves no gap in the pages of others', async () => {
    const { id: memberId } = await scene.enrolled();
    const [first, secret, last] = [
      aRequest({ on: '2026-08-01' }),
      grievance({ on: '2026-08-02' }),
      aRequest({ on: '2026-08-03' }),
    ];
    for (const body of [first, secret, last]) await ask(memberId, body, leader());
    for (const caller of [leader(), coordinator]) {
      expect(await listIds(caller)).not.toContain(secret.id);
      const { items } = await list(caller, { open: 'true', limit: '2' });
      expect(items.map(({ id }) => id)).toEqual([first.id, last.id]);
    }
    const { items } = await list(auditor, { open: 'true', limit: '2' });
    expect(items.map(({ id }) => id)).toEqual([first.id, secret.id]);
    expect(items[1]).toMatchObject({ kind: 'grievance', text: 'The leader told.', dueOn: '2026-10-31' });
  });

  test('is answered and taken back by the auditor; to others it does not exist', async () => {
    const { id: memberId } = await scene.enrolled();
    const body = grievance();
    await ask(memberId, body, leader());
    const reversal = { id: newId(), of: body.id, reason: 'It was about another.' };
    expect(await answer(memberId, body.id, aStep('answered'))).toMatchObject({ status: 404 });
    expect(await scene.reverse(memberId, reversal, leader())).toMatchObject({ status: 404 });
    expect(await scene.reverse(memberId, reversal)).toMatchObject({ status: 404 });
    expect(await answer(memberId, body.id, aStep('answered'), auditor)).toMatchObject({ status: 201 });
    expect(await scene.reverse(memberId, reversal, auditor)).toMatchObject({ status: 201 });
    expect(await scene.reverse(memberId, reversal)).toMatchObject({ status: 404 });
  });

  test('gives the auditor no way to take back what is no request', async () => {
    const { id: memberId, children } = await scene.enrolled();
    const of = children[0]?.id ?? '';
    expect(await scene.reverse(memberId, { id: newId(), of, reason: 'x' }, auditor)).toMatchObject({
      status: 404,
    });
  });
});
