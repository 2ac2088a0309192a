import { afterAll, describe, expect, test } from 'vitest';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createCaller, problem } from '../support/request.ts';
import { openDesk } from './desk.ts';

const {
  records,
  sendWith,
  collectiveId,
  coordinator,
  leader,
  caseworker,
  otherCaseworker,
  putPerson,
  putMember,
  member,
  input,
  post,
  opened,
  read,
  standing,
  change,
  tell,
  timeline,
  list,
  linesOf,
} = await openDesk();
afterAll(() => records.close());

describe('opening a case', () => {
  test('stores it once, with one journal line, however often and at once it is sent', async () => {
    const body = input({ assignedTo: caseworker.personId });
    const replies = await Promise.all(Array.from({ length: 12 }, () => post(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    const [first] = replies;
    for (const reply of replies) {
      expect(reply.body).toEqual(first?.body);
      expect(reply.headers).toMatchObject({ etag: '"1"' });
    }
    expect(first?.body).toEqual({
      ...body,
      code: expect.stringMatching(/^C-[2-9A-Z]{6}$/),
      status: 'open',
      createdAt: '2026-10-15T06:30:00Z',
      createdBy: coordinator.personId,
      version: 1,
    });
    const { kind, priority, openedOn, assignedTo } = body as typeof body & { assignedTo: string };
    expect(await linesOf(body.id)).toEqual([
      {
        type: 'case_opened',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        caseId: body.id,
        memberId: member,
        kind,
        priority,
        openedOn,
        assignedTo,
      },
    ]);
  });

  test('is 409 where the id stands for something else, and 200 with the case as it now is for the same', async () => {
    const body = input();
    await post(body);
    expect(await post({ ...body, priority: 'normal' })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    await tell(body.id, { type: 'status', status: 'in_progress' });
    expect(await post(body)).toMatchObject({ status: 200, body: { status: 'in_progress', version: 2 } });
  });

  test('repeats for a caseworker who has handed it over by now, and for nobody who merely knows it', async () => {
    const body = input();
    await post(body, caseworker);
    await change(body.id, 1, { assignedTo: otherCaseworker.personId, priority: 'normal' });
    await tell(body.id, { type: 'status', status: 'closed' });
    const { code } = await standing(body.id);
    const repeated = await post(body, caseworker);
    expect(repeated).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    // What she sent, and nothing of what became of it.
    expect(repeated.body).toEqual({
      ...body,
      assignedTo: caseworker.personId,
      code,
      status: 'open',
      createdAt: expect.any(String),
      createdBy: caseworker.personId,
      version: 1,
    });
    expect(await post(body, createCaller('caseworker', { districts: ['Guntur'] }))).toMatchObject({
      status: 403,
    });
  });

  test('repeats even where a rule would refuse it by now', async () => {
    const body = input();
    await post(body, leader);
    const moved = createCaller('leader', { personId: leader.personId, collectives: [] });
    expect(await post(body, moved)).toMatchObject({ status: 200 });
    expect(await post(input(), moved)).toMatchObject({ status: 403 });
  });

  test('draws another code where one is taken', async () => {
    const codes = ['C-222222', 'C-222222', 'C-333333'];
    const sendDrawn = sendWith(() => codes.shift() ?? 'C-444444');
    const replies = [
      await sendDrawn({ route: 'POST /api/cases', caller: coordinator, body: input() }),
      await sendDrawn({ route: 'POST /api/cases', caller: coordinator, body: input() }),
    ];
    expect(replies.map(({ body }) => caseRecord.parse(body).code)).toEqual(['C-222222', 'C-333333']);
  });

  test('is 422 for a member who does not exist, and stores nothing', async () => {
    const body = input({ memberId: newId() });
    expect(await post(body)).toMatchObject({
      status: 422,
      body: { code: 'unknown_member', errors: [{ path: 'memberId' }] },
    });
    expect(await read(body.id)).toMatchObject({ status: 404 });
    expect(await linesOf(body.id)).toEqual([]);
  });

  test('is 403 for a leader and a caseworker where the member is not theirs, or not there', async () => {
    const away = await putMember({ collectiveId: newId(), district: 'Krishna' });
    for (const caller of [leader, caseworker]) {
      const replies = [
        await post(input({ memberId: away }), caller),
        await post(input({ memberId: newId() }), caller),
      ];
      expect(replies[0]).toMatchObject({ status: 403, body: { errors: [{ path: 'memberId' }] } });
      expect(replies[1]?.body).toEqual(replies[0]?.body);
    }
    expect(await post(input({ memberId: away }), otherCaseworker)).toMatchObject({ status: 201 });
  });

  test('assigns to the caseworker who opens it, and lets her name nobody else', async () => {
    expect(await opened({}, caseworker)).toMatchObject({ assignedTo: caseworker.personId });
    expect(await opened({ assignedTo: caseworker.personId }, caseworker)).toMatchObject({ version: 1 });
    expect(await post(input({ assignedTo: otherCaseworker.personId }), caseworker)).toMatchObject({
      status: 403,
    });
    expect(await opened({}, leader)).not.toHaveProperty('assignedTo');
  });

  test('is 422 for an assignee who does not work on cases, or could not reach it', async () => {
    const disabled = newId();
    await putPerson(disabled, 'caseworker', true);
    const unknown = { status: 422, body: { code: 'unknown_assignee', errors: [{ path: 'assignedTo' }] } };
    const ofAnotherArea = newId();
    await putPerson(ofAnotherArea, 'coordinator', false, ['Krishna']);
    for (const assignedTo of [newId(), disabled, leader.personId, ofAnotherArea]) {
      expect(await post(input({ assignedTo }))).toMatchObject(unknown);
    }
    expect(await post(input({ assignedTo: coordinator.personId }))).toMatchObject({ status: 201 });
    expect(await post(input({ assignedTo: coordinator.personId }), leader)).toMatchObject(unknown);
    expect(await post(input({ assignedTo: caseworker.personId }), leader)).toMatchObject({ status: 201 });
  });

  test.each(['administrator', 'auditor', 'funder'] as const)(
    'is 403 for the role %s, as is all of it',
    async (role) => {
      const { id } = await opened();
      const caller = createCaller(role, { collectives: [collectiveId], districts: ['Guntur'] });
      const replies = await Promise.all([
        post(input(), caller),
        list(caller),
        read(id, caller),
        change(id, 1, { priority: 'normal' }, caller),
        tell(id, { type: 'note', text: 'x' }, caller),
        timeline(id, caller),
      ]);
      expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(403));
    },
  );

  test.each([
    ['no id', { id: undefined }, 'invalid_body', 'id'],
    ['an id of another kind', { id: '5e2f0f0e-7c4e-4a6e-9d0b-2f0a9c1d7e11' }, 'invalid_body', 'id'],
    ['no member', { memberId: undefined }, 'invalid_body', 'memberId'],
    ['a kind that is not one', { kind: 'murder' }, 'invalid_body', 'kind'],
    ['a priority that is not one', { priority: 'high' }, 'invalid_body', 'priority'],
    ['a date that does not exist', { openedOn: '2026-02-30' }, 'invalid_date', 'openedOn'],
    ['a date that has not come', { openedOn: '2026-10-16' }, 'invalid_date', 'openedOn'],
    ['an assignee who is no id', { assignedTo: 'Asha' }, 'invalid_body', 'assignedTo'],
    ['an assignee who is null', { assignedTo: null }, 'invalid_body', 'assignedTo'],
    ['a code, which the server makes', { code: 'C-222222' }, 'invalid_body', 'code'],
    ['a status, which is derived', { status: 'closed' }, 'invalid_body', 'status'],
    ['a version', { version: 1 }, 'invalid_body', 'version'],
    ['a due date', { nextDue: '2026-10-01' }, 'invalid_body', 'nextDue'],
  ])('is 400 with the path for %s', async (_, wrong, code, path) => {
    const reply = await post(input(wrong));
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
  });
});
