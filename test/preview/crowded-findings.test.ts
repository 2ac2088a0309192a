import { expect, onTestFinished, test } from 'vitest';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { findings } from '../../functions/months/preview/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { openCaseScene } from '../cases/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { openPreview } from './scene.ts';

const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}T06:30:00.000Z`;

test('a hundred stopped cases that one leader invented hide none that another opened', async () => {
  const scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  const send = openPreview(scene.records);
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const stop = (memberId: string, day: number) =>
    scene.agree(memberId, consentTo('services', { given: false, on: `2026-10-0${day}` }), leader, at(day));
  const stopped = async () => {
    const query = { month: '2026-10' };
    const reply = await send({ route: 'GET /api/findings', query, caller: coordinator, now: at(20) });
    const { items, counts } = findings.parse(reply.body);
    const listed = items.filter(({ kind }) => kind === 'stoppedUrgentCases');
    expect(listed).toHaveLength(100);
    expect(items.map(({ since }) => since)).toEqual(items.map(({ since }) => since).toSorted());
    return { ids: listed.map(({ id }) => id), count: counts.stoppedUrgentCases };
  };
  const invented = await scene.enrolled({ name: 'Decoy Woman', phone: '+91 90000 31111' }, at(1));
  const decoys = await Promise.all(
    Array.from({ length: 100 }, () => scene.opened({ memberId: invented.id }, leader, at(4))),
  );
  const second = await scene.enrolled({ name: 'Second Woman', phone: '+91 90000 33333' }, at(1));
  const ofLeader = await scene.opened({ memberId: second.id }, leader, at(5));
  expect((await stop(invented.id, 4)).status).toBe(201);
  const third = await scene.enrolled({ name: 'Third Woman', phone: '+91 90000 32222' }, at(1));
  const real = await scene.opened({ memberId: third.id }, coordinator, at(4));
  for (const memberId of [third.id, second.id]) {
    expect((await stop(memberId, 6)).status).toBe(201);
  }
  const before = await stopped();
  expect(before.count).toBe(102);
  // The other leader's woman, and the first of each of this one's women before the second of any.
  expect(before.ids).toEqual(expect.arrayContaining([real.id, ofLeader.id]));
  // What was explained gives its place to what was not.
  const hidden = decoys.filter(({ id }) => !before.ids.includes(id));
  expect(hidden).toHaveLength(2);
  const explanations = createExplanations(scene.records.table);
  for (const { id } of decoys.filter(({ id: one }) => before.ids.includes(one)).slice(0, 2)) {
    await explanations.add(
      '2026-10',
      { id: newId(), list: 'stoppedUrgentCases', recordId: id, why: 'known' },
      { at: at(20), by: coordinator.personId, fingerprint: 'x' },
    );
  }
  expect((await stopped()).ids).toEqual(expect.arrayContaining(hidden.map(({ id }) => id)));
}, 60_000);
