import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const twoRecords = async (name: string) => ({
  kept: await scene.enrolled({ name: `${name} Ormand` }),
  other: await scene.enrolled({ name: `${name} Ormund`, phone: '+91 90000 77777' }),
});

test('a statement that is read while two records are joined has what both hold', async () => {
  const { kept, other } = await twoRecords('Kestrila');
  await scene.meet(kept.id, { kind: 'deposit', amountPaise: 300 });
  await scene.meet(other.id, { kind: 'deposit', amountPaise: 20 });
  const { table, vault, accessLog } = scene.records;
  let isJoined = false;
  const query: typeof table.query = async (asked) => {
    if (!isJoined) {
      isJoined = true;
      await scene.join(kept.id, other.id);
    }
    return table.query(asked);
  };
  const send = createSend(createBooksRoutes({ table: { ...table, query }, vault, accessLog }));
  const reply = await send({
    route: 'GET /api/members/{id}/savings',
    path: { id: kept.id },
    caller: coordinator,
  });
  expect(reply).toMatchObject({ status: 200, body: { savingsPaise: 320 } });
});

test('a withdrawal that is sent under the id of a joined record stays with that record, with its request', async () => {
  const { kept, other } = await twoRecords('Ulmara');
  const pairId = await scene.join(kept.id, other.id);
  await scene.agree(other.id, consentTo('services', { given: false, on: '2026-10-15' }));
  await scene.part(pairId);
  const requests = async (memberId: string) => {
    const query = { open: 'true', limit: '100' };
    const reply = await scene.send({ route: 'GET /api/requests', caller: coordinator, query });
    const page = z.object({ items: z.array(z.object({ memberId: z.string(), kind: z.string() })) });
    return page.parse(reply.body).items.filter((one) => one.memberId === memberId);
  };
  expect(await scene.opened(other.id)).toMatchObject({ withdrawnOn: '2026-10-15' });
  expect(await requests(other.id)).toMatchObject([{ kind: 'withdrawal' }]);
  expect(await scene.opened(kept.id)).not.toHaveProperty('withdrawnOn');
  expect(await requests(kept.id)).toEqual([]);
});

test('a pair that is named again as it is writes no line', async () => {
  const { kept, other } = await twoRecords('Tovari');
  const pair = await scene.pairOf(kept.id, other.id);
  const lines = async () =>
    (await scene.records.readJournal()).filter(
      (line) => line.type === 'same_woman_named' && [line.memberId, line.otherId].includes(other.id),
    );
  const before = await lines();
  expect(await scene.pairOf(kept.id, other.id)).toEqual(pair);
  expect(await scene.pairOf(other.id, kept.id)).toEqual(pair);
  expect(await lines()).toEqual(before);
});
