import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createPreviewRoutes } from '../../functions/months/preview/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { at, correction, createScene, summer } from '../closing/scene.ts';
import { idOf } from '../publishing/journal-builder.ts';
import { createCaller, createSend, problem } from '../support/request.ts';

const targets = z.object({
  snapshot: z.object({ indicators: z.array(z.object({ code: z.string(), target: z.int().nullable() })) }),
});

let scene: Awaited<ReturnType<typeof createScene>>;
beforeEach(async () => {
  scene = await createScene();
});

const preview = (month?: string) => ({
  route: 'GET /api/snapshots/preview' as const,
  ...(month === undefined ? {} : { query: { month } }),
});

describe('the preview', () => {
  test('is what the compile would publish if the month closed now', async () => {
    const journal = summer();
    journal.at('2026-09-08T10:00').meeting('late', '2026-08-20', { 'Member 11': ['deposit', 50] });
    journal.at('2026-10-04T10:00').meeting('September', '2026-09-20', { 'Member 11': ['deposit', 50] });
    await scene.append(journal.lines);
    await scene.schedule('2026-08');
    const files = [...scene.published.files.keys(), ...scene.state.files.keys()];
    const { status, body } = await scene.send({ ...preview('2026-09'), ...at('2026-10-05T00:00') });
    expect(status).toBe(200);
    expect([...scene.published.files.keys(), ...scene.state.files.keys()]).toEqual(files);
    await scene.schedule('2026-09');
    expect(body).toMatchObject({ snapshot: scene.snapshotOf('2026-09/v1') });
  });

  test('says the same without any month file, and with a publication that has no files yet', async () => {
    const journal = summer();
    journal.at('2026-09-08T10:00').meeting('late', '2026-08-20', { 'Member 11': ['deposit', 50] });
    await scene.append(journal.lines);
    await scene.schedule('2026-08');
    await scene.send({
      ...correction('2026-08', { id: newId(), reason: 'Late' }),
      ...at('2026-09-09T10:00'),
    });
    const ask = () => scene.send({ ...preview('2026-09'), ...at('2026-09-20T10:00') });
    const pending = await ask();
    scene.state.files.clear();
    const forgotten = await ask();
    await scene.deliver();
    const complete = await ask();
    expect(pending.status).toBe(200);
    expect(forgotten.body).toEqual(pending.body);
    expect(complete.body).toEqual(pending.body);
  });

  test('of a published month is its next version; without a month it is the current one', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const again = await scene.send({ ...preview('2026-08'), ...at('2026-09-20T10:00') });
    expect(again.body).toMatchObject({
      snapshot: { month: '2026-08', version: 2, reason: null, cutoff: '2026-09-20T04:30:00Z' },
    });
    const current = await scene.send({ ...preview(), ...at('2026-10-01T00:00') });
    expect(current.body).toMatchObject({ snapshot: { month: '2026-10', version: 1 } });
  });

  test('of a published month has the targets that it was published with, as its correction would', async () => {
    const journal = summer();
    journal.at('2026-08-03T10:00').targets('2026-27', { pensions: 15 });
    journal.at('2026-09-10T10:00').targets('2026-27', { pensions: 16 });
    await scene.append(journal.lines);
    await scene.schedule('2026-08');
    const targetIn = async (month: string) => {
      const { body } = await scene.send({ ...preview(month), ...at('2026-09-20T10:00') });
      return targets.parse(body).snapshot.indicators.find(({ code }) => code === 'pensions')?.target;
    };
    expect([await targetIn('2026-08'), await targetIn('2026-09')]).toEqual([15, 16]);
    await scene.send({
      ...correction('2026-08', { id: newId(), reason: 'Late' }),
      ...at('2026-09-20T10:00'),
    });
    await scene.deliver();
    const corrected = targets.shape.snapshot.parse(scene.snapshotOf('2026-08/v2'));
    expect(corrected.indicators.find(({ code }) => code === 'pensions')?.target).toBe(15);
  });

  test('of a month that has not begun, or is none, is refused; so is anybody but the coordinator', async () => {
    for (const month of ['2026-11', '2026-13', '0000-01', '1899-12', 'October']) {
      const reply = await scene.send({ ...preview(month), ...at('2026-10-31T23:59') });
      expect(reply.status).toBe(400);
      expect(problem.parse(reply.body).code).toBe('invalid_month');
    }
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      expect((await scene.send(preview('2026-10'), role)).status).toBe(403);
    }
  });

  test('shows what to look at, by the record’s id, wherever the last cutoff lies', async () => {
    const journal = summer();
    journal.collective('silent', { formedOn: '2026-08-15' });
    journal.at('2026-09-02T10:00').meeting('early September', '2026-09-02', { 'Member 10': 'present' });
    await scene.append(journal.lines);
    await scene.schedule('2026-08');
    const { body } = await scene.send({ ...preview('2026-09'), ...at('2026-09-30T10:00') });
    expect(body).toMatchObject({
      quality: {
        collectivesWithoutMeeting: [{ id: idOf('silent') }],
        counts: { collectivesWithoutMeeting: 1, consentsMissing: 21 },
      },
    });
  });

  test('leaves one line of whose records it points at, before it is shown', async () => {
    await scene.append(summer().lines);
    const asked = { ...preview('2026-09'), ...at('2026-09-30T10:00') };
    await scene.send(asked);
    const [line, ...others] = await scene.readAccessLog();
    expect(others).toEqual([]);
    const members = Array.from({ length: 21 }, (_, index) => idOf(`Member ${index + 10}`));
    expect(line).toMatchObject({ route: 'GET /api/snapshots/preview', fields: ['quality'] });
    expect(new Set(z.array(z.string()).parse(line?.subjects))).toEqual(new Set(members));
    const unlogged = createSend(
      createPreviewRoutes({
        preview: scene.preview,
        register: scene.register,
        table: scene.table,
        accessLog: () => Promise.reject(new Error('The log is away.')),
      }),
    );
    expect(await unlogged({ ...asked, caller: createCaller('coordinator') })).toMatchObject({
      status: 500,
      body: expect.not.objectContaining({ quality: expect.anything() }),
    });
  });
});
