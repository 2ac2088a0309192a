import { expect, onTestFinished, test } from 'vitest';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { findings } from '../../functions/months/preview/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { openCaseScene } from '../cases/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { openPreview } from './scene.ts';

test('a finding about a case names who has it, and is no question to a leader', async () => {
  const scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  const send = openPreview(scene.records);
  const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(caseworker);
  const held = await scene.opened({ assignedTo: caseworker.personId });
  const free = await scene.opened();
  for (const { id } of [held, free]) {
    await scene.tell(id, { type: 'follow_up', on: '2026-10-02', due: '2026-10-05' }, coordinator);
  }
  const reply = await send({
    route: 'GET /api/findings',
    query: { month: '2026-10' },
    caller: coordinator,
    now: '2026-11-20T06:30:00.000Z',
  });
  const late = findings.parse(reply.body).items.filter(({ kind }) => kind === 'overdueFollowUps');
  expect(late.map(({ id, assignedTo, question }) => [id, assignedTo, question]).toSorted()).toEqual(
    [
      [held.id, caseworker.personId, undefined],
      [free.id, undefined, undefined],
    ].toSorted(),
  );
});

test('what was said of a case holds for no later stop and no later visit of it', async () => {
  const scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  const send = openPreview(scene.records);
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const stopped = await scene.opened();
  const at = (day: number, hour = 6) => `2026-10-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const say = async (given: boolean, caller: typeof leader, now: string) =>
    expect(
      await scene.agree(scene.memberId, consentTo('services', { given, on: now.slice(0, 10) }), caller, now),
    ).toMatchObject({ status: 201 });
  const explain = (list: 'stoppedUrgentCases' | 'overdueFollowUps', recordId: string, now: string) =>
    createExplanations(scene.records.table).add(
      '2026-10',
      { id: newId(), list, recordId, why: 'checked' },
      { at: now, by: coordinator.personId, fingerprint: 'x' },
    );
  const foundOf = async (list: string, now: string) => {
    const query = { month: '2026-10' };
    const reply = await send({ route: 'GET /api/findings', query, caller: coordinator, now });
    return findings
      .parse(reply.body)
      .items.filter(({ kind }) => kind === list)
      .map(({ id, explanation }) => [id, explanation?.why]);
  };
  await say(false, coordinator, at(16));
  await explain('stoppedUrgentCases', stopped.id, at(16, 7));
  expect(await foundOf('stoppedUrgentCases', at(16, 8))).toEqual([[stopped.id, 'checked']]);
  await say(true, coordinator, at(16, 9));
  await say(false, leader, at(16, 10));
  expect(await foundOf('stoppedUrgentCases', at(16, 11))).toEqual([[stopped.id, undefined]]);
  await explain('stoppedUrgentCases', stopped.id, at(16, 12));
  expect(await foundOf('stoppedUrgentCases', at(16, 13))).toEqual([[stopped.id, 'checked']]);

  await say(true, coordinator, at(17));
  const plan = (due: string) =>
    scene.tell(stopped.id, { type: 'follow_up', on: '2026-10-14', due }, coordinator, at(18));
  await plan('2026-10-16');
  await explain('overdueFollowUps', stopped.id, at(18, 7));
  expect(await foundOf('overdueFollowUps', at(18, 8))).toEqual([[stopped.id, 'checked']]);
  const done = { type: 'follow_up', on: '2026-10-18', due: '2026-10-16', done: true };
  await scene.tell(stopped.id, done, coordinator, at(18, 9));
  await plan('2026-10-18');
  expect(await foundOf('overdueFollowUps', at(20))).toEqual([[stopped.id, undefined]]);
});
