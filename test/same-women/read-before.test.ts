import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { createMovesRoutes } from '../../functions/areas/moves/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { aChild, coordinator } from '../members/scene.ts';
import { createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** What is written about a woman who was read before her records were joined or parted. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const two = async (name: string) => ({
  kept: await scene.enrolled({ name: `${name} Ormand` }),
  other: await scene.enrolled({ name: `${name} Ormund`, phone: '+91 90000 77777' }),
});

/** The routes of members over another table. */
const sendOver = (change: Partial<Table>) => {
  const { table, vault, accessLog } = scene.records;
  return createSend(
    createMembersRoutes({
      table: { ...table, ...change },
      vault,
      newCode: createCodes('M-'),
      accessLog,
      newId,
    }),
  );
};

const onceOnly = (act: () => Promise<unknown>) => {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await act();
  };
};

/** The routes of members over a table on which something happens right before the first transaction. */
const sendAfter = (act: () => Promise<unknown>) => {
  const actOnce = onceOnly(act);
  return sendOver({
    transact: async (writes) => {
      await actOnce();
      return scene.records.table.transact(writes);
    },
  });
};

/** The same, but it happens right after her record was first read, before the one to which it was joined. */
const sendBetweenReads = (memberId: string, act: () => Promise<unknown>) => {
  const actOnce = onceOnly(act);
  return sendOver({
    get: async (key) => {
      const item = await scene.records.table.get(key);
      if (key.pk === memberKey(memberId).pk) await actOnce();
      return item;
    },
  });
};

test('an exit of a record that is joined meanwhile is the woman’s, and can be read', async () => {
  const { kept, other } = await two('Kestrila');
  const send = sendAfter(() => scene.join(kept.id, other.id));
  const reply = await send({
    route: 'POST /api/members/{id}/exit',
    path: { id: other.id },
    caller: coordinator,
    body: { exitedOn: '2026-10-12', reason: 'She left' },
  });
  expect(reply).toMatchObject({ status: 201, body: { id: kept.id, exitReason: 'She left' } });
  expect(await scene.opened(kept.id)).toMatchObject({ exitedOn: '2026-10-12', exitReason: 'She left' });
  const exits = (await scene.records.readJournal()).filter(({ type }) => type === 'member_exited');
  expect(exits).toMatchObject([{ memberId: kept.id }]);
});

test.each([
  ['before the first transaction', 'Ulmara', (_id: string, part: () => Promise<void>) => sendAfter(part)],
  ['between two reads', 'Pelvira', sendBetweenReads],
])('a child of a record that is parted %s stays with that record', async (_when, name, sendWith) => {
  const { kept, other } = await two(name);
  const pairId = await scene.join(kept.id, other.id);
  const child = aChild();
  const reply = await sendWith(other.id, () => scene.part(pairId))({
    route: 'POST /api/members/{id}/children',
    path: { id: other.id },
    caller: coordinator,
    body: child,
  });
  expect(reply.status).toBe(201);
  expect((await scene.opened(other.id)).children?.map(({ id }) => id)).toContain(child.id);
  expect((await scene.opened(kept.id)).children?.map(({ id }) => id)).not.toContain(child.id);
});

test('a move is refused only for what is true at one instant', async () => {
  const { kept, other } = await two('Zarmila');
  const to = await scene.formCollective();
  await scene.meet(kept.id, { kind: 'deposit', amountPaise: 200 });
  await scene.meet(other.id, { kind: 'deposit', amountPaise: 500 });
  const joinOnce = onceOnly(() => scene.join(kept.id, other.id));
  const { table, vault, accessLog } = scene.records;
  // As DynamoDB may: a batch is no transaction, so her record is of before the join, and her account of after it.
  const getMany: Table['getMany'] = async (keys) => {
    const isRecord = ({ pk }: { readonly pk: string }) => pk.startsWith('MEMBER#');
    if (keys.every(isRecord)) return table.getMany(keys);
    const records = await table.getMany(keys.filter(isRecord));
    await joinOnce();
    return [...records, ...(await table.getMany(keys.filter((key) => !isRecord(key))))];
  };
  const send = createSend(createMovesRoutes({ table: { ...table, getMany }, vault, accessLog }));
  const reply = await send({
    route: 'POST /api/collectives/{id}/moves',
    path: { id: scene.collectiveId },
    caller: coordinator,
    body: { id: newId(), on: '2026-10-12', to, members: [other.id], cashPaise: 500, bankPaise: 0 },
  });
  expect(reply).toMatchObject({ status: 422, body: { code: 'move_mismatch', differencePaise: -200 } });
});
