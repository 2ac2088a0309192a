import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { outreach } from '../../functions/areas/outreach/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createOutreachRoutes({
      table: records.table,
      vault: records.vault,
      accessLog: records.accessLog,
      newId,
    }),
  );
});
afterAll(() => records.close());

const coordinator = createCaller('coordinator');
const recorded = async (more: object = {}) => {
  const body = {
    id: newId(),
    kind: 'police_orientation',
    on: '2026-10-01',
    mode: 'in_person',
    district: 'Guntur',
    participants: 40,
    title: 'A morning at the station',
    ...more,
  };
  expect(await send({ route: 'POST /api/outreach', caller: coordinator, body })).toMatchObject({
    status: 201,
  });
  return body;
};
const reverse = (id: string, more: object = {}, caller = coordinator, now = '2026-10-16T06:00:00.000Z') =>
  send({
    route: 'POST /api/outreach/{id}/reversal',
    path: { id },
    caller,
    body: { id: newId(), reason: 'Entered twice.', ...more },
    now,
  });
const list = async (query: Record<string, string> = {}) => {
  const reply = await send({
    route: 'GET /api/outreach',
    caller: coordinator,
    query: { limit: '100', ...query },
  });
  return z.object({ items: z.array(outreach) }).parse(reply.body).items;
};
const refusal = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};
const linesOf = async (id: string) =>
  (await records.readJournal()).filter((line) => 'outreachId' in line && line.outreachId === id);

describe('taking outreach back', () => {
  test('raises its version, and the list shows by whom, when and why', async () => {
    const body = await recorded();
    const id = newId();
    const reversed = {
      id,
      at: '2026-10-16T06:00:00Z',
      by: coordinator.personId,
      reason: 'Entered twice.',
    };
    const reply = await reverse(body.id, { id });
    expect(reply).toMatchObject({ status: 201, headers: { etag: '"2"' } });
    expect(reply.body).toEqual({
      ...body,
      createdAt: '2026-10-15T06:30:00Z',
      createdBy: coordinator.personId,
      version: 2,
      reversed,
    });
    for (const query of [{}, { month: '2026-10' }]) {
      expect(await list(query)).toContainEqual(
        expect.objectContaining({ id: body.id, version: 2, reversed }),
      );
    }
    // Who records it again is told what became of it.
    expect(await send({ route: 'POST /api/outreach', caller: coordinator, body })).toMatchObject({
      status: 200,
      body: { version: 2, reversed },
    });
  });

  test('is one line of the journal, with what is taken back and without its reason', async () => {
    const { id: outreachId } = await recorded();
    const id = newId();
    await reverse(outreachId, { id });
    expect((await linesOf(outreachId)).slice(1)).toEqual([
      {
        type: 'outreach_reversed',
        id,
        recordedAt: '2026-10-16T06:00:00.000Z',
        actor: coordinator.personId,
        outreachId,
        kind: 'police_orientation',
        on: '2026-10-01',
        mode: 'in_person',
        district: 'Guntur',
        participants: 40,
      },
    ]);
  });

  test('is done once, by one of several at once, and harmless to repeat', async () => {
    const { id } = await recorded();
    const bodies = Array.from({ length: 6 }, () => ({ id: newId(), reason: 'Entered twice.' }));
    const replies = await Promise.all(bodies.map((body) => reverse(id, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    const won = bodies[replies.findIndex(({ status }) => status === 201)];
    expect(await reverse(id, won, coordinator, '2026-11-16T06:00:00.000Z')).toMatchObject({
      status: 200,
      body: { version: 2, reversed: { at: '2026-10-16T06:00:00Z' } },
    });
    expect(refusal(await reverse(id, { ...won, reason: 'Other.' }))).toEqual([409, 'id_reused', undefined]);
    expect(refusal(await reverse(id))).toEqual([422, 'already_reversed', undefined]);
    expect(await linesOf(id)).toHaveLength(2);
  });

  test('is 409 for an id that stands for something else, also for another reversal', async () => {
    const [one, two] = [await recorded(), await recorded()];
    const body = { id: newId() };
    await reverse(one.id, body);
    expect(refusal(await reverse(two.id, body))).toEqual([409, 'id_reused', undefined]);
    expect(refusal(await reverse(two.id, { id: one.id }))).toEqual([409, 'id_reused', undefined]);
  });

  test('is 404 for what is not there, or is no outreach', async () => {
    const { id } = await recorded();
    const reversal = newId();
    await reverse(id, { id: reversal });
    for (const unknown of [newId(), reversal]) {
      expect(await reverse(unknown)).toMatchObject({ status: 404 });
    }
  });

  test.each([
    ['no reason', { reason: undefined }, 'invalid_body', 'reason'],
    ['a blank reason', { reason: ' ' }, 'invalid_body', 'reason'],
    ['a reason too long', { reason: 'x'.repeat(121) }, 'invalid_body', 'reason'],
    ['a telephone number', { reason: 'Asked at 98480 22338' }, 'invalid_text', 'reason'],
    ['an Aadhaar number', { reason: 'Her card 2345 6789 0124' }, 'invalid_aadhaar', 'reason'],
    ['no id', { id: undefined }, 'invalid_body', 'id'],
    ['a version', { version: 1 }, 'invalid_body', 'version'],
  ])('is 400 with the path for %s', async (_, wrong, code, path) => {
    const { id } = await recorded();
    expect(refusal(await reverse(id, wrong))).toEqual([400, code, [path]]);
    expect(await list()).toContainEqual(expect.objectContaining({ id, version: 1 }));
  });

  test.each(roles.filter((role) => role !== 'coordinator'))('is not done by the role %s', async (role) => {
    const { id } = await recorded();
    expect(await reverse(id, {}, createCaller(role))).toMatchObject({ status: 403 });
  });
});
