import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxChanges } from '../../functions/shared/reach/change-limit.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller, createSend, problem } from '../support/request.ts';
import { validOutreach } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  records = await openRecords();
  const { table, vault, accessLog } = records;
  send = createSend(createOutreachRoutes({ table, vault, accessLog, newId }));
});
afterAll(() => records.close());

const coordinator = createCaller('coordinator');
const aMember = async (): Promise<string> => {
  const id = newId();
  await records.table.transact([
    { put: { ...memberKey(id), id, collectiveId: newId(), district: 'Guntur' } },
  ]);
  return id;
};
const held = async (): Promise<string> => {
  const body = validOutreach({ kind: 'leadership_training' });
  await send({ route: 'POST /api/outreach', caller: coordinator, body });
  return body.id;
};
const set = (id: string, ifMatch: number, participants: readonly object[]) =>
  send({
    route: 'PUT /api/outreach/{id}/roster',
    path: { id },
    caller: coordinator,
    ifMatch,
    body: { participants },
  });
const row = (memberId: string, role = 'participant') => ({ memberId, role });
const linesOf = async (id: string) =>
  (await records.readJournal()).filter((line) => line.type === 'roster_set' && line.outreachId === id);

describe('to an area coordinator a roster', () => {
  const area = createCaller('coordinator', { districts: ['Guntur'] });
  const elsewhere = async (): Promise<string> => {
    const id = newId();
    await records.table.transact([
      { put: { ...memberKey(id), id, collectiveId: newId(), district: 'Krishna' } },
    ]);
    return id;
  };
  const setAs = (id: string, ifMatch: number, participants: readonly object[]) =>
    send({
      route: 'PUT /api/outreach/{id}/roster',
      path: { id },
      caller: area,
      ifMatch,
      body: { participants },
    });
  const asStored = async (id: string) =>
    (await records.scan()).find((item) => item.id === id && 'kind' in item)?.roster;

  test('has the women of her districts alone, wherever it is shown, and keeps the others', async () => {
    const [id, hers, other, foreign] = [await held(), await aMember(), await aMember(), await elsewhere()];
    await set(id, 1, [row(hers), row(foreign)]);
    const list = { route: 'GET /api/outreach', caller: area, query: { limit: '100' } } as const;
    const replies = [
      await send(list),
      // Of a version that is not the newest, and as it stands.
      await setAs(id, 1, [row(hers)]),
      await setAs(id, 2, [row(hers)]),
      await setAs(id, 2, [row(hers), row(other)]),
      await setAs(id, 3, []),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 412, 200, 200, 200]);
    for (const { body } of replies) expect(JSON.stringify(body)).not.toContain(foreign);
    expect(JSON.stringify(replies[3]?.body)).toContain(other);
    expect(await asStored(id)).toEqual({ participants: [row(foreign)] });
    expect((await linesOf(id)).at(-1)).toMatchObject({ participants: [row(foreign)] });
    // Whether she stands there is not told by naming her either.
    expect(await setAs(id, 4, [row(foreign)])).toMatchObject({
      status: 422,
      body: { code: 'unknown_member' },
    });
    const taken = { route: 'POST /api/outreach/{id}/reversal', path: { id }, caller: area } as const;
    const reply = await send({ ...taken, body: { id: newId(), reason: 'Another day.' } });
    expect(reply.status).toBe(201);
    expect(JSON.stringify(reply.body)).not.toContain(foreign);
  });

  test('takes no more than a roster holds, with those whom she does not see', async () => {
    const [id, foreign] = [await held(), await elsewhere()];
    await set(id, 1, [row(foreign)]);
    const all = await Promise.all(Array.from({ length: 100 }, aMember));
    expect(
      await setAs(
        id,
        2,
        all.map((one) => row(one)),
      ),
    ).toMatchObject({
      status: 422,
      body: { code: 'too_many' },
    });
    expect(
      await setAs(
        id,
        2,
        all.slice(1).map((one) => row(one)),
      ),
    ).toMatchObject({ status: 200 });
  });
});

describe('a roster', () => {
  test('is set so often and no more', async () => {
    const [id, one] = [await held(), await aMember()];
    const [stored] = (await records.scan()).filter((item) => item.id === id && 'kind' in item);
    await records.table.put({
      ...stored,
      pk: `${stored?.pk}`,
      sk: `${stored?.sk}`,
      version: 2 * maxChanges - 1,
    });
    expect(await set(id, 2 * maxChanges - 1, [row(one)])).toMatchObject({ status: 200 });
    expect(await set(id, 2 * maxChanges, [])).toMatchObject({ status: 422, body: { code: 'too_many' } });
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('replaces the one before, raises the version, and stands in the journal', async () => {
    const [id, one, other] = [await held(), await aMember(), await aMember()];
    const first = [row(one, 'facilitator'), row(other)];
    expect(await set(id, 1, first)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { id, version: 2, roster: { participants: first } },
    });
    expect(await set(id, 2, [row(other, 'speaker')])).toMatchObject({ body: { version: 3 } });
    expect(await send({ route: 'GET /api/outreach', caller: coordinator, query: {} })).toMatchObject({
      body: {
        items: expect.arrayContaining([
          expect.objectContaining({ id, version: 3, roster: { participants: [row(other, 'speaker')] } }),
        ]),
      },
    });
    expect(await linesOf(id)).toMatchObject([
      { kind: 'leadership_training', on: '2026-10-01', participants: first },
      { participants: [row(other, 'speaker')] },
    ]);
  });

  test('that says the same writes nothing', async () => {
    const [id, one] = [await held(), await aMember()];
    await set(id, 1, [row(one)]);
    expect(await set(id, 2, [row(one)])).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await linesOf(id)).toHaveLength(1);
  });

  test('needs the version: 412 with the outreach as it is, whose reading is logged', async () => {
    const [id, one] = [await held(), await aMember()];
    await set(id, 1, [row(one)]);
    const reply = await set(id, 1, []);
    expect(reply.status).toBe(412);
    expect(problem.parse(reply.body).current).toMatchObject({ id, version: 2 });
    expect((await records.accessesOf(one)).map(({ fields }) => fields)).toEqual([['roster']]);
  });

  test('names members, each once, a hundred at most', async () => {
    const [id, one] = [await held(), await aMember()];
    expect(await set(id, 1, [row(one), row(newId())])).toMatchObject({
      status: 422,
      body: { code: 'unknown_member', errors: [{ path: 'participants.1.memberId' }] },
    });
    expect(await set(id, 1, [row(one), row(one, 'speaker')])).toMatchObject({ status: 400 });
    const many = Array.from({ length: 101 }, () => row(newId()));
    expect(await set(id, 1, many)).toMatchObject({ status: 400 });
    expect(await set(id, 1, [row(one, 'guest')])).toMatchObject({ status: 400 });
    expect(await set(newId(), 1, [])).toMatchObject({ status: 404 });
    const hundred = await Promise.all(Array.from({ length: 100 }, async () => row(await aMember())));
    expect(await set(id, 1, hundred)).toMatchObject({ status: 200 });
  });

  test('keeps who was erased since, and does not take her anew', async () => {
    const [id, one, other] = [await held(), await aMember(), await aMember()];
    await set(id, 1, [row(one)]);
    await records.table.transact([{ remove: memberKey(one) }]);
    expect(await set(id, 2, [row(one), row(other)])).toMatchObject({ status: 200 });
    expect(await set(await held(), 1, [row(one)])).toMatchObject({ status: 422 });
  });

  test('is found by a member, with her row alone, page by page; who looks at it is logged of her alone', async () => {
    const [one, other] = [await aMember(), await aMember()];
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const id = await held();
      await set(id, 1, [row(other), row(one, count === 1 ? 'speaker' : 'participant')]);
      await set(await held(), 1, [row(other)]);
      ids.push(id);
    }
    const list = async (query: Readonly<Record<string, string>>) =>
      z
        .object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().optional() })
        .parse((await send({ route: 'GET /api/outreach', caller: coordinator, query })).body);
    const all = await list({ memberId: one });
    expect(all.items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(all.cursor).toBeUndefined();
    expect(all.items.find(({ id }) => id === ids[1])).toMatchObject({
      roster: { participants: [row(one, 'speaker')] },
    });
    const first = await list({ memberId: one, limit: '2' });
    const second = await list({ memberId: one, limit: '2', cursor: first.cursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.cursor).toBeUndefined();
    expect(await list({ memberId: one, month: '2020-01' })).toEqual({ items: [] });
    expect(await list({ memberId: newId() })).toEqual({ items: [] });
    expect(await records.accessesOf(other)).toEqual([]);
    // One line for all that showed her alone in this hour.
    expect((await records.accessesOf(one)).map(({ fields }) => fields)).toEqual([['roster']]);
  });

  test('is refused once the outreach was taken back, and by one of two at once', async () => {
    const [id, one, other] = [await held(), await aMember(), await aMember()];
    const replies = await Promise.all([set(id, 1, [row(one)]), set(id, 1, [row(other)])]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const body = { id: newId(), reason: 'Entered twice' };
    const route = 'POST /api/outreach/{id}/reversal';
    expect(await send({ route, path: { id }, caller: coordinator, body })).toMatchObject({
      status: 201,
      body: { version: 3 },
    });
    expect(await set(id, 3, [])).toMatchObject({ status: 422, body: { code: 'already_reversed' } });
  });
});
