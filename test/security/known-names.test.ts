import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { createProgrammeRoutes } from '../../functions/areas/programme/routes.ts';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/months/closing/routes.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { validateNames } from '../../functions/shared/screening/known-names.ts';
import { consentTo, coordinator, openScene, type Scene } from '../members/scene.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { validCollective, validOutreach } from '../support/scene.ts';

/** Texts that lie open, and the names of members: on the real DynamoDB Local, through the routes. */

let scene: Scene;
let send: ReturnType<typeof createSend>;
let leader: Caller;
const announced: string[] = [];

const outreachOf = (
  more: { readonly title?: string; readonly [field: string]: string | undefined } = {},
) => ({ ...validOutreach({ kind: 'media_story', participants: 0 }), ...more });
const postOutreach = (body: object) => send({ route: 'POST /api/outreach', caller: coordinator, body });
const collectiveOf = (more: object = {}) =>
  validCollective({ name: 'Velugu', formedOn: '2025-04-01', ...more });
const postCollective = (body: object) =>
  scene.send({ route: 'POST /api/collectives', caller: coordinator, body });
const patchCollective = (id: string, ifMatch: number, body: object, caller = coordinator) =>
  scene.send({ route: 'PATCH /api/collectives/{id}', path: { id }, ifMatch, caller, body });
const correct = (body: object) =>
  send({
    route: 'POST /api/snapshots/{month}/corrections',
    path: { month: '2026-09' },
    caller: coordinator,
    body,
  });

/** Refused for a name in these fields, with no word of it; and nothing is stored. */
const expectRefused = async (ask: () => Promise<TestReply>, paths: readonly string[]): Promise<void> => {
  const before = await scene.records.scan();
  const logged = vi.spyOn(console, 'log');
  const reply = await ask();
  const log = JSON.stringify(logged.mock.calls);
  logged.mockRestore();
  expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_name' } });
  expect(problem.parse(reply.body).errors?.map(({ path }) => path)).toEqual(paths);
  expect(`${log}${JSON.stringify(reply.body)}`).not.toMatch(
    /gorinta|nakshatra|గోరింట|నక్షత్ర|sampangi|member:|MEMBER#/i,
  );
  expect(await scene.records.scan()).toEqual(before);
};

beforeAll(async () => {
  scene = await openScene();
  const { table, vault } = scene.records;
  const publications = createRegistration(table, newId);
  await publications.registerMonth('2026-09', '2026-10-04T18:30:00.000Z', '2026-10-04T18:45:00.000Z');
  send = createSend([
    ...createOutreachRoutes({
      table,
      vault,
      accessLog: scene.records.accessLog,
      newId,
    }),
    ...createProgrammeRoutes({
      catalogue: indicators,
      table,
      vault,
      newId,
      announceTerms: async () => {},
    }),
    ...createClosingRoutes({
      publications,
      explanations: createExplanations(table),
      cashDifferences: createCashDifferences(table),
      vault,
      validateNames: (texts, writer) => validateNames({ table, vault }, texts, writer),
      announce: async (id) => {
        announced.push(id);
      },
    }),
  ]);
  leader = createCaller('leader', { collectives: [scene.collectiveId] });
  await scene.enrolled({ name: 'Gorinta Nakshatra' });
  await scene.enrolled({ name: 'సంపంగి' });
});
afterAll(() => scene.records.close());

describe('what is published beside the counts', () => {
  const words = Array.from({ length: 200 }, (_, at) => `word${at}`).join(' ');
  test.each([
    ['en', { en: `${words} Gorinta Nakshatra came home.`, ja: null }],
    ['ja', { en: null, ja: '先月はGorinta Nakshatraさんが話しました。' }],
  ])('a narrative is refused with a member’s full name in its text: %s', async (field, body) => {
    const path = { month: '2026-09' };
    const put = (texts: object) =>
      send({ route: 'PUT /api/narratives/{month}', path, caller: coordinator, body: texts });
    await expectRefused(() => put(body), [field]);
    expect(await put({ en: 'Forty women met.', ja: null })).toMatchObject({ status: 200 });
  });

  test('the source of a baseline, and the terms of the programme, are too', async () => {
    const baselines = { pensions: { asOf: '2025-03', value: 1, source: 'Notes of Gorinta Nakshatra' } };
    await expectRefused(
      () => send({ route: 'PUT /api/baselines', caller: coordinator, body: { baselines } }),
      ['baselines.pensions.source'],
    );
    const body = {
      ...{ id: newId(), from: '2026-04', name: 'Leadership Next', implementer: 'HELP' },
      ...{ forum: 'Friends of Gorinta Nakshatra', funder: 'Kamonohashi', state: 'Andhra Pradesh' },
    };
    await expectRefused(
      () => send({ route: 'POST /api/programme/terms', caller: coordinator, body }),
      ['forum'],
    );
  });
});

describe('the names of the state, its districts and the programme', () => {
  const terms = () => ({
    ...{ id: newId(), from: '2026-05', name: 'Munjala Vennela', implementer: 'HELP', forum: 'Forum' },
    ...{ funder: 'Kamonohashi', state: 'Andhra Pradesh' },
  });
  const post = () => send({ route: 'POST /api/programme/terms', caller: coordinator, body: terms() });
  const narrate = (en: string) =>
    send({
      route: 'PUT /api/narratives/{month}',
      path: { month: '2026-09' },
      caller: coordinator,
      body: { en, ja: null },
    });

  test('are written, though a leader enrolled women under them', async () => {
    expect(await post()).toMatchObject({ status: 201 });
    for (const name of ['Andhra Pradesh', 'Munjala Vennela', 'West Godavari', 'Krishna Tulasi']) {
      await scene.enrolled({ name });
    }
    expect(await post()).toMatchObject({ status: 201 });
    expect(await narrate('Women of West Godavari, andhra pradesh, met Munjala Vennela.')).toMatchObject({
      status: 200,
    });
    expect(await postOutreach(outreachOf({ title: 'Savings in Andhra Pradesh' }))).toMatchObject({
      status: 201,
    });
  });

  test('hide no other woman’s name: beside them, in another order, or of which one is a part', async () => {
    await expectRefused(() => narrate('In Andhra Pradesh Gorinta Nakshatra met them.'), ['en']);
    await expectRefused(() => narrate('Vennela Munjala met them.'), ['en']);
    await expectRefused(() => narrate('Krishna Tulasi met them.'), ['en']);
    await expectRefused(() => narrate('Gorinta Andhra Pradesh Nakshatra and Krishna Tulasi'), ['en']);
  });

  test('hide no name that begins within one and goes on beyond it, or ends within one', async () => {
    for (const name of ['Godavari Sitara', 'Pradesh Malli', 'Chilaka Andhra', 'West Godavari Tara']) {
      await scene.enrolled({ name });
    }
    await expectRefused(() => narrate('East Godavari Sitara spoke to the press.'), ['en']);
    await expectRefused(() => narrate('Andhra Pradesh Malli spoke.'), ['en']);
    await expectRefused(() => narrate('Chilaka Andhra Pradesh'), ['en']);
    await expectRefused(() => narrate('West Godavari Tara spoke.'), ['en']);
    await scene.enrolled({ name: 'Pradesh' });
    expect(await narrate('Andhra Pradesh’s women met in East Godavari, West Godavari.')).toMatchObject({
      status: 200,
    });
  });
});

describe('outreach', () => {
  test.each([
    ['title', 'How Gorinta Nakshatra came home'],
    ['title', 'Nakshatra Gorinta, leader'],
    ['title', 'గోరింట నక్షత్ర కథ'],
    ['title', 'గోరింట నక్షత్రకు సన్మానం'],
    ['title', 'Smt. Sampangi on savings'],
    ['outlet', 'Blog of Gorinta Naksatra'],
    ['url', 'https://news.example/guntur/gorinta-nakshatra-leads'],
    ['url', `https://news.example/${encodeURIComponent('గోరింట-నక్షత్ర')}`],
    ['url', 'https://news.example/gorinta-nakshatra?%E0'],
  ])('is refused with a member’s full name in its %s: %s', async (field, text) => {
    await expectRefused(() => postOutreach(outreachOf({ [field]: text })), [field]);
  });

  test('names every field that holds one', async () => {
    const name = 'Gorinta Nakshatra';
    await expectRefused(() => postOutreach(outreachOf({ title: name, outlet: name })), ['title', 'outlet']);
  });

  test.each([
    'Training on victim compensation, Guntur',
    'Nakshatra awards for women who save',
    'Gorinta, a play on henna and freedom',
    'Gorinta and Nakshatra: two films',
    'Sampangi garden meeting',
    'పరిహారంపై శిక్షణ, గుంటూరు',
  ])('is taken with a title that holds none: %s', async (title) => {
    expect(await postOutreach(outreachOf({ title }))).toMatchObject({ status: 201, body: { title } });
  });

  test('is not taken back with a member’s full name in the reason', async () => {
    const body = outreachOf();
    await postOutreach(body);
    const reverse = (reason: string) =>
      send({
        route: 'POST /api/outreach/{id}/reversal',
        path: { id: body.id },
        caller: coordinator,
        body: { id: newId(), reason },
      });
    await expectRefused(() => reverse('Gorinta Nakshatra was not there'), ['reason']);
    expect(await reverse('Nobody was there')).toMatchObject({ status: 201 });
  });

  test('that was accepted before she was a member is still repeated, and not accepted anew', async () => {
    const body = outreachOf({ title: 'Chamanti Jabilli speaks' });
    expect(await postOutreach(body)).toMatchObject({ status: 201 });
    const { id, version } = await scene.enrolled({ name: 'Chamanti Jabilli' });
    expect(await postOutreach(body)).toMatchObject({ status: 200, body: { title: body.title } });
    expect(await postOutreach({ ...body, participants: 1 })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    await expectRefused(() => postOutreach({ ...body, id: newId() }), ['title']);

    // She takes another name: the old one is nobody's now.
    await scene.change(id, version, { name: 'Kaluva Vekuva' });
    expect(await postOutreach({ ...body, id: newId() })).toMatchObject({ status: 201 });
    await expectRefused(() => postOutreach(outreachOf({ title: 'Vekuva Kaluva' })), ['title']);
  });
});

describe('a collective', () => {
  test('is not called by a member’s full name, nor its mandal', async () => {
    await expectRefused(() => postCollective(collectiveOf({ name: 'Gorinta Nakshatra group' })), ['name']);
    await expectRefused(() => postCollective(collectiveOf({ mandal: 'గోరింట నక్షత్ర' })), ['mandal']);
    expect(await postCollective(collectiveOf({ name: 'Gorinta' }))).toMatchObject({ status: 201 });
  });

  test('is not renamed so; what it was called before is no hindrance to another change', async () => {
    const { id } = z
      .looseObject({ id: z.string() })
      .parse((await postCollective(collectiveOf({ name: 'Minuguru Tolakari' }))).body);
    await scene.enrolled({ name: 'Minuguru Tolakari' });
    await expectRefused(() => patchCollective(id, 1, { name: 'Gorinta Nakshatra' }), ['name']);
    expect(await patchCollective(id, 1, { usualDepositPaise: 5_000 })).toMatchObject({ status: 200 });
  });

  test('tells a leader nothing of members who are not hers', async () => {
    const elsewhere = await scene.formCollective();
    const { id } = await scene.enrolled({ name: 'Parijatam Galipatam', collectiveId: elsewhere });
    await expectRefused(
      () => patchCollective(scene.collectiveId, 1, { name: 'Gorinta Nakshatra' }, leader),
      ['name'],
    );
    expect(
      await patchCollective(scene.collectiveId, 1, { name: 'Parijatam Galipatam' }, leader),
    ).toMatchObject({ status: 200 });
    await expectRefused(() => postCollective(collectiveOf({ name: 'Parijatam Galipatam' })), ['name']);
    // Once she is in the leader's group, her name is refused too.
    expect(await scene.change(id, 1, { collectiveId: scene.collectiveId })).toMatchObject({ status: 200 });
    await expectRefused(
      () => patchCollective(scene.collectiveId, 2, { mandal: 'Parijatam Galipatam' }, leader),
      ['mandal'],
    );
  });
});

describe('the version of a notice', () => {
  test('holds no member’s full name, whether it comes with her or later', async () => {
    const consent = consentTo('services', { noticeVersion: 'as read by Gorinta Nakshatra' });
    await expectRefused(
      () => scene.enrol(scene.input({ consents: [consentTo('reporting'), consent] })),
      ['consents.1.noticeVersion'],
    );
    const { id } = await scene.enrolled({ name: 'Mallika Poodota' });
    await expectRefused(() => scene.agree(id, consent, leader), ['noticeVersion']);
    expect(await scene.agree(id, consentTo('services'), leader)).toMatchObject({ status: 201 });
  });
});

describe('the reason of a correction', () => {
  test('is not published with a member’s full name in it', async () => {
    await expectRefused(
      () => correct({ id: newId(), reason: 'The pension of Gorinta Nakshatra was missing' }),
      ['reason'],
    );
    const body = { id: newId(), reason: 'The pension of one woman was missing' };
    const first = await correct(body);
    expect(first).toMatchObject({ status: 202, body: { month: '2026-09', version: 2 } });
    expect((await correct(body)).body).toEqual(first.body);
  });
});

describe('what lies in the table for it', () => {
  test('is in partitions of its own, is no name, and goes with a name', async () => {
    const { id } = await scene.enrolled({ name: 'Tushara Pilligali' });
    const tokensOf = async () =>
      (await scene.records.scan()).filter(
        ({ pk, memberId }) => String(pk).startsWith('FULLNAME#') && memberId === id,
      );
    const [token, ...others] = await tokensOf();
    expect(others).toHaveLength(1);
    expect(Object.keys(token ?? {}).sort()).toEqual(['memberId', 'pk', 'sk']);
    expect(token?.pk).toMatch(/^FULLNAME#[\w-]{22}$/);
    await scene.change(id, 1, { name: 'Hamsa Vanamabbu' });
    const renamed = (await tokensOf()).map(({ pk }) => pk);
    expect(renamed).toHaveLength(2);
    expect(renamed).not.toContain(token?.pk);
  });
});
