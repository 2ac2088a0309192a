import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { createCaller, createSend } from '../support/request.ts';
import { validOutreach } from '../support/scene.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** Pairs by hand: how many one person names and tells apart, and whose records an area coordinator can name. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const twoWomen = async (districts: readonly [string, string]) => {
  const [first, second] = [
    await scene.enrolled({ name: 'Tarvela Osk', district: districts[0] }),
    await scene.enrolled({ name: 'Umbriel Pask', phone: '+91 90000 77777', district: districts[1] }),
  ];
  return [first.id, second.id] as const;
};
const name = (caller: ReturnType<typeof createCaller>, memberIds: readonly string[]) =>
  scene.sendPairs({ route: 'POST /api/same-women', caller, body: { id: newId(), memberIds } });

test('naming a pair and telling it apart by turns ends for her, and for nobody else', async () => {
  const members = await twoWomen(['Guntur', 'Guntur']);
  const [hers, other] = [createCaller('coordinator'), createCaller('coordinator')];
  const { id: pairId } = await scene.pairOf(...members);
  const tellApart = (caller: ReturnType<typeof createCaller>) =>
    scene.sendPairs({
      route: 'POST /api/same-women/{id}/decision',
      path: { id: pairId },
      caller,
      body: { id: newId(), decision: 'different' },
    });
  const counts = settingCountsKey(hers.personId, '2026-10');
  const wear = (pairs: number) => scene.records.table.put({ ...counts, pairs });
  const tooMany = { status: 422, body: { code: 'too_many' } };
  await wear(maxSettingsOfMonth.pairs - 2);
  expect(await tellApart(hers)).toMatchObject({ status: 200 });
  expect(await name(hers, members)).toMatchObject({ status: 200 });
  expect(await tellApart(hers)).toMatchObject(tooMany);
  expect(await tellApart(other)).toMatchObject({ status: 200 });
  expect(await name(hers, members)).toMatchObject(tooMany);
  expect(await name(other, members)).toMatchObject({ status: 200 });
});

test('a joined record lies where the kept one does: its old id shows nothing of a woman elsewhere', async () => {
  const [kept, joined] = await twoWomen(['Krishna', 'Guntur']);
  const pairId = await scene.join(kept, joined);
  const { id: near } = await scene.enrolled({
    name: 'Velsita Rhun',
    phone: '+91 90000 88888',
    district: 'Guntur',
  });
  const [guntur, both] = [['Guntur'], ['Guntur', 'Krishna']].map((districts) =>
    createCaller('coordinator', { districts }),
  );
  if (guntur === undefined || both === undefined) throw new Error('There are two.');
  const elsewhere = { status: 422, body: { code: 'unknown_member', errors: [{ path: 'memberIds.1' }] } };
  expect(await name(guntur, [near, joined])).toMatchObject(elsewhere);
  expect(await name(both, [near, joined])).toMatchObject({ status: 201 });
  const { table, vault, accessLog } = scene.records;
  const send = createSend(createOutreachRoutes({ table, vault, accessLog, newId }));
  const held = validOutreach({ kind: 'leadership_training', district: 'Guntur' });
  await send({ route: 'POST /api/outreach', caller: guntur, body: held });
  const setRoster = (caller: ReturnType<typeof createCaller>) =>
    send({
      route: 'PUT /api/outreach/{id}/roster',
      path: { id: held.id },
      caller,
      ifMatch: 1,
      body: { participants: [{ memberId: joined, role: 'participant' }] },
    });
  expect(await setRoster(guntur)).toMatchObject({ status: 422, body: { code: 'unknown_member' } });
  expect(await setRoster(both)).toMatchObject({ status: 200 });
  const krishna = createCaller('coordinator', { districts: ['Krishna'] });
  const pairsSeenBy = async (caller: ReturnType<typeof createCaller>) => {
    const { body } = await scene.sendPairs({ route: 'GET /api/same-women', caller, query: { id: pairId } });
    return z.object({ items: z.array(z.looseObject({})) }).parse(body).items;
  };
  expect(await pairsSeenBy(guntur)).toEqual([]);
  expect(await pairsSeenBy(krishna)).toMatchObject([{ id: pairId }]);
});
