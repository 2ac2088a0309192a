import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { line } from '../../functions/shared/fields/fields.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Scene } from '../members/scene.ts';

/*
 * A text that no erasure and no device has is added to their definitions, and to nothing else. It must be stored encrypted; that of an erasure
 * must also be answered, opened in the handover pack, and have a column there; and what a definition lacks must not be stored.
 */

const invented = { whisper: { is: line, told: 'listed', sent: 'once' } } as const;

/** Everything loaded anew, so that it is made from the definition with the invented text. */
const open = async () => {
  vi.resetModules();
  const { erasureFields } = await import('../../functions/areas/erasure/definition.ts');
  const { deviceFields } = await import('../../functions/areas/devices/definition.ts');
  Object.assign(erasureFields, invented);
  Object.assign(deviceFields, invented);
  const { openScene } = await import('../members/scene.ts');
  const { openTwoPersons } = await import('../approvals/scene.ts');
  const { decryptRecords } = await import('../../functions/jobs/packing/record-texts.ts');
  const { tablesOf } = await import('../../functions/jobs/packing/csv-tables.ts');
  const { erasureKey } = await import('../../functions/shared/table/keys/members.ts');
  const { updateErasure } = await import('../../functions/areas/erasure/stored-erasure.ts');
  const { createDevicesRoutes } = await import('../../functions/areas/devices/routes.ts');
  const { createCaller, createSend } = await import('../support/request.ts');
  const scene: Scene = await openScene();
  return {
    scene,
    two: openTwoPersons(scene.records),
    leader: createCaller('leader', { signedInAt: '2026-10-15T06:00:00Z' }),
    sendDevice: createSend(createDevicesRoutes({ ...scene.records, newId })),
    decryptRecords,
    tablesOf,
    erasureKey,
    updateErasure,
  };
};

let opened: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  opened = await open();
});
afterAll(() => {
  opened.scene.records.close();
  // No other file gets the invented text.
  vi.resetModules();
});

const answered = z.object({ items: z.array(z.looseObject({ memberId: z.string() })) });

test('a text that is in the definition of erasures alone is encrypted, answered, and opened in the pack', async () => {
  const { scene, two, decryptRecords, tablesOf, erasureKey } = opened;
  const { id } = await scene.enrolled();
  const auditor = await two.hire('auditor');
  const body = { id: newId(), reason: 'She asked for it herself.', whisper: 'Qmarkedwhisper' };
  const asked = await two.eraseMember(auditor, id, body);
  expect(asked.status).toBe(202);
  expect(asked.body).not.toHaveProperty('whisper');
  expect(await scene.raw()).not.toContain('Qmarkedwhisper');
  const { items } = answered.parse((await two.send({ route: 'GET /api/erasures', caller: auditor })).body);
  expect(items.find(({ memberId }) => memberId === id)).toMatchObject({ whisper: 'Qmarkedwhisper' });

  const item = await scene.records.table.get(erasureKey(id));
  const [record] = await decryptRecords(scene.records.vault, [item ?? {}], () => false);
  expect(record).toMatchObject({ whisper: 'Qmarkedwhisper' });
  expect(tablesOf('erasures')[0]?.columns).toContain('whisper');

  // A request with the same id and another text is another request.
  const other = await two.eraseMember(auditor, id, { ...body, whisper: 'Qotherwhisper' });
  expect(other.status).toBe(409);
});

test('a text that is in the definition of devices alone is encrypted, and a secret that is only sent is not stored', async () => {
  const { scene, sendDevice, leader } = opened;
  const body = { id: newId(), secret: 'S'.repeat(43), whisper: 'Qmarkedphone' };
  const added = await sendDevice({ route: 'POST /api/me/devices', caller: leader, body });
  expect(added.status).toBe(201);
  expect(added.body).not.toHaveProperty('whisper');
  const raw = await scene.raw();
  expect(raw).toContain(body.id);
  expect(raw).not.toMatch(/Qmarkedphone|SSSSSSS/);
  expect(JSON.stringify(await scene.records.table.get({ pk: `DEVICE#${body.id}`, sk: 'DEVICE' }))).toContain(
    'whisper',
  );
});

describe('an update of stored fields', () => {
  const update = (set: object) => opened.updateErasure('invented-id', { set }, {});

  test('sets and deletes by name', () => {
    const write = opened.updateErasure(
      'invented-id',
      { set: { declinedAt: '2026-10-15T06:30:00Z' }, remove: ['reason'] },
      { condition: 'id = :id', values: { ':id': 'x' } },
    );
    expect(write).toMatchObject({
      set: 'SET #declinedAt = :declinedAt REMOVE #reason',
      names: { '#declinedAt': 'declinedAt', '#reason': 'reason' },
      values: { ':declinedAt': '2026-10-15T06:30:00Z', ':id': 'x' },
      condition: 'id = :id',
    });
  });

  test('refuses an attribute that the definition lacks, one that is not stored, and a sealed text in plaintext', () => {
    expect(() => update({ nickname: 'Qundeclared' })).toThrow('nickname');
    expect(() => update({ approvalId: newId() })).toThrow('approvalId');
    expect(() => update({ reason: 'Qplaintext' })).toThrow('reason');
    expect(() => update({ reason: 'Qplaintext' })).not.toThrow('Qplaintext');
  });
});
