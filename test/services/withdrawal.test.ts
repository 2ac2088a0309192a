import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';

/** A woman who withdraws her consent to the services, and gives it again. `defaultNow` of requests is 2026-10-15. */

let scene: CaseScene;
let leader: Caller;
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
const stopped = { status: 422, body: { code: 'consent_withdrawn' } };
const gone = { status: 404 };

beforeAll(async () => {
  scene = await openCaseScene();
  leader = createCaller('leader', { collectives: [scene.collectiveId] });
  await scene.employ(caseworker, coordinator, leader);
}, 60_000);

const withdrawal = (more: object = {}) => ({
  ...consentTo('services', { given: false, on: '2026-10-10' }),
  id: newId(),
  ...more,
});
const consent = (more: object = {}) => ({
  ...consentTo('services', { on: '2026-10-15' }),
  id: newId(),
  ...more,
});

const listed = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const idsIn = (body: unknown): string[] => listed.parse(body).items.map(({ id }) => id);
const requests = z.object({ items: z.array(z.looseObject({ memberId: z.string() })) });

const membersOf = async (caller: Caller) =>
  idsIn((await scene.send({ route: 'GET /api/members', caller, query: { limit: '100' } })).body);
const casesOf = async (caller: Caller) =>
  idsIn((await scene.send({ route: 'GET /api/cases', caller, query: { limit: '100' } })).body);
const requestsOf = async (memberId: string) =>
  requests
    .parse(
      (await scene.send({ route: 'GET /api/requests', caller: coordinator, query: { limit: '100' } })).body,
    )
    .items.filter((item) => item.memberId === memberId);
const withdraw = async (memberId: string, more: object = {}, caller: Caller = leader) => {
  const reply = await scene.agree(memberId, withdrawal(more), caller);
  expect(reply).toMatchObject({ status: 201 });
};

describe('a woman who has withdrawn her consent to the services', () => {
  test('is found by no caseworker, and all is back when she gives it again', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
    expect(await membersOf(caseworker)).toContain(id);
    expect(await casesOf(caseworker)).toContain(caseId);
    await withdraw(id);

    expect(await scene.tell(caseId, { type: 'note', text: 'She is well.' }, caseworker)).toMatchObject(gone);
    expect(await membersOf(caseworker)).not.toContain(id);
    expect(await casesOf(caseworker)).not.toContain(caseId);
    expect(await scene.read(id, caseworker)).toMatchObject(gone);
    expect(await scene.readCase(caseId, caseworker)).toMatchObject(gone);

    expect(await scene.agree(id, consent(), leader)).toMatchObject({ status: 201 });
    expect(await scene.tell(caseId, { type: 'note', text: 'She is well.' }, caseworker)).toMatchObject({
      status: 201,
    });
    expect(await membersOf(caseworker)).toContain(id);
    expect(await casesOf(caseworker)).toContain(caseId);
    expect(await scene.read(id, caseworker)).toMatchObject({ status: 200 });
  });

  test('is read by leader and coordinator without her children, offices and category', async () => {
    const { id } = await scene.enrolled();
    for (const caller of [leader, coordinator]) {
      expect(Object.keys((await scene.read(id, caller)).body as object)).toEqual(
        expect.arrayContaining(['children', 'offices', 'category']),
      );
    }
    await withdraw(id);
    for (const caller of [leader, coordinator]) {
      const { body } = await scene.read(id, caller);
      expect(body).toMatchObject({ withdrawnOn: '2026-10-10', name: 'Vennela Padmavathi' });
      const list = await scene.send({ route: 'GET /api/members', caller, query: { limit: '100' } });
      const inList = listed.parse(list.body).items.find((one) => one.id === id);
      for (const shown of [body, inList]) {
        for (const field of ['children', 'offices', 'category']) expect(shown).not.toHaveProperty(field);
      }
    }
  });

  test('asks so for an answer within ninety days, which a new consent gives', async () => {
    const { id } = await scene.enrolled();
    await withdraw(id);
    expect(await requestsOf(id)).toEqual([
      expect.objectContaining({ kind: 'withdrawal', on: '2026-10-10', dueOn: '2027-01-08', status: 'open' }),
    ]);
    await withdraw(id, { on: '2026-10-12' });
    expect(await requestsOf(id)).toHaveLength(1);
    expect(await scene.agree(id, consent(), leader)).toMatchObject({ status: 201 });
    expect(await requestsOf(id)).toEqual([
      expect.objectContaining({
        status: 'answered',
        steps: [expect.objectContaining({ step: 'answered', on: '2026-10-15' })],
      }),
    ]);
  });

  test('stays in sight: nobody takes the request back, but for one who made it without stopping', async () => {
    const { id } = await scene.enrolled();
    const takeBack = (of: string, caller: Caller) =>
      scene.send({
        route: 'POST /api/members/{id}/reversals',
        path: { id },
        caller,
        body: { id: newId(), of, reason: 'A slip of the finger.' },
      });
    await withdraw(id);
    const [made] = await requestsOf(id);
    for (const caller of [leader, coordinator]) {
      expect(await takeBack(String(made?.id), caller)).toMatchObject({
        status: 422,
        body: { code: 'withdrawal_stands' },
      });
    }
    expect(await requestsOf(id)).toEqual([expect.objectContaining({ status: 'open' })]);
    expect(await requestsOf(id)).not.toContainEqual(
      expect.objectContaining({ takenBack: expect.anything() }),
    );

    const { id: another } = await scene.enrolled();
    const asked = { id: newId(), kind: 'withdrawal', on: '2026-10-10', via: 'spoken' };
    expect(
      await scene.send({
        route: 'POST /api/members/{id}/requests',
        path: { id: another },
        caller: leader,
        body: asked,
      }),
    ).toMatchObject({ status: 201 });
    expect(
      await scene.send({
        route: 'POST /api/members/{id}/reversals',
        path: { id: another },
        caller: leader,
        body: { id: newId(), of: asked.id, reason: 'A slip of the finger.' },
      }),
    ).toMatchObject({ status: 201 });
  });

  test('is answered by her exit; a leader’s leaves the request of a woman with a case to the coordinator', async () => {
    const exit = (id: string, caller: Caller) =>
      scene.send({
        route: 'POST /api/members/{id}/exit',
        path: { id },
        caller,
        body: { exitedOn: '2026-10-01', reason: 'She left.' },
      });
    const { id } = await scene.enrolled();
    await withdraw(id);
    expect(await exit(id, leader)).toMatchObject({ status: 201 });
    // The answer is not dated before she asked.
    expect(await requestsOf(id)).toEqual([
      expect.objectContaining({ status: 'answered', steps: [expect.objectContaining({ on: '2026-10-10' })] }),
    ]);

    const { id: served } = await scene.enrolled();
    await scene.opened({ memberId: served });
    await withdraw(served);
    expect(await exit(served, coordinator)).toMatchObject({ status: 201 });
    expect(await requestsOf(served)).toMatchObject([{ status: 'answered' }]);

    const { id: another } = await scene.enrolled();
    await scene.opened({ memberId: another });
    await withdraw(another);
    expect(await exit(another, leader)).toMatchObject({ status: 201 });
    const [open] = await requestsOf(another);
    expect(open).toMatchObject({ status: 'open', steps: [] });
    expect(
      await scene.send({
        route: 'POST /api/members/{id}/requests/{requestId}/steps',
        path: { id: another, requestId: String(open?.id) },
        caller: coordinator,
        body: { id: newId(), on: '2026-10-15', step: 'answered', text: 'She told me herself.' },
      }),
    ).toMatchObject({ status: 201, body: { status: 'answered' } });
  });

  test('is refused what stops, in words of its own', async () => {
    const { id, children } = await scene.enrolled();
    const childId = children[0]?.id ?? '';
    const { id: caseId } = await scene.opened({ memberId: id });
    await withdraw(id);
    for (const caller of [leader, coordinator]) {
      expect(
        await scene.send({
          route: 'POST /api/cases',
          caller,
          body: { id: newId(), memberId: id, kind: 'crisis', priority: 'normal', openedOn: '2026-10-01' },
        }),
      ).toMatchObject(stopped);
      expect(
        await scene.addChild(id, { id: newId(), birthYear: 2015, gender: 'female', inSchool: true }, caller),
      ).toMatchObject(stopped);
      expect(
        await scene.observe(id, childId, { id: newId(), on: '2026-10-01', status: 'irregular' }, caller),
      ).toMatchObject(stopped);
      expect(
        await scene.addOffice(
          id,
          { id: newId(), body: 'district_forum', office: 'treasurer', from: '2026-10-01' },
          caller,
        ),
      ).toMatchObject(stopped);
    }
    expect(await scene.tell(caseId, { type: 'note', text: 'She is well.' })).toMatchObject(stopped);
    expect(await scene.tell(caseId, { type: 'status', status: 'closed' })).toMatchObject({ status: 201 });
  });

  test('has her number taken away, and nothing else changed', async () => {
    const { id } = await scene.enrolled();
    await withdraw(id);
    for (const change of [
      { mandal: 'Repalle' },
      { phone: null, mandal: 'Repalle' },
      { phone: '+91 90000 54321' },
    ]) {
      expect(await scene.change(id, 2, change, leader)).toMatchObject(stopped);
    }
    expect(await scene.change(id, 2, { phone: null }, leader)).toMatchObject({ status: 200 });
  });
});
