import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  maxAssignedPerDay,
  maxChangesForOpener,
  maxEntitlementEvents,
  maxEventsOfEmergencyAccess,
  maxInCase,
  maxUrgentPerDay,
} from '../../functions/areas/cases/case-limits.ts';
import { momentOf } from '../../functions/areas/cases/case-progress.ts';
import { findCase, toCaseItem } from '../../functions/areas/cases/stored-case.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import {
  maxByPerson,
  maxOfOverseers,
  shareOfOne,
} from '../../functions/shared/member-counts/max-by-person.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { maxChanges } from '../../functions/shared/reach/change-limit.ts';
import { currentEmergencyAccessKey, entitlementsKey } from '../../functions/shared/table/keys/cases.ts';
import { memberCountsByKey } from '../../functions/shared/table/keys/members.ts';
import { urgentCountKey } from '../../functions/shared/table/keys/people.ts';
import { coordinator } from '../members/scene.ts';
import { itemBytes, maxItemBytes } from '../support/item-size.ts';
import { createCaller } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/** What a caller can add again and again has an end, well before the item of 400 KB: then what must be done can be. */

const holder = createCaller('caseworker', { districts: ['Guntur'] });
const other = createCaller('caseworker', { districts: ['Guntur'] });
let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
  await scene.employ(holder, other);
});
afterAll(() => scene.records.close());

const tooMany = { status: 422, body: { code: 'too_many' } };
const many = <Value>(length: number, make: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => make(index));
const momentAt = (on: string) => momentOf(on, '2026-10-05T06:30:00.000Z', newId());

/** An urgent case with its lists as full as they get, as all these events would have left it. */
const openFullCase = async () => {
  const { id } = await scene.opened();
  const state = await findCase(scene.records.table, id);
  const progress = {
    statusMoment: momentAt('2026-10-05'),
    openFollowUps: many(maxInCase.openFollowUps, () => ({
      due: '2198-01-01',
      moment: momentAt('2026-10-05'),
    })),
    doneFollowUps: many(maxInCase.doneFollowUps, () => ({
      due: '2197-01-01',
      moment: momentAt('2026-10-05'),
    })),
    applications: many(maxInCase.applications, () => ({
      id: newId(),
      filedOn: '2026-10-05',
      isDecided: false,
    })),
    matters: many(maxInCase.matters, () => ({
      id: newId(),
      firstFirOn: '2026-10-05',
      isCharged: false,
      newest: momentAt('2026-10-05'),
      nextOn: '2199-12-31',
    })),
  };
  const due = many(
    maxInCase.openFollowUps + maxInCase.applications + 2 * maxInCase.matters,
    () => ({ on: '2199-12-31', kind: 'progress_due' }) as const,
  );
  const item = toCaseItem(
    { ...state, record: { ...state.record, due }, progress },
    '2026-10-05T06:30:00.000Z',
  );
  await scene.records.table.put(item);
  return { id, item, progress };
};

describe('a case that was changed as often as it may be', () => {
  /** A case that takes one change more. */
  const openWornCase = async (version: number) => {
    const { id } = await scene.opened();
    const state = await findCase(scene.records.table, id);
    const record = { ...state.record, version, assignedTo: holder.personId };
    await scene.records.table.put(toCaseItem({ ...state, record }, '2026-10-05T06:30:00.000Z'));
    return id;
  };
  const status = { type: 'status', status: 'open' };
  const change = (id: string, ifMatch: number, caller: Caller) =>
    scene.send({
      route: 'PATCH /api/cases/{id}',
      path: { id },
      ifMatch,
      caller,
      body: { note: 'She is safe.' },
    });

  test('takes no more of anything but from the coordinator, who can still close it', async () => {
    const id = await openWornCase(maxChanges - 1);
    expect(await scene.tell(id, status, holder)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, status, holder)).toMatchObject(tooMany);
    expect(await scene.tell(id, { type: 'note', text: 'She is safe.' }, holder)).toMatchObject(tooMany);
    expect(await change(id, maxChanges, holder)).toMatchObject(tooMany);
    expect(await change(id, maxChanges, coordinator)).toMatchObject({ status: 200 });
    expect(await scene.tell(id, { type: 'status', status: 'closed' }, coordinator)).toMatchObject({
      status: 201,
    });
  });

  test('ends for the coordinator too', async () => {
    const id = await openWornCase(2 * maxChanges - 1);
    expect(await scene.tell(id, status, coordinator)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, status, coordinator)).toMatchObject(tooMany);
    expect(await change(id, 2 * maxChanges, coordinator)).toMatchObject(tooMany);
    // It is closed all the same, once.
    expect(await scene.tell(id, { type: 'status', status: 'closed' }, holder)).toMatchObject({ status: 201 });
    for (const next of ['closed', 'reopened']) {
      expect(await scene.tell(id, { type: 'status', status: next }, coordinator)).toMatchObject(tooMany);
    }
  });
});

describe('a full case', () => {
  test('is far below the largest item, and takes no more of a kind', async () => {
    const { id, item } = await openFullCase();
    expect(itemBytes(item)).toBeLessThan(maxItemBytes / 2);
    for (const event of [
      { type: 'proceeding', proceedingId: newId(), step: 'fir' },
      { type: 'compensation', applicationId: newId(), scheme: 'nalsa_2018', stage: 'filed' },
      { type: 'follow_up', due: '2027-01-01' },
      // Earlier in the timeline than all those done before, so that none of them covers it.
      { type: 'follow_up', on: '2026-10-02', due: '2199-01-01', done: true },
    ]) {
      expect(await scene.tell(id, event)).toMatchObject(tooMany);
    }
    expect(await scene.standing(id)).toMatchObject({ version: 1 });
  });

  test('is closed, reopened, continued, handed over, taken and settled', async () => {
    const { id, progress } = await openFullCase();
    for (const event of [
      { type: 'note', text: 'She is safe.' },
      { type: 'status', status: 'closed' },
      { type: 'status', status: 'reopened' },
      { type: 'proceeding', proceedingId: progress.matters[0]?.id, step: 'charge_sheet' },
      { type: 'compensation', applicationId: progress.applications[0]?.id, scheme: 'other', stage: 'paid' },
    ]) {
      expect(await scene.tell(id, event)).toMatchObject({ status: 201 });
    }
    const take = {
      route: 'POST /api/cases/{id}/take',
      path: { id },
      caller: holder,
      body: { id: newId() },
    } as const;
    expect(await scene.send(take)).toMatchObject({ status: 200 });
    const { version } = await scene.standing(id);
    expect(await scene.changeCase(id, version, { assignedTo: other.personId })).toMatchObject({
      status: 200,
    });
    expect(
      await scene.tell(id, { type: 'follow_up', on: '2026-10-06', due: '2199-12-31', done: true }),
    ).toMatchObject({
      status: 201,
    });
    expect(await scene.tell(id, { type: 'follow_up', on: '2026-10-07', due: '2027-01-01' })).toMatchObject({
      status: 201,
    });
  });

  test('takes nothing back by which it would hold more open follow-ups', async () => {
    const { id } = await scene.opened();
    const state = await findCase(scene.records.table, id);
    expect(await scene.tell(id, { type: 'follow_up', on: '2026-10-02', due: '2026-11-01' })).toMatchObject({
      status: 201,
    });
    const done = { id: newId(), type: 'follow_up', on: '2026-10-03', due: '2026-11-01', done: true };
    expect(await scene.tell(id, done)).toMatchObject({ status: 201 });
    // As many as it holds are open now, and one more would be.
    const { record } = await findCase(scene.records.table, id);
    const later = many(maxInCase.openFollowUps, () => ({
      id: newId(),
      type: 'follow_up',
      on: '2026-10-04',
      due: '2026-12-01',
    }));
    await scene.records.table.put(
      toCaseItem(
        {
          ...state,
          record,
          progress: {
            ...state.progress,
            openFollowUps: later.map(({ due, on }) => ({ due, moment: momentAt(on) })),
          },
        },
        '2026-10-05T06:30:00.000Z',
      ),
    );
    for (let at = 0; at < later.length; at += 100) {
      await scene.records.table.transact(
        later.slice(at, at + 100).map((event) => ({
          put: {
            pk: `CASE#${id}`,
            sk: `EVENT#${event.on}#2026-10-05T06:30:00.000Z#${event.id}`,
            memberId: record.memberId,
            event: { ...event, createdAt: '2026-10-05T06:30:00Z', createdBy: holder.personId, version: 1 },
          },
        })),
      );
    }
    const back = { type: 'taken_back', eventId: done.id, reason: 'It was not done.' };
    expect(await scene.tell(id, back)).toMatchObject(tooMany);
    expect(await scene.tell(id, { ...back, eventId: later[0]?.id })).toMatchObject({ status: 201 });
    expect(await scene.tell(id, back)).toMatchObject({ status: 201 });
  });
});

describe('an emergency access', () => {
  test('adds so many events and no more; another access as many again, and the coordinator goes on', async () => {
    const { id, code } = await scene.opened();
    const matter = () => ({
      id: newId(),
      type: 'proceeding',
      proceedingId: newId(),
      step: 'fir',
      nextOn: '2199-12-31',
    });
    expect(await scene.grantEmergencyAccess(code, other)).toMatchObject({ status: 201 });
    const first = matter();
    expect(await scene.tell(id, first, other)).toMatchObject({ status: 201 });
    const access = currentEmergencyAccessKey(id, other.personId);
    expect(await scene.records.table.get(access)).toMatchObject({ added: 1 });
    await scene.records.table.transact([
      { update: access, set: 'SET added = :n', values: { ':n': maxEventsOfEmergencyAccess - 1 } },
    ]);
    const replies = await Promise.all(
      [matter(), matter(), matter()].map((event) => scene.tell(id, event, other)),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
    expect(replies.find(({ status }) => status === 422)).toMatchObject(tooMany);
    expect(await scene.tell(id, first, other)).toMatchObject({ status: 200 });
    expect(await scene.tell(id, matter())).toMatchObject({ status: 201 });
    expect(await scene.grantEmergencyAccess(code, other)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, matter(), other)).toMatchObject({ status: 201 });
  });

  test('however often, fills no more than half of any list: the rest is for who works with the case', async () => {
    const { id, code, memberId } = await scene.opened();
    const state = await findCase(scene.records.table, id);
    const half = (list: keyof typeof maxInCase) => maxInCase[list] / 2 - 1;
    const progress = {
      ...state.progress,
      openFollowUps: many(half('openFollowUps'), () => ({
        due: '2198-01-01',
        moment: momentAt('2026-10-05'),
      })),
      doneFollowUps: many(half('doneFollowUps'), () => ({
        due: '2197-01-01',
        moment: momentAt('2026-10-05'),
      })),
      applications: many(half('applications'), () => ({
        id: newId(),
        filedOn: '2026-10-05',
        isDecided: false,
      })),
      matters: many(half('matters'), () => ({
        id: newId(),
        firstFirOn: '2026-10-05',
        isCharged: false,
        newest: momentAt('2026-10-05'),
        nextOn: '2199-12-31',
      })),
    };
    await scene.records.table.put(toCaseItem({ ...state, progress }, '2026-10-05T06:30:00.000Z'));
    const entitlements = {
      ...entitlementsKey(scene.collectiveId, memberId),
      memberId,
      eventCount: maxEntitlementEvents / 2 - 1,
    };
    await scene.records.table.put(entitlements);
    expect(await scene.grantEmergencyAccess(code, other)).toMatchObject({ status: 201 });
    let day = 31;
    const kinds = [
      () => ({ type: 'proceeding', proceedingId: newId(), step: 'fir' }),
      () => ({ type: 'compensation', applicationId: newId(), scheme: 'nalsa_2018', stage: 'filed' }),
      () => ({ type: 'follow_up', due: '2027-01-01' }),
      // Each later than the last and due before it, so that none covers another.
      () => {
        day -= 1;
        return { type: 'follow_up', on: `2026-10-0${36 - day}`, due: `2026-09-${day}`, done: true };
      },
      () => ({ type: 'entitlement', entitlement: 'ration_card', stage: 'applied' }),
    ];
    for (const event of kinds) {
      expect(await scene.tell(id, event(), other)).toMatchObject({ status: 201 });
      expect(await scene.tell(id, event(), other)).toMatchObject({
        ...tooMany,
        body: { code: 'too_many', detail: expect.stringContaining('coordinator') },
      });
      // She goes on with what is there, and the coordinator with all.
      expect(await scene.tell(id, event())).toMatchObject({ status: 201 });
    }
    const known = {
      ...{ type: 'proceeding', proceedingId: progress.matters[0]?.id },
      ...{ step: 'testimony', nextOn: '2199-12-31' },
    };
    expect(await scene.tell(id, known, other)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, { type: 'note', text: 'She is safe.' }, other)).toMatchObject({
      status: 201,
    });
  });
});

describe('the entitlements of a member', () => {
  test('are not filled by one person: others, and the coordinator, record hers', async () => {
    const { id } = await scene.opened();
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const colleague = createCaller('leader', { collectives: [scene.collectiveId] });
    const opened = await scene.opened({}, leader);
    const event = (entitlement = 'ration_card') => ({ type: 'entitlement', entitlement, stage: 'applied' });
    await scene.tell(opened.id, event(), leader);
    const key = entitlementsKey(scene.collectiveId, scene.memberId);
    const item = { ...(await scene.records.table.get(key)), ...key };
    const share = shareOfOne(maxEntitlementEvents);
    await scene.records.table.put({ ...item, eventCount: share, [`by:${leader.personId}`]: share });
    expect(await scene.tell(opened.id, event(), leader)).toMatchObject(tooMany);
    const theirs = await scene.opened({}, colleague);
    expect(await scene.tell(theirs.id, event(), colleague)).toMatchObject({ status: 201 });
    await scene.records.table.put({ ...item, eventCount: maxEntitlementEvents });
    expect(await scene.tell(theirs.id, event(), colleague)).toMatchObject(tooMany);
    expect(await scene.tell(id, event('pension'))).toMatchObject({ status: 201 });
  });

  test('hold so many events of all her cases; one that is taken back makes room', async () => {
    const [one, two] = await Promise.all([scene.opened(), scene.opened()]);
    const event = () => ({ id: newId(), type: 'entitlement', entitlement: 'ration_card', stage: 'applied' });
    const first = event();
    expect(await scene.tell(one.id, first)).toMatchObject({ status: 201 });
    const key = entitlementsKey(scene.collectiveId, scene.memberId);
    const item = { ...(await scene.records.table.get(key)) };
    const copy = item[`event:${first.id}`];
    // The coordinator’s.
    const max = maxOfOverseers(maxEntitlementEvents);
    const copies = many(max - 2, () => [`event:${newId()}`, copy]);
    const full = { ...item, ...Object.fromEntries(copies), eventCount: max - 1 };
    expect(itemBytes(full)).toBeLessThan(maxItemBytes / 2);
    await scene.records.table.put({ ...key, ...full });
    expect(await scene.tell(two.id, event())).toMatchObject({ status: 201 });
    expect(await scene.tell(one.id, event())).toMatchObject(tooMany);
    expect(await scene.tell(one.id, { type: 'note', text: 'Still here.' }, coordinator)).toMatchObject({
      status: 201,
    });
    const back = { type: 'taken_back', eventId: first.id, reason: 'Not hers.' };
    expect(await scene.tell(one.id, back)).toMatchObject({ status: 201 });
    expect(await scene.tell(two.id, event())).toMatchObject({ status: 201 });
    expect(await scene.tell(two.id, event())).toMatchObject(tooMany);
  });
});

describe('a woman’s cases and requests', () => {
  const record = (memberId: string, counted: string, caller: Caller) =>
    scene.send(
      counted === 'cases'
        ? {
            route: 'POST /api/cases',
            caller,
            body: { id: newId(), memberId, kind: 'crisis', priority: 'normal', openedOn: '2026-10-01' },
          }
        : {
            route: 'POST /api/members/{id}/requests',
            path: { id: memberId },
            caller,
            body: {
              id: newId(),
              kind: counted === 'grievances' ? 'grievance' : 'access',
              on: '2026-10-01',
              via: 'spoken',
            },
          },
    );
  const all = ['cases', 'requests', 'grievances'];

  test.each(all)('have an end for each person who records them, which is told: %s', async (counted) => {
    const { id, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const key = memberCountsByKey(id, leader.personId);
    await scene.records.table.put({ ...key, [counted]: maxByPerson - 1 });
    expect(await record(id, counted, leader)).toMatchObject({ status: 201 });
    expect(await record(id, counted, leader)).toMatchObject({
      ...tooMany,
      body: { code: 'too_many', detail: expect.stringContaining(`You have recorded 200 ${counted}`) },
    });
    // Nobody fills her record until she gets no help: others go on, and she herself with other kinds.
    const other = createCaller('leader', { collectives: [collectiveId] });
    expect(await record(id, counted, other)).toMatchObject({ status: 201 });
    for (const another of all.filter((one) => one !== counted)) {
      expect(await record(id, another, leader)).toMatchObject({ status: 201 });
    }
  });

  test('tell nobody by their end how many others have recorded', async () => {
    const { id, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const auditor = createCaller('auditor');
    for (const [counted, caller] of [
      ['grievances', auditor],
      ['grievances', coordinator],
      ['requests', auditor],
      ['cases', coordinator],
    ] as const) {
      expect(await record(id, counted, caller)).toMatchObject({ status: 201 });
    }
    for (const counted of ['cases', 'requests']) {
      const key = memberCountsByKey(id, leader.personId);
      await scene.records.table.put({ ...key, [counted]: maxByPerson - 3 });
      let accepted = 0;
      while ((await record(id, counted, leader)).status === 201) accepted += 1;
      expect(accepted).toBe(3);
    }
  });
});

describe('urgent cases that wait', () => {
  const open = (memberId: string, caller: Caller, more: object = {}, now?: string) =>
    scene.send({
      route: 'POST /api/cases',
      caller,
      body: { id: newId(), memberId, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01', ...more },
      ...(now === undefined ? {} : { now }),
    });

  test('are limited for one person and day, so that her invented ones don’t bury those of others', async () => {
    const { id, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const statuses = new Set<number>();
    for (let nth = 0; nth < maxUrgentPerDay; nth += 1) statuses.add((await open(id, leader)).status);
    expect(statuses).toEqual(new Set([201]));
    const refusedId = newId();
    expect(await open(id, leader, { id: refusedId })).toMatchObject({
      status: 422,
      body: { code: 'too_many_urgent', errors: [{ path: 'priority' }] },
    });
    expect(await scene.linesOfCase(refusedId)).toEqual([]);
    // What waits before nobody is recorded, and so is what another person opens.
    expect(await open(id, leader, { priority: 'normal' })).toMatchObject({ status: 201 });
    const other = createCaller('leader', { collectives: [collectiveId] });
    expect(await open(id, other)).toMatchObject({ status: 201 });
    expect(await open(id, coordinator)).toMatchObject({ status: 201 });
    // 18:30 UTC is midnight in India.
    expect(await open(id, leader, { id: refusedId }, '2026-10-15T18:29:59Z')).toMatchObject({ status: 422 });
    expect(await open(id, leader, { id: refusedId }, '2026-10-15T18:30:00Z')).toMatchObject({ status: 201 });
  });

  test('count once, also where a case is made urgent or is released', async () => {
    const { id } = await scene.opened({ priority: 'normal', assignedTo: holder.personId });
    const counted = () => scene.records.table.get(urgentCountKey(holder.personId, '2026-10-15'));
    expect(await scene.changeCase(id, 1, { priority: 'urgent' }, holder)).toMatchObject({ status: 200 });
    expect(await counted()).toBeUndefined();
    expect(await scene.changeCase(id, 2, { assignedTo: null }, holder)).toMatchObject({ status: 200 });
    expect(await counted()).toMatchObject({ cases: 1 });
  });

  test('count as well where they are assigned at once, or made urgent at somebody else', async () => {
    const { id: memberId, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const day = urgentCountKey(leader.personId, '2026-10-15');
    expect(await open(memberId, leader, { assignedTo: holder.personId })).toMatchObject({ status: 201 });
    const { id } = await scene.opened({ memberId, priority: 'normal', assignedTo: holder.personId }, leader);
    expect(await scene.records.table.get(day)).toMatchObject({ cases: 1 });
    expect(await scene.changeCase(id, 1, { priority: 'urgent' }, leader)).toMatchObject({ status: 200 });
    expect(await scene.records.table.get(day)).toMatchObject({ cases: 2 });
    await scene.records.table.put({ ...day, cases: maxUrgentPerDay });
    expect(await open(memberId, leader, { assignedTo: holder.personId })).toMatchObject({
      status: 422,
      body: { code: 'too_many_urgent' },
    });
    // Whoever takes on urgent work herself is not limited.
    expect(await open(memberId, holder)).toMatchObject({ status: 201 });
    expect(await scene.records.table.get(urgentCountKey(holder.personId, '2026-10-15'))).toMatchObject({
      cases: 1,
    });
  });

  test('count where a closed case waits again: it is reopened, or its closing is taken back', async () => {
    const { id: memberId, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const counted = () => scene.records.table.get(urgentCountKey(leader.personId, '2026-10-15'));
    const closedUrgent = async () => {
      const { id } = await scene.opened({ memberId, priority: 'normal' }, leader);
      const closing = { id: newId(), type: 'status', status: 'closed' };
      expect(await scene.tell(id, closing, leader)).toMatchObject({ status: 201 });
      expect(await scene.changeCase(id, 2, { priority: 'urgent' }, leader)).toMatchObject({ status: 200 });
      return { id, closing };
    };
    const [reopened, takenBack, refused] = [await closedUrgent(), await closedUrgent(), await closedUrgent()];
    expect(await counted()).toBeUndefined();
    const reopen = (id: string) => scene.tell(id, { type: 'status', status: 'reopened' }, leader);
    const takeBack = ({ id, closing }: typeof reopened) =>
      scene.tell(id, { type: 'taken_back', eventId: closing.id, reason: 'wrong' }, leader);
    expect(await reopen(reopened.id)).toMatchObject({ status: 201 });
    expect(await takeBack(takenBack)).toMatchObject({ status: 201 });
    expect(await counted()).toMatchObject({ cases: 2 });
    await scene.records.table.put({
      ...urgentCountKey(leader.personId, '2026-10-15'),
      cases: maxUrgentPerDay,
    });
    const lines = await scene.linesOfCase(refused.id);
    const tooMany = { status: 422, body: { code: 'too_many_urgent' } };
    expect(await reopen(refused.id)).toMatchObject(tooMany);
    expect(await takeBack(refused)).toMatchObject(tooMany);
    expect(await scene.linesOfCase(refused.id)).toEqual(lines);
  });
});

describe('cases that are not urgent, which a leader assigns', () => {
  const day = (caller: Caller) => urgentCountKey(caller.personId, '2026-10-15');
  const open = (memberId: string, caller: Caller, more: object = {}) =>
    scene.send({
      route: 'POST /api/cases',
      caller,
      body: { id: newId(), memberId, kind: 'other', priority: 'normal', openedOn: '2026-10-01', ...more },
    });
  const toHolder = { assignedTo: holder.personId };
  const tooMany = { status: 422, body: { code: 'too_many', errors: [{ path: 'assignedTo' }] } };

  test('are limited for one day, by opening and by naming a caseworker later, and apart from urgent ones', async () => {
    const { id: memberId, collectiveId } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    expect(await open(memberId, leader, toHolder)).toMatchObject({ status: 201 });
    const { id } = await scene.opened({ memberId, priority: 'normal' }, leader);
    const counted = async () => (await scene.records.table.get(day(leader)))?.assigned;
    expect(await counted()).toBe(1);
    expect(await scene.changeCase(id, 1, toHolder, leader)).toMatchObject({ status: 200 });
    expect(await counted()).toBe(2);
    // What she adds to it later counts nothing.
    expect(await scene.tell(id, { type: 'note', text: 'A note' }, leader)).toMatchObject({ status: 201 });
    expect(await counted()).toBe(2);
    await scene.records.table.put({ ...day(leader), assigned: maxAssignedPerDay });
    const { id: later } = await scene.opened({ memberId, priority: 'normal' }, leader);
    const refusedId = newId();
    expect(await open(memberId, leader, { id: refusedId, ...toHolder })).toMatchObject(tooMany);
    expect(await scene.linesOfCase(refusedId)).toEqual([]);
    expect(await scene.changeCase(later, 1, toHolder, leader)).toMatchObject(tooMany);
    expect(await open(memberId, leader, { priority: 'urgent', ...toHolder })).toMatchObject({ status: 201 });
    // Neither what a caseworker opens for herself nor what a coordinator assigns is limited.
    expect(await open(memberId, holder)).toMatchObject({ status: 201 });
    expect(await scene.records.table.get(day(holder))).not.toHaveProperty('assigned');
    expect(await open(memberId, coordinator, toHolder)).toMatchObject({ status: 201 });
  });
});

describe('the leader who opened a case', () => {
  const noteOf = (text: string) => ({ type: 'note', text });
  const openHeld = async (version: number, openFollowUps = 0) => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const { id } = await scene.opened({ assignedTo: holder.personId }, leader);
    const state = await findCase(scene.records.table, id);
    const planned = many(openFollowUps, () => ({ due: '2198-01-01', moment: momentAt('2026-10-05') }));
    const progress = { ...state.progress, openFollowUps: planned };
    const record = { ...state.record, version };
    await scene.records.table.put(toCaseItem({ ...state, record, progress }, '2026-10-05T06:30:00.000Z'));
    return { id, leader };
  };

  test('changes it no more once it was changed often, and leaves the rest to whoever has it', async () => {
    const { id, leader } = await openHeld(maxChangesForOpener - 1);
    expect(await scene.tell(id, noteOf('The last'), leader)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, noteOf('One more'), leader)).toMatchObject(tooMany);
    expect(await scene.changeCase(id, maxChangesForOpener, { note: 'One more' }, leader)).toMatchObject(
      tooMany,
    );
    for (const caller of [holder, coordinator]) {
      expect(await scene.tell(id, noteOf('Hers'), caller)).toMatchObject({ status: 201 });
    }
    const { id: own, leader: opener } = await openHeld(maxChangesForOpener);
    const taken = await findCase(scene.records.table, own);
    const record = { ...taken.record, assignedTo: undefined, priority: 'normal' as const };
    await scene.records.table.put(toCaseItem({ ...taken, record }, '2026-10-05T06:30:00.000Z'));
    // Hers, and not urgent: she closes it however often it was changed.
    expect(await scene.tell(own, { type: 'status', status: 'closed' }, opener)).toMatchObject({
      status: 201,
    });
  });

  test('fills no more than half of a list', async () => {
    const { id, leader } = await openHeld(1, maxInCase.openFollowUps / 2 - 1);
    const plan = { type: 'follow_up', due: '2027-01-01' };
    expect(await scene.tell(id, plan, leader)).toMatchObject({ status: 201 });
    expect(await scene.tell(id, plan, leader)).toMatchObject(tooMany);
    expect(await scene.tell(id, plan, holder)).toMatchObject({ status: 201 });
  });
});
