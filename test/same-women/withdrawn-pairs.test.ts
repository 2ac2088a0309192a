import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { approvalOf } from '../approvals/scene.ts';
import { consentTo } from '../members/scene.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const twoRecords = async (name: string) => ({
  real: await scene.enrolled({ name: `${name} Bankesh` }),
  decoy: await scene.enrolled({ name: `${name} Bankash`, phone: '+91 90000 66666' }),
});
const consent = (id: string, given: boolean) =>
  scene.agree(id, consentTo('services', { given, on: '2026-10-15' }));
const waiting = z.object({
  items: z.array(
    z.looseObject({
      subject: z.string(),
      withdrawnCodes: z.array(z.string()).optional(),
      joinStops: z.boolean().optional(),
    }),
  ),
});
/** What whoever may decide on a pair is told of it. */
const toldOf = async (pairId: string) =>
  waiting
    .parse((await scene.people.list(scene.decides, { limit: '100' })).body)
    .items.find(({ subject }) => subject === pairId);
const askedOf = async (pairId: string, keptId: string) =>
  approvalOf(scene.mustBe(202, await scene.askJoin(pairId, keptId)) as never);

test('who asks and who decides are told which record has withdrawn, and that the services stop for both', async () => {
  const { real, decoy } = await twoRecords('Tirvola');
  await consent(decoy.id, false);
  const pair = await scene.pairOf(real.id, decoy.id);
  const told = { withdrawnCodes: [decoy.code], joinStops: true };
  expect(pair).toMatchObject(told);
  const approvalId = await askedOf(pair.id, real.id);
  expect(await toldOf(pair.id)).toMatchObject(told);
  scene.mustBe(200, await scene.decide(approvalId));
  expect(await scene.opened(real.id)).toMatchObject({ withdrawnOn: '2026-10-15' });
});

test('or that a later consent of one lets them go on for both; of a pair without a withdrawal nothing is told', async () => {
  const { real, decoy } = await twoRecords('Ulmara');
  expect(await scene.pairOf(real.id, decoy.id)).not.toHaveProperty('joinStops');
  await consent(real.id, false);
  await consent(decoy.id, true);
  expect(await scene.pairOf(real.id, decoy.id)).toMatchObject({
    withdrawnCodes: [real.code],
    joinStops: false,
  });
});

test('what was not told when it was asked for is not approved', async () => {
  const { real, decoy } = await twoRecords('Pelvira');
  const pair = await scene.pairOf(real.id, decoy.id);
  const approvalId = await askedOf(pair.id, real.id);
  await consent(decoy.id, false);
  expect(await scene.decide(approvalId)).toMatchObject({ status: 422, body: { code: 'withdrawn_since' } });
  scene.mustBe(200, await scene.decide(approvalId, 'declined'));
  scene.mustBe(200, await scene.decide(await askedOf(pair.id, real.id)));
  expect((await scene.opened(real.id)).withdrawnOn).toBe('2026-10-15');
});
