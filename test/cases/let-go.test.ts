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
    // What happened she says where nobody has said it; once others have recorded something, no more.
    expect(await scene.changeCase(id, 4, { incident: 'threat' }, leader)).toMatchObject({ status: 200 });
    await told(id, { type: 'note', text: 'The holder’s' }, holder);
    expect(await scene.changeCase(id, 6, { incident: 'other' }, leader)).toMatchObject(
      refused('recorded_by_another'),
    );
  });

  test('changes neither what it is about nor what happened, and nothing is written', async () => {
    const { id } = await scene.opened({ assignedTo: holder.personId, incident: 'sexual_violence' }, leader);
    await told(id, { type: 'note', text: 'The holder’s' }, holder);
    const lines = await scene.linesOfCase(id);
    for (const change of [{ kind: 'other' }, { incident: 'health' }, { incident: null }]) {
      expect(await scene.changeCase(id, 2, change, leader)).toMatchObject(refused('recorded_by_another'));
    }
    expect(await scene.linesOfCase(id)).toEqual(lines);
    expect(await scene.changeCase(id, 2, { incident: 'health' }, holder)).toMatchObject({ status: 200 });
    expect(await scene.changeCase(id, 3, { kind: 'legal_aid' }, holder)).toMatchObject({ status: 200 });
  });
});

describe('the leader who opened a case', () => {
  const done = (due: string) => ({ type: 'follow_up', on: '2026-10-15', due, done: true });
  const datesOf = async (id: string) => (await scene.standing(id)).due?.map(({ on }) => on);

  test('changes what it is about until somebody else has recorded something', async () => {
    const { id } = await scene.opened({ priority: 'normal', incident: 'threat' }, leader);
    await told(id, { type: 'note', text: 'A note' }, leader);
    expect(await scene.changeCase(id, 2, { incident: 'police' }, leader)).toMatchObject({ status: 200 });
    await told(id, { type: 'note', text: 'Another’s' }, coordinator);
    for (const change of [{ kind: 'other' }, { incident: 'health' }]) {
      expect(await scene.changeCase(id, 4, change, leader)).toMatchObject(refused('recorded_by_another'));
    }
    expect(await scene.changeCase(id, 4, { kind: 'other' }, coordinator)).toMatchObject({ status: 200 });
  });

  test('settles visits of others from their day on, and none before it', async () => {
    const { id } = await held();
    for (const due of ['2026-10-10', '2026-10-15', '2026-10-20']) {
      await told(id, { type: 'follow_up', due }, holder);
    }
    const lines = await scene.linesOfCase(id);
    for (const due of ['2026-10-20', '2026-10-16', '2199-12-31']) {
      expect(await scene.tell(id, done(due), leader)).toMatchObject(refused('recorded_by_another'));
    }
    expect(await scene.linesOfCase(id)).toEqual(lines);
    expect(await scene.tell(id, done('2026-10-15'), leader)).toMatchObject({ status: 201 });
    expect(await datesOf(id)).toEqual(['2026-10-20']);
    expect(await scene.tell(id, done('2026-10-20'), holder)).toMatchObject({ status: 201 });
  });

  test('settles visits ahead of a case that nobody has, if she planned them', async () => {
    const { id } = await scene.opened({ priority: 'normal' }, leader);
    await told(id, { type: 'follow_up', due: '2026-10-18' }, leader);
    await told(id, { type: 'follow_up', due: '2026-10-20' }, coordinator);
    expect(await scene.tell(id, done('2026-10-19'), leader)).toMatchObject({ status: 201 });
    expect(await datesOf(id)).toEqual(['2026-10-20']);
  });

  test('settles no visit before its day that another planned, where nobody has the case either', async () => {
    const { id } = await scene.opened({ priority: 'normal' }, leader);
    await told(id, { type: 'follow_up', due: '2026-10-20' }, coordinator);
    expect(await scene.tell(id, done('2026-10-20'), leader)).toMatchObject(refused('recorded_by_another'));
    expect(await datesOf(id)).toEqual(['2026-10-20']);
  });

  test.each([
    ['a caseworker', () => holder, 'recorded_by_another'],
    ['she herself', () => leader, undefined],
  ] as const)(
    'decides an application, and ends a wait for the police or a court, if %s recorded it',
    async (_, recorder, code) => {
      const { id } = await scene.opened(
        { assignedTo: holder.personId, openedOn: '2026-09-01', kind: 'legal_aid' },
        leader,
      );
      const application = { type: 'compensation', applicationId: newId(), scheme: 'ap_2015' };
      const matter = { type: 'proceeding', proceedingId: newId() };
      await told(id, { ...application, stage: 'filed' }, recorder());
      await told(id, { ...matter, step: 'fir', nextOn: '2026-11-05' }, recorder());
      const dates = await datesOf(id);
      expect(dates).toHaveLength(3);
      for (const event of [
        { ...application, stage: 'rejected' },
        { ...application, stage: 'awarded' },
        { ...matter, step: 'charge_sheet', nextOn: '2026-11-05' },
        { ...matter, on: '2026-10-15', step: 'hearing' },
      ]) {
        expect(await scene.tell(id, event, leader)).toMatchObject(
          code === undefined ? { status: 201 } : refused(code),
        );
      }
      expect(await datesOf(id)).toEqual(code === undefined ? undefined : dates);
      // What takes no date away is added by whoever knows of it.
      expect(await scene.tell(id, { ...application, stage: 'acknowledged' }, leader)).toMatchObject({
        status: 201,
      });
    },
  );

  test('is told the same when she sends again what was accepted before', async () => {
    const { id } = await scene.opened({ priority: 'normal' }, leader);
    await told(id, { type: 'follow_up', due: '2026-10-20' }, leader);
    const visit = { id: newId(), ...done('2026-10-20') };
    expect(await scene.tell(id, visit, leader)).toMatchObject({ status: 201 });
    await told(id, { type: 'follow_up', due: '2026-10-19', on: '2026-10-15' }, coordinator);
    expect(await scene.tell(id, visit, leader)).toMatchObject({ status: 200 });
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
