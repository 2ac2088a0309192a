import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator, openScene, type Scene } from '../members/scene.ts';
import { createCaller, problem } from '../support/request.ts';

let scene: Scene;
let caseId: string;
let code: string;
let memberId: string;
const caseworker = createCaller('caseworker', { districts: ['Krishna'] });
const leader = createCaller('leader', { collectives: [newId()] });
const at = (time: string) => `2026-10-15T${time}.000Z`;

const openCase = async (more: object = {}) => {
  const reply = await scene.send({
    route: 'POST /api/cases',
    caller: coordinator,
    body: { id: newId(), memberId, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01', ...more },
  });
  return z.looseObject({ id: z.string(), code: z.string() }).parse(reply.body);
};
beforeEach(async () => {
  scene = await openScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  memberId = (await scene.enrolled()).id;
  ({ id: caseId, code } = await openCase());
});

const input = (more: object = {}) => ({ id: newId(), code, reason: 'She calls from the station.', ...more });
const breakGlass = (body: object, caller: Caller = caseworker, now = at('06:00:00')) =>
  scene.send({ route: 'POST /api/break-glass', caller, body, now });
const read = (caller: Caller, now: string) =>
  scene.send({ route: 'GET /api/cases/{id}', path: { id: caseId }, caller, now });
const list = (caller: Caller) => scene.send({ route: 'GET /api/break-glass', caller });
const codeOf = (body: unknown) => problem.parse(body).code;

describe('breaking the glass', () => {
  test.each([
    ['a caseworker', caseworker],
    ['a leader', leader],
  ])('lets %s reach an urgent case that is not hers, for three hours', async (_, caller) => {
    expect(await read(caller, at('05:59:00'))).toMatchObject({ status: 404 });
    expect(await breakGlass(input({ code: code.toLowerCase() }), caller)).toMatchObject({
      status: 201,
      body: { caseId, code, personId: caller.personId, until: '2026-10-15T09:00:00Z' },
    });
    expect(await read(caller, at('08:59:59'))).toMatchObject({ status: 200, body: { id: caseId } });
    const told = await scene.send({
      route: 'POST /api/cases/{id}/events',
      path: { id: caseId },
      caller,
      body: { id: newId(), type: 'note', on: '2026-10-15', text: 'Brought to the shelter.' },
      now: at('07:00:00'),
    });
    expect(told.status).toBe(201);
    expect(await read(caller, at('09:00:00'))).toMatchObject({ status: 404 });
    const other = createCaller(caller.role, { collectives: caller.collectives, districts: caller.districts });
    expect(await read(other, at('07:00:00'))).toMatchObject({ status: 404 });
  });

  test('reaches that case alone', async () => {
    await breakGlass(input());
    const other = await openCase();
    const reply = await scene.send({
      route: 'GET /api/cases/{id}',
      path: { id: other.id },
      caller: caseworker,
      now: at('07:00:00'),
    });
    expect(reply.status).toBe(404);
    expect(await scene.read(memberId, caseworker)).toMatchObject({ status: 404 });
  });

  test('is seen by the coordinator and the auditor with its reason, and each look leaves a line', async () => {
    const body = input();
    await breakGlass(body);
    await breakGlass(input({ reason: 'Again.' }), leader, at('06:30:00'));
    for (const caller of [coordinator, createCaller('auditor')]) {
      expect(await list(caller)).toMatchObject({
        status: 200,
        body: {
          items: [
            { personId: leader.personId, reason: 'Again.' },
            { id: body.id, caseId, memberId, personId: caseworker.personId, reason: body.reason },
          ],
        },
      });
    }
    const looks = await scene.accessesOf(caseId);
    expect(looks).toMatchObject(Array.from({ length: 2 }, () => ({ route: 'GET /api/break-glass' })));
    expect(looks).toContainEqual(
      expect.objectContaining({ actor: coordinator.personId, fields: expect.arrayContaining(['reason']) }),
    );
    expect(await scene.raw()).not.toContain(body.reason);
    expect(await scene.linesOf(memberId)).toContainEqual({
      type: 'glass_broken',
      id: body.id,
      recordedAt: at('06:00:00'),
      actor: caseworker.personId,
      caseId,
      memberId,
      until: at('09:00:00'),
    });
  });

  test('is harmless to repeat, for ever, and its id stands for nothing else', async () => {
    const body = input();
    await breakGlass(body);
    const repeated = await breakGlass(body, caseworker, at('12:00:00'));
    expect(repeated).toMatchObject({ status: 200, body: { until: '2026-10-15T09:00:00Z' } });
    expect(await read(caseworker, at('12:00:01'))).toMatchObject({ status: 404 });
    for (const [changed, caller] of [
      [{ ...body, reason: 'Other' }, caseworker],
      [body, leader],
    ] as const) {
      const reply = await breakGlass(changed, caller);
      expect([reply.status, codeOf(reply.body)]).toEqual([409, 'id_reused']);
    }
    await breakGlass(input(), caseworker, at('12:30:00'));
    expect(await read(caseworker, at('15:00:00'))).toMatchObject({ status: 200 });
  });

  test('finds no case that is not urgent, is closed, or is not there', async () => {
    const normal = await openCase({ priority: 'normal' });
    const closed = await openCase();
    await scene.send({
      route: 'POST /api/cases/{id}/events',
      path: { id: closed.id },
      caller: coordinator,
      body: { id: newId(), type: 'status', on: '2026-10-05', status: 'closed' },
    });
    for (const unknown of [normal.code, closed.code, 'C-222222']) {
      expect(await breakGlass(input({ code: unknown }))).toMatchObject({ status: 404 });
    }
    // Who tries codes is seen, and of what case each was.
    const tries = (await scene.records.readAccessLog()).filter(({ actor }) => actor === caseworker.personId);
    expect(tries).toEqual(
      [[normal.id, memberId], [closed.id, memberId], []].map((subjects) =>
        expect.objectContaining({
          route: 'POST /api/break-glass',
          subjects: subjects.toSorted(),
          fields: ['code'],
        }),
      ),
    );
    expect(await list(coordinator)).toMatchObject({ body: { items: [] } });
  });

  test('is not for who reaches the case anyway, nor for the other roles', async () => {
    const own = createCaller('leader', { collectives: [scene.collectiveId] });
    const id = newId();
    await scene.send({
      route: 'POST /api/cases',
      caller: own,
      body: { id, memberId, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01' },
    });
    const hers = await scene.send({ route: 'GET /api/cases/{id}', path: { id }, caller: own });
    const { code: ownCode } = z.looseObject({ code: z.string() }).parse(hers.body);
    const reply = await breakGlass(input({ code: ownCode }), own);
    expect([reply.status, codeOf(reply.body)]).toEqual([422, 'already_reached']);
    for (const role of ['coordinator', 'administrator', 'auditor', 'funder'] as const) {
      expect(await breakGlass(input(), createCaller(role))).toMatchObject({ status: 403 });
    }
    for (const role of ['leader', 'caseworker', 'administrator', 'funder'] as const) {
      expect(await list(createCaller(role))).toMatchObject({ status: 403 });
    }
  });
});

describe('breaking the glass again and again', () => {
  const onDay = (day: number, time = '06:00:00') => `2026-10-${day}T${time}.000Z`;
  const end = (accessId: string, now: string, id = newId(), caller = coordinator) =>
    scene.send({
      route: 'POST /api/break-glass/{id}/end',
      path: { id: accessId },
      caller,
      body: { id },
      now,
    });
  const refusedFor = (code: string) => ({ status: 422, body: { code } });

  test('ends with a person’s third in seven days for one case; the fourth is told, and another gets in', async () => {
    for (const [caller, time] of [
      [caseworker, '06:00:00'],
      [caseworker, '08:59:00'],
      [caseworker, '09:00:00'],
    ] as const) {
      expect(await breakGlass(input(), caller, onDay(15, time))).toMatchObject({ status: 201 });
    }
    const fourth = input({ reason: 'Once more.' });
    // Whoever helps in the night finds her all the same.
    expect(await breakGlass(input(), leader, onDay(15, '09:01:00'))).toMatchObject({ status: 201 });
    expect(await breakGlass(fourth, caseworker, onDay(15, '11:58:00'))).toMatchObject(
      refusedFor('too_often'),
    );
    expect(await read(caseworker, onDay(15, '12:00:00'))).toMatchObject({ status: 404 });
    // Sent again, it is the same, also when there is room again.
    for (const now of [onDay(15, '11:59:00'), onDay(23)]) {
      expect(await breakGlass(fourth, caseworker, now)).toMatchObject(refusedFor('too_often'));
    }
    for (const caller of [coordinator, createCaller('auditor')]) {
      const { body } = await list(caller);
      expect(z.object({ items: z.array(z.looseObject({})) }).parse(body).items).toMatchObject([
        { id: fourth.id, reason: 'Once more.', refused: 'too_often', until: '2026-10-15T11:58:00Z' },
        {},
        {},
        {},
        {},
      ]);
      for (const [now, count] of [
        [onDay(22, '11:57:00'), 1],
        [onDay(22, '11:58:01'), 0],
      ] as const) {
        expect(await scene.send({ route: 'GET /api/break-glass/refused', caller, now })).toMatchObject({
          status: 200,
          body: { count },
        });
      }
    }
    const lines = await scene.linesOf(memberId);
    expect(lines.filter(({ type }) => type === 'glass_refused')).toMatchObject([
      { actor: caseworker.personId, caseId },
    ]);
    expect(await breakGlass(input(), caseworker, onDay(22, '05:59:59'))).toMatchObject(
      refusedFor('too_often'),
    );
    expect(await breakGlass(input(), caseworker, onDay(22))).toMatchObject({ status: 201 });
  });

  test('ends with twelve of all together', async () => {
    const helpers = Array.from({ length: 5 }, () =>
      createCaller('caseworker', { districts: caseworker.districts }),
    );
    for (const [index, helper] of helpers.entries()) {
      for (let more = 0; more < 3; more += 1) {
        const reply = await breakGlass(input(), helper, onDay(15, `0${index + 1}:0${more}:00`));
        expect(reply).toMatchObject(index < 4 ? { status: 201 } : refusedFor('too_often'));
      }
    }
  });

  test('does not count those of another case', async () => {
    const other = await openCase();
    for (const [wanted, time] of [
      [code, '06:00:00'],
      [code, '07:00:00'],
      [code, '08:00:00'],
      [other.code, '08:30:00'],
    ] as const) {
      expect(await breakGlass(input({ code: wanted }), caseworker, onDay(15, time))).toMatchObject({
        status: 201,
      });
    }
  });

  test('is three also where four come at once', async () => {
    const replies = await Promise.all(Array.from({ length: 4 }, () => breakGlass(input())));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 201, 422]);
  });

  test('is ended by the coordinator, once, for seven days, and for that person alone', async () => {
    const first = input();
    await breakGlass(first, caseworker, onDay(15));
    await breakGlass(input(), caseworker, onDay(15, '07:00:00'));
    const request = newId();
    const ended = {
      body: { id: first.id, until: '2026-10-15T07:30:00Z', endedAt: '2026-10-15T07:30:00Z' },
    };
    expect(await end(first.id, onDay(15, '07:30:00'), request)).toMatchObject({ status: 201, ...ended });
    expect(await end(first.id, onDay(15, '07:31:00'), request)).toMatchObject({ status: 200, ...ended });
    expect(await end(first.id, onDay(15, '07:31:00'))).toMatchObject(refusedFor('access_over'));
    expect(await read(caseworker, onDay(15, '07:30:01'))).toMatchObject({ status: 404 });
    expect(await breakGlass(input(), caseworker, onDay(15, '08:00:00'))).toMatchObject(
      refusedFor('ended_by_coordinator'),
    );
    expect(await breakGlass(input(), leader, onDay(15, '08:00:00'))).toMatchObject({ status: 201 });
    expect(await breakGlass(input(), caseworker, onDay(22, '07:30:00'))).toMatchObject({ status: 201 });
    const lines = await scene.linesOf(memberId);
    expect(lines.filter(({ type }) => type === 'glass_ended')).toMatchObject([
      { id: request, actor: coordinator.personId, personId: caseworker.personId, caseId },
    ]);
  });

  test('is ended by nobody else, and only while it runs', async () => {
    const body = input();
    await breakGlass(body, caseworker, onDay(15));
    for (const role of ['leader', 'caseworker', 'administrator', 'auditor', 'funder'] as const) {
      expect(await end(body.id, onDay(15), newId(), createCaller(role))).toMatchObject({ status: 403 });
    }
    expect(await end(newId(), onDay(15))).toMatchObject({ status: 404 });
    expect(await end(body.id, onDay(15, '09:00:00'))).toMatchObject(refusedFor('access_over'));
  });
});
