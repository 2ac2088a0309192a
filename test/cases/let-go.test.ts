import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
let leader: Caller;
const holder = createCaller('caseworker', { districts: ['Guntur'] });
beforeAll(async () => {
  scene = await openCaseScene();
  leader = createCaller('leader', { collectives: [scene.collectiveId] });
  await scene.employ(holder);
});
afterAll(() => scene.records.close());

const refused = (code: string) => ({ status: 422, body: { code } });
const kept = refused('not_hers_to_close');
const held = () => scene.opened({ assignedTo: holder.personId }, leader);
const close = (id: string, caller: Caller, more: object = {}) =>
  scene.tell(id, { type: 'status', status: 'closed', ...more }, caller);
const lower = async (id: string, caller: Caller) => {
  const { version } = await scene.standing(id);
  return scene.changeCase(id, version, { priority: 'normal' }, caller);
};
/** The caseworker's words about a case, and their id. */
const plan = { type: 'safety_plan', signs: 'He drinks', goTo: 'Her sister', call: '112', take: 'Papers' };
const told = async (caseId: string, event: object, caller: Caller) => {
  const id = newId();
  expect(await scene.tell(caseId, { id, ...event }, caller)).toMatchObject({ status: 201 });
  return id;
};
const takeBack = (caseId: string, eventId: string, caller: Caller) =>
  scene.tell(caseId, { type: 'taken_back', on: '2026-10-14', eventId, reason: 'x' }, caller);

describe('the leader who opened a case that a caseworker has', () => {
  test('neither closes it nor makes it less urgent, and nothing is written', async () => {
    const { id } = await held();
    const lines = await scene.linesOfCase(id);
    expect(await close(id, leader, { herWord: 'helped' })).toMatchObject(kept);
    expect(await lower(id, leader)).toMatchObject(kept);
    expect(await scene.linesOfCase(id)).toEqual(lines);
    expect(await scene.readCase(id, holder)).toMatchObject({ body: { status: 'open', priority: 'urgent' } });
    expect(await lower(id, holder)).toMatchObject({ status: 200 });
    expect(await close(id, leader)).toMatchObject(kept);
    expect(await close(id, holder)).toMatchObject({ status: 201 });
  });

  test('does not close it by taking back what had opened it again', async () => {
    const { id } = await scene.opened({ priority: 'normal' }, leader);
    expect(await close(id, leader)).toMatchObject({ status: 201 });
    const reopening = await told(id, { type: 'status', status: 'reopened', on: '2026-10-06' }, leader);
    expect(
      await scene.changeCase(id, 3, { priority: 'urgent', assignedTo: holder.personId }, leader),
    ).toMatchObject({ status: 200 });
    expect(await takeBack(id, reopening, leader)).toMatchObject(kept);
    expect(await scene.standing(id)).toMatchObject({ status: 'reopened' });
  });

  test('still adds to it', async () => {
    const { id } = await held();
    for (const event of [
      { type: 'note', text: 'She slept here.' },
      { type: 'follow_up', due: '2026-10-20' },
      { type: 'status', status: 'in_progress' },
    ]) {
      expect(await scene.tell(id, event, leader)).toMatchObject({ status: 201 });
    }
    expect(await scene.changeCase(id, 4, { incident: 'threat' }, leader)).toMatchObject({ status: 200 });
  });
});

test('an urgent case that waits is neither closed nor made less urgent by the leader who opened it', async () => {
  const { id } = await scene.opened({}, leader);
  expect(await close(id, leader)).toMatchObject(kept);
  expect(await lower(id, leader)).toMatchObject(kept);
  expect(await lower(id, coordinator)).toMatchObject({ status: 200 });
  // Nobody has it, and it is not urgent: it is hers again.
  expect(await close(id, leader)).toMatchObject({ status: 201 });
});

test('a closing that was accepted before is the same when it is sent again', async () => {
  const { id } = await scene.opened({ priority: 'normal' }, leader);
  const closing = { id: newId() };
  expect(await close(id, leader, closing)).toMatchObject({ status: 201 });
  expect(
    await scene.changeCase(id, 2, { priority: 'urgent', assignedTo: holder.personId }, coordinator),
  ).toMatchObject({ status: 200 });
  expect(await scene.tell(id, { type: 'status', status: 'reopened', on: '2026-10-06' })).toMatchObject({
    status: 201,
  });
  expect(await close(id, leader, closing)).toMatchObject({ status: 200 });
});

describe('an event is taken back', () => {
  test('by who recorded it, by who has the case, and by the coordinator', async () => {
    const { id } = await held();
    const byHolder = await told(id, plan, holder);
    const byLeader = await told(id, { type: 'note', text: 'A slip' }, leader);
    const another = await told(id, { type: 'note', text: 'Another’s' }, leader);
    const date = await told(id, { type: 'follow_up', due: '2026-10-20' }, holder);
    const lines = await scene.linesOfCase(id);
    expect(await takeBack(id, byHolder, leader)).toMatchObject(refused('recorded_by_another'));
    expect(await takeBack(id, date, leader)).toMatchObject(refused('recorded_by_another'));
    expect(await scene.linesOfCase(id)).toEqual(lines);
    expect(await takeBack(id, byLeader, leader)).toMatchObject({ status: 201 });
    expect(await takeBack(id, another, holder)).toMatchObject({ status: 201 });
    expect(await takeBack(id, byHolder, coordinator)).toMatchObject({ status: 201 });
  });

  test('by no leader who did not record it, once the caseworker has released the case', async () => {
    const { id } = await held();
    const date = await told(id, { type: 'follow_up', due: '2026-10-20' }, holder);
    expect(await scene.changeCase(id, 2, { assignedTo: null }, holder)).toMatchObject({ status: 200 });
    expect(await takeBack(id, date, leader)).toMatchObject(refused('recorded_by_another'));
  });
});
