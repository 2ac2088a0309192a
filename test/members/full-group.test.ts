import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedBy } from '../../functions/areas/accounts/allowance.ts';
import { entryAllowance, maxMembers } from '../../functions/areas/accounts/room-in-group.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

/** A group as it is after many have entered and left it. */
const form = async (counts: { readonly memberCount: number; readonly entries: number }) => {
  const collectiveId = await scene.formCollective();
  await scene.records.table.transact([
    {
      update: { ...groupMoneyKey(collectiveId) },
      set: 'SET memberCount = :members, entries = :entries',
      values: { ':members': counts.memberCount, ':entries': counts.entries },
    },
  ]);
  return collectiveId;
};
const enrol = (collectiveId: string, now?: string) =>
  scene.enrol(scene.input({ collectiveId, phone: undefined, children: [] }), coordinator, now);
const move = async (collectiveId: string) => {
  const { id } = await scene.enrolled({ phone: undefined, children: [] });
  const body = { collectiveId };
  return scene.send({
    route: 'PATCH /api/members/{id}',
    path: { id },
    caller: coordinator,
    ifMatch: 1,
    body,
  });
};
const refusal = (code: string) => ({ status: 422, body: { code, errors: [{ path: 'collectiveId' }] } });

describe('a group', () => {
  test('holds two hundred women: the next is enrolled when one has left', async () => {
    const collectiveId = await form({ memberCount: maxMembers - 1, entries: maxMembers - 1 });
    const last = await enrol(collectiveId);
    expect(last.status).toBe(201);
    const before = await scene.records.scan();
    expect(await enrol(collectiveId)).toMatchObject(refusal('collective_full'));
    expect(await scene.records.scan()).toEqual(before);
    expect(await move(collectiveId)).toMatchObject(refusal('collective_full'));
    const { id } = Object(last.body);
    const exit = { exitedOn: '2026-10-15', reason: 'She moved.' };
    await scene.send({ route: 'POST /api/members/{id}/exit', path: { id }, caller: coordinator, body: exit });
    expect((await enrol(collectiveId)).status).toBe(201);
  });

  test('takes in no more than its days allow, however many have left', async () => {
    const now = '2026-10-15T06:30:00Z';
    const allowed = allowedBy(entryAllowance, await scene.formCollective(), new Date(now));
    const collectiveId = await form({ memberCount: 3, entries: allowed - 1 });
    expect((await enrol(collectiveId)).status).toBe(201);
    expect(await enrol(collectiveId)).toMatchObject(refusal('too_many'));
    expect(await move(collectiveId)).toMatchObject(refusal('too_many'));
  });
});

test('a group may take in hundreds at first, and five more each day of its life, ten years long', () => {
  const id = newId();
  const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const daysLater = (days: number) => allowedBy(entryAllowance, id, new Date(madeAt + days * 86_400_000));
  expect([daysLater(-3), daysLater(0), daysLater(0.99), daysLater(1), daysLater(100)]).toEqual([
    1000, 1000, 1000, 1005, 1500,
  ]);
  expect(daysLater(5_000)).toBe(daysLater(3_650));
});
