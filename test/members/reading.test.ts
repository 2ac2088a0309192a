import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { foundMember, listedMember, wholeMember as member } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { allMembersIndexKeys } from '../../functions/shared/table/keys/members.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { createCaller, createSend } from '../support/request.ts';
import { aChild, consentTo, coordinator, listPage, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const leaderOf = (...collectives: string[]) => createCaller('leader', { collectives });
const caseworkerOf = (...districts: string[]) => createCaller('caseworker', { districts });

/** The ids of a whole list, page by page; no page may be empty but the last, unless it may be short. */
const walk = async (query: Readonly<Record<string, string>>, caller: Caller): Promise<string[][]> => {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const reply = await scene.list({ ...query, ...(cursor === undefined ? {} : { cursor }) }, caller);
    expect(reply.status).toBe(200);
    const page = listPage.parse(reply.body);
    pages.push(page.items.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined && pages.length < 100);
  return pages;
};

describe('reading a member', () => {
  test('leaves a line of what was read before the answer, and no content', async () => {
    const { id } = await scene.enrolled({ phone: undefined });
    const caller = caseworkerOf('Guntur');
    await scene.read(id, caller);
    expect(await scene.accessesOf(id)).toEqual([
      expect.objectContaining({
        actor: caller.personId,
        at: '2026-10-15T06:30:00.000Z',
        route: 'GET /api/members/{id}',
        fields: [
          'name',
          'mandal',
          'birthYear',
          'gender',
          'category',
          'district',
          'consents',
          'children',
          'offices',
        ],
      }),
    ]);
  });

  test('is not given where the line cannot be written', async () => {
    const { id } = await scene.enrolled();
    const send = createSend(
      createMembersRoutes({
        table: scene.records.table,
        vault: scene.records.vault,
        newCode: () => 'M-222222',
        accessLog: () => Promise.reject(new Error('The log is away.')),
        newId,
      }),
    );
    const path = { id };
    for (const request of [
      { route: 'GET /api/members/{id}', path },
      { route: 'PATCH /api/members/{id}', path, ifMatch: 1, body: {} },
      { route: 'PATCH /api/members/{id}', path, ifMatch: 9, body: {} },
      { route: 'POST /api/members/search', body: { q: 'Vennela' } },
    ] as const) {
      const reply = await send({ ...request, caller: coordinator });
      expect(reply.status).toBe(500);
      expect(JSON.stringify(reply.body)).not.toContain('Vennela');
    }
  });

  test.each([
    [
      'an exit',
      'POST /api/members/{id}/exit',
      (id: string) => scene.exit(id, { exitedOn: '2026-10-01', reason: 'Moved' }),
    ],
    ['a change', 'PATCH /api/members/{id}', (id: string) => scene.change(id, 1, { birthYear: 1990 })],
    ['a stale change', 'PATCH /api/members/{id}', (id: string) => scene.change(id, 7, { birthYear: 1990 })],
    [
      'a change of a child, with the schooling that others saw',
      'PUT /api/members/{id}/children/{childId}',
      (id: string, childId: string) =>
        scene.putChild(id, childId, { birthYear: 2014, gender: 'female', inSchool: false }),
    ],
  ])('by %s leaves a line too', async (_what, route, act) => {
    const { id, children } = await scene.enrolled();
    await act(id, children[0]?.id ?? '');
    expect(await scene.accessesOf(id)).toEqual([expect.objectContaining({ route })]);
  });
});

describe('reach', () => {
  test.each([
    ['her leader', () => leaderOf(newId(), scene.collectiveId), 200],
    ['another leader', () => leaderOf(newId()), 404],
    ['a caseworker of her district', () => caseworkerOf('Eluru', 'Guntur'), 200],
    ['a caseworker of another', () => caseworkerOf('Eluru'), 404],
    ['an administrator', () => createCaller('administrator'), 403],
    ['an auditor', () => createCaller('auditor'), 403],
    ['a funder', () => createCaller('funder'), 403],
  ])('%s', async (_who, callerOf, status) => {
    const { id } = await scene.enrolled();
    expect(await scene.read(id, callerOf())).toMatchObject({ status });
  });

  test('is the same 404 for what does not exist', async () => {
    const { id } = await scene.enrolled();
    const caller = leaderOf(newId());
    expect((await scene.read(id, caller)).body).toEqual((await scene.read(newId(), caller)).body);
  });

  test('of a leader ends at her collectives for every write', async () => {
    const { id, children } = await scene.enrolled();
    const stranger = leaderOf(await scene.formCollective());
    const leader = leaderOf(scene.collectiveId);
    const childId = children[0]?.id ?? '';
    const { id: _, ...values } = aChild();
    const writes = (caller: Caller) => [
      scene.agree(id, consentTo('reporting'), caller),
      scene.addChild(id, aChild(), caller),
      scene.putChild(id, childId, { ...values, inSchool: false }, caller),
      scene.exit(id, { exitedOn: '2026-10-01', reason: 'Moved' }, caller),
    ];
    const refused = await Promise.all([...writes(stranger), scene.change(id, 1, {}, stranger)]);
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await scene.linesOf(id)).toHaveLength(1);
    expect((await scene.change(id, 1, { mandal: 'Repalle' }, leader)).status).toBe(200);
    const taken = await Promise.all(writes(leader));
    expect(taken.map(({ status }) => status)).toEqual([201, 201, 200, 201]);
  });

  test('of a caseworker is for reading alone', async () => {
    const { id } = await scene.enrolled();
    const caller = caseworkerOf('Guntur');
    const replies = await Promise.all([
      scene.enrol(scene.input(), caller),
      scene.change(id, 1, {}, caller),
      scene.agree(id, consentTo('reporting'), caller),
      scene.addChild(id, aChild(), caller),
      scene.exit(id, { exitedOn: '2026-10-01', reason: 'Moved' }, caller),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });

  test('of a caseworker holds the members of her cases, wherever they live', async () => {
    const { id } = await scene.enrolled();
    const caller = caseworkerOf('Eluru');
    const { personId } = caller;
    await scene.records.table.transact([
      { put: { ...personKey(personId), id: personId, role: 'caseworker', disabled: false } },
    ]);
    expect(await scene.read(id, caller)).toMatchObject({ status: 404 });
    const other = await scene.enrolled();
    for (const memberId of [other.id, id]) {
      const opened = await scene.send({
        route: 'POST /api/cases',
        caller: coordinator,
        body: {
          id: newId(),
          memberId,
          kind: 'crisis',
          priority: 'urgent',
          openedOn: '2026-10-01',
          assignedTo: personId,
        },
      });
      expect(opened.status).toBe(201);
    }
    expect(await scene.read(id, caller)).toMatchObject({ status: 200, body: { name: 'Vennela Padmavathi' } });
  });
});

describe('a list', () => {
  const ids: Record<string, string[]> = {};
  let collectives: string[] = [];
  beforeAll(async () => {
    collectives = [await scene.formCollective(), await scene.formCollective(), await scene.formCollective()];
    for (const [number, collectiveId] of collectives.entries()) {
      ids[collectiveId] = [];
      // The second has nobody.
      for (let count = 0; number !== 1 && count < 5; count += 1) {
        const district = count % 2 === 0 ? 'Srikakulam' : 'Tirupati';
        const { id } = await scene.enrolled({ collectiveId, district });
        ids[collectiveId]?.push(id);
      }
    }
  });
  const all = () => collectives.toSorted().flatMap((collectiveId) => ids[collectiveId] ?? []);

  test('gives no name, telephone number, mandal or reason, and leaves one line', async () => {
    const collectiveId = await scene.formCollective();
    const given = await scene.enrolled({ collectiveId, leaderSince: '2026-05-01' });
    await scene.exit(given.id, { exitedOn: '2026-10-01', reason: 'Moved' });
    const before = await scene.accessesOf(given.id);
    const reply = await scene.list({ collectiveId });
    const { name: _name, phone: _phone, mandal: _mandal, ...listed } = given;
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.body).toEqual({ items: [{ ...listed, exitedOn: '2026-10-01', version: 2 }] });
    expect((await scene.accessesOf(given.id)).slice(before.length)).toEqual([
      expect.objectContaining({ route: 'GET /api/members', subjects: [given.id] }),
    ]);
  });

  test.each([1, 2, 3, 5, 50])(
    "holds a leader's collectives one after another, %i at a time",
    async (limit) => {
      const pages = await walk({ limit: String(limit) }, leaderOf(...collectives.toReversed()));
      expect(pages.flat()).toEqual(all());
      expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(all().length / limit));
    },
  );

  test('is empty for a leader without a collective', async () => {
    expect((await scene.list({}, leaderOf())).body).toEqual({ items: [] });
  });

  test("of one collective is a leader's where it is hers, and 404 where not", async () => {
    const [first = ''] = collectives;
    expect(await walk({ collectiveId: first, limit: '2' }, leaderOf(...collectives))).toEqual([
      ids[first]?.slice(0, 2),
      ids[first]?.slice(2, 4),
      ids[first]?.slice(4),
    ]);
    expect(await scene.list({ collectiveId: first }, leaderOf(newId()))).toMatchObject({ status: 404 });
  });

  test('holds of a collective what lies in the districts of a caseworker', async () => {
    const [first = ''] = collectives;
    const [one, two, three, four, five] = ids[first] ?? [];
    const list = (...districts: string[]) => walk({ collectiveId: first }, caseworkerOf(...districts));
    expect(await list('Tirupati')).toEqual([[two, four]]);
    expect(await list('Srikakulam')).toEqual([[one, three, five]]);
    expect(await list('Eluru')).toEqual([[]]);
  });

  test.each([1, 2, 4])('holds all of the districts of a caseworker, in full pages of %i', async (limit) => {
    const pages = await walk({ limit: String(limit) }, caseworkerOf('Tirupati'));
    const hers = all().filter((id) => pages.flat().includes(id));
    expect(pages.flat().toSorted()).toEqual(hers.toSorted());
    expect(pages.flat()).toHaveLength(4);
    expect(pages).toHaveLength(Math.ceil(4 / limit));
  });

  test.each([3, 100])('holds everybody for a coordinator, %i at a time', async (limit) => {
    const pages = await walk({ limit: String(limit) }, coordinator);
    const everybody = (await scene.records.scan()).filter(({ sk }) => sk === 'MEMBER').map(({ id }) => id);
    expect(pages.flat().toSorted()).toEqual(everybody.toSorted());
    expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
  });

  test('goes on without somebody who was moved away in between', async () => {
    const here = await scene.formCollective();
    const members = [
      await scene.enrolled({ collectiveId: here }),
      await scene.enrolled({ collectiveId: here }),
      await scene.enrolled({ collectiveId: here }),
    ];
    const [first, second, third] = members.map(({ id }) => id);
    const page = listPage.parse((await scene.list({ collectiveId: here, limit: '2' })).body);
    expect(page.items.map(({ id }) => id)).toEqual([first, second]);
    await scene.change(second ?? '', 1, { collectiveId: await scene.formCollective() });
    const { cursor = '' } = page;
    const next = listPage.parse((await scene.list({ collectiveId: here, limit: '2', cursor })).body);
    expect(next.items.map(({ id }) => id)).toEqual([third]);
    expect(next.cursor).toBeUndefined();
  });

  test('goes on with the next collective where one was taken from the leader in between', async () => {
    const page = listPage.parse((await scene.list({ limit: '2' }, leaderOf(...collectives))).body);
    const rest = collectives.filter((id) => id !== collectives.toSorted()[0]);
    const { cursor = '' } = page;
    const next = listPage.parse((await scene.list({ cursor }, leaderOf(...rest))).body);
    expect(next.items.map(({ id }) => id)).toEqual(rest.toSorted().flatMap((id) => ids[id] ?? []));
  });

  test('looks through a bounded number of collectives for one page, and goes on from there', async () => {
    const none = Array.from({ length: 25 }, () => `00000000-0000-7000-8000-${newId().slice(24)}`);
    const caller = leaderOf(...none, ...collectives);
    const first = listPage.parse((await scene.list({}, caller)).body);
    expect(first).toEqual({ items: [], cursor: expect.any(String) });
    expect((await walk({}, caller)).flat()).toEqual(all());
  });

  test('reads her districts alone, however many women there are in others', async () => {
    const many = await openScene();
    const place = (number: number) => `01a20e37-bc74-7384-9428-${String(number).padStart(12, '0')}`;
    const { id, ...template } = await many.enrolled();
    const stored = (await many.records.scan()).find((item) => item.id === id && item.sk === 'MEMBER');
    for (let start = 0; start < 2_100; start += 100) {
      await many.records.table.transact(
        Array.from({ length: 100 }, (_, index) => {
          const other = place(start + index);
          const district = start + index === 2_050 ? 'Bapatla' : 'Guntur';
          return {
            put: {
              ...stored,
              id: other,
              pk: `MEMBER#${other}`,
              gsi1sk: other,
              district,
              ...allMembersIndexKeys(district, other),
            },
          };
        }),
      );
    }
    const caller = caseworkerOf('Bapatla');
    const first = listPage.parse((await many.list({}, caller)).body);
    expect(first.items.map((item) => item.id)).toEqual([place(2_050)]);
    expect(first.cursor).toBeUndefined();
    expect(template.district).toBe('Guntur');
    many.records.close();
  });

  test.each([
    ['limit', { limit: '0' }, 'invalid_limit'],
    ['limit', { limit: '101' }, 'invalid_limit'],
    ['district', { district: 'Guntur' }, 'invalid_query'],
    ['collectiveId', { collectiveId: 'x' }, 'invalid_query'],
    ['cursor', { cursor: 'x' }, 'invalid_cursor'],
    ['cursor', { cursor: Buffer.from('{}').toString('base64url') }, 'invalid_cursor'],
    ['cursor', { cursor: Buffer.from('{"collectiveId":"x"}').toString('base64url') }, 'invalid_cursor'],
  ])('is 400 at %s with %o', async (path, query, code) => {
    expect(await scene.list(query)).toMatchObject({ status: 400, body: { code, errors: [{ path }] } });
  });
});

describe('a search', () => {
  const found = async (q: string, caller: Caller = coordinator) => {
    const reply = await scene.search(q, caller);
    expect(reply.status).toBe(200);
    return foundMember
      .strict()
      .array()
      .parse(Object(reply.body).items)
      .map(({ id, name }) => ({ id, name }));
  };

  test('finds a name however it is spelt, the likeliest first, and writes down who was shown', async () => {
    const collectiveId = await scene.formCollective();
    const alike = await scene.enrolled({ collectiveId, name: 'Bhagyalakshmi Devarakonda' });
    const same = await scene.enrolled({ collectiveId, name: 'Bhagyalaxmi Devarakonda' });
    await scene.enrolled({ collectiveId, name: 'Ramadevi Korukonda' });
    const caller = leaderOf(collectiveId);
    expect((await found('bhagya lakshmi', caller)).map(({ id }) => id).sort()).toEqual(
      [alike.id, same.id].sort(),
    );
    expect(await found('Bhagyalaxmi Devarakonda', caller)).toContainEqual({
      id: same.id,
      name: 'Bhagyalaxmi Devarakonda',
    });
    expect(await scene.accessesOf(same.id)).toEqual(
      Array(2).fill(
        expect.objectContaining({
          actor: caller.personId,
          route: 'POST /api/members/search',
          fields: ['name', 'birthYear', 'gender', 'category', 'district', 'consents', 'children', 'offices'],
        }),
      ),
    );
  });

  test('gives no telephone number, mandal or reason', async () => {
    const { name, code } = await scene.enrolled({ name: 'Suvarchala' });
    const reply = await scene.search('Suvarchala');
    const [item] = Object(reply.body).items;
    expect(item).toMatchObject({ name, code });
    for (const field of [
      'phone',
      'mandal',
      'exitReason',
      'searchTokens',
      'fullNameTokens',
      'formerCollectives',
    ]) {
      expect(item).not.toHaveProperty(field);
    }
  });

  test.each([
    ['as it is', (code: string) => code],
    ['in lower case, without its hyphen', (code: string) => code.toLowerCase().replace('-', '')],
    ['without its letter, among spaces', (code: string) => ` ${code.slice(2)} `],
  ])('finds a code %s', async (_how, typed) => {
    const { id, code, name } = await scene.enrolled();
    expect(await found(typed(code))).toEqual([{ id, name }]);
  });

  test.each(['+91 91234 00001', '9123400001', '091234-00001'])('finds the telephone number %s', async (q) => {
    const collectiveId = await scene.formCollective();
    const { id, name } = await scene.enrolled({ collectiveId, phone: '91234 00001' });
    expect(await found(q, leaderOf(collectiveId))).toEqual([{ id, name }]);
    expect(await found('91234 00002', leaderOf(collectiveId))).toEqual([]);
  });

  test('finds nobody by the code of a case', async () => {
    await scene.records.table.transact([
      {
        put: {
          pk: 'CODE#M-QRQRQR',
          sk: 'CODE',
          record: { pk: `CASE#${newId()}`, sk: 'CASE' },
        },
      },
    ]);
    expect(await found('M-QRQRQR')).toEqual([]);
  });

  test('ends at the reach of who asks, and shows and logs nobody beyond', async () => {
    const other = await scene.formCollective();
    const mine = await scene.enrolled({ name: 'Chandrakala', phone: '91111 22222' });
    const hers = await scene.enrolled({
      name: 'Chandrakala',
      phone: '91111 22222',
      collectiveId: other,
      district: 'Nandyal',
    });
    for (const q of ['Chandrakala', '91111 22222']) {
      const idsOf = async (caller: Caller) => (await found(q, caller)).map(({ id }) => id).sort();
      expect(await idsOf(leaderOf(scene.collectiveId))).toEqual([mine.id]);
      expect(await idsOf(caseworkerOf('Nandyal'))).toEqual([hers.id]);
      expect(await idsOf(coordinator)).toEqual([mine.id, hers.id].sort());
      expect(await idsOf(leaderOf(newId()))).toEqual([]);
    }
    expect(await found(hers.code, leaderOf(scene.collectiveId))).toEqual([]);
    expect(await scene.accessesOf(hers.id)).toHaveLength(4);
  });

  test('finds her by her new name, and no longer by the old', async () => {
    const { id } = await scene.enrolled({ name: 'Girijavati' });
    await scene.change(id, 1, { name: 'Hymavathi' });
    expect(await found('Girijavati')).toEqual([]);
    expect(await found('Hymavati')).toEqual([{ id, name: 'Hymavathi' }]);
  });

  test('follows her to another collective', async () => {
    const to = await scene.formCollective();
    const { id } = await scene.enrolled({ name: 'Jagadamba' });
    await scene.change(id, 1, { collectiveId: to });
    expect(await found('Jagadamba', leaderOf(to))).toMatchObject([{ id }]);
    expect(await found('Jagadamba', leaderOf(scene.collectiveId))).toEqual([]);
  });

  test('does not trust a token that is older than the member', async () => {
    const { id } = await scene.enrolled({ name: 'Tulasamma' });
    const token = (await scene.records.scan()).filter(({ sk }) => sk === `MEMBER#${id}`);
    await scene.change(id, 1, { district: 'Nandyal' });
    await scene.records.table.transact(token.map((put) => ({ put })));
    expect(await found('Tulasamma', caseworkerOf('Guntur'))).toEqual([]);
  });

  test('finds her among hundreds of the same name whom a leader does not reach', async () => {
    const { id } = await scene.enrolled({ name: 'Mallikamba' });
    const tokens = (await scene.records.scan()).filter(({ sk }) => sk === `MEMBER#${id}`);
    for (const token of tokens) {
      await scene.records.table.transact(
        Array.from({ length: 100 }, (_, number) => {
          const memberId = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
          return { put: { ...token, sk: `MEMBER#${memberId}`, memberId, collectiveId: memberId } };
        }),
      );
    }
    expect(await found('Mallikamba', leaderOf(scene.collectiveId))).toMatchObject([{ id }]);
  });

  test('finds nobody where nothing is meant', async () => {
    for (const q of ['Quxotl', '…', '12', '9']) {
      expect(await found(q)).toEqual([]);
    }
  });

  test.each([
    ['nothing', {}, 'q'],
    ['an empty text', { q: '' }, 'q'],
    ['spaces', { q: '   ' }, 'q'],
    ['121 characters', { q: 'a'.repeat(121) }, 'q'],
    ['a number', { q: 5 }, 'q'],
    ['another field', { q: 'a', limit: 5 }, 'limit'],
    ['an empty cursor', { q: 'a', cursor: '' }, 'cursor'],
  ])('is 400 with %s', async (_what, body, path) => {
    const reply = await scene.send({ route: 'POST /api/members/search', caller: coordinator, body });
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_body', errors: [{ path }] } });
  });
});

describe('what the contract says', () => {
  test('holds for what is given', async () => {
    const { id } = await scene.enrolled();
    const reply = await scene.read(id);
    expect(member.strict().parse(reply.body)).toEqual(reply.body);
    const { items } = listPage.parse((await scene.list({})).body);
    for (const item of items) {
      expect(listedMember.strict().parse(item)).toEqual(item);
    }
  });
});
