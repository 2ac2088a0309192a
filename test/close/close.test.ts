import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTargets } from '../../functions/close/repository.ts';
import { createCloseRoutes } from '../../functions/close/routes.ts';
import { record } from '../../functions/journal/append.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import { readJournal } from '../../functions/journal/read.ts';
import type { Role } from '../../functions/platform/authorisation.ts';
import { newId } from '../../functions/platform/ids.ts';
import { createKnownNames } from '../../functions/platform/names/known-names.ts';
import { compile } from '../../functions/reporting/compile-events.ts';
import { openGate } from '../../functions/reporting/disclosure.ts';
import { indicators } from '../../functions/reporting/indicators.ts';
import { createPublications } from '../../functions/reporting/publications.ts';
import { createJournal, idOf, indian } from '../reporting/journal-builder.ts';
import { createStoreDouble } from '../reporting/store-double.ts';
import { createCaller, createSend, problem, type TestRequest } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

const opened: TestRecords[] = [];
afterAll(() => {
  for (const records of opened) records.close();
});

const createScene = async () => {
  const records = await openRecords();
  opened.push(records);
  const { table } = records;
  const published = createStoreDouble();
  const state = createStoreDouble();
  const announced: string[] = [];
  const readLines = (from: string | null, to: string) => readJournal(table, from, to, '2026-08-01');
  const publications = createPublications(table, newId);
  const rules = { catalogue: indicators, gate: openGate, readLines };
  const send = createSend(
    createCloseRoutes({
      recaller: { ...rules, state },
      publications,
      targets: createTargets(table, newId),
      refusalOfNames: createKnownNames(table, records.vault),
      announce: async (id) => {
        announced.push(id);
      },
    }),
  );
  const press = { ...rules, published, state, alarm: () => {}, handOver: async () => {} };
  const run = (event: unknown) =>
    compile({ press, publications, cutoffDay: 5, pause: async () => {}, log: () => {} }, event);
  return {
    ...records,
    published,
    state,
    announced,
    append: async (lines: readonly JournalLine[]) => {
      for (const line of lines) await record(table, { writes: [], line });
    },
    schedule: (month: string) => {
      const [year = 0, number = 0] = month.split('-').map(Number);
      return run({ scheduledTime: new Date(Date.UTC(year, number, 4, 18, 45)).toISOString() });
    },
    deliver: () => run({ Records: announced.map((id) => ({ body: JSON.stringify({ publicationId: id }) })) }),
    send: (request: Omit<TestRequest, 'caller'>, role: Role = 'coordinator') =>
      send({ ...request, caller: createCaller(role) }),
    snapshotOf: (name: string) =>
      JSON.parse(published.files.get(`published/${name}/snapshot.json`)?.toString() ?? 'null'),
  };
};

let scene: Awaited<ReturnType<typeof createScene>>;
beforeEach(async () => {
  scene = await createScene();
});

const at = (local: string) => ({ now: indian(local) });
const preview = (month?: string) => ({
  route: 'GET /api/snapshots/preview' as const,
  ...(month === undefined ? {} : { query: { month } }),
});
const correction = (month: string, body: unknown) => ({
  route: 'POST /api/snapshots/{month}/corrections' as const,
  path: { month },
  body,
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

const summer = () => {
  const journal = createJournal();
  journal.at('2026-08-01T09:00').collective('collective', { formedOn: '2026-08-01' });
  for (let count = 10; count < 31; count += 1) {
    journal.at(`2026-08-02T10:${count}`).member(`Member ${count}`, { joinedOn: '2026-08-01' });
  }
  journal.at('2026-08-10T10:00').meeting('August', '2026-08-10', { 'Member 10': ['deposit', 100] });
  return journal;
};

describe('targets', () => {
  it('are none until set, then what was set last; each change is a line of the journal', async () => {
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

  it('that are set again as they are change nothing', async () => {
    const first = await scene.send(setTargets('2026-27', { pensions: 15, ration_cards: 2 }));
    const again = await scene.send(setTargets('2026-27', { ration_cards: 2, pensions: 15 }));
    expect(again.body).toEqual(first.body);
    expect(await scene.readJournal()).toHaveLength(1);
  });

  it('are taken one after the other when set at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((pensions) => scene.send(setTargets('2026-27', { pensions }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await scene.send(getTargets('2026-27'))).body).toMatchObject({ version: 3 });
    expect(await scene.readJournal()).toHaveLength(3);
  });

  it.each([
    [{ pensionz: 1 }, 'targets.pensionz'],
    [{ attendance_rate: 1 }, 'targets.attendance_rate'],
    [{ pensions: -1 }, 'targets.pensions'],
    [{ pensions: 1.5 }, 'targets.pensions'],
    [{ pensions: '1' }, 'targets.pensions'],
    [{ 'Ünknown code': 1 }, 'targets.Ünknown code'],
    [null, 'targets'],
  ])('refuse %j, and say where', async (targets, path) => {
    const reply = await scene.send(setTargets('2026-27', targets));
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body).errors?.map((error) => error.path)).toEqual([path]);
    expect(await scene.readJournal()).toEqual([]);
  });

  it('are the coordinator’s to set, and the auditor’s to read', async () => {
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      expect((await scene.send(setTargets('2026-27', {}), role)).status).toBe(403);
    }
    expect((await scene.send(getTargets('2026-27'), 'funder')).status).toBe(403);
    expect((await scene.send(getTargets('2026-28'))).status).toBe(400);
  });
});

describe('a correction', () => {
  it('is announced, registered, and becomes the next version', async () => {
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

  it('asked for again is the same; with other content it is refused', async () => {
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

  it('of a month that was not published is 404, and nothing is announced', async () => {
    const body = { id: newId(), reason: 'A sheet was missing' };
    expect((await scene.send(correction('2026-08', body))).status).toBe(404);
    expect(scene.announced).toEqual([]);
    expect(await scene.scan()).toEqual([]);
  });

  it.each([
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

  it('is the coordinator’s to ask for', async () => {
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      const reply = await scene.send(correction('2026-08', { id: newId(), reason: 'Why not' }), role);
      expect(reply.status).toBe(403);
    }
  });
});

describe('the preview', () => {
  it('is what the compile would publish if the month closed now', async () => {
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

  it('says the same without any sealed state, and with a publication that has no files yet', async () => {
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

  it('of a published month is its next version; without a month it is the current one', async () => {
    await scene.append(summer().lines);
    await scene.schedule('2026-08');
    const again = await scene.send({ ...preview('2026-08'), ...at('2026-09-20T10:00') });
    expect(again.body).toMatchObject({
      snapshot: { month: '2026-08', version: 2, reason: null, cutoff: '2026-09-20T04:30:00Z' },
    });
    const current = await scene.send({ ...preview(), ...at('2026-10-01T00:00') });
    expect(current.body).toMatchObject({ snapshot: { month: '2026-10', version: 1 } });
  });

  it('of a month that has not begun, or is none, is refused; so is anybody but the coordinator', async () => {
    for (const month of ['2026-11', '2026-13', 'October']) {
      const reply = await scene.send({ ...preview(month), ...at('2026-10-31T23:59') });
      expect(reply.status).toBe(400);
      expect(problem.parse(reply.body).code).toBe('invalid_month');
    }
    for (const role of ['leader', 'caseworker', 'administrator', 'funder', 'auditor'] as const) {
      expect((await scene.send(preview('2026-10'), role)).status).toBe(403);
    }
  });

  it('shows what to look at, by the record’s id, wherever the last cutoff lies', async () => {
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
});
