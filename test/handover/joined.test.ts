import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSameWomenRoutes } from '../../functions/areas/same-women/routes.ts';
import { pair } from '../../functions/areas/same-women/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { pageOf } from '../../functions/shared/fields/page-schema.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { openTwoPersons } from '../approvals/scene.ts';
import { coordinator, listPage, sendOver } from '../members/scene.ts';
import { type JoinScene, openJoinScene } from '../same-women/join-scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { handOver, importInto } from './scene.ts';

/** Women with joined records, in a programme that is built from a pack. */

/** A record that was joined to another, which then was joined to the one that was kept. Each is of another district. */
const first = { name: 'Quilonda Ybrestu', phone: '+91 90000 11111', district: 'Krishna' };
const second = { name: 'Tulasi Nakshatra', phone: '+91 90000 22222', district: 'Prakasam' };
const last = { name: 'Vennela Padmavathi', phone: '+91 90000 33333', district: 'Eluru' };

let from: JoinScene;
let to: TestRecords;
let ids: { readonly first: string; readonly second: string; readonly kept: string };

beforeAll(async () => {
  from = await openJoinScene();
  to = await openRecords();
  const [a, b, kept] = [await from.enrolled(first), await from.enrolled(second), await from.enrolled(last)];
  from.mustBe(200, await from.change(kept.id, kept.version, { district: 'Guntur' }));
  await from.join(b.id, a.id);
  await from.join(kept.id, b.id);
  ids = { first: a.id, second: b.id, kept: kept.id };
  await importInto(to, await handOver(from.records));
});
afterAll(() => {
  from.records.close();
  to.close();
});

const searchIn = async (records: TestRecords, q: string, caller: Caller = coordinator): Promise<string[]> => {
  const reply = await sendOver(records)({ route: 'POST /api/members/search', caller, body: { q } });
  return listPage.parse(reply.body).items.map(({ id }) => id);
};

/** The tokens by which women are found, as far as they do not depend on a programme's own keys. */
const tokensIn = async (records: TestRecords): Promise<string[]> =>
  (await records.scan())
    .filter(({ pk }) => /^(NAME|FULLNAME)#/.test(String(pk)))
    .map(({ pk, sk, memberId }) => `${String(pk).split('#')[0]} ${sk} ${memberId}`)
    .sort();

test('they are found by the names and numbers of all their records, where the kept one lives', async () => {
  const area = (district: string) => createCaller('coordinator', { districts: [district] });
  for (const { name, phone } of [first, second, last]) {
    expect(await searchIn(to, name), name).toEqual([ids.kept]);
    expect(await searchIn(to, phone), phone).toEqual([ids.kept]);
    expect(await searchIn(to, name, area('Guntur')), name).toEqual([ids.kept]);
  }
  for (const district of [first.district, second.district]) {
    expect(await searchIn(to, first.name, area(district)), district).toEqual([]);
  }
});

test('the same tokens lead to them as before', async () => {
  expect(await tokensIn(to)).toEqual(await tokensIn(from.records));
});

test.each([
  ['first', first],
  ['second', second],
] as const)('a new record like the %s one makes a pair with the kept one', async (_, like) => {
  const body = from.input(like);
  const enrolled = await sendOver(to)({ route: 'POST /api/members', caller: coordinator, body });
  expect(enrolled.status).toBe(201);
  const { table, vault, accessLog } = to.as('sameWomen');
  const send = createSend(createSameWomenRoutes({ records: { table, vault, newId }, accessLog }));
  const reply = await send({ route: 'GET /api/same-women', caller: coordinator, query: { limit: '20' } });
  const pairs = pageOf(pair)
    .parse(reply.body)
    .items.map(({ memberIds }) => memberIds.toSorted());
  expect(pairs).toContainEqual([ids.kept, body.id].toSorted());
});

test('with her erasure, nothing that leads to her stays', async () => {
  const people = openTwoPersons(to);
  const id = newId();
  const asked = await people.eraseMember(from.auditor, ids.first, { id, reason: 'She asked.' });
  expect(asked.status).toBe(202);
  expect((await people.decide(from.decides, id)).status).toBe(200);
  const left = (await to.scan()).filter(
    ({ pk, sk }) =>
      /^(NAME|FULLNAME|LIKELY)#/.test(String(pk)) &&
      Object.values(ids).some((one) => String(sk).includes(one)),
  );
  expect(left.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([]);
});

test('records with one name, number and district are read in, and their woman is found once', async () => {
  const scene = await openJoinScene();
  const empty = await openRecords();
  try {
    const kept = await scene.enrolled(first);
    await scene.join(kept.id, (await scene.enrolled(first)).id);
    await importInto(empty, await handOver(scene.records));
    expect(await searchIn(empty, first.name)).toEqual([kept.id]);
    expect(await tokensIn(empty)).toEqual(await tokensIn(scene.records));
  } finally {
    scene.records.close();
    empty.close();
  }
});
