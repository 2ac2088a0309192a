import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxCollectives } from '../../functions/areas/collectives/repository.ts';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { collectiveCountKey } from '../../functions/shared/table/keys/collectives.ts';
import { createCaller, createSend, problem } from '../support/request.ts';
import { validCollective } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;

beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createCollectivesRoutes({
      table: records.table,
      vault: records.vault,
      newId,
      accessLog: records.accessLog,
    }),
  );
});
afterAll(() => records.close());

const coordinator = createCaller('coordinator');
const input = (more: object = {}) => ({
  ...validCollective({ name: 'Velugu', formedOn: '2025-04-01' }),
  usualDepositPaise: 20_000,
  ...more,
});
const form = (body: object, caller = coordinator) => send({ route: 'POST /api/collectives', caller, body });
const read = (id: string, caller = coordinator) =>
  send({ route: 'GET /api/collectives/{id}', path: { id }, caller });
const change = (id: string, ifMatch: number, body: object, caller = coordinator) =>
  send({ route: 'PATCH /api/collectives/{id}', path: { id }, caller, ifMatch, body });
const linesOf = async (id: string) =>
  (await records.readJournal()).filter((line) => 'collectiveId' in line && line.collectiveId === id);

describe('forming a collective', () => {
  test('stores it once, with one journal line, however often and at once it is sent', async () => {
    const body = input();
    const replies = await Promise.all(Array.from({ length: 12 }, () => form(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    for (const reply of replies) {
      expect(reply.body).toMatchObject({ ...body, version: 1, createdBy: coordinator.personId });
    }
    expect(await linesOf(body.id)).toEqual([
      expect.objectContaining({ type: 'collective_formed', id: body.id, district: 'Guntur' }),
    ]);
  });

  test('is 409 where the id stands for something else', async () => {
    const body = input();
    await form(body);
    expect(await form({ ...body, usualDepositPaise: 1 })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    expect((await read(body.id)).body).toMatchObject({ usualDepositPaise: 20_000 });
  });

  test('is 422 once the programme has formed as many as it may, and tells why', async () => {
    await records.table.put({ ...collectiveCountKey, collectives: maxCollectives - 1 });
    const [last, beyond] = [input(), input()];
    expect(await form(last)).toMatchObject({ status: 201 });
    expect(await form(beyond)).toMatchObject({
      status: 422,
      body: { code: 'too_many', detail: expect.stringContaining('20000 collectives') },
    });
    expect(await read(beyond.id)).toMatchObject({ status: 404 });
    expect(await linesOf(beyond.id)).toEqual([]);
    // A repeated request forms none.
    expect(await form(last)).toMatchObject({ status: 200 });
    await records.table.put({ ...collectiveCountKey, collectives: 1 });
  });

  test('is 422 where it would close before it was formed, and stores nothing', async () => {
    const body = input({ closedOn: '2025-03-31' });
    expect(await form(body)).toMatchObject({ status: 422, body: { code: 'closed_before_formed' } });
    expect(await read(body.id)).toMatchObject({ status: 404 });
    expect(await linesOf(body.id)).toEqual([]);
  });

  test('repeats with the record as it now is', async () => {
    const body = input();
    await form(body);
    await change(body.id, 1, { name: 'Vennela' });
    expect(await form(body)).toMatchObject({ status: 200, body: { name: 'Vennela', version: 2 } });
  });
});

describe('changing a collective', () => {
  test('raises the version, and says in the journal what changed', async () => {
    const { id } = input();
    await form(input({ id }));
    expect(await change(id, 1, { closedOn: '2026-09-30', name: 'Velugu' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, closedOn: '2026-09-30' },
    });
    expect(await change(id, 2, { closedOn: null })).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await read(id)).body).not.toHaveProperty('closedOn');
    expect((await linesOf(id)).slice(1)).toEqual([
      expect.objectContaining({ closedOn: '2026-09-30', fields: ['closedOn'] }),
      expect.not.objectContaining({ closedOn: expect.anything() }),
    ]);
  });

  test('takes it from a leader into no district but one that was split from its own, or the other way', async () => {
    const { id } = input();
    await form(input({ id, district: 'Prakasam' }));
    const leader = createCaller('leader', { collectives: [id] });
    expect(await change(id, 1, { district: 'Srikakulam' }, leader)).toMatchObject({
      status: 422,
      body: { code: 'outside_area', errors: [{ path: 'district' }] },
    });
    expect(await change(id, 1, { district: 'Markapuram' }, leader)).toMatchObject({ status: 200 });
    expect(await change(id, 2, { district: 'Prakasam' }, leader)).toMatchObject({ status: 200 });
    expect(await change(id, 3, { district: 'Srikakulam' })).toMatchObject({ status: 200 });
  });

  test('lets a leader say when her group was formed or closed in this month alone, never in one that has ended', async () => {
    const old = input();
    const fresh = input({ formedOn: '2026-10-02' });
    await form(old);
    await form(fresh);
    const leader = createCaller('leader', { collectives: [old.id, fresh.id] });
    const refused = (path: string) => ({ status: 422, body: { code: 'month_ended', errors: [{ path }] } });
    // Out of a month that has ended, into one, and a closing in one.
    expect(await change(old.id, 1, { formedOn: '2026-10-10' }, leader)).toMatchObject(refused('formedOn'));
    expect(await change(fresh.id, 1, { formedOn: '2026-09-30' }, leader)).toMatchObject(refused('formedOn'));
    expect(await change(old.id, 1, { closedOn: '2026-09-30' }, leader)).toMatchObject(refused('closedOn'));
    expect(await change(fresh.id, 1, { formedOn: '2026-10-05' }, leader)).toMatchObject({ status: 200 });
    expect(await change(old.id, 1, { name: 'Vennela', closedOn: '2026-10-14' }, leader)).toMatchObject({
      status: 200,
    });
    expect(await change(old.id, 2, { closedOn: null }, leader)).toMatchObject({ status: 200 });
    expect(await change(old.id, 3, { formedOn: '2025-05-01', closedOn: '2026-09-30' })).toMatchObject({
      status: 200,
    });
    expect(await change(old.id, 4, { closedOn: null }, leader)).toMatchObject(refused('closedOn'));
  });

  test('gives the group its usual interest, changes it and takes it away', async () => {
    const { id } = input();
    await form(input({ id, ratePerMonthBasisPoints: 200 }));
    expect((await read(id)).body).toMatchObject({ ratePerMonthBasisPoints: 200 });
    expect(await change(id, 1, { ratePerMonthBasisPoints: 0 })).toMatchObject({
      status: 200,
      body: { version: 2, ratePerMonthBasisPoints: 0 },
    });
    const { body } = await change(id, 2, { ratePerMonthBasisPoints: null });
    expect(body).toMatchObject({ version: 3 });
    expect(body).not.toHaveProperty('ratePerMonthBasisPoints');
    expect((await read(id)).body).not.toHaveProperty('ratePerMonthBasisPoints');
    // Taken away where there is none: nothing changes, and nothing is written.
    expect(await change(id, 3, { ratePerMonthBasisPoints: null })).toMatchObject({ body: { version: 3 } });
    expect((await linesOf(id)).slice(1)).toEqual([
      expect.objectContaining({ type: 'collective_changed', fields: ['ratePerMonthBasisPoints'] }),
      expect.objectContaining({ type: 'collective_changed', fields: ['ratePerMonthBasisPoints'] }),
    ]);
  });

  test.each([-1, 1_001, 0.5, '200'])('is 400 for an interest of %j', async (ratePerMonthBasisPoints) => {
    const body = input();
    const refused = { status: 400, body: { errors: [{ path: 'ratePerMonthBasisPoints' }] } };
    expect(await form({ ...body, ratePerMonthBasisPoints })).toMatchObject(refused);
    await form(body);
    expect(await change(body.id, 1, { ratePerMonthBasisPoints })).toMatchObject(refused);
  });

  test('tells the limit of the usual deposit in rupees', async () => {
    expect(await form(input({ usualDepositPaise: 1_000_000_001 }))).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'usualDepositPaise', message: 'Write at most ₹1,00,00,000.' }] },
    });
  });

  test('is 412 with the current record for one of two at once', async () => {
    const { id } = input();
    await form(input({ id }));
    const replies = await Promise.all(['A', 'B', 'C'].map((name) => change(id, 1, { name })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const winner = replies.find(({ status }) => status === 200)?.body;
    for (const reply of replies.filter(({ status }) => status === 412)) {
      expect(problem.parse(reply.body).current).toEqual(winner);
    }
  });

  test('writes nothing where nothing differs', async () => {
    const { id } = input();
    await form(input({ id }));
    expect(await change(id, 1, { name: 'Velugu' })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await linesOf(id)).toHaveLength(1);
  });
});

describe('who sees a collective', () => {
  test('is its leader, and no other', async () => {
    const { id } = input();
    await form(input({ id }));
    const own = createCaller('leader', { collectives: [id] });
    const other = createCaller('leader', { collectives: [newId()] });
    expect(await read(id, own)).toMatchObject({ status: 200 });
    expect(await read(id, other)).toMatchObject({ status: 404 });
    expect(await change(id, 1, { name: 'Mine' }, other)).toMatchObject({ status: 404 });
    expect(await form(input(), own)).toMatchObject({ status: 403 });
  });

  test('is told in pages that leave out none and repeat none', async () => {
    const ids = Array.from({ length: 7 }, () => newId()).sort();
    await Promise.all(ids.map((id) => form(input({ id }))));
    for (const caller of [coordinator, createCaller('leader', { collectives: ids })]) {
      const listed: unknown[] = [];
      let query: Record<string, string> = { limit: '3' };
      for (;;) {
        const { body } = await send({ route: 'GET /api/collectives', caller, query });
        const page = body as { items: { id: string }[]; cursor?: string };
        listed.push(...page.items.map(({ id }) => id));
        expect(page.items.length).toBeLessThanOrEqual(3);
        if (page.cursor === undefined) {
          break;
        }
        query = { limit: '3', cursor: page.cursor };
      }
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed).toEqual(expect.arrayContaining(ids));
      const { body } = await send({
        route: 'GET /api/collectives',
        caller,
        query: { limit: String(listed.length) },
      });
      expect(Object.keys(Object(body))).toEqual(['items']);
    }
  });

  test.each(['%', 'e30', Buffer.from('{"pk":"X","sk":"Y"}').toString('base64url'), 'W10'])(
    'is not told for the cursor %s',
    async (cursor) => {
      expect(
        await send({ route: 'GET /api/collectives', caller: coordinator, query: { cursor } }),
      ).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    },
  );

  test.each(['0', '101', '-1', '1.5', 'ten', ''])('is not told for the limit %j', async (limit) => {
    expect(
      await send({ route: 'GET /api/collectives', caller: coordinator, query: { limit } }),
    ).toMatchObject({
      status: 400,
      body: { code: 'invalid_limit' },
    });
  });
});
