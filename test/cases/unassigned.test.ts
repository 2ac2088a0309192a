import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { listCasesIn } from '../../functions/shared/member-counts/member-counts.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { createCaller, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createCasesSend } from './send.ts';

let records: TestRecords;
let send: ReturnType<typeof createCasesSend>;

const coordinator = createCaller('coordinator');
const leader = createCaller('leader', { collectives: [newId()] });
const districts = ['Guntur', 'Krishna', 'Eluru'] as const;
let made: string[] = [];
// A member who is gone leaves nothing in the lists of later tests.
afterEach(async () => {
  await Promise.all(made.map(eraseMember));
  made = [];
});
/** A district, its caseworker and a member there; another district within one test. */
const scene = async () => {
  const district = districts[made.length] ?? 'Guntur';
  const caseworker = createCaller('caseworker', { districts: [district] });
  await putPerson(caseworker.personId, 'caseworker');
  return { district, caseworker, member: await putMember(district) };
};

const putPerson = (personId: string, role: Role, disabled = false) =>
  records.table.transact([{ put: { ...personKey(personId), id: personId, role, disabled } }]);

const putMember = async (district: string): Promise<string> => {
  const id = newId();
  made.push(id);
  const { write } = await records.vault.createKey(`member:${id}`);
  const collectiveId = leader.collectives[0] ?? '';
  await records.table.transact([
    { put: { ...memberKey(id), id, collectiveId, district, birthYear: 1990 } },
    write,
  ]);
  return id;
};
/** As a change of her district writes it. */
const moveMember = (id: string, district: string) =>
  records.table.transact([
    { update: memberKey(id), set: 'SET district = :district', values: { ':district': district } },
    ...listCasesIn(district, [id]),
  ]);
/** As an erasure does it from the moment on at which it is accepted. */
const eraseMember = (id: string) =>
  records.table.transact([{ remove: memberKey(id) }, { put: { ...erasedMemberKey(id), id } }]);

beforeAll(async () => {
  records = await openRecords();
  send = createCasesSend(records);
  await putPerson(coordinator.personId, 'coordinator');
});
afterAll(() => records.close());

const open = async (memberId: string, more: object = {}, caller: Caller = leader) => {
  const body = { id: newId(), memberId, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01', ...more };
  const reply = await send({ route: 'POST /api/cases', caller, body });
  expect(reply).toMatchObject({ status: 201 });
  return caseRecord.parse(reply.body);
};
const standing = async (id: string) =>
  caseRecord.parse((await send({ route: 'GET /api/cases/{id}', path: { id }, caller: coordinator })).body);
const change = async (id: string, body: object, caller: Caller = coordinator) => {
  const { version } = await standing(id);
  const reply = await send({
    route: 'PATCH /api/cases/{id}',
    path: { id },
    caller,
    ifMatch: version,
    body,
  });
  expect(reply).toMatchObject({ status: 200 });
};
const tell = async (id: string, event: object) => {
  const reply = await send({
    route: 'POST /api/cases/{id}/events',
    path: { id },
    caller: coordinator,
    body: { id: newId(), on: '2026-10-05', ...event },
  });
  expect(reply).toMatchObject({ status: 201 });
};
const take = (id: string, caller: Caller, body: object = {}, now?: string) =>
  send({
    route: 'POST /api/cases/{id}/take',
    path: { id },
    caller,
    body: { id: newId(), ...body },
    ...(now === undefined ? {} : { now }),
  });
const list = (caller: Caller, query: Record<string, string> = {}) =>
  send({ route: 'GET /api/cases/unassigned', caller, query });

const page = z.object({
  items: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      openedOn: z.string(),
      district: z.string(),
      givenUpAt: z.string().optional(),
      givenUpBy: z.string().optional(),
    }),
  ),
  cursor: z.string().optional(),
});
const idsOf = (reply: TestReply): string[] => {
  expect(reply.status).toBe(200);
  return page.parse(reply.body).items.map(({ id }) => id);
};
const waiting = async (caller: Caller) => idsOf(await list(caller));
const linesOf = async (caseId: string) =>
  (await records.readJournal()).filter((line) => 'caseId' in line && line.caseId === caseId);
const events = async (id: string, caller: Caller) =>
  z
    .object({ items: z.array(z.looseObject({ type: z.string() })) })
    .parse((await send({ route: 'GET /api/cases/{id}/events', path: { id }, caller })).body).items;

describe('the urgent cases that nobody has', () => {
  test('are listed for the caseworkers of the district, the oldest first, with nothing of the member', async () => {
    const { district, caseworker, member } = await scene();
    const late = await open(member, { openedOn: '2026-10-03' });
    const early = await open(member, { openedOn: '2026-09-20' });
    const between = await open(member, { openedOn: '2026-10-03' });
    expect((await list(caseworker)).body).toEqual({
      items: [early, late, between].map(({ id, code, openedOn }) => ({ id, code, openedOn, district })),
    });
    const elsewhere = createCaller('caseworker', { districts: ['Srikakulam'] });
    expect((await list(elsewhere)).body).toEqual({ items: [] });
  });

  test('are neither those that somebody has, nor the normal or closed ones', async () => {
    const { caseworker, member } = await scene();
    await open(member, { priority: 'normal' });
    await open(member, { assignedTo: caseworker.personId });
    const closed = await open(member);
    await tell(closed.id, { type: 'status', status: 'closed' });
    const waits = await open(member);
    expect(await waiting(caseworker)).toEqual([waits.id]);
  });

  test('follow whatever becomes of the case', async () => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    const isListed = async () => (await waiting(caseworker)).includes(id);
    expect(await isListed()).toBe(true);
    await change(id, { assignedTo: caseworker.personId });
    expect(await isListed(), 'assigned').toBe(false);
    await change(id, { assignedTo: null }, caseworker);
    expect(await isListed(), 'let go').toBe(true);
    await change(id, { priority: 'normal' });
    expect(await isListed(), 'no longer urgent').toBe(false);
    await change(id, { priority: 'urgent' });
    expect(await isListed(), 'urgent again').toBe(true);
    await tell(id, { type: 'status', status: 'closed' });
    expect(await isListed(), 'closed').toBe(false);
    await tell(id, { type: 'status', status: 'reopened' });
    expect(await isListed(), 'reopened').toBe(true);
    await tell(id, { type: 'note', text: 'she called again' });
    expect(await isListed(), 'with a note').toBe(true);
  });

  test.each(['caseworker', 'coordinator'] as const)(
    'say since when they wait again, if a %s gave them up, until somebody has them',
    async (role) => {
      const { caseworker, member } = await scene();
      const { id } = await open(member);
      const itemOf = async () => page.parse((await list(caseworker)).body).items.find((one) => one.id === id);
      expect(Object.keys((await itemOf()) ?? {})).toEqual(['id', 'code', 'openedOn', 'district']);
      await take(id, caseworker);
      expect(await standing(id)).not.toHaveProperty('givenUpAt');
      const by = role === 'caseworker' ? caseworker : coordinator;
      await change(id, { assignedTo: null, note: 'She moved to her sister' }, by);
      const givenUp = { givenUpAt: '2026-10-15T06:30:00Z', givenUpBy: role };
      expect(await itemOf()).toMatchObject(givenUp);
      // What else changes is no new giving up.
      await change(id, { kind: 'other' }, coordinator);
      expect(await standing(id)).toMatchObject(givenUp);
      await take(id, caseworker);
      expect(await standing(id)).not.toHaveProperty('givenUpAt');
      expect(await standing(id)).not.toHaveProperty('givenUpBy');
      await change(id, { assignedTo: null }, coordinator);
      await change(id, { assignedTo: caseworker.personId }, coordinator);
      expect(await standing(id)).not.toHaveProperty('givenUpAt');
    },
  );

  test('follow the member to another district, and are gone with her', async () => {
    const { district, caseworker, member } = await scene();
    const next = await scene();
    const { id } = await open(member);
    await moveMember(member, next.district);
    expect(await waiting(caseworker)).toEqual([]);
    expect((await list(next.caseworker)).body).toMatchObject({ items: [{ id, district: next.district }] });
    await moveMember(member, district);
    expect(await waiting(caseworker)).toEqual([id]);
    await eraseMember(member);
    expect(await waiting(caseworker)).toEqual([]);
  });

  test('come in pages', async () => {
    const { caseworker, member } = await scene();
    const opened = [];
    for (const openedOn of ['2026-09-05', '2026-09-03', '2026-09-04', '2026-09-01', '2026-09-02']) {
      opened.push(await open(member, { openedOn }));
    }
    const ordered = opened.toSorted((a, b) => a.openedOn.localeCompare(b.openedOn)).map(({ id }) => id);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const reply = await list(caseworker, { limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      found.push(...idsOf(reply));
      cursor = page.parse(reply.body).cursor;
    } while (cursor !== undefined);
    expect(found).toEqual(ordered);
    expect(await list(caseworker, { cursor: 'eyJpZCI6IngifQ' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
    expect(await list(caseworker, { district: 'Guntur' })).toMatchObject({ status: 400 });
  });

  test('are not hidden by one who says that hers are the oldest: ten of each come first, in pages too', async () => {
    const { caseworker, member } = await scene();
    const old = [];
    for (let index = 0; index < 22; index += 1) old.push(await open(member, { openedOn: '1995-01-01' }));
    const other = createCaller('leader', { collectives: leader.collectives });
    const real = await open(member, { openedOn: '2026-10-02' }, other);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const reply = await list(caseworker, { limit: '7', ...(cursor === undefined ? {} : { cursor }) });
      found.push(...idsOf(reply));
      cursor = page.parse(reply.body).cursor;
    } while (cursor !== undefined);
    const ids = old.map(({ id }) => id);
    expect(found).toEqual([...ids.slice(0, 10), real.id, ...ids.slice(10)]);
  });

  test('are found without reading the others: the index has a place for them alone', async () => {
    const { member } = await scene();
    const { id } = await open(member);
    const placeOf = async () => {
      const key: Key = { pk: `CASE#${id}`, sk: 'CASE' };
      return z.looseObject({ gsi2pk: z.string().optional() }).parse(await records.table.get(key)).gsi2pk;
    };
    expect(await placeOf()).toBe('CASES#WAITING');
    await change(id, { priority: 'normal' });
    expect(await placeOf()).toBeUndefined();
  });

  test('are told to the access log, a page as one line, also where there are none', async () => {
    const { caseworker, member } = await scene();
    await list(caseworker);
    const { id } = await open(member);
    await list(caseworker);
    const lines = (await records.readAccessLog()).filter(({ actor }) => actor === caseworker.personId);
    const route = 'GET /api/cases/unassigned';
    expect(lines).toMatchObject([
      { route, subjects: [] },
      { route, subjects: [id] },
    ]);
  });

  test('are no business of any other role', async () => {
    for (const role of ['leader', 'coordinator', 'administrator', 'auditor', 'funder'] as const) {
      const caller = createCaller(role, { districts: ['Guntur'], collectives: leader.collectives });
      expect((await list(caller)).status).toBe(403);
      expect((await take(newId(), caller)).status).toBe(403);
    }
  });
});

describe('taking a case', () => {
  test('assigns it to her in one write with one journal line, and tells since when', async () => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    const takeId = newId();
    const reply = await take(id, caseworker, { id: takeId }, '2026-10-15T08:00:00.000Z');
    expect(reply).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        id,
        memberId: member,
        assignedTo: caseworker.personId,
        assignedAt: '2026-10-15T08:00:00Z',
        version: 2,
      },
    });
    expect(await waiting(caseworker)).toEqual([]);
    expect(await linesOf(id)).toMatchObject([
      { type: 'case_opened' },
      {
        type: 'case_changed',
        id: takeId,
        actor: caseworker.personId,
        assignedTo: caseworker.personId,
        priority: 'urgent',
        fields: ['assignedTo'],
      },
    ]);
    expect(await events(id, caseworker)).toEqual([]);
    const mine = await send({ route: 'GET /api/cases', caller: caseworker });
    expect(mine.body).toMatchObject({ items: [{ id }] });
  });

  test('keeps her note in the timeline, encrypted, in the same write', async () => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    const text = 'I call her at four';
    expect(await take(id, caseworker, { note: text })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await events(id, caseworker)).toMatchObject([
      { type: 'note', on: '2026-10-15', text, createdBy: caseworker.personId },
    ]);
    expect(await linesOf(id)).toMatchObject([
      { type: 'case_opened' },
      { type: 'case_changed', fields: ['assignedTo', 'note'] },
    ]);
    expect(JSON.stringify(await records.scan())).not.toContain(text);
  });

  test('lets one of twenty at once win; the others are told that somebody was faster', async () => {
    const { district, member } = await scene();
    const { id } = await open(member);
    const takers = Array.from({ length: 20 }, () => createCaller('caseworker', { districts: [district] }));
    await Promise.all(takers.map(({ personId }) => putPerson(personId, 'caseworker')));
    const replies = await Promise.all(takers.map((caller) => take(id, caller, { note: 'mine' })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
    for (const { body } of replies.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ code: 'taken' });
    }
    const { assignedTo } = await standing(id);
    const winner = takers.find((_, index) => replies[index]?.status === 200);
    expect(assignedTo).toBe(winner?.personId);
    expect(await linesOf(id)).toHaveLength(2);
    expect(await events(id, winner ?? leader)).toHaveLength(1);
  });

  test('is the same for her who sends it again, and lets nobody else use the id', async () => {
    const { district, caseworker, member } = await scene();
    const { id } = await open(member);
    const body = { id: newId(), note: 'on my way' };
    await take(id, caseworker, body);
    await tell(id, { type: 'status', status: 'in_progress' });
    expect(await take(id, caseworker, body)).toMatchObject({
      status: 200,
      body: { version: 3, status: 'in_progress' },
    });
    expect(await linesOf(id)).toHaveLength(3);
    const reused = { status: 409, body: { code: 'id_reused' } };
    expect(await take(id, caseworker, { ...body, note: 'later' })).toMatchObject(reused);
    expect(await take((await open(member)).id, caseworker, body)).toMatchObject(reused);
    const other = createCaller('caseworker', { districts: [district] });
    expect(await take(id, other, body)).toMatchObject(reused);
    await change(id, { assignedTo: coordinator.personId });
    expect(await take(id, caseworker, body), 'handed over since').toMatchObject({ status: 404 });
  });

  test('tells nothing of an erased member to her who sends it again, with whatever content', async () => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    const body = { id: newId(), note: 'on my way' };
    await take(id, caseworker, body);
    await eraseMember(member);
    for (const note of [body.note, 'later']) {
      expect(await take(id, caseworker, { ...body, note })).toMatchObject({ status: 404 });
    }
  });

  test('is 409 for whoever comes late, herself with another id included', async () => {
    const { district, caseworker, member } = await scene();
    const { id } = await open(member);
    await take(id, caseworker);
    const other = createCaller('caseworker', { districts: [district] });
    const taken = { status: 409, body: { code: 'taken' } };
    expect(await take(id, other)).toMatchObject(taken);
    expect(await take(id, caseworker)).toMatchObject(taken);
    await change(id, { assignedTo: null }, caseworker);
    await putPerson(other.personId, 'caseworker');
    expect(await take(id, other), 'let go by now').toMatchObject({ status: 200 });
  });

  test('is 404 for what was never hers to take', async () => {
    const { caseworker, member } = await scene();
    const elsewhere = createCaller('caseworker', { districts: ['Srikakulam'] });
    const nowhere = createCaller('caseworker');
    await putPerson(elsewhere.personId, 'caseworker');
    const missing = { status: 404, body: { code: 'not_found' } };
    const waits = await open(member);
    expect(await take(newId(), caseworker), 'no such case').toMatchObject(missing);
    expect(await take(waits.id, elsewhere), 'another district').toMatchObject(missing);
    expect(await take(waits.id, nowhere), 'no district').toMatchObject(missing);
    const assigned = await open(member, { assignedTo: coordinator.personId }, coordinator);
    expect(await take(assigned.id, caseworker), 'assigned from the start').toMatchObject(missing);
    const normal = await open(member, { priority: 'normal' });
    expect(await take(normal.id, caseworker), 'not urgent').toMatchObject(missing);
    const closed = await open(member);
    await tell(closed.id, { type: 'status', status: 'closed' });
    expect(await take(closed.id, caseworker), 'closed').toMatchObject(missing);
    await eraseMember(member);
    expect(await take(waits.id, caseworker), 'erased').toMatchObject(missing);
    expect(await linesOf(waits.id)).toHaveLength(1);
  });

  /** Something that happens after the case was read and before it is written. */
  const takeAfter = async (id: string, caller: Caller, happens: () => Promise<unknown>) => {
    const { table } = records;
    let has = false;
    const late = createCasesSend(records, {
      table: {
        ...table,
        transact: async (writes) => {
          if (!has) {
            has = true;
            await happens();
          }
          return table.transact(writes);
        },
      },
    });
    return late({ route: 'POST /api/cases/{id}/take', path: { id }, caller, body: { id: newId() } });
  };

  test.each<[string, number, (id: string, member: string, caller: Caller) => Promise<unknown>]>([
    ['somebody was faster', 409, (id) => change(id, { assignedTo: coordinator.personId })],
    ['it was closed', 404, (id) => tell(id, { type: 'status', status: 'closed' })],
    ['it is no longer urgent', 404, (id) => change(id, { priority: 'normal' })],
    ['the member moved', 404, (_, member) => moveMember(member, 'Srikakulam')],
    ['the member is being erased', 404, (_, member) => eraseMember(member)],
    ['she was disabled', 403, (_id, _member, { personId }) => putPerson(personId, 'caseworker', true)],
    ['a note was written', 200, (id) => tell(id, { type: 'note', text: 'she called' })],
  ])('decides by how things stand when it is written: %s', async (_, status, happens) => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    const reply = await takeAfter(id, caseworker, () => happens(id, member, caseworker));
    expect(reply.status).toBe(status);
    const line = (await linesOf(id)).some(({ actor }) => actor === caseworker.personId);
    expect(line).toBe(status === 200);
  });

  test.each([
    ['no id', { id: undefined }, 'id'],
    ['an empty note', { note: ' ' }, 'note'],
    ['a note that is too long', { note: 'x'.repeat(2001) }, 'note'],
    ['an assignee', { assignedTo: newId() }, 'assignedTo'],
  ])('is 400 with the path for %s', async (_, body, path) => {
    const { caseworker, member } = await scene();
    const { id } = await open(member);
    expect(await take(id, caseworker, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_body', errors: [{ path }] },
    });
  });
});

describe('the list of a coordinator', () => {
  const readAll = async (limit: string, query: Record<string, string> = {}): Promise<string[]> => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const reply = await send({
        route: 'GET /api/cases',
        caller: coordinator,
        query: { limit, ...query, ...(cursor === undefined ? {} : { cursor }) },
      });
      expect(reply.status).toBe(200);
      const body = z
        .object({ items: z.array(z.object({ id: z.string() })), cursor: z.string().optional() })
        .parse(reply.body);
      expect(body.items.length).toBeLessThanOrEqual(Number(limit));
      found.push(...body.items.map(({ id }) => id));
      cursor = body.cursor;
    } while (cursor !== undefined);
    return found;
  };

  test('begins with the cases that wait for somebody, the oldest first, and has each case once', async () => {
    const { caseworker, member } = await scene();
    const assigned = await open(
      member,
      { openedOn: '2026-01-01', assignedTo: caseworker.personId },
      coordinator,
    );
    const later = await open(member, { openedOn: '2026-01-03' });
    const earlier = await open(member, { openedOn: '2026-01-02' });
    const whole = await readAll('100');
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.slice(0, 2)).toEqual([earlier.id, later.id]);
    expect(whole).toContain(assigned.id);
    for (const limit of ['1', '2', '3', '7']) expect(await readAll(limit), limit).toEqual(whole);
    const inProgress = await readAll('2', { status: 'closed' });
    expect(inProgress).toEqual(whole.filter((id) => inProgress.includes(id)));
  });

  test('has each case once, and all of them, though some are taken and others begin to wait meanwhile', async () => {
    const { caseworker, member } = await scene();
    const [first, second] = [
      await open(member, { openedOn: '2025-01-01' }),
      await open(member, { openedOn: '2025-01-02' }),
    ];
    const normal = await open(member, { priority: 'normal' });
    const at = (now: string, query: Record<string, string>) =>
      send({ route: 'GET /api/cases', caller: coordinator, now, query });
    const parse = (reply: TestReply) =>
      z.object({ items: z.array(z.object({ id: z.string() })), cursor: z.string() }).parse(reply.body);
    const one = parse(await at('2026-10-15T07:00:00.000Z', { limit: '2' }));
    expect(one.items.map(({ id }) => id)).toEqual([first.id, second.id]);
    await take(first.id, caseworker, {}, '2026-10-15T07:00:01.000Z');
    const { version } = await standing(normal.id);
    await send({
      route: 'PATCH /api/cases/{id}',
      path: { id: normal.id },
      caller: coordinator,
      ifMatch: version,
      body: { priority: 'urgent' },
      now: '2026-10-15T07:00:02.000Z',
    });
    const found = one.items.map(({ id }) => id);
    let cursor: string | undefined = one.cursor;
    while (cursor !== undefined) {
      const next = await at('2026-10-15T07:00:03.000Z', { limit: '5', cursor });
      const body = z
        .object({ items: z.array(z.object({ id: z.string() })), cursor: z.string().optional() })
        .parse(next.body);
      found.push(...body.items.map(({ id }) => id));
      cursor = body.cursor;
    }
    for (const id of [first.id, second.id, normal.id]) {
      expect(found.filter((one) => one === id)).toHaveLength(1);
    }
  });
});
