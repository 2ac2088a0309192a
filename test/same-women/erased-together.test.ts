import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { approvalKey, approvalList } from '../../functions/shared/table/keys/people.ts';
import { approvalOf } from '../approvals/scene.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** Whoever decides on an erasure knows which records go, and no other goes with them. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const twoRecords = async (name: string) => ({
  real: await scene.enrolled({ name: `${name} Kosalya` }),
  double: await scene.enrolled({ name: `${name} Kosalia`, phone: '+91 90000 33333' }),
});
const ask = async (memberId: string): Promise<string> => {
  const id = newId();
  const body = { id, reason: 'A duplicate, typed in twice.' };
  scene.mustBe(202, await scene.people.eraseMember(scene.auditor, memberId, body));
  return id;
};
const waiting = z.object({
  items: z.array(
    z.looseObject({
      approvalId: z.string(),
      code: z.string().optional(),
      erasedCodes: z.array(z.string()).optional(),
      erasuresAsked: z.array(z.string()).optional(),
    }),
  ),
});
const listedOf = async (approvalId: string, caller = scene.decides) =>
  waiting
    .parse((await scene.people.list(caller, { limit: '100' })).body)
    .items.find((one) => one.approvalId === approvalId);
const erasures = z.object({ items: z.array(z.looseObject({ memberId: z.string().optional() })) });
const statusOf = async (...ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await scene.read(id)).status));

test.each(['kept', 'joined'] as const)(
  'asked under the %s id, it names all records that go, the kept one first',
  async (under) => {
    const { real, double } = await twoRecords('Bindira');
    await scene.join(real.id, double.id);
    const id = await ask(under === 'kept' ? real.id : double.id);
    const told = { code: real.code, erasedCodes: [real.code, double.code] };
    expect(await listedOf(id)).toMatchObject(told);
    expect(await scene.decide(id)).toMatchObject({ status: 200, body: told });
    expect(await statusOf(real.id, double.id)).toEqual([404, 404]);
  },
);

test('of a record that was joined to none, its code alone', async () => {
  const { real } = await twoRecords('Sorvila');
  const listed = await listedOf(await ask(real.id));
  expect(listed).toMatchObject({ code: real.code });
  expect(listed).not.toHaveProperty('erasedCodes');
});

test('an erasure of a duplicate does not erase her to whose record it was joined since', async () => {
  const { real, double } = await twoRecords('Mandira');
  const erasure = await ask(double.id);
  const { id: pairId } = await scene.pairOf(real.id, double.id);
  const join = approvalOf(scene.mustBe(202, await scene.askJoin(pairId, real.id)) as never);
  // Whoever decides on the join sees the erasure.
  expect(await listedOf(join)).toMatchObject({ erasuresAsked: [double.code] });
  // Whoever asked for the join need not reach the women any more, so nobody tells her.
  expect(await listedOf(join, scene.asks)).not.toHaveProperty('erasuresAsked');
  scene.mustBe(200, await scene.decide(join));
  expect(await scene.decide(erasure)).toMatchObject({ status: 422, body: { code: 'joined_since' } });
  expect(await statusOf(real.id, double.id)).toEqual([200, 200]);
  scene.mustBe(200, await scene.decide(erasure, 'declined'));
  const again = await ask(double.id);
  expect(await listedOf(again)).toMatchObject({ erasedCodes: [real.code, double.code] });
  scene.mustBe(200, await scene.decide(again));
  expect(await statusOf(real.id, double.id)).toEqual([404, 404]);
});

test('nor one of two that were parted since', async () => {
  const { real, double } = await twoRecords('Kandira');
  const pairId = await scene.join(real.id, double.id);
  const erasure = await ask(real.id);
  const parting = approvalOf(scene.mustBe(202, await scene.askParting(pairId)) as never);
  expect((await listedOf(parting))?.erasuresAsked).toHaveLength(1);
  scene.mustBe(200, await scene.decide(parting));
  expect(await scene.decide(erasure)).toMatchObject({ status: 422, body: { code: 'joined_since' } });
  scene.mustBe(200, await scene.decide(erasure, 'declined'));
  expect(await statusOf(real.id, double.id)).toEqual([200, 200]);
});

test('a join that no erasure concerns tells of none', async () => {
  const { real, double } = await twoRecords('Pelvira');
  const { id: pairId } = await scene.pairOf(real.id, double.id);
  const join = approvalOf(scene.mustBe(202, await scene.askJoin(pairId, real.id)) as never);
  expect(await listedOf(join)).not.toHaveProperty('erasuresAsked');
});

test.each(['kept', 'joined'] as const)(
  'approved under the %s id, it ends what else was asked',
  async (under) => {
    const { real, double } = await twoRecords('Tormila');
    await scene.join(real.id, double.id);
    const [ofReal, ofDouble] = [await ask(real.id), await ask(double.id)];
    const [approved, other] = under === 'kept' ? [ofReal, ofDouble] : [ofDouble, ofReal];
    scene.mustBe(200, await scene.decide(approved));
    expect(await listedOf(other)).toBeUndefined();
    const decided = { status: 409, body: { code: 'decided' } };
    expect(await scene.decide(other)).toMatchObject(decided);
    expect(await scene.decide(other, 'declined')).toMatchObject(decided);
    expect(await scene.people.withdraw(scene.auditor, other)).toMatchObject(decided);
  },
);

test('and so is what is asked for while it is being approved', async () => {
  const { real, double } = await twoRecords('Tormanda');
  await scene.join(real.id, double.id);
  const ofReal = await ask(real.id);
  const asked: string[] = [];
  const { table } = scene.records;
  const overtaken = scene.people.sendOver({
    ...table,
    query: async (query) => {
      const found = await table.query(query);
      if (query.partition === approvalList && asked.length === 0) asked.push(await ask(double.id));
      return found;
    },
  });
  const decision = { path: { id: ofReal }, caller: scene.decides, body: { decision: 'approved' } };
  scene.mustBe(200, await overtaken({ route: 'POST /api/approvals/{id}', ...decision }));
  const [ofDouble = ''] = asked;
  expect(await listedOf(ofDouble)).toBeUndefined();
  expect(await scene.decide(ofDouble)).toMatchObject({ status: 409, body: { code: 'decided' } });
  expect(await statusOf(real.id, double.id)).toEqual([404, 404]);
});

test.each(['declined', 'withdrawn'] as const)(
  'one that waits though her erasure was approved under another id is %s like any other',
  async (end) => {
    const { real, double } = await twoRecords(end === 'declined' ? 'Tormenda' : 'Torminda');
    await scene.join(real.id, double.id);
    const [ofReal, ofDouble] = [await ask(real.id), await ask(double.id)];
    const { table } = scene.records;
    const waits = await table.get(approvalKey(ofDouble));
    scene.mustBe(200, await scene.decide(ofReal));
    // As a decision left it before it ended what else was asked.
    await table.put({ ...waits, ...approvalKey(ofDouble) });
    expect(await scene.decide(ofDouble)).toMatchObject({ status: 422, body: { code: 'subject_gone' } });
    const ended =
      end === 'declined'
        ? await scene.decide(ofDouble, 'declined')
        : await scene.people.withdraw(scene.auditor, ofDouble);
    expect(ended).toMatchObject({ status: 200, body: { decision: end } });
    expect(await listedOf(ofDouble)).toBeUndefined();
    const listed = await scene.people.send({ route: 'GET /api/erasures', caller: scene.auditor });
    const ofHers = erasures.parse(listed.body).items.filter(({ memberId }) => memberId === double.id);
    expect(ofHers).toEqual([expect.objectContaining({ approvalId: ofReal, erasedOn: expect.any(String) })]);
    expect(ofHers[0]).not.toHaveProperty(`${end}At`);
  },
);
