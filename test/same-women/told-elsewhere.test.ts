import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { leaderPack } from '../../functions/areas/pack/schema.ts';
import { toRows } from '../../functions/jobs/packing/csv-tables.ts';
import { kindOf, sectionOf, withTextForBytes } from '../../functions/jobs/packing/record-kinds.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { bookRequestsOver } from '../moves/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** A leader's pack and the handover pack of a programme in which records were joined. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const two = async (name: string, collectiveId: string) => ({
  kept: await scene.enrolled({ name: `${name} Ormand`, collectiveId, leaderSince: '2026-06-01' }),
  other: await scene.enrolled({
    name: `${name} Ormund`,
    phone: '+91 90000 77777',
    collectiveId,
    leaderSince: '2026-05-01',
  }),
});

const leaderId = newId();
const packOf = async (collectiveId: string, since?: string) => {
  const send = createSend(createPackRoutes(scene.records));
  const caller = createCaller('leader', { personId: leaderId, collectives: [collectiveId] });
  const query = since === undefined ? {} : { query: { since } };
  return leaderPack.parse((await send({ route: 'GET /api/me/pack', caller, ...query })).body);
};

test('a leader’s pack has the entitlements of both records, of cases opened under either id; parted, each has its own', async () => {
  const [group, another] = [await scene.formCollective(), await scene.formCollective()];
  const { kept, other } = await two('Tarangini', group);
  await scene.change(other.id, other.version, { collectiveId: another });
  const apply = async (memberId: string, entitlement: string) => {
    const id = newId();
    const body = { id, memberId, kind: 'entitlement', priority: 'normal', openedOn: '2026-10-01' };
    const event = { id: newId(), type: 'entitlement', on: '2026-10-05', entitlement, stage: 'applied' };
    scene.mustBe(201, await scene.send({ route: 'POST /api/cases', caller: scene.asks, body }));
    const path = { id };
    scene.mustBe(
      201,
      await scene.send({ route: 'POST /api/cases/{id}/events', path, caller: scene.asks, body: event }),
    );
  };
  const told = async (collectiveId: string) =>
    (await packOf(collectiveId)).entitlements.map(({ memberId, entitlement }) => [memberId, entitlement]);
  await apply(kept.id, 'pension');
  await apply(other.id, 'ration_card');
  const pairId = await scene.join(kept.id, other.id);
  await apply(other.id, 'house_patta');
  expect((await told(group)).toSorted()).toEqual([
    [kept.id, 'house_patta'],
    [kept.id, 'pension'],
    [kept.id, 'ration_card'],
  ]);
  expect(await told(another)).toEqual([]);
  await scene.part(pairId);
  expect(await told(group)).toEqual([[kept.id, 'pension']]);
  expect((await told(another)).toSorted()).toEqual([
    [other.id, 'house_patta'],
    [other.id, 'ration_card'],
  ]);
});

test('a leader’s pack has the woman once, with what both records hold; parted, it has both again', async () => {
  const group = await scene.formCollective();
  const { kept, other } = await two('Kestrila', group);
  const loanId = newId();
  await scene.meet(kept.id, { kind: 'deposit', amountPaise: 500 }, { collectiveId: group });
  await scene.meet(
    other.id,
    { kind: 'loan', amountPaise: 200, loanId, purpose: 'health' },
    { collectiveId: group },
  );
  const before = await packOf(group);
  expect(before.members).toHaveLength(2);
  const pairId = await scene.join(kept.id, other.id);
  const joined = await packOf(group, before.since);
  expect(joined.members).toMatchObject([
    { id: kept.id, leaderSince: '2026-05-01', joined: [{ id: other.id, code: other.code }] },
  ]);
  expect(joined.members[0]).toEqual(await scene.opened(other.id));
  expect(joined.loans).toMatchObject([{ memberId: kept.id, loanId, outstandingPaise: 200 }]);
  expect(joined.collectives[0]?.ledger.members).toMatchObject([
    { memberId: kept.id, savingsPaise: 500, loansOutstandingPaise: 200 },
  ]);
  expect((await packOf(group, joined.since)).members).toEqual([
    { id: kept.id, version: joined.members[0]?.version },
  ]);
  await scene.part(pairId);
  const parted = await packOf(group, joined.since);
  expect(parted.members.map(({ id }) => id).toSorted()).toEqual([kept.id, other.id].toSorted());
  for (const one of parted.members) expect(one).toEqual(await scene.opened(one.id));
  expect(parted.loans).toMatchObject([{ memberId: other.id, loanId }]);
});

test('a handover pack has a column for whatever joins, partings and moves leave', async () => {
  const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
  const books = bookRequestsOver(scene);
  const [one, second] = [await two('Ulmara', group), await two('Pelvira', group)];
  await scene.meet(one.other.id, { kind: 'deposit', amountPaise: 500 }, { collectiveId: group });
  await scene.join(one.kept.id, one.other.id);
  await scene.part(await scene.join(second.kept.id, second.other.id));
  const away = { id: newId(), to: elsewhere, members: [one.other.id], cashPaise: 500 };
  scene.mustBe(201, await books.move(group, away));
  scene.mustBe(201, await books.takeBack(group, away.id));
  scene.mustBe(
    200,
    await scene.change(second.kept.id, (await scene.opened(second.kept.id)).version, {
      collectiveId: elsewhere,
    }),
  );
  const unknown = new Set<string>();
  for (const item of await scene.records.scan()) {
    const kind = kindOf(item);
    if (kind === undefined || kind.isInternal === true) continue;
    const travelling = kind.asTravelling === undefined ? item : kind.asTravelling(item);
    if (travelling === undefined) continue;
    const record = withTextForBytes(kind, travelling);
    const { unknown: places } = toRows(sectionOf(kind, record), kind.inTable?.(record) ?? record);
    for (const place of places) unknown.add(place);
  }
  expect([...unknown]).toEqual([]);
});

test('a leader who is a member reads her own savings, and no other woman’s to whose record hers was joined', async () => {
  const elsewhere = await scene.formCollective({ name: 'Somewhere else' });
  const other = await scene.enrolled({ name: 'Vennela Kosalya', collectiveId: elsewhere });
  const own = await scene.enrolled({ name: 'Somebody Else' });
  await scene.meet(other.id, { kind: 'deposit', amountPaise: 7_700 }, { collectiveId: elsewhere });
  const leader = createCaller('leader', { collectives: [newId()], memberId: own.id });
  const savingsOf = async (id: string) =>
    (await scene.send({ route: 'GET /api/members/{id}/savings', path: { id }, caller: leader })).status;
  expect([await savingsOf(own.id), await savingsOf(other.id)]).toEqual([200, 404]);
  const pairId = await scene.join(other.id, own.id);
  expect([await savingsOf(own.id), await savingsOf(other.id)]).toEqual([404, 404]);
  await scene.part(pairId);
  expect([await savingsOf(own.id), await savingsOf(other.id)]).toEqual([200, 404]);
});
