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
      resumedConsents: z.array(z.string()).optional(),
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

test('who asks and who decides are told that a no to sharing or reporting would be a yes after the join', async () => {
  const { real, decoy } = await twoRecords('Zanvela');
  let minute = 30;
  const answer = async (id: string, purpose: 'sharing' | 'reporting', given: boolean) => {
    minute += 1;
    const now = `2026-10-15T06:${minute}:00.000Z`;
    scene.mustBe(201, await scene.agree(id, consentTo(purpose, { given, on: '2026-10-15' }), undefined, now));
  };
  await answer(decoy.id, 'sharing', true);
  // The real woman's no is the last word so far: a join would not change it.
  await answer(real.id, 'sharing', false);
  await answer(real.id, 'reporting', false);
  const pair = await scene.pairOf(real.id, decoy.id);
  expect(pair).not.toHaveProperty('resumedConsents');
  const approvalId = await askedOf(pair.id, real.id);
  await answer(decoy.id, 'reporting', true);
  await answer(decoy.id, 'sharing', true);
  const told = { resumedConsents: ['reporting', 'sharing'] };
  expect(await scene.pairOf(real.id, decoy.id)).toMatchObject(told);
  expect(await scene.decide(approvalId)).toMatchObject({ status: 422, body: { code: 'withdrawn_since' } });
  scene.mustBe(200, await scene.decide(approvalId, 'declined'));
  const again = await askedOf(pair.id, real.id);
  expect(await toldOf(pair.id)).toMatchObject(told);
  scene.mustBe(200, await scene.decide(again));
});

test('who decides on a parting is told which no, said while they were one, would be a yes again', async () => {
  const { real, decoy } = await twoRecords('Kunvela');
  let minute = 30;
  const answer = async (id: string, purpose: 'services' | 'sharing' | 'reporting', given: boolean) => {
    minute += 1;
    const now = `2026-10-15T06:${minute}:00.000Z`;
    scene.mustBe(201, await scene.agree(id, consentTo(purpose, { given, on: '2026-10-15' }), undefined, now));
  };
  const askedParting = async (pairId: string) =>
    approvalOf(scene.mustBe(202, await scene.askParting(pairId)) as never);
  for (const { id } of [real, decoy]) {
    await answer(id, 'sharing', true);
    await answer(id, 'reporting', true);
  }
  const pairId = await scene.join(real.id, decoy.id);
  const first = await askedParting(pairId);
  expect(await toldOf(pairId)).not.toHaveProperty('resumedConsents');
  await answer(decoy.id, 'sharing', false);
  expect(await scene.decide(first)).toMatchObject({ status: 422, body: { code: 'withdrawn_since' } });
  scene.mustBe(200, await scene.decide(first, 'declined'));

  await answer(real.id, 'services', false);
  // Both said no to being counted: the parting makes no yes of it.
  await answer(real.id, 'reporting', false);
  await answer(decoy.id, 'reporting', false);
  const again = await askedParting(pairId);
  expect(await toldOf(pairId)).toMatchObject({ resumedConsents: ['services', 'sharing'] });
  scene.mustBe(200, await scene.decide(again));
  expect(await scene.opened(real.id)).toHaveProperty('withdrawnOn');
  expect(await scene.opened(decoy.id)).not.toHaveProperty('withdrawnOn');
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
