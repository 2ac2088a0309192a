import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator } from '../members/scene.ts';
import { createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

test('a group is not closed if a woman returns to it by a parting after its books were read', async () => {
  const group = await scene.formCollective();
  const kept = await scene.enrolled({ name: 'Quilonda Ybrestu' });
  const other = await scene.enrolled({
    name: 'Kwilondo Ibrestu',
    phone: '+91 90000 77777',
    collectiveId: group,
  });
  const pairId = await scene.join(kept.id, other.id);
  const { table, vault, accessLog } = scene.records;
  let isParted = false;
  const transact: typeof table.transact = async (writes) => {
    if (!isParted) {
      isParted = true;
      await scene.part(pairId);
    }
    return table.transact(writes);
  };
  const send = createSend(
    createCollectivesRoutes({ table: { ...table, transact }, vault, newId, accessLog }),
  );
  const reply = await send({
    route: 'PATCH /api/collectives/{id}',
    path: { id: group },
    caller: coordinator,
    ifMatch: 1,
    body: { closedOn: '2026-10-15' },
  });
  expect(isParted).toBe(true);
  expect(reply).toMatchObject({ status: 422, body: { code: 'members_active' } });
  const deposit = await scene.meet(other.id, { kind: 'deposit', amountPaise: 100 }, { collectiveId: group });
  expect(deposit.status).toBe(201);
});
