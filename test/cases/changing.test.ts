import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { problem } from '../support/request.ts';
import { openDesk } from './desk.ts';
import { createCasesSend } from './send.ts';

const {
  records,
  coordinator,
  leader,
  caseworker,
  otherCaseworker,
  putPerson,
  send,
  member,
  opened,
  read,
  standing,
  change,
  tell,
  linesOf,
} = await openDesk();
afterAll(() => records.close());

describe('changing a case', () => {
  test('raises the version, and says in the journal how it stands and what changed', async () => {
    const { id } = await opened({ assignedTo: caseworker.personId });
    expect(await change(id, 1, { priority: 'normal', kind: 'crisis' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, priority: 'normal' },
    });
    expect(await change(id, 2, { assignedTo: null })).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await standing(id)).not.toHaveProperty('assignedTo');
    const [, first, second] = await linesOf(id);
    expect(first).toMatchObject({
      type: 'case_changed',
      assignedTo: caseworker.personId,
      fields: ['priority'],
    });
    expect(second).toMatchObject({ memberId: member, priority: 'normal', fields: ['assignedTo'] });
    expect(second).not.toHaveProperty('assignedTo');
  });

  test('is 412 with the current case for all but one at once, and for who did not see an event', async () => {
    const { id } = await opened();
    const kinds = ['legal_aid', 'compensation', 'other'];
    const replies = await Promise.all(kinds.map((kind) => change(id, 1, { kind })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const winner = replies.find(({ status }) => status === 200)?.body;
    for (const reply of replies.filter(({ status }) => status === 412)) {
      expect(problem.parse(reply.body).current).toEqual(winner);
    }
    await tell(id, { type: 'status', status: 'closed' });
    const late = await change(id, 2, { kind: 'crisis' });
    expect(late.status).toBe(412);
    expect(problem.parse(late.body).current).toEqual(await standing(id));
  });

  test('is 412 for who read the case just before another wrote it', async () => {
    const { id } = await opened();
    const { table } = records;
    let overtaken = false;
    const sendLate = createCasesSend(records, {
      table: {
        ...table,
        get: async (key) => {
          const item = await table.get(key);
          if (!overtaken) {
            overtaken = true;
            await change(id, 1, { kind: 'other' });
          }
          return item;
        },
      },
    });
    const reply = await sendLate({
      route: 'PATCH /api/cases/{id}',
      path: { id },
      caller: coordinator,
      ifMatch: 1,
      body: { priority: 'normal' },
    });
    expect(reply).toMatchObject({
      status: 412,
      body: { current: { kind: 'other', priority: 'urgent', version: 2 } },
    });
    expect(await standing(id)).toMatchObject({ kind: 'other', priority: 'urgent', version: 2 });
  });

  test('writes nothing where nothing differs', async () => {
    const { id } = await opened();
    expect(await change(id, 1, { kind: 'crisis', assignedTo: null })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(await change(id, 1, {})).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('hands over by the coordinator alone; a caseworker lets go, a leader names the first', async () => {
    const { id } = await opened({}, leader);
    expect(await change(id, 1, { assignedTo: coordinator.personId }, leader)).toMatchObject({
      status: 422,
      body: { code: 'unknown_assignee' },
    });
    expect(await change(id, 1, { assignedTo: caseworker.personId }, leader)).toMatchObject({ status: 200 });
    expect(await change(id, 2, { assignedTo: null }, leader)).toMatchObject({ status: 403 });
    expect(await change(id, 2, { assignedTo: otherCaseworker.personId }, caseworker)).toMatchObject({
      status: 403,
    });
    expect(await change(id, 2, { assignedTo: otherCaseworker.personId })).toMatchObject({ status: 200 });
    expect(await change(id, 3, { assignedTo: null }, otherCaseworker)).toMatchObject({ status: 200 });
    expect(await read(id, otherCaseworker)).toMatchObject({ status: 404 });
    expect((await linesOf(id)).map(({ actor }) => actor)).toEqual([
      leader.personId,
      leader.personId,
      coordinator.personId,
      otherCaseworker.personId,
    ]);
  });

  test('goes to a coordinator of the state or of the woman’s district, and to none who could not reach it', async () => {
    const [near, far] = [newId(), newId()];
    await putPerson(near, 'coordinator', false, ['Guntur']);
    await putPerson(far, 'coordinator', false, ['Krishna']);
    const refusal = { status: 422, body: { code: 'unknown_assignee', errors: [{ path: 'assignedTo' }] } };
    const { id } = await opened();
    expect(await change(id, 1, { assignedTo: far })).toMatchObject(refusal);
    expect(await change(id, 1, { assignedTo: near })).toMatchObject({ status: 200 });
    expect(await change(id, 2, { assignedTo: coordinator.personId })).toMatchObject({ status: 200 });
  });

  test('keeps an assignee who was disabled since, while others fields change', async () => {
    const former = newId();
    await putPerson(former, 'caseworker');
    const { id } = await opened({ assignedTo: former });
    await putPerson(former, 'caseworker', true);
    expect(await change(id, 1, { priority: 'normal' })).toMatchObject({
      status: 200,
      body: { assignedTo: former },
    });
  });

  test.each([
    ['a member', { memberId: newId() }, 'memberId'],
    ['a date', { openedOn: '2026-10-02' }, 'openedOn'],
    ['a status', { status: 'closed' }, 'status'],
    ['no kind', { kind: null }, 'kind'],
    ['an assignee who is no id', { assignedTo: '' }, 'assignedTo'],
  ])('is 400 with the path for %s', async (_, body, path) => {
    const { id } = await opened();
    const reply = await change(id, 1, body);
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
  });

  test('is 428 without If-Match, 404 for what is not there', async () => {
    const { id } = await opened();
    const path = { id };
    const route = 'PATCH /api/cases/{id}';
    expect(await send({ route, path, caller: coordinator, body: {} })).toMatchObject({ status: 428 });
    expect(await change(newId(), 1, {})).toMatchObject({ status: 404 });
  });
});
