import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxChanges } from '../../functions/shared/reach/change-limit.ts';
import { collectiveKey } from '../../functions/shared/table/keys/collectives.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller } from '../support/request.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const tooMany = { status: 422, body: { code: 'too_many' } };
/** As if a record had been changed so often. */
const wear = async (key: Key, version: number): Promise<void> => {
  await scene.records.table.put({ ...(await scene.records.table.get(key)), ...key, version });
};

describe('a record that was changed as often as it may be', () => {
  test('of a woman is changed by the coordinator alone; what must be done is taken from everybody', async () => {
    const { id, collectiveId, children } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [collectiveId] });
    const [child] = children;
    const { id: childId = '', ...fields } = { ...aChild(), id: child?.id };
    await wear(memberKey(id), maxChanges - 1);
    expect(await scene.change(id, maxChanges - 1, { mandal: 'Repalle' }, leader)).toMatchObject({
      status: 200,
    });
    const lines = await scene.linesOf(id);
    expect(await scene.change(id, maxChanges, { mandal: 'Tenali' }, leader)).toMatchObject(tooMany);
    const otherYear = { ...fields, birthYear: fields.birthYear - 1 };
    expect(await scene.putChild(id, childId, otherYear, leader)).toMatchObject(tooMany);
    expect(await scene.linesOf(id)).toEqual(lines);
    expect((await scene.read(id)).body).toMatchObject({ mandal: 'Repalle', version: maxChanges });
    // A withdrawal, what she says of a child, and a taking back.
    const withdrawal = consentTo('reporting', { given: false, on: '2026-10-10' });
    expect(await scene.agree(id, withdrawal, leader)).toMatchObject({ status: 201 });
    const seen = { id: newId(), on: '2026-10-10', status: 'enrolled' };
    expect(await scene.observe(id, childId, seen, leader)).toMatchObject({ status: 201 });
    const takenBack = { id: newId(), of: seen.id, reason: 'Another child.' };
    expect(await scene.reverse(id, takenBack, leader)).toMatchObject({ status: 201 });
    expect(await scene.change(id, maxChanges + 3, { district: 'Krishna' })).toMatchObject({ status: 200 });
    await wear(memberKey(id), 2 * maxChanges);
    expect(await scene.change(id, 2 * maxChanges, { district: 'Guntur' })).toMatchObject(tooMany);
    expect(
      await scene.exit(id, { exitedOn: '2026-10-14', reason: 'She moved to another town.' }, leader),
    ).toMatchObject({ status: 201 });
  });

  test('of a group is changed by the coordinator alone', async () => {
    const id = await scene.formCollective();
    const change = (version: number, name: string, caller = coordinator) =>
      scene.send({
        route: 'PATCH /api/collectives/{id}',
        path: { id },
        caller,
        ifMatch: version,
        body: { name },
      });
    await wear(collectiveKey(id), maxChanges);
    const leader = createCaller('leader', { collectives: [id] });
    expect(await change(maxChanges, 'Vennela', leader)).toMatchObject(tooMany);
    expect(await change(maxChanges, 'Vennela')).toMatchObject({ status: 200 });
    await wear(collectiveKey(id), 2 * maxChanges);
    expect(await change(2 * maxChanges, 'Velugu')).toMatchObject(tooMany);
  });
});
