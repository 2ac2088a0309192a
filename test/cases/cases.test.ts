import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createCases } from '../../functions/cases/repository.ts';
import { createCasesRoutes } from '../../functions/cases/routes.ts';
import { caseEvent, caseRecord } from '../../functions/cases/schema.ts';
import type { Caller } from '../../functions/domain/caller.ts';
import { newId } from '../../functions/domain/ids.ts';
import type { Role } from '../../functions/domain/roles.ts';
import { type Codes, createCodes } from '../../functions/table/codes.ts';
import { memberKey, personKey } from '../../functions/table/keys.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
const sendWith = (newCode: Codes) =>
  createSend(
    createCasesRoutes({
      cases: createCases(records.table, records.vault, newCode),
      accessLog: records.accessLog,
      newId,
    }),
  );

const collectiveId = newId();
const coordinator = createCaller('coordinator');
const leader = createCaller('leader', { collectives: [collectiveId] });
const otherLeader = createCaller('leader', { collectives: [newId()] });
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
const otherCaseworker = createCaller('caseworker', { districts: ['Guntur', 'Krishna'] });

/** A person as she lies in the table, for what is checked of an assignee. */
const putPerson = (personId: string, role: Role, disabled = false) =>
  records.table.transact([{ put: { ...personKey(personId), id: personId, role, disabled } }]);

/** A member as she lies in the table, for what a case needs of her, and her key. */
const putMember = async (more: object = {}): Promise<string> => {
  const id = newId();
  const { write } = await records.vault.createKey(`member:${id}`);
  await records.table.transact([
    { put: { ...memberKey(id), id, collectiveId, district: 'Guntur', ...more } },
    write,
  ]);
  return id;
};

let member: string;
beforeAll(async () => {
  records = await openRecords();
  send = sendWith(createCodes('C-'));
  member = await putMember();
  await Promise.all(
    [coordinator, leader, caseworker, otherCaseworker].map(({ personId, role }) => putPerson(personId, role)),
  );
});
afterAll(() => records.close());

const input = (more: object = {}) => ({
  id: newId(),
  memberId: member,
  kind: 'crisis',
  priority: 'urgent',
  openedOn: '2026-10-01',
  ...more,
});
const post = (body: object, caller: Caller = coordinator, now?: string) =>
  send({ route: 'POST /api/cases', caller, body, ...(now === undefined ? {} : { now }) });
const opened = async (more: object = {}, caller: Caller = coordinator) => {
  const reply = await post(input(more), caller);
  expect(reply).toMatchObject({ status: 201 });
  return caseRecord.parse(reply.body);
};
const read = (id: string, caller: Caller = coordinator) =>
  send({ route: 'GET /api/cases/{id}', path: { id }, caller });
const standing = async (id: string) => caseRecord.parse((await read(id)).body);
const change = (id: string, ifMatch: number, body: object, caller: Caller = coordinator) =>
  send({ route: 'PATCH /api/cases/{id}', path: { id }, caller, ifMatch, body });
const tell = (id: string, event: object, caller: Caller = coordinator, now?: string) =>
  send({
    route: 'POST /api/cases/{id}/events',
    path: { id },
    caller,
    body: { id: newId(), on: '2026-10-05', ...event },
    ...(now === undefined ? {} : { now }),
  });
const timeline = (id: string, caller: Caller = coordinator, query: Record<string, string> = {}) =>
  send({ route: 'GET /api/cases/{id}/events', path: { id }, caller, query });
const list = (caller: Caller, query: Record<string, string> = {}, now?: string) =>
  send({ route: 'GET /api/cases', caller, query, ...(now === undefined ? {} : { now }) });

const page = z.object({ items: z.array(z.unknown()), cursor: z.string().optional() });
/** The items of a list, page after page. */
const readAll = async <T extends z.ZodType>(
  item: T,
  readPage: (query: Record<string, string>) => Promise<TestReply>,
  query: Record<string, string>,
): Promise<z.output<T>[]> => {
  const items: z.output<T>[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 200; pages += 1) {
    const reply = await readPage(cursor === undefined ? query : { ...query, cursor });
    expect(reply.status).toBe(200);
    const found = page.parse(reply.body);
    expect(found.items.length).toBeLessThanOrEqual(Number(query.limit ?? 50));
    items.push(...found.items.map((value) => item.parse(value)));
    cursor = found.cursor;
    if (cursor === undefined) {
      return items;
    }
  }
  throw new Error('The list does not end.');
};
const idsOf = async (caller: Caller, query: Record<string, string> = {}, now?: string) =>
  (await readAll(caseRecord, (more) => list(caller, more, now), query)).map(({ id }) => id);
const linesOf = async (caseId: string) =>
  (await records.readJournal()).filter((line) => 'caseId' in line && line.caseId === caseId);
const accessesTo = (caseId: string) => records.accessesOf(caseId);

describe('opening a case', () => {
  it('stores it once, with one journal line, however often and at once it is sent', async () => {
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

  it('is 409 where the id stands for something else, and 200 with the case as it now is for the same', async () => {
    const body = input();
    await post(body);
    expect(await post({ ...body, priority: 'normal' })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    await tell(body.id, { type: 'status', status: 'in_progress' });
    expect(await post(body)).toMatchObject({ status: 200, body: { status: 'in_progress', version: 2 } });
  });

  it('repeats for a caseworker who has handed it over by now, and for nobody who merely knows it', async () => {
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

  it('repeats even where a rule would refuse it by now', async () => {
    const body = input();
    await post(body, leader);
    const moved = createCaller('leader', { personId: leader.personId, collectives: [] });
    expect(await post(body, moved)).toMatchObject({ status: 200 });
    expect(await post(input(), moved)).toMatchObject({ status: 403 });
  });

  it('draws another code where one is taken', async () => {
    const codes = ['C-222222', 'C-222222', 'C-333333'];
    const sendDrawn = sendWith(() => codes.shift() ?? 'C-444444');
    const replies = [
      await sendDrawn({ route: 'POST /api/cases', caller: coordinator, body: input() }),
      await sendDrawn({ route: 'POST /api/cases', caller: coordinator, body: input() }),
    ];
    expect(replies.map(({ body }) => caseRecord.parse(body).code)).toEqual(['C-222222', 'C-333333']);
  });

  it('is 422 for a member who does not exist, and stores nothing', async () => {
    const body = input({ memberId: newId() });
    expect(await post(body)).toMatchObject({
      status: 422,
      body: { code: 'unknown_member', errors: [{ path: 'memberId' }] },
    });
    expect(await read(body.id)).toMatchObject({ status: 404 });
    expect(await linesOf(body.id)).toEqual([]);
  });

  it('is 403 for a leader and a caseworker where the member is not theirs, or not there', async () => {
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

  it('assigns to the caseworker who opens it, and lets her name nobody else', async () => {
    expect(await opened({}, caseworker)).toMatchObject({ assignedTo: caseworker.personId });
    expect(await opened({ assignedTo: caseworker.personId }, caseworker)).toMatchObject({ version: 1 });
    expect(await post(input({ assignedTo: otherCaseworker.personId }), caseworker)).toMatchObject({
      status: 403,
    });
    expect(await opened({}, leader)).not.toHaveProperty('assignedTo');
  });

  it('is 422 for an assignee who does not work on cases', async () => {
    const disabled = newId();
    await putPerson(disabled, 'caseworker', true);
    const unknown = { status: 422, body: { code: 'unknown_assignee', errors: [{ path: 'assignedTo' }] } };
    for (const assignedTo of [newId(), disabled, leader.personId]) {
      expect(await post(input({ assignedTo }))).toMatchObject(unknown);
    }
    expect(await post(input({ assignedTo: coordinator.personId }))).toMatchObject({ status: 201 });
    expect(await post(input({ assignedTo: coordinator.personId }), leader)).toMatchObject(unknown);
    expect(await post(input({ assignedTo: caseworker.personId }), leader)).toMatchObject({ status: 201 });
  });

  it.each(['administrator', 'auditor', 'funder'] as const)(
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

  it.each([
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

describe('changing a case', () => {
  it('raises the version, and says in the journal how it stands and what changed', async () => {
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

  it('is 412 with the current case for all but one at once, and for who did not see an event', async () => {
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

  it('is 412 for who read the case just before another wrote it', async () => {
    const { id } = await opened();
    const { table } = records;
    let overtaken = false;
    const sendLate = createSend(
      createCasesRoutes({
        cases: createCases(
          {
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
          records.vault,
          createCodes('C-'),
        ),
        accessLog: records.accessLog,
        newId,
      }),
    );
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

  it('writes nothing where nothing differs', async () => {
    const { id } = await opened();
    expect(await change(id, 1, { kind: 'crisis', assignedTo: null })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(await change(id, 1, {})).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await linesOf(id)).toHaveLength(1);
  });

  it('hands over by the coordinator alone; a caseworker lets go, a leader names the first', async () => {
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

  it('keeps an assignee who was disabled since, while others fields change', async () => {
    const former = newId();
    await putPerson(former, 'caseworker');
    const { id } = await opened({ assignedTo: former });
    await putPerson(former, 'caseworker', true);
    expect(await change(id, 1, { priority: 'normal' })).toMatchObject({
      status: 200,
      body: { assignedTo: former },
    });
  });

  it.each([
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

  it('is 428 without If-Match, 404 for what is not there', async () => {
    const { id } = await opened();
    const path = { id };
    const route = 'PATCH /api/cases/{id}';
    expect(await send({ route, path, caller: coordinator, body: {} })).toMatchObject({ status: 428 });
    expect(await change(newId(), 1, {})).toMatchObject({ status: 404 });
  });
});

const texts = {
  provider: 'Ashavaram Clinic',
  to: 'Snehavaram Trust',
  text: 'Yesterday she slept untroubled again.',
  reason: 'She asked for it wholeheartedly.',
};
const longestWord = (text: string): string =>
  text.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest));
const everyType = [
  { type: 'service', service: 'medical', provider: texts.provider },
  { type: 'service', service: 'livelihood' },
  { type: 'entitlement', entitlement: 'ration_card', stage: 'applied' },
  { type: 'compensation', scheme: 'nalsa_2018', stage: 'awarded', amountPaise: 31_415_900 },
  { type: 'compensation', scheme: 'other', stage: 'applied' },
  { type: 'referral', to: texts.to, stage: 'requested' },
  { type: 'follow_up', due: '2026-11-20' },
  { type: 'follow_up', due: '2026-11-20', done: true },
  { type: 'follow_up', due: '2026-11-20', done: false },
  { type: 'note', text: texts.text },
  { type: 'status', status: 'in_progress', reason: texts.reason },
  { type: 'status', status: 'closed' },
];

describe('the timeline of a case', () => {
  it('takes every type, gives back what it took, and counts in the version of the case', async () => {
    const { id } = await opened();
    const events = everyType.map((event) => ({ id: newId(), on: '2026-10-05', ...event }));
    for (const event of events) {
      const reply = await tell(id, event);
      expect(reply).toMatchObject({ status: 201, headers: { etag: '"1"' } });
      expect(reply.body).toEqual({
        ...event,
        createdAt: '2026-10-15T06:30:00Z',
        createdBy: coordinator.personId,
        version: 1,
      });
    }
    expect(await standing(id)).toMatchObject({ version: 1 + events.length, status: 'closed' });
    const { items } = page.parse((await timeline(id)).body);
    expect(items).toHaveLength(events.length);
    expect(items).toEqual(expect.arrayContaining(events.map((event) => expect.objectContaining(event))));
  });

  it('holds no text that can be read in the table, and none at all in the journal', async () => {
    const { id } = await opened();
    for (const event of everyType) {
      await tell(id, event);
    }
    const raw = JSON.stringify(await records.scan());
    for (const text of Object.values(texts)) {
      // Whole texts and their longest words: a word of three letters stands in what is sealed by chance.
      expect(raw).not.toContain(text);
      expect(raw).not.toContain(longestWord(text));
    }
    const lines = await linesOf(id);
    expect(lines).toHaveLength(1 + everyType.length);
    expect(JSON.stringify(lines)).not.toMatch(/provider|reason|text|"to"|v1\.|314159/);
  });

  it('does not open a text that was moved to another event', async () => {
    const { id } = await opened();
    await tell(id, { type: 'note', text: 'One' });
    await tell(id, { type: 'note', text: 'Two' });
    const [one, two] = (await records.scan()).filter(
      ({ pk, sk }) => pk === `CASE#${id}` && String(sk).startsWith('EVENT#'),
    );
    const sealed = z.object({ event: z.object({ text: z.string() }) });
    await records.documents.send(
      new UpdateCommand({
        TableName: records.name,
        Key: { pk: one?.pk, sk: one?.sk },
        UpdateExpression: 'SET event.#text = :text',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':text': sealed.parse(two).event.text },
      }),
    );
    expect(await timeline(id)).toMatchObject({ status: 500 });
  });

  it('stores an event once, however often and at once it is sent', async () => {
    const { id } = await opened();
    const event = { id: newId(), type: 'note', text: 'Once' };
    const replies = await Promise.all(Array.from({ length: 8 }, () => tell(id, event)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    const later = await tell(id, event, coordinator, '2026-10-16T06:30:00.000Z');
    expect(later).toMatchObject({ status: 200, body: { text: 'Once', createdAt: '2026-10-15T06:30:00Z' } });
    expect(await standing(id)).toMatchObject({ version: 2 });
    expect(await linesOf(id)).toHaveLength(2);
  });

  it('is 409 for another content, and for the same in another case', async () => {
    const [one, two] = [await opened(), await opened()];
    const event = { id: newId(), type: 'note', text: 'Once' };
    await tell(one.id, event);
    const reused = { status: 409, body: { code: 'id_reused' } };
    expect(await tell(one.id, { ...event, text: 'Twice' })).toMatchObject(reused);
    expect(await tell(two.id, event)).toMatchObject(reused);
    expect(await tell(two.id, { ...event, id: one.id })).toMatchObject(reused);
    expect(await post(input({ id: event.id }))).toMatchObject(reused);
    expect(page.parse((await timeline(two.id)).body).items).toEqual([]);
  });

  it('loses no event of several at once', async () => {
    const { id } = await opened();
    const days = ['2026-10-02', '2026-10-09', '2026-10-05', '2026-10-03', '2026-10-07'];
    const replies = await Promise.all(
      days.map((due) => tell(id, { type: 'follow_up', on: '2026-10-01', due })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(await standing(id)).toMatchObject({ version: 6, nextDue: '2026-10-02' });
    await tell(id, { type: 'follow_up', due: '2026-10-05', done: true });
    expect(await standing(id)).toMatchObject({ version: 7, nextDue: '2026-10-07' });
  });

  it('is told by date, then by recording, in pages', async () => {
    const { id } = await opened({ openedOn: '2026-09-01' });
    const told = [
      ['2026-10-05', '2026-10-10T06:00:00.000Z'],
      ['2026-09-01', '2026-10-11T06:00:00.000Z'],
      ['2026-10-05', '2026-10-09T06:00:00.000Z'],
      ['2026-10-08', '2026-10-08T06:00:00.000Z'],
      ['2026-10-05', '2026-10-12T06:00:00.000Z'],
    ] as const;
    for (const [on, now] of told) {
      await tell(id, { type: 'note', on, text: now }, coordinator, now);
    }
    const events = await readAll(caseEvent, (query) => timeline(id, coordinator, query), { limit: '2' });
    expect(events.map((event) => (event.type === 'note' ? event.text : undefined))).toEqual([
      told[1][1],
      told[2][1],
      told[0][1],
      told[4][1],
      told[3][1],
    ]);
  });

  it('gives a case the status of its latest event by date, then by recording', async () => {
    const { id } = await opened({ openedOn: '2026-09-01' });
    const say = async (on: string, status: string, now: string) => {
      expect(await tell(id, { type: 'status', on, status }, coordinator, now)).toMatchObject({ status: 201 });
      return (await standing(id)).status;
    };
    expect(await say('2026-10-10', 'closed', '2026-10-10T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-10-08', 'in_progress', '2026-10-11T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-09-01', 'open', '2026-10-12T06:00:00.000Z')).toBe('closed');
    expect(await say('2026-10-10', 'reopened', '2026-10-12T06:00:00.000Z')).toBe('reopened');
    expect(await idsOf(coordinator, { status: 'reopened' })).toContain(id);
    expect(await idsOf(coordinator, { status: 'closed' })).not.toContain(id);
  });

  it('shows null for the texts of a member who was erased, and takes no more of them', async () => {
    const erased = await putMember();
    const { id } = await opened({ memberId: erased });
    const before = { id: newId(), on: '2026-10-05', type: 'referral', to: 'Sneha Trust', stage: 'done' };
    await tell(id, before);
    await records.table.transact([records.vault.destroyKey(`member:${erased}`, '2026-10-15T06:00:00Z')]);
    expect((await timeline(id)).body).toMatchObject({
      items: [{ type: 'referral', stage: 'done', to: null }],
    });
    expect(await tell(id, before)).toMatchObject({ status: 200, body: { to: null } });
    expect(await tell(id, { type: 'note', text: 'More' })).toMatchObject({
      status: 422,
      body: { code: 'member_erased' },
    });
    expect(await tell(id, { type: 'status', status: 'closed' })).toMatchObject({ status: 201 });
    expect(await standing(id)).toMatchObject({ status: 'closed', version: 3 });
  });

  const aadhaar = 'Her card is 2345 6789 0124';
  it.each([
    ['no type', { type: undefined }, 'invalid_body', 'type'],
    ['a type that is not one', { type: 'photo' }, 'invalid_body', 'type'],
    ['a date that has not come', { type: 'note', text: 'x', on: '2026-10-16' }, 'invalid_date', 'on'],
    ['no date', { type: 'note', text: 'x', on: undefined }, 'invalid_body', 'on'],
    ['a field of another type', { type: 'note', text: 'x', due: '2026-10-01' }, 'invalid_body', 'due'],
    ['a version', { type: 'note', text: 'x', version: 1 }, 'invalid_body', 'version'],
    ['no text', { type: 'note' }, 'invalid_body', 'text'],
    ['a blank text', { type: 'note', text: ' ' }, 'invalid_body', 'text'],
    ['a text too long', { type: 'note', text: 'x'.repeat(2001) }, 'invalid_body', 'text'],
    ['an Aadhaar number in a note', { type: 'note', text: aadhaar }, 'invalid_aadhaar', 'text'],
    [
      'one in a provider',
      { type: 'service', service: 'police', provider: aadhaar },
      'invalid_aadhaar',
      'provider',
    ],
    ['one in a referral', { type: 'referral', to: aadhaar, stage: 'done' }, 'invalid_aadhaar', 'to'],
    ['one in a reason', { type: 'status', status: 'open', reason: aadhaar }, 'invalid_aadhaar', 'reason'],
    ['a service that is not one', { type: 'service', service: 'prayer' }, 'invalid_body', 'service'],
    [
      'a provider too long',
      { type: 'service', service: 'police', provider: 'x'.repeat(121) },
      'invalid_body',
      'provider',
    ],
    [
      'an entitlement that is not one',
      { type: 'entitlement', entitlement: 'car', stage: 'needed' },
      'invalid_body',
      'entitlement',
    ],
    ['no stage', { type: 'entitlement', entitlement: 'pension' }, 'invalid_body', 'stage'],
    [
      'a stage of another type',
      { type: 'entitlement', entitlement: 'pension', stage: 'paid' },
      'invalid_body',
      'stage',
    ],
    [
      'a scheme that is not one',
      { type: 'compensation', scheme: 'x', stage: 'paid' },
      'invalid_body',
      'scheme',
    ],
    [
      'part of a paisa',
      { type: 'compensation', scheme: 'other', stage: 'paid', amountPaise: 1.5 },
      'invalid_body',
      'amountPaise',
    ],
    [
      'an amount in words',
      { type: 'compensation', scheme: 'other', stage: 'paid', amountPaise: '100' },
      'invalid_body',
      'amountPaise',
    ],
    ['a referral to nobody', { type: 'referral', stage: 'done' }, 'invalid_body', 'to'],
    ['a follow-up without a date', { type: 'follow_up' }, 'invalid_body', 'due'],
    ['a due date that does not exist', { type: 'follow_up', due: '2027-02-29' }, 'invalid_date', 'due'],
    [
      'what is neither done nor not',
      { type: 'follow_up', due: '2026-10-20', done: 'yes' },
      'invalid_body',
      'done',
    ],
    ['a status that is not one', { type: 'status', status: 'won' }, 'invalid_body', 'status'],
  ])('is 400 with the path for %s', async (_, event, code, path) => {
    const { id } = await opened();
    const reply = await tell(id, event);
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
    expect(JSON.stringify(reply.body)).not.toContain('2345 6789');
    expect(await standing(id)).toMatchObject({ version: 1 });
  });

  it.each(['%', 'e30', 'W10', Buffer.from('{"pk":"CASE#x","sk":"EVENT#"}').toString('base64url')])(
    'is not told for the cursor %s',
    async (cursor) => {
      const { id } = await opened();
      expect(await timeline(id, coordinator, { cursor })).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    },
  );
});

describe('what is overdue', () => {
  const today = '2026-10-15';
  it('is what was due before today in India, until it is done or the case is closed', async () => {
    const { id } = await opened();
    const isListed = async (now?: string) => {
      const overdue = (await idsOf(coordinator, { overdue: 'true' }, now)).includes(id);
      expect((await idsOf(coordinator, { overdue: 'false' }, now)).includes(id)).toBe(!overdue);
      return overdue;
    };
    expect(await isListed()).toBe(false);
    await tell(id, { type: 'follow_up', due: today });
    expect(await isListed('2026-10-15T18:29:59.999Z')).toBe(false);
    expect(await isListed('2026-10-15T18:30:00.000Z')).toBe(true);
    await tell(id, { type: 'follow_up', due: '2026-10-14' });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'status', status: 'closed' });
    expect(await isListed()).toBe(false);
    await tell(id, { type: 'status', on: '2026-10-06', status: 'reopened' });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'follow_up', on: '2026-10-13', due: '2026-10-13', done: true });
    expect(await isListed()).toBe(true);
    await tell(id, { type: 'follow_up', on: '2026-10-14', due: '2026-10-14', done: true });
    expect(await isListed()).toBe(false);
    expect(await standing(id)).toMatchObject({ nextDue: today });
  });

  it('is so however late a follow-up is told', async () => {
    const { id } = await opened();
    await tell(id, { type: 'follow_up', on: '2026-10-08', due: '2026-10-08', done: true });
    await tell(id, { type: 'follow_up', on: '2026-10-01', due: '2026-10-08' });
    expect(await standing(id)).not.toHaveProperty('nextDue');
    await tell(id, { type: 'follow_up', on: '2026-10-09', due: '2026-10-08' });
    expect(await standing(id)).toMatchObject({ nextDue: '2026-10-08' });
  });
});

describe('who sees a case', () => {
  it('is a leader where she opened it and the member is still hers', async () => {
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

  it('is the caseworker to whom it is assigned, as long as it is, and its opener too', async () => {
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

  it('is told in pages that leave out none and repeat none, whatever is asked for', async () => {
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

  it('gives a last page no cursor', async () => {
    const mine = createCaller('leader', { collectives: [collectiveId] });
    for (const kind of ['crisis', 'other', 'crisis', 'other']) {
      await opened({ kind }, mine);
    }
    expect(page.parse((await list(mine, { limit: '4' })).body).cursor).toBeUndefined();
    expect(page.parse((await list(mine, { limit: '2', kind: 'crisis' })).body).cursor).toBeUndefined();
    expect(page.parse((await list(mine, { limit: '1', kind: 'crisis' })).body).cursor).toBeDefined();
  });

  it('gives only so much work to one request, and goes on with the next', async () => {
    const mine = createCaller('leader', { collectives: [collectiveId] });
    const reads: number[] = [];
    const { table } = records;
    const sendCounted = createSend(
      createCasesRoutes({
        cases: createCases(
          {
            ...table,
            query: async (query) => {
              const { items, next } = await table.query({ ...query, limit: 1 });
              reads.push(items.length);
              return { items, ...(next === undefined ? {} : { next }) };
            },
          },
          records.vault,
          createCodes('C-'),
        ),
        accessLog: records.accessLog,
        newId,
      }),
    );
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

  it.each([
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
  it('is written down before it is shown: a case, its timeline, and an event that is repeated', async () => {
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

  it('is written down where a repetition shows the case, or a change that is stale or changes nothing', async () => {
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

  it('is not shown what cannot be written down', async () => {
    const { id } = await opened();
    await tell(id, { type: 'note', text: 'She sleeps again.' });
    const sendUnlogged = createSend(
      createCasesRoutes({
        cases: createCases(records.table, records.vault, createCodes('C-')),
        accessLog: async () => {
          throw new Error('The log is away.');
        },
        newId,
      }),
    );
    for (const route of ['GET /api/cases/{id}/events', 'GET /api/cases/{id}'] as const) {
      expect(await sendUnlogged({ route, path: { id }, caller: coordinator })).toMatchObject({ status: 500 });
    }
  });

  it('leaves no line for what is out of reach', async () => {
    const { id } = await opened();
    await read(id, leader);
    await timeline(id, leader);
    expect(await accessesTo(id)).toEqual([]);
  });

  it('leaves one line for a page of a list, with the cases and their members', async () => {
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
    expect(lines).toMatchObject([
      { route: 'GET /api/cases', subjects: expect.arrayContaining(ids.slice(0, 2)) },
      { route: 'GET /api/cases', subjects: expect.arrayContaining(ids.slice(2)) },
    ]);
    expect(lines.map(({ subjects }) => Object(subjects).length)).toEqual([3, 2]);
  });
});
