import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { toItem } from '../../functions/areas/devices/stored-device.ts';
import { makeSignInName } from '../../functions/areas/people/random-names-and-passwords.ts';
import { createPeopleRoutes } from '../../functions/areas/people/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import { collectiveKey, collectiveListIndexKeys } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { signInNameKey } from '../../functions/shared/table/keys/people.ts';
import { findApproval } from '../../functions/shared/two-person/stored-approval.ts';
import { createCaller, createSend } from '../support/request.ts';
import { validCollective } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
const settled: [string, string][] = [];
const signIns: { signInName: string; password: string }[] = [];

const deps = () => ({
  table: records.table,
  vault: records.vault,
  chooseName: makeSignInName,
  allowSignIn: async (signInName: string, password: string) => {
    signIns.push({ signInName, password });
    return newId();
  },
  signIns: createSignIns(records.table, {
    enable: async (name) => void settled.push(['enable', name]),
    disable: async (name) => void settled.push(['disable', name]),
    remove: async (name) => void settled.push(['remove', name]),
  }),
  accessLog: records.accessLog,
  newId,
});
beforeAll(async () => {
  records = await openRecords();
  send = createSend([
    ...createPeopleRoutes(deps()),
    ...createCollectivesRoutes({
      table: records.table,
      vault: records.vault,
      accessLog: records.accessLog,
      newId,
    }),
  ]);
});
afterAll(() => records.close());

const administrator = createCaller('administrator');
const input = (more: object = {}) => ({
  id: newId(),
  name: 'వెన్నెల కల్పన',
  role: 'leader',
  locale: 'te',
  ...more,
});
const add = (body: object) => send({ route: 'POST /api/users', caller: administrator, body });
const read = (id: string) => send({ route: 'GET /api/users/{id}', path: { id }, caller: administrator });
const nameOf = async (id: string): Promise<string> =>
  z.object({ signInName: z.string() }).parse((await read(id)).body).signInName;
const change = (id: string, ifMatch: number, body: object, caller = administrator) =>
  send({ route: 'PATCH /api/users/{id}', path: { id }, caller, ifMatch, body });
const formCollective = async (): Promise<string> => {
  const id = newId();
  await records.documents.send(new PutCommand({ TableName: records.name, Item: { ...collectiveKey(id) } }));
  return id;
};

const storeMember = async (): Promise<string> => {
  const id = newId();
  await records.documents.send(new PutCommand({ TableName: records.name, Item: { ...memberKey(id) } }));
  return id;
};

/** A phone that she has registered. @param ends when it was ended, if it was */
const addPhone = (createdBy: string, ends: { revokedAt?: string; endedAt?: string } = {}) =>
  records.table.put(
    toItem({
      id: newId(),
      seenOn: '2026-10-01',
      createdAt: '2026-09-01T06:00:00Z',
      createdBy,
      version: 1,
      secretHash: 'hash',
      formerSecretHashes: [],
      wrongTries: 0,
      wrongTriesInAll: 0,
      wrongTriesThatDay: 0,
      ...ends,
    }),
  );

describe('people', () => {
  test('who lead are linked to the member that they are, who must exist; nobody else is', async () => {
    const memberId = await storeMember();
    const body = input({ memberId });
    expect(await add(body)).toMatchObject({ status: 201, body: { memberId } });
    const unknown = { status: 422, body: { code: 'unknown_member', errors: [{ path: 'memberId' }] } };
    expect(await add(input({ memberId: newId() }))).toMatchObject(unknown);
    expect(await change(body.id, 1, { memberId: newId() })).toMatchObject(unknown);
    const noLeader = { status: 422, body: { code: 'not_a_leader', errors: [{ path: 'memberId' }] } };
    expect(await add(input({ memberId, role: 'caseworker' }))).toMatchObject(noLeader);
    expect(await change(body.id, 1, { memberId, role: 'caseworker' })).toMatchObject(noLeader);
    const unlinked = await change(body.id, 1, { memberId: null });
    expect(unlinked).toMatchObject({ status: 200, body: { version: 2 } });
    expect(unlinked.body).not.toHaveProperty('memberId');
    expect(await change(body.id, 2, { memberId })).toMatchObject({ status: 200, body: { memberId } });
    const caseworker = await change(body.id, 3, { role: 'caseworker' });
    expect(caseworker.body).not.toHaveProperty('memberId');
    const lines = await records.readJournal();
    expect(lines).toContainEqual(
      expect.objectContaining({ personId: body.id, role: 'caseworker', fields: ['role', 'memberId'] }),
    );
  });

  test('are not shown by a change or a repetition without a line of who looked', async () => {
    const body = input();
    await add(body);
    expect(await change(body.id, 7, { locale: 'en' })).toMatchObject({ status: 412 });
    expect(await change(body.id, 1, {})).toMatchObject({ status: 200 });
    expect(await add(body)).toMatchObject({ status: 200 });
    const routes = (await records.accessesOf(body.id)).map(({ route }) => route);
    expect(routes.toSorted()).toEqual(['PATCH /api/users/{id}', 'PATCH /api/users/{id}', 'POST /api/users']);
  });

  test('are added once, and their names lie sealed', async () => {
    const body = input();
    const replies = await Promise.all([add(body), add(body), add(body)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await read(body.id)).toMatchObject({
      status: 200,
      body: { ...body, collectives: [], districts: [], disabled: false, version: 1 },
    });
    expect(JSON.stringify(await records.scan())).not.toContain(body.name);
    expect(await add({ ...body, role: 'funder' })).toMatchObject({ status: 409 });
  });

  test('have collectives only as leaders: whoever becomes something else, or is it, has none', async () => {
    const collective = await formCollective();
    const lists = { collectives: [collective], districts: [] };
    const caseworker = input({ role: 'caseworker', ...lists });
    expect(await add(caseworker)).toMatchObject({ status: 201, body: { collectives: [] } });
    expect(await change(caseworker.id, 1, { collectives: [collective] })).toMatchObject({
      status: 200,
      body: { collectives: [], version: 1 },
    });
    const leader = input({ role: 'leader', ...lists });
    expect(await add(leader)).toMatchObject({ status: 201, body: { collectives: [collective] } });
    expect(await change(leader.id, 1, { role: 'caseworker' })).toMatchObject({
      status: 200,
      body: { collectives: [], version: 2 },
    });
  });

  test('are given collectives that exist, and no other', async () => {
    const body = input();
    await add(body);
    const [collective, unknown] = [await formCollective(), newId()];
    expect(await change(body.id, 1, { collectives: [collective, unknown] })).toMatchObject({
      status: 422,
      body: { code: 'unknown_collective', errors: [{ path: 'collectives.1' }] },
    });
    expect(await add(input({ collectives: [unknown] }))).toMatchObject({ status: 422 });
    expect(await change(body.id, 1, { collectives: [collective] })).toMatchObject({
      status: 200,
      body: { collectives: [collective], version: 2 },
    });
    expect(await records.readJournal()).toContainEqual(
      expect.objectContaining({ type: 'person_changed', personId: body.id, fields: ['collectives'] }),
    );
  });

  test('are given as many collectives as one write can look up, each of them once', async () => {
    const ids = await Promise.all(Array.from({ length: 97 }, formCollective));
    const most = ids.slice(0, 92);
    const [once = ''] = ids;
    const memberId = await storeMember();
    expect(await add(input({ collectives: most, memberId }))).toMatchObject({ status: 201 });
    const body = input();
    await add(body);
    for (const [path, more] of [
      ['collectives', { collectives: ids }],
      ['collectives', { collectives: [once, once] }],
      ['districts', { districts: ['Guntur', 'Guntur'] }],
    ] as const) {
      const refusal = { status: 400, body: { code: 'invalid_body', errors: [{ path }] } };
      expect(await add(input(more))).toMatchObject(refusal);
      expect(await change(body.id, 1, more)).toMatchObject(refusal);
    }
    expect(await change(body.id, 1, { collectives: most })).toMatchObject({ status: 200 });
  });

  test('are made area coordinators, and given other districts as such, by two persons who both see the districts', async () => {
    const body = input({ role: 'coordinator', districts: ['Guntur'] });
    expect(await add(body)).toMatchObject({ status: 202, body: { state: 'waiting' } });
    const caseworker = input({ role: 'caseworker', districts: ['Guntur'] });
    await add(caseworker);
    const asked = await change(caseworker.id, 1, { role: 'coordinator' });
    expect(asked).toMatchObject({ status: 202 });
    const approval = await findApproval(
      records.table,
      z.object({ approvalId: z.string() }).parse(asked.body).approvalId,
    );
    expect(approval?.facts).toEqual({
      role: 'coordinator',
      formerRole: 'caseworker',
      change: 'role',
      districts: ['Guntur'],
    });
    // Alone, the administrator cannot make of these districts the whole state meanwhile.
    expect(approval?.content).toEqual({
      of: 'change',
      change: { role: 'coordinator', districts: ['Guntur'] },
    });
  });

  test('are changed by one of two at once; the other sees who she is now, by name', async () => {
    const body = input();
    await add(body);
    const replies = await Promise.all([
      change(body.id, 1, { disabled: true }),
      change(body.id, 1, { role: 'caseworker' }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(replies.find(({ status }) => status === 412)?.body).toMatchObject({
      current: { version: 2, name: body.name },
    });
  });

  test('are named to whoever gives cases, where a case can be given to them; it is noted', async () => {
    const body = input({ role: 'caseworker', districts: ['Guntur'], telephone: '+919848012345' });
    const gone = input({ role: 'caseworker' });
    const leader = input();
    await Promise.all([body, gone, leader].map(add));
    await change(gone.id, 1, { disabled: true });
    const coordinator = createCaller('coordinator');
    const reply = await send({ route: 'GET /api/assignees', caller: coordinator });
    const { items } = z
      .object({ items: z.array(z.looseObject({ id: z.string(), role: z.string() })) })
      .parse(reply.body);
    expect(items).toContainEqual({
      id: body.id,
      name: body.name,
      role: 'caseworker',
      districts: ['Guntur'],
      telephone: '+919848012345',
    });
    expect(items.filter(({ id }) => id === gone.id || id === leader.id)).toEqual([]);
    expect(items.filter(({ role }) => role !== 'caseworker' && role !== 'coordinator')).toEqual([]);
    expect(await records.accessesOf(body.id)).toContainEqual(
      expect.objectContaining({
        actor: coordinator.personId,
        route: 'GET /api/assignees',
        fields: ['name', 'telephone'],
      }),
    );
  });

  test('get a sign-in name of one word that nobody else has, also where the first choices are taken', async () => {
    const [first, second, asked] = [input(), input(), input({ role: 'auditor' })];
    await add(first);
    const taken = await nameOf(first.id);
    expect(taken).toMatch(/^[a-z]{8,16}$/);
    const choices = [taken, taken, 'lotusneem', 'lotusneem', 'neemlotus'];
    const choosing = createSend(
      createPeopleRoutes({
        ...deps(),
        chooseName: () => choices.shift() ?? taken,
      }),
    );
    const route = 'POST /api/users';
    expect(await choosing({ route, caller: administrator, body: second })).toMatchObject({
      status: 201,
      body: { signInName: 'lotusneem' },
    });
    // Who waits for a second person has hers from the beginning.
    expect(await choosing({ route, caller: administrator, body: asked })).toMatchObject({ status: 202 });
    expect(choices).toEqual([]);
    expect(await records.table.get(signInNameKey('neemlotus'))).toMatchObject({ personId: asked.id });
    expect(await records.table.get(signInNameKey(taken))).toMatchObject({ personId: first.id });
    // Only names that are taken are left: it is told as a failure of ours, and nothing is written.
    await expect(choosing({ route, caller: administrator, body: input() })).resolves.toMatchObject({
      status: 500,
    });
    expect(await add(first)).toMatchObject({ status: 200, body: { signInName: taken } });
  });

  test('are given collectives from a list with their names, for administrators alone', async () => {
    const [open, closed] = [newId(), newId()];
    for (const [id, more] of [
      [open, {}],
      [closed, { closedOn: '2026-09-30' }],
    ] as const) {
      await records.documents.send(
        new PutCommand({
          TableName: records.name,
          Item: {
            ...collectiveKey(id),
            ...collectiveListIndexKeys(id),
            id,
            name: 'వెన్నెల సంఘం',
            district: 'Guntur',
            mandal: 'Tenali',
            ...more,
          },
        }),
      );
    }
    const route = 'GET /api/assignable-collectives';
    expect(await send({ route, caller: administrator, query: { limit: '100' } })).toMatchObject({
      status: 200,
      body: {
        items: [
          { id: open, name: 'వెన్నెల సంఘం', district: 'Guntur' },
          { id: closed, name: 'వెన్నెల సంఘం', district: 'Guntur', closedOn: '2026-09-30' },
        ],
      },
    });
    expect(await send({ route, caller: createCaller('coordinator') })).toMatchObject({ status: 403 });
  });

  test('do not lock themselves out', async () => {
    const own = createCaller('administrator');
    await add(input({ id: own.personId }));
    expect(await change(own.personId, 1, { disabled: true }, own)).toMatchObject({
      status: 422,
      body: { code: 'own_access' },
    });
    expect(await change(own.personId, 1, { locale: 'en' }, own)).toMatchObject({ status: 200 });
  });

  test('sign in with a password that is shown once and written down nowhere', async () => {
    const body = input();
    await add(body);
    const ask = () =>
      send({
        route: 'POST /api/users/{id}/one-time-password',
        path: { id: body.id },
        caller: administrator,
        body: {},
      });
    const reply = await ask();
    expect(reply.status).toBe(201);
    const said = signIns.at(-1);
    expect(reply.body).toEqual({ password: said?.password });
    expect(said).toEqual({
      signInName: await nameOf(body.id),
      password: expect.stringMatching(/^(\w+-){3}\d\d$/),
    });
    expect(JSON.stringify(await records.scan())).not.toContain(said?.password);
    await change(body.id, 1, { disabled: true });
    expect(await ask()).toMatchObject({ status: 422, body: { code: 'disabled' } });
  });

  test('lose their sessions at the provider with their access, and get the way in back with it', async () => {
    const body = input();
    await add(body);
    await change(body.id, 1, { disabled: true });
    await change(body.id, 2, { locale: 'en' });
    await change(body.id, 3, { disabled: false });
    const name = await nameOf(body.id);
    expect(settled.filter(([, settledName]) => settledName === name)).toEqual([
      ['disable', name],
      ['enable', name],
    ]);
  });

  test('are named to the auditor in few large pages, as in small ones; each is noted', async () => {
    const auditor = createCaller('auditor');
    const body = input();
    await add(body);
    const list = async (query: Readonly<Record<string, string>>) =>
      z
        .object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().optional() })
        .parse((await send({ route: 'GET /api/actors', caller: auditor, query })).body);
    const paged = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await list({ limit: '2', ...(cursor === '' ? {} : { cursor }) });
      paged.push(...page.items);
      cursor = page.cursor;
    }
    const all = await list({ all: 'true' });
    expect(all).toEqual({ items: paged });
    expect(all.items).toContainEqual({ id: body.id, name: body.name, role: 'leader', disabled: false });
    const lines = (await records.accessesOf(body.id)).filter(({ route }) => route === 'GET /api/actors');
    expect(lines).toHaveLength(2);
  });

  test('are shown to administrators alone, who leave a line each time', async () => {
    const body = input();
    await add(body);
    const list = await send({ route: 'GET /api/users', caller: administrator, query: { limit: '100' } });
    expect(list.body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: body.id, name: body.name })]),
    });
    expect(await records.accessesOf(body.id)).toContainEqual(
      expect.objectContaining({ route: 'GET /api/users', actor: administrator.personId }),
    );
    expect(await send({ route: 'GET /api/users', caller: createCaller('coordinator') })).toMatchObject({
      status: 403,
    });
  });
});

describe('her telephone', () => {
  const telephone = '+91 90000 54321';
  const coordinator = createCaller('coordinator');
  const formed = async (): Promise<string> => {
    const body = validCollective();
    await send({ route: 'POST /api/collectives', caller: coordinator, body });
    return body.id;
  };
  const leadersOf = async (id: string, caller = coordinator) => {
    const reply = await send({ route: 'GET /api/collectives/{id}', path: { id }, caller });
    return z.looseObject({ leaders: z.unknown().optional() }).parse(reply.body).leaders;
  };

  test('is sealed, changes, and is taken away', async () => {
    const person = input({ telephone });
    expect(await add(person)).toMatchObject({ status: 201, body: { telephone } });
    expect(JSON.stringify(await records.scan())).not.toContain('54321');
    expect(await change(person.id, 1, { telephone: '+91 90000 11111' })).toMatchObject({
      body: { telephone: '+91 90000 11111', version: 2 },
    });
    expect((await change(person.id, 2, { telephone: null })).body).not.toHaveProperty('telephone');
    expect((await read(person.id)).body).not.toHaveProperty('telephone');
    expect(await change(person.id, 3, { telephone: null })).toMatchObject({ body: { version: 3 } });
    expect(await add(input({ telephone: 'by the well' }))).toMatchObject({ status: 400 });
  });

  test('stands beside the group that she leads, for a coordinator alone, who leaves a line', async () => {
    const id = await formed();
    const leads = { collectives: [id] };
    const first = input({ ...leads, name: 'Anasuya', telephone });
    const second = input({ ...leads, name: 'Bharani' });
    const gone = input(leads);
    for (const one of [second, first, gone, input()]) await add(one);
    await change(gone.id, 1, { disabled: true });
    expect(await leadersOf(id)).toEqual([
      { id: first.id, name: 'Anasuya', telephone, phone: 'none' },
      { id: second.id, name: 'Bharani', phone: 'none' },
    ]);
    expect(await records.accessesOf(first.id)).toMatchObject([
      { route: 'GET /api/collectives/{id}', fields: ['name', 'telephone'] },
    ]);
    expect(await leadersOf(id, createCaller('leader', leads))).toBeUndefined();
  });

  test('is told with whether a phone of hers is in use, so that nobody calls one that was stolen', async () => {
    const id = await formed();
    const leader = input({ collectives: [id], name: 'Chitra', telephone });
    await add(leader);
    const told = { id: leader.id, name: 'Chitra', telephone };
    expect(await leadersOf(id)).toEqual([{ ...told, phone: 'none' }]);
    await addPhone(leader.id, { revokedAt: '2026-10-02T06:00:00Z' });
    await addPhone(leader.id, { endedAt: '2026-09-02T06:00:00Z' });
    expect(await leadersOf(id)).toEqual([{ ...told, phone: 'ended' }]);
    await addPhone(leader.id);
    expect(await leadersOf(id)).toEqual([told]);
  });

  test('stands beside a caseworker to whom a case is assigned, with whether her phone was ended', async () => {
    const caseworker = input({ role: 'caseworker', telephone });
    await add(caseworker);
    const told = async () => {
      const reply = await send({
        route: 'GET /api/assignees',
        caller: coordinator,
        query: { limit: '100' },
      });
      const { items } = z.object({ items: z.array(z.looseObject({ id: z.string() })) }).parse(reply.body);
      return items.find(({ id }) => id === caseworker.id);
    };
    // She may have her desk alone.
    expect(await told()).not.toHaveProperty('phone');
    await addPhone(caseworker.id, { endedAt: '2026-09-02T06:00:00Z' });
    expect(await told()).toMatchObject({ telephone, phone: 'ended' });
    await addPhone(caseworker.id);
    expect(await told()).not.toHaveProperty('phone');
  });
});
