import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { caseworkerPack } from '../../functions/areas/pack/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';
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

const today = '2026-10-15';
const ofAnother = (path: string) => ({
  status: 422,
  body: { code: 'recorded_by_another', errors: [{ path }] },
});
const accepted = { status: 201 };
const tell = (id: string, event: object, caller: Caller) => scene.tell(id, { on: today, ...event }, caller);
const held = async (more: object = {}) => {
  const { id } = await scene.opened(more, leader);
  const taken = await scene.send({
    route: 'POST /api/cases/{id}/take',
    path: { id },
    caller: holder,
    body: { id: newId() },
  });
  expect(taken.status).toBe(200);
  return id;
};
/** A case as it stands on the phone of the caseworker who has it. */
const onPhone = async (id: string) => {
  const { records } = scene;
  const send = createSend(
    createPackRoutes({ ...records.as('pack'), accessLog: records.as('pack').accessLog }),
  );
  const reply = await send({ route: 'GET /api/me/pack', caller: holder, now: defaultNow });
  const { cases, agenda } = caseworkerPack.parse(reply.body);
  const file = cases.find((one) => one.id === id);
  if (file === undefined || !('events' in file)) throw new Error('The pack does not have the case.');
  return { file, dates: agenda.items.filter(({ kind, ...item }) => 'caseId' in item && item.caseId === id) };
};

describe('the leader who opened an urgent case that a caseworker has', () => {
  test('takes no date off her phone, puts no other plan in place of hers, and leaves the crisis one', async () => {
    const id = await held({ incident: 'domestic_violence' });
    const matter = { type: 'proceeding', proceedingId: newId() };
    const application = { type: 'compensation', applicationId: newId(), scheme: 'nalsa_2018' };
    for (const event of [
      { type: 'follow_up', due: '2026-10-16' },
      { type: 'follow_up', due: '2026-10-23' },
      { ...matter, step: 'fir', nextOn: '2026-10-17' },
      { ...application, stage: 'filed' },
      { type: 'safety_plan', signs: 'He drinks', goTo: 'Her sister' },
    ]) {
      expect(await tell(id, event, holder)).toMatchObject(accepted);
    }
    const before = await onPhone(id);
    expect(before.dates).toHaveLength(5);
    for (const [event, path] of [
      [{ type: 'follow_up', due: '2199-12-31', done: true }, 'due'],
      [{ ...matter, step: 'charge_sheet' }, 'step'],
      [{ ...application, stage: 'rejected' }, 'stage'],
      [{ ...application, stage: 'awarded', amountPaise: 100 }, 'stage'],
      [{ type: 'safety_plan', signs: 'none', goTo: 'home' }, 'type'],
    ] as const) {
      expect(await tell(id, event, leader), path).toMatchObject(ofAnother(path));
    }
    const { version } = await scene.standing(id);
    for (const change of [{ kind: 'other' }, { incident: null }]) {
      expect(await scene.changeCase(id, version, change, leader)).toMatchObject({ status: 422 });
    }
    expect(await onPhone(id)).toEqual(before);
    expect(await tell(id, { type: 'safety_plan', signs: 'x' }, holder)).toMatchObject(accepted);
  });

  test('settles no visit ahead, so that one that the caseworker planned yesterday stands when her phone sends it', async () => {
    const id = await held();
    for (const due of ['2199-12-31', '2026-10-20']) {
      expect(await tell(id, { type: 'follow_up', due, done: true }, leader)).toMatchObject(ofAnother('due'));
    }
    // Nor one that she planned herself.
    expect(await tell(id, { type: 'follow_up', due: '2026-10-20' }, leader)).toMatchObject(accepted);
    expect(await tell(id, { type: 'follow_up', due: '2026-10-20', done: true }, leader)).toMatchObject(
      ofAnother('due'),
    );
    expect(await tell(id, { type: 'follow_up', due: today, done: true }, leader)).toMatchObject(accepted);
    expect(await tell(id, { type: 'follow_up', on: '2026-10-14', due: '2026-10-16' }, holder)).toMatchObject(
      accepted,
    );
    expect(await scene.standing(id)).toMatchObject({ due: [{ on: '2026-10-16' }, { on: '2026-10-20' }] });
  });

  test('does not end the wait for the police before it has begun', async () => {
    const id = await held();
    const proceedingId = newId();
    const charged = { type: 'proceeding', proceedingId, step: 'charge_sheet' };
    const asked = { type: 'proceeding', proceedingId, step: 'medical_examination' };
    expect(await tell(id, asked, holder)).toMatchObject(accepted);
    expect(await tell(id, charged, leader)).toMatchObject(ofAnother('step'));
    expect(await tell(id, { ...charged, proceedingId: newId() }, leader)).toMatchObject(accepted);
    expect(await tell(id, { ...charged, step: 'fir' }, holder)).toMatchObject(accepted);
    expect(await scene.standing(id)).toMatchObject({ due: [{ kind: 'progress_due' }] });
    // A charge sheet that whoever has the case recorded is no news.
    expect(await tell(id, charged, holder)).toMatchObject(accepted);
    expect(await tell(id, charged, leader)).toMatchObject(accepted);
  });
});

test('a safety plan is the leader’s until somebody else has made one that stands', async () => {
  const { id } = await scene.opened({ assignedTo: holder.personId }, leader);
  const plan = { type: 'safety_plan', goTo: 'Her sister' };
  expect(await tell(id, plan, leader)).toMatchObject(accepted);
  expect(await tell(id, plan, leader)).toMatchObject(accepted);
  const another = { id: newId(), ...plan };
  expect(await tell(id, another, coordinator)).toMatchObject(accepted);
  expect(await tell(id, plan, leader)).toMatchObject(ofAnother('type'));
  const takingBack = { type: 'taken_back', eventId: another.id, reason: 'A slip' };
  expect(await tell(id, takingBack, coordinator)).toMatchObject(accepted);
  expect(await tell(id, plan, leader)).toMatchObject(accepted);
});
