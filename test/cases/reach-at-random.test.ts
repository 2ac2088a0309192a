import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/** What several people do with a case in whatever order: who reaches it then, and later. */

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
              // It is urgent: somebody has it, or it waits for somebody, so that its opener doesn't close it.
              const isKept = caller === hers && !isClosed;
              expect(status).toBe(isKept ? 422 : isPermanent(caller) ? 201 : reaches(caller) ? 403 : 404);
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
