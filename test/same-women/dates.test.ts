import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** The dates of a woman with two records: the earlier is told, and what somebody sets is what is told then. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const joined = async (keptDates: object, otherDates: object) => {
  const collectiveId = await scene.formCollective();
  const kept = await scene.enrolled({ name: 'Kestrila Ormand', collectiveId, ...keptDates });
  const other = await scene.enrolled({ name: 'Kestrila Ormund', collectiveId, ...otherDates });
  const pairId = await scene.join(kept.id, other.id);
  return { kept: kept.id, other: other.id, pairId };
};

const change = async (id: string, body: object) =>
  scene.mustBe(200, await scene.change(id, (await scene.opened(id)).version, body));

test.each([
  ['both records say that she leads', { leaderSince: '2026-06-01' }, { leaderSince: '2026-05-01' }],
  ['the joined record says so', {}, { leaderSince: '2026-05-01' }],
  ['the kept record says so', { leaderSince: '2026-06-01' }, {}],
])('she leads no longer once that is taken away, where %s', async (_what, keptDates, otherDates) => {
  const { kept, other, pairId } = await joined(keptDates, otherDates);
  await change(other, { leaderSince: null });
  expect(await scene.opened(kept)).not.toHaveProperty('leaderSince');
  const last = [...(await scene.linesOf(kept)), ...(await scene.linesOf(other))].filter(
    ({ type }) => type === 'member_changed',
  );
  expect(last.length).toBeGreaterThan(0);
  for (const line of last) expect(line).not.toHaveProperty('leaderSince');
  await scene.part(pairId);
  for (const id of [kept, other]) expect(await scene.opened(id)).not.toHaveProperty('leaderSince');
});

test('she joined on the day that somebody sets, though the joined record said an earlier one', async () => {
  const { kept, other } = await joined({ joinedOn: '2026-03-01' }, { joinedOn: '2026-02-01' });
  expect(await scene.opened(kept)).toMatchObject({ joinedOn: '2026-02-01' });
  await change(kept, { joinedOn: '2026-02-20' });
  expect(await scene.opened(kept)).toMatchObject({ joinedOn: '2026-02-20' });
  expect((await scene.linesOf(other)).at(-1)).toMatchObject({
    type: 'member_changed',
    fields: ['joinedOn'],
    joinedOn: '2026-02-20',
  });
});

test('an earlier day is set in the kept record alone', async () => {
  const { kept, other } = await joined({ leaderSince: '2026-06-01' }, { leaderSince: '2026-05-01' });
  const before = (await scene.linesOf(other)).length;
  await change(kept, { leaderSince: '2026-04-01' });
  expect(await scene.opened(kept)).toMatchObject({ leaderSince: '2026-04-01' });
  expect(await scene.linesOf(other)).toHaveLength(before);
});
