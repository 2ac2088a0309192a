import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, problem, type TestReply } from '../support/request.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

let scene: CaseScene;
const holder = createCaller('caseworker', { districts: ['Guntur'] });
const next = createCaller('caseworker', { districts: ['Guntur'] });
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
beforeEach(async () => {
  scene = await openCaseScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  await scene.employ(holder, next);
});

const codeOf = ({ status, body }: TestReply) => [status, problem.parse(body).code];
const text = 'Meena knows the lawyer; she comes on Tuesday.';

describe('a note with a change of a case', () => {
  test('is an event of today, written with the change and one journal line', async () => {
    const { id } = await scene.opened({ assignedTo: holder.personId });
    expect(
      await scene.changeCase(
        id,
        1,
        { assignedTo: next.personId, note: text },
        coordinator,
        '2026-10-15T18:31:00.000Z',
      ),
    ).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { assignedTo: next.personId, version: 2 },
    });
    const [note] = await scene.eventsOf(id);
    expect(note).toEqual({
      id: expect.stringMatching(uuidv7),
      type: 'note',
      on: '2026-10-16',
      text,
      createdAt: '2026-10-15T18:31:00Z',
      createdBy: coordinator.personId,
      version: 1,
    });
    const [, line, ...more] = await scene.linesOfCase(id);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      type: 'case_changed',
      actor: coordinator.personId,
      fields: ['assignedTo', 'note'],
      noteId: note?.id,
    });
    expect(JSON.stringify(line)).not.toContain('lawyer');
    expect(await scene.raw()).not.toContain('lawyer');
  });

  test('is a change by itself, also beside what stands there already', async () => {
    const { id } = await scene.opened();
    for (const [version, body] of [
      [1, { note: text }],
      [2, { kind: 'crisis', note: text }],
    ] as const) {
      expect(await scene.changeCase(id, version, body)).toMatchObject({
        status: 200,
        body: { version: version + 1 },
      });
    }
    expect(await scene.eventsOf(id)).toHaveLength(2);
    expect((await scene.linesOfCase(id)).slice(1)).toMatchObject([
      { fields: ['note'] },
      { fields: ['note'] },
    ]);
    expect(await scene.standing(id)).not.toHaveProperty('note');
  });

  test('lets a caseworker go with a word to who comes after her', async () => {
    const { id } = await scene.opened({ assignedTo: holder.personId });
    expect(await scene.changeCase(id, 1, { assignedTo: null, note: text }, holder)).toMatchObject({
      status: 200,
    });
    expect(await scene.timeline(id, holder)).toMatchObject({ status: 404 });
    expect(await scene.eventsOf(id)).toMatchObject([{ text, createdBy: holder.personId }]);
  });

  test('is not written where the change is refused or comes too late', async () => {
    const { id, code } = await scene.opened({ assignedTo: holder.personId });
    const intruder = createCaller('caseworker', { districts: ['Krishna'] });
    await scene.grantEmergencyAccess(code, intruder);
    expect(await scene.changeCase(id, 1, { note: text }, intruder)).toMatchObject({ status: 403 });
    expect(await scene.changeCase(id, 1, { assignedTo: next.personId, note: text }, holder)).toMatchObject({
      status: 403,
    });
    expect(codeOf(await scene.changeCase(id, 1, { assignedTo: newId(), note: text }))).toEqual([
      422,
      'unknown_assignee',
    ]);
    expect(await scene.changeCase(id, 2, { note: text })).toMatchObject({ status: 412 });
    const replies = await Promise.all([1, 2, 3].map(() => scene.changeCase(id, 1, { note: text })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(await scene.eventsOf(id)).toHaveLength(1);
  });

  test('is an event like others: its id is used up, and it can be taken back', async () => {
    const { id } = await scene.opened();
    await scene.changeCase(id, 1, { note: text });
    const [note] = await scene.eventsOf(id);
    expect(codeOf(await scene.tell(id, { id: note?.id, type: 'note', text: 'Other.' }))).toEqual([
      409,
      'id_reused',
    ]);
    expect(
      await scene.tell(id, { type: 'taken_back', eventId: note?.id, reason: 'Of another case.' }),
    ).toMatchObject({ status: 201 });
    expect(await scene.eventsOf(id)).toContainEqual(
      expect.objectContaining({ text, takenBack: expect.anything() }),
    );
  });

  test('is not dated before the case was opened', async () => {
    const { id } = await scene.opened({ openedOn: '2026-10-15' });
    const before = '2026-10-14T06:00:00.000Z';
    expect(codeOf(await scene.changeCase(id, 1, { note: text }, coordinator, before))).toEqual([
      422,
      'before_opening',
    ]);
  });

  test('is taken of nobody who was erased, and then nothing is changed', async () => {
    const { id } = await scene.opened();
    const { table, vault } = scene.records;
    await table.transact([vault.destroyKey(`member:${scene.memberId}`, '2026-10-15T06:00:00Z')]);
    expect(codeOf(await scene.changeCase(id, 1, { priority: 'normal', note: text }))).toEqual([
      422,
      'member_erased',
    ]);
    expect(await scene.standing(id)).toMatchObject({ version: 1, priority: 'urgent' });
  });

  test.each([
    ['a blank one', ' ', 'invalid_body'],
    ['one too long', 'x'.repeat(2001), 'invalid_body'],
    ['no text', null, 'invalid_body'],
    ['an Aadhaar number', 'Her card is 2345 6789 0124', 'invalid_aadhaar'],
  ])('is 400 with the path for %s', async (_, note, code) => {
    const { id } = await scene.opened();
    const reply = await scene.changeCase(id, 1, { note });
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(problem.parse(reply.body).errors?.map(({ path }) => path)).toEqual(['note']);
  });
});
