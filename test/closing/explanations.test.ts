import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createScene } from './scene.ts';

let scene: Awaited<ReturnType<typeof createScene>>;
beforeEach(async () => {
  scene = await createScene();
});

const recordId = '0199a3f0-5c00-7000-8000-000000000001';
const finding = { list: 'outliers', recordId, why: 'checked' } as const;
const path = { month: '2026-10' };
const explain = (body: object, month = '2026-10') =>
  scene.send({ route: 'POST /api/snapshots/{month}/explanations', path: { month }, body });
const list = async () =>
  (await scene.send({ route: 'GET /api/snapshots/{month}/explanations', path }, 'auditor')).body;

describe('what was found before a close', () => {
  test('is explained in one of three words; the last one holds, and each is a line of the journal', async () => {
    expect(await list()).toEqual({ items: [] });
    const first = await explain({ id: newId(), ...finding });
    expect(first).toMatchObject({ status: 201, body: { ...finding, month: '2026-10' } });
    const second = await explain({ id: newId(), ...finding, why: 'later' });
    await explain({ id: newId(), ...finding }, '2026-09');
    expect(await list()).toEqual({ items: [second.body] });
    const lines = await scene.readJournal();
    expect(
      lines.map((line) => line.type === 'finding_explained' && [line.month, line.recordId, line.why]),
    ).toEqual([
      ['2026-10', recordId, 'checked'],
      ['2026-10', recordId, 'later'],
      ['2026-09', recordId, 'checked'],
    ]);
  });

  test('is explained once by each id', async () => {
    const body = { id: newId(), ...finding };
    const first = await explain(body);
    expect(await explain(body)).toMatchObject({ status: 200, body: first.body });
    expect(await explain({ ...body, why: 'later' })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    expect(await explain(body, '2026-09')).toMatchObject({ status: 409, body: { code: 'id_reused' } });
    expect(await scene.readJournal()).toHaveLength(1);
  });

  test.each([
    ['a text', { ...finding, why: 'Lakshmi was ill' }],
    ['another list', { ...finding, list: 'members' }],
    ['no record', { ...finding, recordId: 'Lakshmi' }],
    ['a further field', { ...finding, note: 'x' }],
  ])('is not explained by %s', async (_, body) => {
    expect(await explain({ id: newId(), ...body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_body' },
    });
  });
});
