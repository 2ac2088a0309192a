import { beforeEach, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
const holder = createCaller('caseworker', { districts: ['Krishna'] });
const neighbour = createCaller('caseworker', { districts: ['Guntur'] });
const stranger = createCaller('caseworker', { districts: ['Krishna'] });
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  await scene.employ(holder, neighbour);
});

const page = z.object({ items: z.array(caseRecord), cursor: z.string().optional() });
const list = (memberId: string, caller: Caller = coordinator, query: Record<string, string> = {}) =>
  scene.send({ route: 'GET /api/members/{id}/cases', path: { id: memberId }, caller, query });
const idsOf = async (memberId: string, caller: Caller) =>
  page.parse((await list(memberId, caller)).body).items.map(({ id }) => id);

test('are those of hers that the caller reaches, as they stand now', async () => {
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const other = (await scene.enrolled()).id;
  const opened = await scene.opened({}, leader);
  const assigned = await scene.opened({ assignedTo: holder.personId });
  await scene.opened({ memberId: other });
  await scene.tell(opened.id, { type: 'status', status: 'closed' });
  const { items } = page.parse((await list(scene.memberId)).body);
  expect(items).toMatchObject([
    { id: opened.id, status: 'closed', version: 2 },
    { id: assigned.id, status: 'open' },
  ]);
  expect(await idsOf(scene.memberId, leader)).toEqual([opened.id]);
  expect(await idsOf(scene.memberId, holder)).toEqual([assigned.id]);
  expect(await idsOf(scene.memberId, neighbour)).toEqual([]);
});

test('are not found for who may not know of her, nor of nobody', async () => {
  await scene.opened({ assignedTo: holder.personId });
  const strangers = [stranger, createCaller('leader', { collectives: [newId()] })];
  const replies = [
    ...(await Promise.all(strangers.map((caller) => list(scene.memberId, caller)))),
    ...(await Promise.all(
      [...strangers, holder, neighbour, coordinator].map((caller) => list(newId(), caller)),
    )),
  ];
  expect(replies.map(({ status }) => status)).toEqual(Array(7).fill(404));
});

test('come in pages that leave out none and repeat none', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push((await scene.opened()).id);
  const found: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 10; pages += 1) {
    const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) };
    const reply = page.parse((await list(scene.memberId, coordinator, query)).body);
    found.push(...reply.items.map(({ id }) => id));
    cursor = reply.cursor;
    if (cursor === undefined) break;
  }
  expect(found).toEqual([...ids].sort());
});

test.each([{ status: 'open' }, { limit: '0' }, { cursor: '%' }])('are not told for %j', async (query) => {
  expect(await list(scene.memberId, coordinator, query)).toMatchObject({ status: 400 });
});

test.each(['administrator', 'auditor', 'funder'] as const)('are not for the role %s', async (role) => {
  expect(await list(scene.memberId, createCaller(role))).toMatchObject({ status: 403 });
});
