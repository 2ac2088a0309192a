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

test('what was read of a record under the other id is found by the auditor and told to her once they are parted', async () => {
  const { kept, joined } = await twoRecords('Yelmasu');
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const talk = {
    id: newId(),
    on: '2026-10-10',
    answers: { safety: 1 },
    goal: { area: 'safety', text: 'a door' },
  };
  const path = { id: joined.id };
  await scene.send({ route: 'POST /api/members/{id}/talks', path, caller: leader, body: talk });
  const request = { id: newId(), kind: 'access', on: '2026-10-10', via: 'spoken' };
  await scene.send({ route: 'POST /api/members/{id}/requests', path, caller: leader, body: request });
  const pairId = await scene.join(kept.id, joined.id);
  const looker = createCaller('coordinator');
  const to = { path: { id: kept.id }, caller: looker };
  const before = await scene.send({ route: 'GET /api/members/{id}/talks', ...to });
  expect(JSON.stringify(before.body)).toContain('a door');
  await scene.send({ route: 'GET /api/members/{id}', ...to });
  await scene.send({ route: 'GET /api/members/{id}/savings', ...to });
  await scene.sendPairs({ route: 'GET /api/members/{id}/record', ...to });
  await scene.list({ collectiveId: scene.collectiveId, limit: '100' }, looker);
  await scene.search('Yelmasu', looker);
  const ledger = { path: { id: scene.collectiveId }, caller: looker };
  await scene.send({ route: 'GET /api/collectives/{id}/ledger', ...ledger });
  await scene.send({ route: 'GET /api/requests', caller: looker, query: { open: 'true', limit: '100' } });
  await scene.part(pairId);

  const readings = z.object({
    readings: z.array(z.object({ role: z.string(), what: z.string(), inList: z.boolean().optional() })),
  });
  const toldTo = async (id: string) => {
    const page = await scene.sendPairs({
      route: 'GET /api/members/{id}/record',
      path: { id },
      caller: leader,
    });
    return readings
      .parse(page.body)
      .readings.flatMap(({ role, what, inList }) =>
        role === 'coordinator' ? [inList === true ? `${what} in a list` : what] : [],
      )
      .toSorted();
  };
  const ofBoth = ['member', 'member in a list', 'record', 'savings', 'savings in a list', 'talk'];
  expect(await toldTo(joined.id)).toEqual([...ofBoth, 'request in a list'].toSorted());
  expect(await toldTo(kept.id)).toEqual(ofBoth);
  const openings = ['', '/record', '/savings', '/talks'].map((end) => `GET /api/members/{id}${end}`);
  const lists = ['GET /api/collectives/{id}/ledger', 'GET /api/members', 'POST /api/members/search'];
  const readOf = async (id: string) =>
    (await found('access-log', id, looker.personId)).map(({ route }) => route).toSorted();
  expect(await readOf(joined.id)).toEqual([...lists, ...openings, 'GET /api/requests'].toSorted());
  expect(await readOf(kept.id)).toEqual([...lists, ...openings].toSorted());
  // What is read of the other one from now on is hers alone.
  await scene.read(kept.id, looker);
  expect(await toldTo(joined.id)).toHaveLength(7);
});
