import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { memberRecord } from '../../functions/areas/record/schema.ts';
import { createSameWomenRoutes } from '../../functions/areas/same-women/routes.ts';
import { type Pair, pair } from '../../functions/areas/same-women/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { pageOf } from '../../functions/shared/fields/page-schema.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { notCompared, pairKey } from '../../functions/shared/table/keys/same-women.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { openScene, type Scene } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { interpose } from '../support/transactions.ts';

const coordinator = createCaller('coordinator');
const auditor = createCaller('auditor');

let scene: Scene;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  scene = await openScene();
  const { table, vault, accessLog } = scene.records;
  send = createSend(createSameWomenRoutes({ records: { table, vault, newId }, accessLog }));
});
afterAll(() => scene.records.close());

let number = 0;
/** Names that nobody else in this file has, so that a test meets its own women alone. */
let name: string;
beforeEach(() => {
  number += 1;
  const syllables = ['ka', 'to', 'mi', 'ru', 'se', 'la', 'no', 'vi'];
  name = `Xu${syllables[number % 8]}${syllables[Math.floor(number / 8) % 8]}darbo Zenkalu${syllables[(number * 3) % 8]}`;
});

/** All pairs in a state, page by page. */
const list = async (state?: string, cursor?: string): Promise<Pair[]> => {
  const reply = await send({
    route: 'GET /api/same-women',
    caller: coordinator,
    query: {
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
      limit: '20',
    },
  });
  const page = pageOf(pair).parse(reply.body);
  return [...page.items, ...(page.cursor === undefined ? [] : await list(state, page.cursor))];
};
const pairOf = async (...ids: readonly string[]) =>
  (await list()).filter(({ memberIds }) => memberIds.every((id) => ids.includes(id)));
const decide = (id: string, body: object = { id: newId(), decision: 'different' }) =>
  send({ route: 'POST /api/same-women/{id}/decision', path: { id }, caller: coordinator, body });
const nameByHand = (memberIds: readonly string[], id = newId()) =>
  send({ route: 'POST /api/same-women', caller: coordinator, body: { id, memberIds } });

describe('a woman who is enrolled twice', () => {
  test('is not told by who looked at either record: a leader would learn whom she invented a record of', async () => {
    const real = await scene.enrolled({ name });
    const hers = await scene.formCollective();
    const invented = await scene.enrolled({ name, collectiveId: hers });
    const control = await scene.enrolled({ name: 'Quilonda Ybrestu', collectiveId: hers });
    expect(await pairOf(real.id, invented.id)).toHaveLength(1);
    const { table, vault, accessLog } = scene.records;
    const sendToRecord = createSend(createRecordRoutes({ table, vault, accessLog }));
    const readingsOf = async (id: string) => {
      const caller = createCaller('leader', { collectives: [hers] });
      const reply = await sendToRecord({ route: 'GET /api/members/{id}/record', path: { id }, caller });
      return memberRecord.parse(reply.body).readings;
    };
    expect(await readingsOf(invented.id)).toEqual(await readingsOf(control.id));
  });

  test('is found among more than a thousand others of her place who were born before her', async () => {
    const older = await scene.enrolled({ name });
    const items = (await scene.records.scan()).filter(
      ({ pk, id }) => id === older.id && String(pk).startsWith('LIKELY#'),
    );
    expect(items.length).toBeGreaterThan(1);
    const decoysOf = (pk: unknown) =>
      Array.from({ length: 1_001 }, () => {
        const id = newId();
        const birthYear = older.birthYear - 1;
        const likeness = { words: [['another word']], mandal: 'another' };
        const item = { ...items[0], pk: String(pk), sk: `${birthYear}#${id}`, id, birthYear, likeness };
        return { put: item };
      });
    const decoys = items.flatMap(({ pk }) => decoysOf(pk));
    for (let from = 0; from < decoys.length; from += 100) {
      await scene.records.table.transact(decoys.slice(from, from + 100));
    }
    const newer = await scene.enrolled({ name });
    expect(await pairOf(older.id, newer.id)).toHaveLength(1);
  });

  test('is a pair: codes, groups and what agrees, the older record first, and no name', async () => {
    const older = await scene.enrolled({ name, phone: '+91 90000 55501' }, '2026-10-14T06:30:00Z');
    const collectiveId = await scene.formCollective();
    const newer = await scene.enrolled(
      {
        name: name.split(' ').toReversed().join(' '),
        phone: '090000 55501',
        birthYear: older.birthYear + 1,
        collectiveId,
        mandal: 'Adoni',
      },
      '2026-10-15T06:30:00Z',
    );
    const [found, ...others] = await pairOf(older.id, newer.id);
    expect(others).toEqual([]);
    expect(found).toEqual({
      id: expect.any(String),
      memberIds: [older.id, newer.id],
      codes: [older.code, newer.code],
      collectiveIds: [scene.collectiveId, collectiveId],
      birthYears: [older.birthYear, newer.birthYear],
      joinedOn: [older.joinedOn, newer.joinedOn],
      holdings: [
        { savingsPaise: 0, loansOutstandingPaise: 0 },
        { savingsPaise: 0, loansOutstandingPaise: 0 },
      ],
      because: ['name', 'phone', 'birth_year', 'district'],
      state: 'open',
      raisedAt: '2026-10-15T06:30:00Z',
    });
    expect(JSON.stringify(await list())).not.toMatch(/Xu|Zen/);
  });

  test('is found too when only a change makes her like another', async () => {
    const one = await scene.enrolled({ name, phone: undefined, birthYear: 1970 });
    const other = await scene.enrolled({ name, phone: undefined, birthYear: 1980 });
    expect(await pairOf(one.id, other.id)).toEqual([]);
    expect((await scene.change(other.id, 1, { birthYear: 1971 })).status).toBe(200);
    expect(await pairOf(one.id, other.id)).toHaveLength(1);
  });

  test('is a pair no longer when a change makes her unlike, unless somebody named the two; and again when she is like', async () => {
    const one = await scene.enrolled({ name, phone: undefined });
    const other = await scene.enrolled({ name: 'Quilonda Ybrestu', phone: undefined });
    const rename = async (version: number, to: string) =>
      expect((await scene.change(other.id, version, { name: to })).status).toBe(200);
    await rename(1, name);
    expect(await pairOf(one.id, other.id)).toHaveLength(1);
    await rename(2, 'Quilonda Ybrestu');
    expect(await pairOf(one.id, other.id)).toEqual([]);
    await rename(3, name);
    const [pair] = await pairOf(one.id, other.id);
    expect(pair).toBeDefined();
    expect((await nameByHand([one.id, other.id])).status).toBe(200);
    await rename(4, 'Quilonda Ybrestu');
    expect(await pairOf(one.id, other.id)).toEqual([pair]);
    expect((await decide(pair?.id ?? '')).status).toBe(200);
    expect(await list('different')).toContainEqual(expect.objectContaining({ id: pair?.id }));
  });

  test('is found whichever of both requests is faster', async () => {
    for (const word of [
      'Karboni',
      'Tulmeda',
      'Pesrovak',
      'Jinduko',
      'Halbitro',
      'Vosgemi',
      'Dranuli',
      'Mebkoto',
    ]) {
      const twin = () => scene.enrolled({ name: `${name} ${word}`, phone: undefined });
      const [a, b] = await Promise.all([twin(), twin()]);
      expect(await pairOf(a.id, b.id)).toHaveLength(1);
    }
  });

  test('is enrolled though the comparison fails, and is compared when the pairs are next read', async () => {
    const older = await scene.enrolled({ name, phone: undefined });
    const { records } = scene;
    const { table } = interpose(records, async (transact, attempt) => {
      if (attempt > 1) throw new Error('The table is out of reach.');
      return transact();
    });
    const failing = createSend(createMembersRoutes({ ...records, table, newCode: createCodes('M-'), newId }));
    const body = scene.input({ name, phone: undefined });
    expect((await failing({ route: 'POST /api/members', caller: coordinator, body })).status).toBe(201);
    expect(await records.table.get(pairKey(older.id, body.id))).toBeUndefined();
    expect(await pairOf(older.id, body.id)).toHaveLength(1);
    expect((await records.table.query({ partition: notCompared })).items).toEqual([]);
  });

  test('is paired with the three who are most like her, each of which says how many more there are', async () => {
    const same = { name: 'Zubeda Marigold', phone: undefined };
    const birthYears = [1990, 1991, 1992, 1991, 1990];
    const others: string[] = [];
    for (const birthYear of birthYears) others.push((await scene.enrolled({ ...same, birthYear })).id);
    const { id } = await scene.enrolled({ ...same, birthYear: 1992 });
    const raised = (await scene.records.scan()).filter(
      (item) => Array.isArray(item.memberIds) && item.memberIds.includes(id) && 'raisedAt' in item,
    );
    expect(raised.map((item) => item.moreAlike)).toEqual([2, 2, 2]);
    const [nearest, ...next] = [others[2], others[1], others[3]];
    expect(new Set(raised.map((item) => Object(item.memberIds)[0]))).toEqual(new Set([nearest, ...next]));
  });

  test('is paired with three of each district, so that women elsewhere take no place among those of an area', async () => {
    const same = { name: 'Rukmini Oleander', phone: '+91 90000 55561' };
    const area = createCaller('coordinator', { districts: ['Guntur'] });
    const here = await Promise.all(
      [1992, 1992, 1992, 1992].map((birthYear) => scene.enrolled({ ...same, birthYear })),
    );
    const elsewhere = await scene.enrolled({ ...same, birthYear: 1990, district: 'Krishna' });
    const { id } = await scene.enrolled({ ...same, birthYear: 1990 });
    const raised = (await list()).filter(({ memberIds }) => memberIds.includes(id));
    const othersOf = (pairs: readonly Pair[]) => pairs.map(({ memberIds }) => memberIds[0]);
    expect(othersOf(raised)).toContain(elsewhere.id);
    expect(raised.map(({ moreAlike }) => moreAlike).toSorted()).toEqual([1, 1, 1, undefined]);
    const reply = await send({ route: 'GET /api/same-women', caller: area, query: { limit: '100' } });
    const seen = pageOf(pair)
      .parse(reply.body)
      .items.filter(({ memberIds }) => memberIds.includes(id));
    expect(seen).toHaveLength(3);
    expect(here.map((one) => one.id)).toEqual(expect.arrayContaining(othersOf(seen)));
    expect(seen.filter(({ moreAlike }) => moreAlike !== undefined)).toEqual([]);
  });

  test('twenty enrolments of one name raise no more than three pairs each', async () => {
    const same = { name: 'Yamuna Petunia', phone: undefined };
    const ids = new Set<string>();
    for (let count = 0; count < 20; count += 1) ids.add((await scene.enrolled(same)).id);
    const raised = (await scene.records.scan()).filter(
      (item) =>
        'raisedAt' in item && Array.isArray(item.memberIds) && item.memberIds.every((id) => ids.has(`${id}`)),
    );
    expect(raised).toHaveLength(1 + 2 + 17 * 3);
  });

  test('is nobody’s pair once she was erased', async () => {
    const older = await scene.enrolled({ name, phone: undefined });
    const newer = await scene.enrolled({ name, phone: undefined });
    expect(await pairOf(older.id, newer.id)).toHaveLength(1);
    await scene.records.table.transact([{ remove: memberKey(newer.id) }]);
    expect(await pairOf(older.id, newer.id)).toEqual([]);
  });

  test('who changes her name, number, year or place leaves nothing by which the old is found', async () => {
    const one = await scene.enrolled({ name, phone: '+91 90000 55502' });
    const itemsOf = async () =>
      (await scene.records.scan()).filter(({ pk, id }) => String(pk).startsWith('LIKELY#') && id === one.id);
    const before = await itemsOf();
    expect(before).toHaveLength(5);
    await scene.change(one.id, 1, {
      name: `${name}ta`,
      phone: null,
      birthYear: one.birthYear - 3,
      district: 'Krishna',
      mandal: 'Gudivada',
    });
    const after = await itemsOf();
    expect(after).toHaveLength(4);
    const keys = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`;
    expect(after.map(keys).filter((key) => before.map(keys).includes(key))).toEqual([]);
  });
});

describe('two women', () => {
  test('who were told apart are not raised again, unless by hand', async () => {
    const one = await scene.enrolled({ name, phone: undefined });
    const other = await scene.enrolled({ name, phone: undefined });
    const [found] = await pairOf(one.id, other.id);
    const body = { id: newId(), decision: 'different' };
    const reply = await decide(found?.id ?? '', body);
    expect(reply).toMatchObject({
      status: 200,
      body: {
        id: found?.id,
        state: 'different',
        decidedBy: coordinator.personId,
        decidedAt: '2026-10-15T06:30:00Z',
      },
    });
    expect(await decide(found?.id ?? '', body)).toMatchObject({ status: 200, body: { state: 'different' } });
    expect(await decide(found?.id ?? '')).toMatchObject({ status: 422, body: { code: 'not_open' } });
    await scene.change(other.id, 1, { birthYear: other.birthYear + 1 });
    expect(await pairOf(one.id, other.id)).toEqual([]);
    expect((await list('different')).map(({ id }) => id)).toContain(found?.id);

    const named = await nameByHand([other.id, one.id]);
    expect(named).toMatchObject({
      status: 200,
      body: { id: found?.id, memberIds: [one.id, other.id], state: 'open' },
    });
    expect(Object(named.body)).not.toHaveProperty('decidedAt');
    expect(await pairOf(one.id, other.id)).toHaveLength(1);
  });

  test('are a pair when somebody names them, with what agrees; the same again is no second', async () => {
    const one = await scene.enrolled({ name, phone: undefined, birthYear: 1970 });
    const other = await scene.enrolled({ name: `Mikro${name}`, phone: undefined, birthYear: 1985 });
    const id = newId();
    expect(await nameByHand([one.id, other.id], id)).toMatchObject({
      status: 201,
      body: { id, because: ['district', 'mandal'], state: 'open' },
    });
    expect(await nameByHand([one.id, other.id], id)).toMatchObject({ status: 200, body: { id } });
    expect(await nameByHand([one.id, other.id])).toMatchObject({ status: 200, body: { id } });
    expect(await pairOf(one.id, other.id)).toHaveLength(1);
    expect(await nameByHand([one.id, newId()], id)).toMatchObject({ body: { code: 'unknown_member' } });
  });

  test('are refused if they are one record, or not there, and nothing is stored', async () => {
    const one = await scene.enrolled({ name });
    const before = (await scene.records.scan()).filter(({ pk }) => !String(pk).startsWith('ACCESS#'));
    expect(await nameByHand([one.id, one.id])).toMatchObject({ status: 422, body: { code: 'same_record' } });
    expect(await nameByHand([one.id, newId()])).toMatchObject({
      status: 422,
      body: { code: 'unknown_member', errors: [{ path: 'memberIds.1' }] },
    });
    expect(await decide(newId())).toMatchObject({ status: 404 });
    expect((await scene.records.scan()).filter(({ pk }) => !String(pk).startsWith('ACCESS#'))).toEqual(
      before,
    );
  });

  test('are told to the auditor too, and each reading leaves its line', async () => {
    const { items } = Object((await send({ route: 'GET /api/same-women', caller: auditor })).body);
    expect(items.length).toBeGreaterThan(0);
    const lines = (await scene.records.readAccessLog()).filter(
      ({ route, actor }) => route === 'GET /api/same-women' && actor === auditor.personId,
    );
    expect(lines).toEqual([
      expect.objectContaining({ subjects: expect.arrayContaining([items[0].memberIds[0]]) }),
    ]);
  });
});
