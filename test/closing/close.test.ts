import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../functions/domain/ids.ts';
import { idOf } from '../publishing/journal-builder.ts';
import { problem } from '../support/request.ts';
import { at, correction, createScene, summer } from './scene.ts';

let scene: Awaited<ReturnType<typeof createScene>>;
beforeEach(async () => {
  scene = await createScene();
});

const setTargets = (financialYear: string, targets: unknown) => ({
  route: 'PUT /api/targets/{financialYear}' as const,
  path: { financialYear },
  body: { targets },
});
const getTargets = (financialYear: string) => ({
  route: 'GET /api/targets/{financialYear}' as const,
  path: { financialYear },
});

describe('targets', () => {
  test('are none until set, then what was set last; each change is a line of the journal', async () => {
    expect((await scene.send(getTargets('2026-27'))).body).toEqual({
      financialYear: '2026-27',
      targets: {},
      version: 0,
    });
    const first = await scene.send(setTargets('2026-27', { pensions: 15, savings_deposited: 1_000_000 }));
    expect(first).toMatchObject({
      status: 200,
      body: { financialYear: '2026-27', targets: { pensions: 15, savings_deposited: 1_000_000 }, version: 1 },
    });
    const second = await scene.send(setTargets('2026-27', { pensions: 16 }));
    expect(second.body).toMatchObject({ targets: { pensions: 16 }, version: 2 });
    expect((await scene.send(getTargets('2026-27'), 'auditor')).body).toEqual(second.body);
    expect((await scene.send(getTargets('2025-26'))).body).toMatchObject({ targets: {} });
    const lines = await scene.readJournal();
    expect(lines.map((line) => line.type === 'targets_set' && line.targets)).toEqual([
      { pensions: 15, savings_deposited: 1_000_000 },
      { pensions: 16 },
    ]);
  });

  test('that are set again as they are change nothing', async () => {
    const first = await scene.send(setTargets('2026-27', { pensions: 15, ration_cards: 2 }));
    const again = await scene.send(setTargets('2026-27', { ration_cards: 2, pensions: 15 }));
    expect(again.body).toEqual(first.body);
    expect(await scene.readJournal()).toHaveLength(1);
  });

  test('are taken one after the other when set at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((pensions) => scene.send(setTargets('2026-27', { pensions }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await scene.send(getTargets('2026-27'))).body).toMatchObject({ version: 3 });
    expect(await scene.readJournal()).toHaveLength(3);
  });

  test.each([
    [{ pensionz: 1 }, 'targets.pensionz'],
    [{ attendance_rate: 1 }, 'targets.attendance_rate'],
    [{ pensions: -1 }, 'targets.pensions'],
    [{ pensions: 1.5 }, 'targets.pensions'],
    [{ pensions: '1' }, 'targets.pensions'],
    [{ 'Ünknown code': 1 }, 'targets.?'],
    [{ pensions: 2 ** 53 }, 'targets.pensions'],
    [null, 'targets'],
  ])('refuse %j, and say where', async (targets, path) => {
    const reply = await scene.send(setTargets('2026-27', targets));
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
    expect(await scene.readJournal()).toEqual([]);
  });

  test('are the coordinator’s to set, and the auditor’s to read', async () => {
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      expect((await scene.send(setTargets('2026-27', {}), role)).status).toBe(403);
    }
    expect((await scene.send(getTargets('2026-27'), 'funder')).status).toBe(403);
    expect((await scene.send(getTargets('2026-28'))).status).toBe(400);
  });
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
    const other = await scene.send(correction('2026-08', { ...body, reason: 'Another' }));
    expect(other.status).toBe(409);
    expect(problem.parse(other.body).code).toBe('id_reused');
    await scene.deliver();
    expect([...scene.published.files.keys()].filter((name) => name.endsWith('snapshot.json'))).toHaveLength(
      3,
    );
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
