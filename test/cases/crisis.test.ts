import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
});
afterAll(() => scene.records.close());

const invalid = (path: string) => ({ status: 400, body: { code: 'invalid_body', errors: [{ path }] } });

describe('what happened in a crisis', () => {
  test('is told with it, changed, and taken away', async () => {
    const opened = await scene.opened({ incident: 'threat' });
    expect(opened.incident).toBe('threat');
    expect(await scene.changeCase(opened.id, 1, { incident: 'sexual_violence' })).toMatchObject({
      status: 200,
      body: { incident: 'sexual_violence', version: 2 },
    });
    expect(await scene.changeCase(opened.id, 2, { incident: 'sexual_violence' })).toMatchObject({
      body: { version: 2 },
    });
    await scene.changeCase(opened.id, 2, { priority: 'normal' });
    await scene.changeCase(opened.id, 3, { incident: null });
    expect(await scene.standing(opened.id)).not.toHaveProperty('incident');
    const lines = await scene.linesOfCase(opened.id);
    expect(lines).toMatchObject([
      { type: 'case_opened', incident: 'threat' },
      { type: 'case_changed', incident: 'sexual_violence', fields: ['incident'] },
      { type: 'case_changed', fields: ['priority'] },
      { type: 'case_changed', incident: null, fields: ['incident'] },
    ]);
    expect(lines[2]).not.toHaveProperty('incident');
  });

  test('belongs to no other kind of case, and goes with the kind', async () => {
    const other = { id: newId(), kind: 'legal_aid', incident: 'police' };
    const body = { memberId: scene.memberId, priority: 'normal', openedOn: '2026-10-01' };
    const post = (more: object) =>
      scene.send({ route: 'POST /api/cases', caller: coordinator, body: { ...body, ...more } });
    expect(await post(other)).toMatchObject(invalid('incident'));
    expect(await post({ ...other, kind: 'crisis', incident: 'weather' })).toMatchObject(invalid('incident'));
    expect(await post({ ...other, incident: undefined })).toMatchObject({ status: 201 });
    expect(await scene.changeCase(other.id, 1, { incident: 'police' })).toMatchObject(invalid('incident'));
    expect(await scene.changeCase(other.id, 1, { kind: 'crisis', incident: 'police' })).toMatchObject({
      status: 200,
      body: { kind: 'crisis', incident: 'police' },
    });
    expect(await scene.changeCase(other.id, 2, { kind: 'other', incident: 'police' })).toMatchObject(
      invalid('incident'),
    );
    await scene.changeCase(other.id, 2, { kind: 'other' });
    expect(await scene.standing(other.id)).not.toHaveProperty('incident');
    expect((await scene.linesOfCase(other.id)).at(-1)).toMatchObject({
      kind: 'other',
      incident: null,
      fields: ['kind', 'incident'],
    });
  });
});

describe('a safety plan', () => {
  const plan = {
    type: 'safety_plan',
    signs: 'అతను తాగి వచ్చినప్పుడు 4417',
    goTo: 'అక్క ఇంటికి 4417',
    call: '181 4417',
    take: 'పేపర్లు 4417',
    children: 'అమ్మ దగ్గర 4417',
  };

  test('is sealed with her key, shown in the timeline and her record, and its words are in no line', async () => {
    const { id } = await scene.opened();
    expect(await scene.tell(id, plan)).toMatchObject({ status: 201, body: plan });
    expect(await scene.eventsOf(id)).toMatchObject([plan]);
    const raw = await scene.raw();
    for (const text of [plan.signs, plan.goTo, plan.call, plan.take, plan.children]) {
      expect(raw).not.toContain(text);
    }
    expect((await scene.linesOfCase(id)).at(-1)).toMatchObject({
      type: 'case_event',
      event: { type: 'safety_plan' },
    });
    const { table, vault, accessLog } = scene.records;
    const { body } = await createSend(createRecordRoutes({ table, vault, accessLog }))({
      route: 'GET /api/members/{id}/record',
      path: { id: scene.memberId },
      caller: coordinator,
    });
    expect(JSON.stringify(body)).toContain(plan.goTo);
  });

  test('is not replaced by breaking the glass', async () => {
    const { id, code } = await scene.opened({ priority: 'urgent' });
    await scene.tell(id, plan);
    const helper = createCaller('caseworker', { districts: ['Krishna'] });
    await scene.grantEmergencyAccess(code, helper);
    expect(await scene.tell(id, { ...plan, goTo: 'మిల్లు వెనుక' }, helper)).toMatchObject({ status: 403 });
    expect(await scene.tell(id, { type: 'note', text: 'She is at her sister’s.' }, helper)).toMatchObject({
      status: 201,
    });
    expect((await scene.eventsOf(id)).map(({ type }) => type)).toEqual(['safety_plan', 'note']);
  });

  test('has one text at least', async () => {
    const { id } = await scene.opened();
    expect(await scene.tell(id, { type: 'safety_plan' })).toMatchObject(invalid('signs'));
    expect(await scene.tell(id, { type: 'safety_plan', take: ' ' })).toMatchObject(invalid('take'));
    expect(await scene.tell(id, { type: 'safety_plan', call: '181' })).toMatchObject({ status: 201 });
  });

  test('belongs to a crisis', async () => {
    const { id } = await scene.opened({ kind: 'mental_health', priority: 'normal' });
    expect(await scene.tell(id, plan)).toMatchObject({
      status: 422,
      body: { code: 'not_a_crisis', errors: [{ path: 'type' }] },
    });
    expect(await scene.eventsOf(id)).toEqual([]);
  });
});

describe('what she says of the help', () => {
  test.each(['helped', 'partly', 'not', 'not_asked'])(
    '%s stands in the closing, and in its line',
    async (herWord) => {
      const { id } = await scene.opened();
      const closing = { type: 'status', status: 'closed', outcome: 'met', herWord };
      expect(await scene.tell(id, closing)).toMatchObject({ status: 201, body: closing });
      expect(await scene.eventsOf(id)).toMatchObject([closing]);
      expect((await scene.linesOfCase(id)).at(-1)).toMatchObject({
        event: { type: 'status', status: 'closed', herWord },
      });
    },
  );

  test('belongs to a closing', async () => {
    const { id } = await scene.opened();
    for (const status of ['open', 'in_progress', 'reopened']) {
      expect(await scene.tell(id, { type: 'status', status, herWord: 'helped' })).toMatchObject(
        invalid('herWord'),
      );
    }
    expect(await scene.tell(id, { type: 'status', status: 'closed', herWord: 'gladly' })).toMatchObject({
      status: 400,
    });
  });
});
