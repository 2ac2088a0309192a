import { beforeEach, describe, expect, test } from 'vitest';
import { maxCorrectionsOfDay } from '../../functions/months/publishing/correction-limits.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { publicationHeadKey } from '../../functions/shared/table/keys/programme.ts';
import { idOf } from '../publishing/journal-builder.ts';
import { createCaller, problem } from '../support/request.ts';
import { at, correction, createScene, summer } from './scene.ts';

let scene: Awaited<ReturnType<typeof createScene>>;
beforeEach(async () => {
  scene = await createScene();
});

describe('a correction', () => {
  test('is announced, registered, and becomes the next version', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const body = { id: newId(), reason: 'A sheet was missing' };
    const reply = await scene.send({ ...correction('2026-08', body), ...at('2026-09-10T10:00') });
    expect(reply).toMatchObject({ status: 202, body: { month: '2026-08', version: 2 } });
    expect(scene.announced).toEqual([body.id]);
    await scene.deliver();
    expect(scene.snapshotOf('2026-08/v2')).toMatchObject({
      version: 2,
      reason: 'A sheet was missing',
      cutoff: '2026-09-10T04:30:00Z',
    });
  });

  test('asked for again is the same; with other content it is refused', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const body = { id: newId(), reason: 'A sheet was missing' };
    const first = await scene.send({ ...correction('2026-08', body), ...at('2026-09-10T10:00') });
    await scene.send({
      ...correction('2026-08', { id: newId(), reason: 'Another' }),
      ...at('2026-09-11T10:00'),
    });
    const again = await scene.send({ ...correction('2026-08', body), ...at('2026-09-12T10:00') });
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(scene.announced).toHaveLength(2);
    const other = await scene.send(correction('2026-08', { ...body, reason: 'Another' }));
    expect(other.status).toBe(409);
    expect(problem.parse(other.body).code).toBe('id_reused');
    // Neither wakes the compiler again.
    expect(scene.announced).toHaveLength(2);
    await scene.deliver();
    expect([...scene.published.files.keys()].filter((name) => name.endsWith('snapshot.json'))).toHaveLength(
      3,
    );
  });

  test('beyond those of the day is refused, and nothing is announced', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const corrections = { on: '2026-09-10', count: maxCorrectionsOfDay };
    await scene.table.put({
      ...(await scene.table.get(publicationHeadKey)),
      ...publicationHeadKey,
      corrections,
    });
    const request = correction('2026-08', { id: newId(), reason: 'A sheet was missing' });
    expect(await scene.send({ ...request, ...at('2026-09-10T23:59') })).toMatchObject({
      status: 422,
      body: { code: 'too_many' },
    });
    expect(scene.announced).toEqual([]);
    expect(await scene.send({ ...request, ...at('2026-09-11T00:00') })).toMatchObject({ status: 202 });
    expect(scene.announced).toHaveLength(1);
  });

  test('one person asks for half of those of the day, and others for the rest', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const ask = (caller: Caller, day = '2026-09-10T10:00') =>
      scene.send({ ...correction('2026-08', { id: newId(), reason: 'Late' }), ...at(day) }, caller);
    const [busy, other] = [createCaller('coordinator'), createCaller('coordinator')];
    for (let count = 0; count < maxCorrectionsOfDay / 2; count += 1) {
      expect(await ask(busy)).toMatchObject({ status: 202 });
    }
    const announced = scene.announced.length;
    expect(await ask(busy)).toMatchObject({ status: 422, body: { code: 'too_many' } });
    expect(scene.announced).toHaveLength(announced);
    expect(await ask(other)).toMatchObject({ status: 202 });
    expect(await ask(busy, '2026-09-11T00:00')).toMatchObject({ status: 202 });
  });

  test('of a month that was not published is 404, and nothing is announced', async () => {
    const body = { id: newId(), reason: 'A sheet was missing' };
    expect((await scene.send(correction('2026-08', body))).status).toBe(404);
    expect(scene.announced).toEqual([]);
    expect(await scene.scan()).toEqual([]);
  });

  test.each([
    [{ reason: 'No id' }, 'id'],
    [{ id: idOf('x') }, 'reason'],
    [{ id: idOf('x'), reason: '' }, 'reason'],
    [{ id: idOf('x'), reason: 'Aadhaar 2341 2341 2346' }, 'reason'],
    [{ id: idOf('x'), reason: 'క్'.repeat(40) }, 'reason'],
    [{ id: idOf('x'), reason: 'Fine', version: 2 }, 'version'],
  ])('refuses %j', async (body, path) => {
    const reply = await scene.send(correction('2026-08', body));
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
  });

  test('is the coordinator’s to ask for', async () => {
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      const reply = await scene.send(correction('2026-08', { id: newId(), reason: 'Why not' }), role);
      expect(reply.status).toBe(403);
    }
  });
});
