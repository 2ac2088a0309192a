import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { districtsOn } from '../../functions/shared/reach/districts.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { at, correction, createScene, summer } from '../closing/scene.ts';
import { createCaller, problem } from '../support/request.ts';

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

const baselineOf = (more: object = {}) => ({
  house_pattas: { asOf: '2025-03-31', value: 41, source: 'Register of pattas', ...more },
});
const setBaselines = (baselines: unknown) => ({ route: 'PUT /api/baselines' as const, body: { baselines } });
const getBaselines = { route: 'GET /api/baselines' as const };

describe('baselines', () => {
  test('are none until set, then what was set last; each change is a line of the journal', async () => {
    expect((await scene.send(getBaselines)).body).toEqual({ baselines: {}, version: 0 });
    const first = await scene.send(setBaselines(baselineOf()));
    expect(first).toMatchObject({ status: 200, body: { baselines: baselineOf(), version: 1 } });
    const again = await scene.send(setBaselines(baselineOf()));
    expect(again.body).toEqual(first.body);
    const second = await scene.send(
      setBaselines({ pensions: { asOf: '2025-03', value: 0, source: 'HELP' } }),
    );
    expect(second.body).toMatchObject({ version: 2 });
    const lines = await scene.readJournal();
    expect(lines.map((line) => line.type === 'baselines_set' && Object.keys(line.baselines))).toEqual([
      ['house_pattas'],
      ['pensions'],
    ]);
  });

  test.each([
    [{ pattas: baselineOf().house_pattas }, 'invalid_body', ['baselines.pattas']],
    [{ attendance_rate: baselineOf().house_pattas }, 'invalid_body', ['baselines.attendance_rate']],
    [baselineOf({ value: -1 }), 'invalid_body', ['baselines.house_pattas.value']],
    [baselineOf({ asOf: '2025' }), 'invalid_date', ['baselines.house_pattas.asOf']],
    [baselineOf({ asOf: '2025-02-30' }), 'invalid_date', ['baselines.house_pattas.asOf']],
    [baselineOf({ asOf: '2999-01-01' }), 'invalid_date', ['baselines.house_pattas.asOf']],
    [baselineOf({ asOf: '2999-01' }), 'invalid_date', ['baselines.house_pattas.asOf']],
    [baselineOf({ source: 'Call 98480 22338' }), 'invalid_text', ['baselines.house_pattas.source']],
    [baselineOf({ source: 'క్'.repeat(40) }), 'invalid_letters', ['baselines.house_pattas.source']],
    [baselineOf({ by: 'me' }), 'invalid_body', ['baselines.house_pattas.by']],
  ])('refuse %j', async (baselines, code, paths) => {
    const reply = await scene.send(setBaselines(baselines));
    expect(reply.status).toBe(400);
    const { code: found, errors } = problem.parse(reply.body);
    expect(found).toBe(code);
    expect(errors?.map(({ path }) => path)).toEqual(paths);
    expect(await scene.readJournal()).toEqual([]);
  });

  test('are the coordinator’s to set, and everybody’s to read', async () => {
    for (const role of roles.filter((one) => one !== 'coordinator')) {
      expect((await scene.send(setBaselines({}), role)).status).toBe(403);
      expect((await scene.send(getBaselines, role)).status).toBe(200);
    }
  });
});

const write = (month: string, body: unknown) => ({
  route: 'PUT /api/narratives/{month}' as const,
  path: { month },
  body,
});
const read = (month: string) => ({ route: 'GET /api/narratives/{month}' as const, path: { month } });

describe('a narrative', () => {
  test('is refused with a placeholder that names no number, which the refusal names', async () => {
    const text = 'Now {members_active} and {members_actve}, {pensions.year}, and { alone.';
    const answer = await scene.send(write('2026-08', { en: text, ja: null }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_body' } });
    const said = problem.parse(answer.body).errors?.map(({ path, message }) => `${path} ${message}`) ?? [];
    expect(said.map((one) => one.split(' names no')[0])).toEqual([
      'en {members_actve}',
      'en {pensions.year}',
      'en {',
    ]);
    const known = 'Now {members_active}; {pensions.month}, {pensions.financialYear}, {pensions.toDate}.';
    const kept = await scene.send(write('2026-08', { en: known, ja: known }));
    expect(kept).toMatchObject({ status: 200, body: { en: known, ja: known } });
  });

  const texts = { en: 'A bank account for each group.\n\nAnd a pension.', ja: null };

  test('is none until written, then what was written last, each month by itself', async () => {
    expect((await scene.send(read('2026-08'))).body).toEqual({
      month: '2026-08',
      en: null,
      ja: null,
      version: 0,
    });
    const first = await scene.send(write('2026-08', texts));
    expect(first).toMatchObject({ status: 200, body: { month: '2026-08', ...texts, version: 1 } });
    expect((await scene.send(write('2026-08', texts))).body).toEqual(first.body);
    await scene.send(write('2026-07', { en: null, ja: '七月。' }));
    const second = await scene.send(write('2026-08', { ...texts, ja: '八月。' }));
    expect((await scene.send(read('2026-08'))).body).toEqual(second.body);
    expect(second.body).toMatchObject({ ...texts, ja: '八月。', version: 2 });
    const lines = await scene.readJournal();
    expect(lines.map((line) => line.type === 'narrative_set' && [line.month, line.en, line.ja])).toEqual([
      ['2026-08', texts.en, null],
      ['2026-07', null, '七月。'],
      ['2026-08', texts.en, '八月。'],
    ]);
  });

  test.each([
    ['2026-08', { en: 'x'.repeat(2001), ja: null }, 'invalid_body', 'en'],
    ['2026-08', { en: '', ja: null }, 'invalid_body', 'en'],
    ['2026-08', { en: 'Only English' }, 'invalid_body', 'ja'],
    ['2026-08', { ...texts, te: null }, 'invalid_body', 'te'],
    ['2026-08', { en: null, ja: '電話 98480 22338' }, 'invalid_text', 'ja'],
    ['2026-08', { en: 'Aadhaar 2345 6789 0124', ja: null }, 'invalid_aadhaar', 'en'],
    // Each of these would end the process that sets the report.
    ['2026-08', { en: 'క్'.repeat(129), ja: null }, 'invalid_letters', 'en'],
    ['2026-08', { en: null, ja: `क${'ा'.repeat(300)}` }, 'invalid_letters', 'ja'],
    ['2999-01', texts, 'invalid_month', 'month'],
  ])('of %s refuses %j', async (month, body, code, path) => {
    const reply = await scene.send(write(month, body));
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body)).toMatchObject({ code, errors: [{ path }] });
    expect(await scene.readJournal()).toEqual([]);
  });

  test('takes 2,000 characters in each language, whatever they take in bytes', async () => {
    const body = { en: '𝒜'.repeat(2000), ja: '月'.repeat(2000) };
    expect((await scene.send(write('2026-08', body))).status).toBe(200);
  });

  test('is the coordinator’s alone', async () => {
    for (const role of roles.filter((one) => one !== 'coordinator')) {
      expect((await scene.send(write('2026-08', texts), role)).status).toBe(403);
      expect((await scene.send(read('2026-08'), role)).status).toBe(403);
    }
  });
});

const termsOf = (from: string, more: object = {}) => ({
  id: newId(),
  from,
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Another funder',
  state: 'Andhra Pradesh',
  ...more,
});
const setTerms = (body: unknown) => ({ route: 'POST /api/programme/terms' as const, body });
const getProgramme = { route: 'GET /api/programme' as const };

describe('the programme', () => {
  test('has no terms until they are recorded, and the districts with their days', async () => {
    const { body } = await scene.send(getProgramme);
    expect(body).toMatchObject({ terms: [] });
    expect(body).toHaveProperty('districts.length', districtsOn('2026-01-01').length);
    expect(body).toHaveProperty('districts.13', {
      name: 'Markapuram',
      from: '2025-12-31',
      successorOf: 'Prakasam',
    });
  });

  test('takes terms once, also from a month ahead, and lists them by their month', async () => {
    const later = termsOf('2199-04');
    const first = await scene.send(setTerms(later));
    expect(first).toMatchObject({ status: 201, body: { ...later, version: 1 } });
    expect(await scene.send(setTerms(later))).toMatchObject({ status: 200, body: first.body });
    const reused = await scene.send(setTerms({ ...later, funder: 'A third' }));
    expect([reused.status, problem.parse(reused.body).code]).toEqual([409, 'id_reused']);
    const earlier = termsOf('2026-04');
    await scene.send(setTerms(earlier));
    const { body } = await scene.send(getProgramme, 'funder');
    expect(body).toMatchObject({ terms: [{ id: earlier.id }, { id: later.id }] });
    expect((await scene.readJournal()).map(({ type, id }) => [type, id])).toEqual([
      ['programme_terms_set', later.id],
      ['programme_terms_set', earlier.id],
    ]);
  });

  test.each([
    [{ from: '2026-4' }, 'invalid_month', 'from'],
    [{ funder: '' }, 'invalid_body', 'funder'],
    [{ name: 'x'.repeat(121) }, 'invalid_body', 'name'],
    [{ forum: 'Call 98480 22338' }, 'invalid_text', 'forum'],
    [{ state: 'క్'.repeat(40) }, 'invalid_letters', 'state'],
    [{ to: '2027-01' }, 'invalid_body', 'to'],
  ])('refuses terms with %j', async (more, code, path) => {
    const reply = await scene.send(setTerms(termsOf('2026-04', more)));
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body)).toMatchObject({ code, errors: [{ path }] });
  });

  test('is everybody’s to read, and the coordinator’s to change', async () => {
    for (const role of roles.filter((one) => one !== 'coordinator')) {
      expect((await scene.send(setTerms(termsOf('2026-04')), role)).status).toBe(403);
      expect((await scene.send(getProgramme, role)).status).toBe(200);
    }
  });
});

test('what was recorded stands in the preview and in the published month, and a correction keeps all but the narrative', async () => {
  await scene.append(summer().lines);
  const send = (request: Parameters<typeof scene.send>[0], local: string) =>
    scene.send({ ...request, ...at(local) });
  await send(setTerms(termsOf('2026-08')), '2026-08-20T10:00');
  await send(setBaselines(baselineOf()), '2026-08-20T10:01');
  await send(
    write('2026-08', {
      en: 'First: {members_enrolled.toDate} since the beginning, {members_active} now.',
      ja: null,
    }),
    '2026-08-20T10:02',
  );
  const said = {
    programme: { name: 'Leadership Next', funder: 'Another funder' },
    // As it is published; it is kept as it was written.
    narrative: { en: 'First: 21 since the beginning, 21 now.', ja: null },
    stories: [],
  };
  const preview = await send(
    { route: 'GET /api/snapshots/preview', query: { month: '2026-08' } },
    '2026-08-21T10:00',
  );
  expect(preview.body).toMatchObject({ snapshot: said });
  await scene.schedule('2026-08');
  expect(scene.snapshotOf('2026-08/v1')).toMatchObject(said);

  await send(setTerms(termsOf('2026-08', { funder: 'A third' })), '2026-09-06T10:00');
  await send(setBaselines({}), '2026-09-06T10:01');
  await send(write('2026-08', { en: 'Second.', ja: null }), '2026-09-06T10:02');
  await send(correction('2026-08', { id: newId(), reason: 'The text was wrong' }), '2026-09-10T10:00');
  await scene.deliver();
  const corrected = scene.snapshotOf('2026-08/v2');
  expect(corrected).toMatchObject({ ...said, narrative: { en: 'Second.', ja: null } });
  const pattas = corrected.indicators.find(({ code }: { code: string }) => code === 'house_pattas');
  expect(pattas.baseline).toEqual(baselineOf().house_pattas);
});

describe('what one person records in a month', () => {
  const explain = (id: string) => ({
    route: 'POST /api/snapshots/{month}/explanations' as const,
    path: { month: '2026-09' },
    body: { id, list: 'outliers', recordId: newId(), why: 'checked' },
  });
  const tooMany = { status: 422, body: { code: 'too_many' } };
  const now = '2026-10-15T10:00';
  /** A coordinator who may record one more this month. */
  const createWorn = async (counted: keyof typeof maxSettingsOfMonth) => {
    const worn = createCaller('coordinator');
    await scene.table.put({
      ...settingCountsKey(worn.personId, '2026-10'),
      [counted]: maxSettingsOfMonth[counted] - 1,
    });
    return (request: Parameters<typeof scene.send>[0], local = now) =>
      scene.send({ ...request, ...at(local) }, worn);
  };

  test('has an end for targets, baselines and narratives together; others, and she in the next month, go on', async () => {
    const send = await createWorn('changes');
    expect(await send(setTargets('2026-27', { pensions: 1 }))).toMatchObject({ status: 200 });
    const before = await scene.readJournal();
    expect(await send(setTargets('2026-27', { pensions: 2 }))).toMatchObject(tooMany);
    expect(await send(setBaselines(baselineOf()))).toMatchObject(tooMany);
    expect(await send(write('2026-09', { en: 'More.', ja: null }))).toMatchObject(tooMany);
    expect(await scene.readJournal()).toEqual(before);
    expect((await scene.send(getTargets('2026-27'))).body).toMatchObject({ targets: { pensions: 1 } });
    // What changes nothing is no change.
    expect(await send(setTargets('2026-27', { pensions: 1 }))).toMatchObject({ status: 200 });
    expect(await scene.send(setTargets('2026-27', { pensions: 2 }))).toMatchObject({ status: 200 });
    // The month begins at midnight in India.
    expect(await send(setBaselines(baselineOf()), '2026-10-31T23:59')).toMatchObject(tooMany);
    expect(await send(setBaselines(baselineOf()), '2026-11-01T00:00')).toMatchObject({ status: 200 });
  });

  test('has an end for terms, and for explanations', async () => {
    const sendTerms = await createWorn('terms');
    const last = termsOf('2026-10');
    expect(await sendTerms(setTerms(last))).toMatchObject({ status: 201 });
    expect(scene.announcedTerms).toHaveLength(1);
    expect(await sendTerms(setTerms(termsOf('2026-10')))).toMatchObject(tooMany);
    // What is refused wakes no compiler.
    expect(scene.announcedTerms).toHaveLength(1);
    expect(await sendTerms(setTerms(last))).toMatchObject({ status: 200 });
    expect(await scene.send(setTerms({ ...last, name: 'Another' }))).toMatchObject({ status: 409 });
    expect(scene.announcedTerms).toHaveLength(1);
    expect(await scene.send(setTerms(termsOf('2026-10')))).toMatchObject({ status: 201 });
    const sendExplanation = await createWorn('explanations');
    expect(await sendExplanation(explain(newId()))).toMatchObject({ status: 201 });
    expect(await sendExplanation(explain(newId()))).toMatchObject(tooMany);
    expect(await scene.send(explain(newId()))).toMatchObject({ status: 201 });
  });
});
