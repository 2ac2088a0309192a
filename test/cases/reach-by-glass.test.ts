import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, problem } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/** Who breaks the glass of a case reaches it for three hours, and comes by nothing that lasts. */

let scene: CaseScene;
const start = Date.parse('2026-10-15T06:00:00.000Z');
const hour = 3_600_000;
const hoursLater = (hours: number): string => new Date(start + hours * hour).toISOString();
const tenWeeks = 10 * 7 * 24;

const holder = createCaller('caseworker', { districts: ['Guntur'] });
const intruder = createCaller('caseworker', { districts: ['Krishna'] });
const otherIntruder = createCaller('caseworker', { districts: ['Krishna'] });
const strangerLeader = createCaller('leader', { collectives: [newId()] });

beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  await scene.employ(coordinator, holder, intruder, otherIntruder);
});

const openCase = (more: object = {}, caller: Caller = coordinator) =>
  scene.opened(more, caller, hoursLater(0));
const grantEmergencyAccess = (code: string, caller: Caller, now = hoursLater(0)) =>
  scene.grantEmergencyAccess(code, caller, now);
const read = (id: string, caller: Caller, now: string) => scene.readCase(id, caller, now);
const change = (id: string, ifMatch: number, body: object, caller: Caller, now = hoursLater(1)) =>
  scene.changeCase(id, ifMatch, body, caller, now);
const tell = (id: string, event: object, caller: Caller, now = hoursLater(1)) =>
  scene.tell(id, event, caller, now);
const readMember = (caller: Caller, now: string) =>
  scene.send({ route: 'GET /api/members/{id}', path: { id: scene.memberId }, caller, now });
const versionOf = async (id: string, now: string): Promise<number> => (await scene.standing(id, now)).version;

describe('who breaks the glass', () => {
  test('does not keep the case: neither unassigned by her nor taken, also ten weeks later', async () => {
    const { id, code } = await openCase({ assignedTo: holder.personId });
    await grantEmergencyAccess(code, intruder);
    expect(await change(id, 1, { assignedTo: null }, intruder)).toMatchObject({ status: 403 });
    const version = await versionOf(id, hoursLater(1));
    expect(await change(id, version, { assignedTo: intruder.personId }, intruder)).toMatchObject({
      status: 403,
    });
    expect(await read(id, intruder, hoursLater(tenWeeks))).toMatchObject({ status: 404 });
    expect(await readMember(intruder, hoursLater(tenWeeks))).toMatchObject({ status: 404 });
    expect(await read(id, holder, hoursLater(tenWeeks))).toMatchObject({
      status: 200,
      body: { assignedTo: holder.personId },
    });
  });

  test.each([
    ['another priority', { priority: 'normal' }],
    ['another kind', { kind: 'other' }],
    ['somebody else', { assignedTo: otherIntruder.personId }],
    ['nothing', {}],
    ['what stands there already', { kind: 'crisis' }],
  ])('changes nothing of it: %s', async (_, body) => {
    for (const assignedTo of [holder.personId, undefined]) {
      const { id, code } = await openCase(assignedTo === undefined ? {} : { assignedTo });
      for (const caller of [intruder, strangerLeader]) {
        await grantEmergencyAccess(code, caller);
        const refused = await change(id, 1, body, caller);
        expect([refused.status, problem.parse(refused.body).code]).toEqual([403, 'forbidden']);
        // Nor does she learn by a version that is not the current one how the case stands.
        const stale = await change(id, 9, body, caller);
        expect(stale.body).toEqual(refused.body);
      }
      expect(await versionOf(id, hoursLater(1))).toBe(1);
    }
  });

  test.each([
    ['service', { type: 'service', service: 'shelter', provider: 'A home' }, 201],
    ['entitlement', { type: 'entitlement', entitlement: 'pension', stage: 'needed' }, 201],
    [
      'compensation',
      { type: 'compensation', applicationId: newId(), scheme: 'ap_2015', stage: 'filed' },
      201,
    ],
    ['referral', { type: 'referral', to: 'A hospital', stage: 'requested' }, 201],
    ['follow_up', { type: 'follow_up', due: '2026-10-16' }, 201],
    ['note', { type: 'note', text: 'Brought to the shelter.' }, 201],
    ['status', { type: 'status', status: 'closed' }, 403],
  ])('adds to its timeline what helps now, and not how it stands: %s', async (_, event, status) => {
    const { id, code } = await openCase({ assignedTo: holder.personId });
    const tellAnew = (caller: Caller) =>
      tell(id, 'applicationId' in event ? { ...event, applicationId: newId() } : event, caller);
    for (const caller of [intruder, strangerLeader]) {
      await grantEmergencyAccess(code, caller);
      expect(await tellAnew(caller)).toMatchObject({ status });
    }
    expect(await tellAnew(holder)).toMatchObject({ status: 201 });
    expect(await tellAnew(coordinator)).toMatchObject({ status: 201 });
  });

  test('settles what is due, and takes nothing off the agenda that is not', async () => {
    const { id, code } = await openCase({ assignedTo: holder.personId });
    const proceedingId = newId();
    for (const due of ['2026-10-10', '2026-10-20', '2026-11-01']) {
      await tell(id, { type: 'follow_up', due }, holder);
    }
    await tell(id, { type: 'proceeding', proceedingId, step: 'hearing', nextOn: '2026-11-05' }, holder);
    const agenda = async () => {
      const reply = await scene.send({ route: 'GET /api/agenda', caller: holder, now: hoursLater(1) });
      return Object(reply.body).items.flatMap((one: { on: string; kind: string }) =>
        one.kind === 'talk' ? [] : [one.on],
      );
    };
    await grantEmergencyAccess(code, strangerLeader);
    const done = (due: string) =>
      tell(id, { type: 'follow_up', on: '2026-10-15', due, done: true }, strangerLeader);
    for (const due of ['2199-12-31', '2026-10-20']) expect(await done(due)).toMatchObject({ status: 403 });
    const step = { type: 'proceeding', on: '2026-10-15', proceedingId, step: 'testimony' };
    expect(await tell(id, step, strangerLeader)).toMatchObject({ status: 403 });
    expect(await agenda()).toEqual(['2026-10-10', '2026-10-20', '2026-11-01', '2026-11-05']);
    expect(await done('2026-10-15')).toMatchObject({ status: 201 });
    expect(await tell(id, { ...step, nextOn: '2026-11-05' }, strangerLeader)).toMatchObject({ status: 201 });
    expect(await agenda()).toEqual(['2026-10-20', '2026-11-01', '2026-11-05']);
    expect(await tell(id, step, holder)).toMatchObject({ status: 201 });
  });

  test('takes no date off the agenda, nor moves it, of whatever kind', async () => {
    const { id, code } = await openCase({ assignedTo: holder.personId, openedOn: '2026-06-01' });
    const [matter, other, ofToday, unreported] = [newId(), newId(), newId(), newId()];
    const applicationId = newId();
    const scheme = 'nalsa_2018';
    const step = (proceedingId: string, more: object) => ({ type: 'proceeding', proceedingId, ...more });
    for (const event of [
      step(matter, { on: '2026-09-20', step: 'fir', nextOn: '2026-11-05' }),
      step(other, { on: '2026-07-01', step: 'fir', nextOn: '2026-11-05' }),
      step(ofToday, { on: '2026-10-02', step: 'hearing', nextOn: '2026-10-15' }),
      step(unreported, { on: '2026-10-02', step: 'medical_examination' }),
      { type: 'compensation', on: '2026-07-10', applicationId, scheme, stage: 'filed' },
    ]) {
      expect(await tell(id, event, holder)).toMatchObject({ status: 201 });
    }
    const agenda = async () => {
      const reply = await scene.send({ route: 'GET /api/agenda', caller: holder, now: hoursLater(1) });
      return Object(reply.body).items.flatMap((one: { caseId?: string; on: string; kind: string }) =>
        one.caseId === id ? [`${one.on} ${one.kind}`] : [],
      );
    };
    const before = await agenda();
    expect(before).toEqual([
      '2026-09-08 decision_due',
      '2026-09-29 progress_due',
      '2026-10-15 hearing',
      '2026-11-05 hearing',
      '2026-11-05 hearing',
      '2026-12-19 progress_due',
    ]);
    await grantEmergencyAccess(code, strangerLeader);
    // A charge sheet for which the holder's next report would wait.
    expect(
      await tell(id, { on: '2026-10-15', ...step(unreported, { step: 'charge_sheet' }) }, strangerLeader),
    ).toMatchObject({ status: 422, body: { code: 'recorded_by_another', errors: [{ path: 'step' }] } });
    for (const event of [
      step(matter, { step: 'charge_sheet', nextOn: '2026-11-05' }),
      step(other, { step: 'charge_sheet', nextOn: '2026-11-05' }),
      step(matter, { step: 'testimony' }),
      step(other, { step: 'testimony', nextOn: '2199-12-31' }),
      // An earlier report would have been overdue long since.
      step(matter, { on: '2026-06-01', step: 'fir' }),
      step(ofToday, { step: 'testimony' }),
      { type: 'compensation', applicationId, scheme, stage: 'rejected' },
    ]) {
      expect(
        await tell(id, { on: '2026-10-15', ...event }, strangerLeader),
        JSON.stringify(event),
      ).toMatchObject({
        status: 403,
      });
    }
    expect(await agenda()).toEqual(before);
    const kept = step(ofToday, { on: '2026-10-15', step: 'testimony', nextOn: '2026-10-15' });
    expect(await tell(id, kept, strangerLeader)).toMatchObject({ status: 201 });
  });

  test('settles by today what was due by today, whatever the day of the event', async () => {
    const { id, code } = await openCase({ assignedTo: holder.personId });
    await tell(id, { type: 'follow_up', on: '2026-10-02', due: '2026-10-14' }, holder);
    await grantEmergencyAccess(code, strangerLeader);
    const visit = { type: 'follow_up', on: '2026-10-12', due: '2026-10-14', done: true };
    expect(await tell(id, visit, strangerLeader)).toMatchObject({ status: 201 });
  });

  test('is answered as before where she repeats what was accepted while the case was hers', async () => {
    const { id, code } = await openCase({ assignedTo: intruder.personId });
    const event = { id: newId(), type: 'status', status: 'in_progress' };
    expect(await tell(id, event, intruder)).toMatchObject({ status: 201 });
    expect(await change(id, 2, { assignedTo: holder.personId }, coordinator)).toMatchObject({ status: 200 });
    await grantEmergencyAccess(code, intruder);
    expect(await tell(id, event, intruder)).toMatchObject({ status: 200 });
    expect(await tell(id, { ...event, id: newId() }, intruder)).toMatchObject({ status: 403 });
  });

  test('holds it like anybody once the coordinator has given it to her', async () => {
    const { id, code } = await openCase({ assignedTo: holder.personId });
    await grantEmergencyAccess(code, intruder);
    await change(id, 1, { assignedTo: intruder.personId }, coordinator);
    expect(await change(id, 2, { priority: 'normal' }, intruder)).toMatchObject({ status: 200 });
    expect(await tell(id, { type: 'status', status: 'closed' }, intruder)).toMatchObject({ status: 201 });
  });
});
