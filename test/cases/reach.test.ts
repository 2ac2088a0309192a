import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller } from '../support/request.ts';
import { openDesk, page } from './desk.ts';
import { createCasesSend } from './send.ts';

const {
  records,
  collectiveId,
  coordinator,
  leader,
  otherLeader,
  caseworker,
  otherCaseworker,
  putPerson,
  putMember,
  input,
  post,
  opened,
  read,
  change,
  tell,
  timeline,
  list,
  idsOf,
  accessesTo,
} = await openDesk();
afterAll(() => records.close());

describe('who sees a case', () => {
  test('is a leader where she opened it and the member is still hers', async () => {
    const hers = await putMember();
    const { id } = await opened({ memberId: hers }, leader);
    const { id: foreign } = await opened({ memberId: hers });
    expect(await read(id, leader)).toMatchObject({ status: 200, body: { id } });
    expect(await idsOf(leader)).toContain(id);
    for (const [caller, caseId] of [
      [leader, foreign],
      [otherLeader, id],
    ] as const) {
      const replies = await Promise.all([
        read(caseId, caller),
        change(caseId, 1, { priority: 'normal' }, caller),
        tell(caseId, { type: 'note', text: 'x' }, caller),
        timeline(caseId, caller),
      ]);
      expect(replies.map(({ status }) => status)).toEqual(Array(4).fill(404));
      expect(await idsOf(caller)).not.toContain(caseId);
    }
    await records.documents.send(
      new UpdateCommand({
        TableName: records.name,
        Key: memberKey(hers),
        UpdateExpression: 'SET collectiveId = :other',
        ExpressionAttributeValues: { ':other': newId() },
      }),
    );
    expect(await read(id, leader)).toMatchObject({ status: 404 });
    expect(await idsOf(leader)).not.toContain(id);
    expect(await read(id)).toMatchObject({ status: 200 });
  });

  test('is the caseworker to whom it is assigned, as long as it is, and its opener too', async () => {
    const { id } = await opened({ assignedTo: caseworker.personId }, leader);
    expect(await read(id, caseworker)).toMatchObject({ status: 200 });
    expect(await tell(id, { type: 'status', status: 'in_progress' }, caseworker)).toMatchObject({
      status: 201,
    });
    expect(await read(id, otherCaseworker)).toMatchObject({ status: 404 });
    expect(await idsOf(caseworker)).toContain(id);
    expect(await idsOf(otherCaseworker)).not.toContain(id);
    expect(await idsOf(leader)).toContain(id);
    await change(id, 2, { assignedTo: otherCaseworker.personId });
    expect(await read(id, caseworker)).toMatchObject({ status: 404 });
    expect(await idsOf(caseworker)).not.toContain(id);
    expect(await idsOf(otherCaseworker)).toContain(id);
    expect(await idsOf(leader)).toContain(id);
    await change(id, 3, { assignedTo: null });
    expect(await idsOf(otherCaseworker)).not.toContain(id);
    expect(await timeline(id, leader)).toMatchObject({ status: 200 });
  });

  test('is told in pages that leave out none and repeat none, whatever is asked for', async () => {
    const mine = createCaller('leader', { collectives: [collectiveId] });
    const worker = createCaller('caseworker', { districts: ['Guntur'] });
    await putPerson(worker.personId, 'caseworker');
    const kinds = ['crisis', 'legal_aid', 'other'];
    const bodies = Array.from({ length: 11 }, (_, index) =>
      input({ kind: kinds[index % 3], assignedTo: worker.personId }),
    );
    await Promise.all(bodies.map((body) => post(body, mine)));
    const wanted = (kind?: string) =>
      bodies
        .filter((body) => kind === undefined || body.kind === kind)
        .map(({ id }) => id)
        .sort();
    for (const caller of [mine, worker]) {
      for (const limit of ['1', '3', '4', '11', '100']) {
        expect(await idsOf(caller, { limit })).toEqual(wanted());
        expect(await idsOf(caller, { limit, kind: 'legal_aid' })).toEqual(wanted('legal_aid'));
        expect(await idsOf(caller, { limit, kind: 'legal_aid', status: 'closed' })).toEqual([]);
      }
    }
    const all = await idsOf(coordinator, { limit: '5' });
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(wanted()));
  });

  test('gives a last page no cursor', async () => {
    const mine = createCaller('leader', { collectives: [collectiveId] });
    for (const kind of ['crisis', 'other', 'crisis', 'other']) {
      await opened({ kind }, mine);
    }
    expect(page.parse((await list(mine, { limit: '4' })).body).cursor).toBeUndefined();
    expect(page.parse((await list(mine, { limit: '2', kind: 'crisis' })).body).cursor).toBeUndefined();
    expect(page.parse((await list(mine, { limit: '1', kind: 'crisis' })).body).cursor).toBeDefined();
  });

  test('gives only so much work to one request, and goes on with the next', async () => {
    const mine = createCaller('leader', { collectives: [collectiveId] });
    const reads: number[] = [];
    const { table } = records;
    const sendCounted = createCasesSend(records, {
      table: {
        ...table,
        query: async (query) => {
          const { items, next } = await table.query({ ...query, limit: 1 });
          reads.push(items.length);
          return { items, ...(next === undefined ? {} : { next }) };
        },
      },
    });
    for (let count = 0; count < 12; count += 1) {
      await opened({ kind: count === 11 ? 'other' : 'crisis' }, mine);
    }
    const ask = (query: Record<string, string>) =>
      sendCounted({ route: 'GET /api/cases', caller: mine, query });
    const first = page.parse((await ask({ kind: 'other' })).body);
    expect(first).toEqual({ items: [], cursor: expect.any(String) });
    expect(reads).toHaveLength(10);
    const second = page.parse((await ask({ kind: 'other', cursor: first.cursor ?? '' })).body);
    expect(second.items).toHaveLength(1);
    expect(second.cursor).toBeUndefined();
  });

  test.each([
    [{ status: 'won' }, 'invalid_query'],
    [{ kind: 'murder' }, 'invalid_query'],
    [{ overdue: 'yes' }, 'invalid_query'],
    [{ memberId: newId() }, 'invalid_query'],
    [{ limit: '0' }, 'invalid_limit'],
    [{ limit: '101' }, 'invalid_limit'],
    [{ cursor: '%' }, 'invalid_cursor'],
    [{ cursor: Buffer.from('{"pk":"X","sk":"Y"}').toString('base64url') }, 'invalid_cursor'],
  ])('is not told for %j', async (query, code) => {
    expect(await list(coordinator, query)).toMatchObject({ status: 400, body: { code } });
  });
});

describe('who looked', () => {
  test('is written down before it is shown: a case, its timeline, and an event that is repeated', async () => {
    const { id } = await opened({ assignedTo: caseworker.personId });
    const note = { id: newId(), type: 'note', text: 'She sleeps again.' };
    await tell(id, note);
    await tell(id, { type: 'referral', to: 'Sneha Trust', stage: 'requested' });
    expect(await accessesTo(id)).toEqual([]);
    await timeline(id, caseworker);
    await read(id, caseworker);
    await tell(id, note, caseworker);
    const accesses = await accessesTo(id);
    expect(accesses).toHaveLength(3);
    expect(accesses).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          actor: caseworker.personId,
          at: '2026-10-15T06:30:00.000Z',
          route: 'GET /api/cases/{id}/events',
          fields: ['events', 'stage', 'text', 'to'],
        }),
        expect.objectContaining({ route: 'GET /api/cases/{id}', fields: ['memberId', 'kind', 'status'] }),
        expect.objectContaining({ route: 'POST /api/cases/{id}/events', fields: ['text'] }),
      ]),
    );
    expect(JSON.stringify(accesses)).not.toMatch(/sleeps|Sneha/);
  });

  test('is written down where a repetition shows the case, or a change that is stale or changes nothing', async () => {
    const body = input({ assignedTo: caseworker.personId });
    const { id } = body;
    await post(body);
    await post(body);
    expect(await accessesTo(id)).toEqual([expect.objectContaining({ route: 'POST /api/cases' })]);
    expect(await change(id, 7, { kind: 'other' }, caseworker)).toMatchObject({ status: 412 });
    expect(await change(id, 1, {}, caseworker)).toMatchObject({ status: 200 });
    const line = { actor: caseworker.personId, route: 'PATCH /api/cases/{id}' };
    const changes = (await accessesTo(id)).filter(({ route }) => route === line.route);
    expect(changes).toEqual([expect.objectContaining(line), expect.objectContaining(line)]);
  });

  test('is not shown what cannot be written down', async () => {
    const { id } = await opened();
    await tell(id, { type: 'note', text: 'She sleeps again.' });
    const sendUnlogged = createCasesSend(records, {
      accessLog: async () => {
        throw new Error('The log is away.');
      },
    });
    for (const route of ['GET /api/cases/{id}/events', 'GET /api/cases/{id}'] as const) {
      expect(await sendUnlogged({ route, path: { id }, caller: coordinator })).toMatchObject({ status: 500 });
    }
  });

  test('leaves no line for what is out of reach', async () => {
    const { id } = await opened();
    await read(id, leader);
    await timeline(id, leader);
    expect(await accessesTo(id)).toEqual([]);
  });

  test('leaves one line for a page of a list, with the cases and their members', async () => {
    const own = createCaller('caseworker');
    await putPerson(own.personId, 'caseworker');
    const cases = [
      await opened({ assignedTo: own.personId }),
      await opened({ assignedTo: own.personId }),
      await opened({ assignedTo: own.personId }),
    ];
    const ids = cases.map(({ id }) => id);
    await idsOf(own, { limit: '2' });
    const lines = (await records.readAccessLog()).filter(({ actor }) => actor === own.personId);
    lines.sort((a, b) => Object(b.subjects).length - Object(a.subjects).length);
    expect(lines).toMatchObject([
      { route: 'GET /api/cases', subjects: expect.arrayContaining(ids.slice(0, 2)) },
      { route: 'GET /api/cases', subjects: expect.arrayContaining(ids.slice(2)) },
    ]);
    expect(lines.map(({ subjects }) => Object(subjects).length)).toEqual([3, 2]);
  });
});
