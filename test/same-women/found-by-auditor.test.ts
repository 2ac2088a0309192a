import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createDigestStoreDouble } from '../audit/digest-store-double.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
let audit: ReturnType<typeof createSend>;
beforeAll(async () => {
  scene = await openJoinScene();
  audit = createSend(createAuditRoutes({ table: scene.records.table, digests: createDigestStoreDouble() }));
});
afterAll(() => scene.records.close());

const lines = z.object({
  items: z.array(z.object({ type: z.string().optional(), route: z.string().optional(), actor: z.string() })),
});
const found = async (log: 'journal' | 'access-log', subject: string, actor?: string) => {
  const reply = await audit({
    route: `GET /api/${log}`,
    caller: scene.auditor,
    query: { subject, limit: '100', ...(actor === undefined ? {} : { actor }) },
  });
  return lines.parse(reply.body).items;
};
const twoRecords = async (name: string) => ({
  kept: await scene.enrolled({ name: `${name} Velitta` }),
  joined: await scene.enrolled({ name: `${name} Velita`, phone: '+91 90000 55555' }),
});
/** Opens a woman under an id, in a list, in a case and in her record. @returns the reader */
const look = async (id: string, caseId: string) => {
  const looker = createCaller('coordinator');
  await scene.list({ collectiveId: scene.collectiveId, limit: '100' }, looker);
  await scene.read(id, looker);
  await scene.send({ route: 'GET /api/cases/{id}', path: { id: caseId }, caller: looker });
  await scene.sendPairs({ route: 'GET /api/members/{id}/record', path: { id }, caller: looker });
  return looker.personId;
};
const openCase = async (memberId: string) => {
  const reply = await scene.send({
    route: 'POST /api/cases',
    caller: coordinator,
    body: { id: newId(), memberId, kind: 'legal_aid', priority: 'normal', openedOn: '2026-10-01' },
  });
  return z.object({ id: z.string() }).parse(reply.body).id;
};
const routes = [
  'GET /api/cases/{id}',
  'GET /api/members',
  'GET /api/members/{id}',
  'GET /api/members/{id}/record',
];

test('by either id or code of two joined records, all lines and readings of both are found', async () => {
  const { kept, joined } = await twoRecords('Ombrasu');
  const caseId = await openCase(joined.id);
  await scene.join(kept.id, joined.id);
  const reader = await look(joined.id, caseId);
  for (const subject of [kept.id, joined.id, kept.code, joined.code]) {
    const read = (await found('access-log', subject, reader)).map(({ route }) => route);
    expect(read.toSorted(), subject).toEqual(routes);
    const said = (await found('journal', subject)).map(({ type }) => type);
    expect(said.toSorted(), subject).toEqual([
      'case_opened',
      'member_enrolled',
      'member_enrolled',
      'members_joined',
      'same_woman_named',
    ]);
  }
});

test('after a parting each is found with her own, with the join and the parting, and with what was read of her case meanwhile', async () => {
  const { kept, joined } = await twoRecords('Quirasu');
  const caseId = await openCase(joined.id);
  const pairId = await scene.join(kept.id, joined.id);
  const reader = await look(kept.id, caseId);
  await scene.part(pairId);
  const said = (await found('journal', joined.id)).map(({ type }) => type);
  expect(said.toSorted()).toEqual([
    'case_opened',
    'member_enrolled',
    'members_joined',
    'members_parted',
    'same_woman_named',
  ]);
  const read = (await found('access-log', joined.code, reader)).map(({ route }) => route);
  expect(read).toEqual(expect.arrayContaining(['GET /api/cases/{id}', 'GET /api/members/{id}/record']));
});

test('whoever works with a case reads that it was opened with the record to which its woman’s was joined', async () => {
  const { kept, joined } = await twoRecords('Zemrasu');
  const caseId = await openCase(joined.id);
  const pairId = await scene.join(kept.id, joined.id);
  await look(kept.id, caseId);
  const readings = async () => {
    const reply = await scene.sendPairs({
      route: 'GET /api/cases/{id}/readings',
      path: { id: caseId },
      caller: coordinator,
    });
    return z.object({ items: z.array(z.object({ role: z.string() })) }).parse(reply.body).items;
  };
  expect(await readings()).toHaveLength(2);
  await scene.part(pairId);
  expect(await readings()).toHaveLength(2);
});
