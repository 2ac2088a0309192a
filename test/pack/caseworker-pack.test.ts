import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type * as z from 'zod';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { caseworkerPack } from '../../functions/areas/pack/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';

let scene: CaseScene;
let caseworker: Caller;
let district: string;
let assigned: Awaited<ReturnType<CaseScene['opened']>>;

const ask = (since?: string, caller = caseworker, now = defaultNow) =>
  createSend(createPackRoutes({ ...scene.records, accessLog: scene.records.accessLog }))({
    route: 'GET /api/me/pack',
    caller,
    now,
    ...(since === undefined ? {} : { query: { since } }),
  });
const read = async (since?: string, caller = caseworker, now = defaultNow) => {
  const reply = await ask(since, caller, now);
  expect(reply).toMatchObject({ status: 200 });
  return caseworkerPack.parse(reply.body);
};
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).sort();
const isWhole = (list: readonly object[]) => list.map((one) => Object.keys(one).length > 2);
const herRecord = async () =>
  Object(
    (await scene.send({ route: 'GET /api/members/{id}', path: { id: scene.memberId }, caller: coordinator }))
      .body,
  );

beforeEach(async () => {
  scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  district = (await herRecord()).district;
  caseworker = createCaller('caseworker', { districts: [district] });
  await scene.employ(caseworker);
  assigned = await scene.opened({ assignedTo: caseworker.personId });
  await scene.tell(assigned.id, { type: 'note', text: 'She was seen at home.' }, caseworker);
});

describe('the pack of a caseworker', () => {
  test('holds her open cases with their timelines, their women, what is due, and nobody else’s', async () => {
    const other = createCaller('caseworker', { districts: [district] });
    await scene.employ(other);
    const { id: theirWoman } = await scene.enrolled();
    await scene.opened({ memberId: theirWoman, assignedTo: other.personId, priority: 'normal' });
    await scene.tell(assigned.id, { type: 'follow_up', due: '2026-10-20' }, caseworker);
    const pack = await read();
    const whole = { ...(await scene.standing(assigned.id)), events: await scene.eventsOf(assigned.id) };
    expect(pack.cases).toEqual([whole]);
    const { id, version, code, name, phone, mandal, children, consents } = await herRecord();
    expect(pack.members).toEqual([{ id, version, code, name, phone, district, mandal, children, consents }]);
    expect(pack.agenda.items).toContainEqual(
      expect.objectContaining({ caseId: assigned.id, on: '2026-10-20', kind: 'follow_up' }),
    );
    expect(pack.unassigned).toEqual([]);
  });

  test('tells which urgent cases of her districts nobody has taken, and no woman of them', async () => {
    const { id: memberId } = await scene.enrolled();
    const waiting = await scene.opened({ memberId });
    const { unassigned, cases, members } = await read();
    expect(unassigned).toEqual([
      { id: waiting.id, code: waiting.code, openedOn: waiting.openedOn, district },
    ]);
    expect(ids(cases)).toEqual([assigned.id]);
    expect(ids(members)).toEqual([scene.memberId]);
    const elsewhere = createCaller('caseworker', { districts: [] });
    expect(await read(undefined, elsewhere)).toMatchObject({ cases: [], members: [], unassigned: [] });
  });

  test('has urgent cases of everybody, however old one says that hers are, and tells how many are left out', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const { id: invented } = await scene.enrolled({ birthYear: 1940, children: [] });
    for (let index = 0; index < 100; index += 1) {
      await scene.opened({ memberId: invented, openedOn: '1950-01-01' }, leader);
    }
    expect((await read()).unassignedLeftOut).toBeUndefined();
    const real = await scene.opened();
    const { unassigned, unassignedLeftOut } = await read();
    expect(ids(unassigned)).toContain(real.id);
    expect([unassigned.length, unassignedLeftOut]).toEqual([100, 1]);
  });

  test('has only the version of what has not changed since, and the whole of what has', async () => {
    const { since } = await read();
    const again = await read(since);
    expect(isWhole(again.cases)).toEqual([false]);
    expect(isWhole(again.members)).toEqual([false]);
    expect(again.cases).toEqual([{ id: assigned.id, version: (await scene.standing(assigned.id)).version }]);
    await scene.tell(assigned.id, { type: 'note', text: 'She called.' });
    const changed = await read(again.since);
    expect(changed.cases).toMatchObject([
      { events: [{ text: 'She was seen at home.' }, { text: 'She called.' }] },
    ]);
    expect(isWhole(changed.members)).toEqual([false]);
    // What somebody else's phone has, hers has not.
    const other = createCaller('caseworker', { districts: [district] });
    expect(isWhole((await read((await read(undefined, other)).since)).cases)).toEqual([true]);
  });

  test('no longer has a case that is closed or given to another, nor its woman', async () => {
    const { since } = await read();
    const other = createCaller('caseworker', { districts: [district] });
    await scene.employ(other);
    const { version } = await scene.standing(assigned.id);
    await scene.changeCase(assigned.id, version, { assignedTo: other.personId });
    expect(await read(since)).toMatchObject({ cases: [], members: [], agenda: { items: [] } });
    expect(ids((await read(undefined, other)).cases)).toEqual([assigned.id]);
    await scene.tell(assigned.id, { type: 'status', status: 'closed' }, other);
    expect(await read(undefined, other)).toMatchObject({ cases: [], members: [] });
  });

  test('has the timeline of the last year', async () => {
    const older = await scene.opened({
      assignedTo: caseworker.personId,
      openedOn: '2025-06-01',
      kind: 'legal_aid',
      priority: 'normal',
    });
    for (const on of ['2025-06-02', '2025-10-14', '2025-10-15', '2026-09-01']) {
      await scene.tell(older.id, { type: 'note', text: on, on });
    }
    const found = (await read()).cases.find(({ id }) => id === older.id) as z.infer<
      typeof caseworkerPack
    >['cases'][number] & { readonly events: readonly { readonly on: string }[] };
    expect(found.events.map(({ on }) => on)).toEqual(['2025-10-15', '2026-09-01']);
    expect(found).not.toHaveProperty('eventsLeftOut');
  });

  test('obeys a withdrawn consent: only what she asked to be finished stays', async () => {
    const goesOn = await scene.opened({
      assignedTo: caseworker.personId,
      kind: 'legal_aid',
      priority: 'normal',
    });
    const withdrawal = {
      id: newId(),
      purpose: 'services',
      given: false,
      on: '2026-10-10',
      method: 'spoken',
      noticeVersion: '2026-11',
      continues: [goesOn.id],
    };
    const reply = await scene.send({
      route: 'POST /api/members/{id}/consents',
      path: { id: scene.memberId },
      caller: coordinator,
      body: withdrawal,
    });
    expect(reply.status).toBe(201);
    const pack = await read();
    expect(ids(pack.cases)).toEqual([goesOn.id]);
    expect(ids(pack.members)).toEqual([scene.memberId]);
  });

  test('is noted in the access log: whose texts were opened, and which cases', async () => {
    await read();
    const looks = (await scene.records.accessesOf(assigned.id)).map(({ fields }) => fields);
    expect(looks).toContainEqual(expect.arrayContaining(['events', 'kind']));
    const ofHer = (await scene.records.accessesOf(scene.memberId)).map(({ fields }) => fields);
    expect(ofHer).toContainEqual(expect.arrayContaining(['name', 'phone', 'children']));
  });
});
