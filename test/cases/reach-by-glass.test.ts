import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, problem } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
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

describe('whatever several people do at random', () => {
  const opener = createCaller('leader', { collectives: [] });
  const workers = [holder, intruder, otherIntruder] as const;

  const step = fc.record({
    who: fc.integer({ min: 0, max: 5 }),
    what: fc.constantFrom('glass', 'glass', 'assign', 'assign', 'let go', 'take', 'urgent', 'tell', 'close'),
    to: fc.integer({ min: 0, max: 2 }),
    minutes: fc.constantFrom(0, 1, 20, 90, 179, 180, 600),
  });

  test('nobody reaches later what she did not hold, opened or broke into', async () => {
    const hers = { ...opener, collectives: [scene.collectiveId] };
    const people = [coordinator, hers, ...workers, strangerLeader];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }), async (steps) => {
        const { id, code } = await openCase({}, hers);
        let minute = 0;
        let held: string | undefined;
        let isClosed = false;
        const emergencyAccessEnd = new Map<string, number>();
        const at = () => hoursLater(minute / 60);
        // A closed case is its holder's only in her districts.
        const isPermanent = ({ personId, districts }: Caller): boolean =>
          personId === coordinator.personId ||
          personId === hers.personId ||
          (held === personId && (!isClosed || districts.includes('Guntur')));
        const reaches = (person: Caller): boolean =>
          isPermanent(person) || (emergencyAccessEnd.get(person.personId) ?? 0) > minute;

        const assign = async (caller: Caller, to: string | null) => {
          const version = await versionOf(id, at());
          const reply = await change(id, version, { assignedTo: to }, caller, at());
          const isSame = (to ?? undefined) === held;
          const isAllowed =
            caller === coordinator ||
            (isPermanent(caller) && isSame) ||
            (caller === hers && held === undefined) ||
            (held !== undefined && held === caller.personId && to === null);
          const expected = !reaches(caller) ? 404 : !isPermanent(caller) || !isAllowed ? 403 : 200;
          expect(reply.status).toBe(expected);
          if (reply.status === 200) held = to ?? undefined;
        };

        for (const { who, what, to, minutes } of steps) {
          minute += minutes;
          const caller = people[who] ?? coordinator;
          const target = workers[to] ?? holder;
          switch (what) {
            case 'glass': {
              const reply = await grantEmergencyAccess(code, caller, at());
              if (reply.status === 201) emergencyAccessEnd.set(caller.personId, minute + 180);
              const isAsked = caller !== coordinator && !isPermanent(caller);
              expect(reply.status === 201).toBe(isAsked && !isClosed);
              break;
            }
            case 'assign':
              await assign(caller, target.personId);
              break;
            case 'let go':
              await assign(caller, null);
              break;
            case 'take':
              if (caller.role === 'caseworker') await assign(caller, caller.personId);
              break;
            case 'urgent': {
              const version = await versionOf(id, at());
              const { status } = await change(id, version, { priority: 'urgent' }, caller, at());
              expect(status).toBe(isPermanent(caller) ? 200 : reaches(caller) ? 403 : 404);
              break;
            }
            case 'tell': {
              const { status } = await tell(id, { type: 'note', text: 'Spoken with.' }, caller, at());
              expect(status).toBe(reaches(caller) ? 201 : 404);
              break;
            }
            case 'close': {
              const { status } = await tell(id, { type: 'status', status: 'closed' }, caller, at());
              expect(status).toBe(isPermanent(caller) ? 201 : reaches(caller) ? 403 : 404);
              isClosed ||= status === 201;
              break;
            }
          }
          for (const person of people) {
            expect((await read(id, person, at())).status, person.role).toBe(reaches(person) ? 200 : 404);
          }
        }
        const muchLater = hoursLater(minute / 60 + tenWeeks);
        for (const person of people) {
          const { status } = await read(id, person, muchLater);
          expect(status, person.role).toBe(isPermanent(person) ? 200 : 404);
        }
        const listed = z.object({ items: z.array(z.object({ id: z.string() })) });
        for (const worker of workers) {
          const query = { limit: '100' };
          const reply = await scene.send({ route: 'GET /api/cases', caller: worker, query, now: muchLater });
          const isListed = listed.parse(reply.body).items.some((item) => item.id === id);
          expect(isListed).toBe(isPermanent(worker));
        }
        // So that the next programme begins with nobody who reaches the member by this case.
        await change(id, await versionOf(id, muchLater), { assignedTo: null }, coordinator, muchLater);
        for (const worker of [intruder, otherIntruder, strangerLeader]) {
          expect(await readMember(worker, muchLater)).toMatchObject({ status: 404 });
        }
      }),
      searchRuns(6),
    );
  });
});
