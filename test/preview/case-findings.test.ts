import { expect, onTestFinished, test } from 'vitest';
import { findings } from '../../functions/months/preview/schema.ts';
import { openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
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
