import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maxChildren, maxConsents } from '../../functions/areas/members/record-limits.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxChanges } from '../../functions/shared/reach/change-limit.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { aChild, consentTo } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const tooMany = { status: 422, body: { code: 'too_many' } };
const leader = () => createCaller('leader', { collectives: [scene.collectiveId] });
const twoRecords = async (name: string) => ({
  real: await scene.enrolled({ name: `${name} Ybrestu` }),
  decoy: await scene.enrolled({ name: `${name} Ibrestu`, phone: '+91 90000 77777' }),
});
const { parse: stored } = z.object({
  children: z.array(z.looseObject({})),
  consents: z.array(z.looseObject({})),
});
const wear = async (id: string, more: object): Promise<void> => {
  const item = await scene.records.table.get(memberKey(id));
  await scene.records.table.put({ ...item, ...more, ...memberKey(id) });
};
/** Changes a woman's record at the version that is told of her. */
const changeTo = async (id: string, mandal: string) =>
  scene.change(id, (await scene.opened(id)).version, { mandal }, leader());

describe('what fills one record', () => {
  test('its changes: the kept record can still be changed, joined and parted', async () => {
    const { real, decoy } = await twoRecords('Quilonda');
    await wear(decoy.id, { version: maxChanges });
    const pairId = await scene.join(real.id, decoy.id);
    expect(await changeTo(real.id, 'Repalle')).toMatchObject({ status: 200 });
    // What was told of either record before is not the version of both.
    expect(await scene.change(decoy.id, maxChanges, { mandal: 'Repalle' }, leader())).toMatchObject({
      status: 412,
    });
    const joined = await scene.opened(real.id);
    await scene.part(pairId);
    const parted = await scene.opened(real.id);
    expect(parted.version).toBeGreaterThan(joined.version);
    expect((await scene.opened(decoy.id)).version).toBeGreaterThan(joined.version);
    expect(await changeTo(real.id, 'Tenali')).toMatchObject({ status: 200 });
    expect(await changeTo(decoy.id, 'Repalle')).toMatchObject(tooMany);
    await wear(real.id, { version: parted.version + maxChanges });
    expect(await changeTo(real.id, 'Repalle')).toMatchObject(tooMany);
  });

  test('joins and partings, each of which is counted once', async () => {
    const { real, decoy } = await twoRecords('Zarvika');
    const versions: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await scene.part(await scene.join(real.id, decoy.id));
      versions.push((await scene.opened(real.id)).version);
    }
    const grown = versions.map((version, index) => version - (versions[index - 1] ?? 0));
    // Each time by a few more than the time before: by what the other record was changed.
    expect(Math.max(...grown)).toBeLessThan(15);
  });

  test('its children: the kept record takes hers', async () => {
    const { real, decoy } = await twoRecords('Ombrasu');
    const [child] = stored(await scene.records.table.get(memberKey(decoy.id))).children;
    const full = Array.from({ length: maxChildren }, () => ({ ...child, id: newId(), schooling: [] }));
    await wear(decoy.id, { children: full });
    await scene.join(real.id, decoy.id);
    expect(await scene.addChild(real.id, aChild(), leader())).toMatchObject({ status: 201 });
    expect(await scene.addChild(decoy.id, aChild(), leader())).toMatchObject(tooMany);
  });

  test('its consents: the kept record takes hers', async () => {
    const { real, decoy } = await twoRecords('Pelvira');
    const [consent] = stored(await scene.records.table.get(memberKey(decoy.id))).consents;
    await wear(decoy.id, {
      consents: Array.from({ length: maxConsents }, () => ({ ...consent, id: newId() })),
    });
    await scene.join(real.id, decoy.id);
    const sharing = consentTo('sharing', { on: '2026-10-15' });
    expect(await scene.agree(real.id, sharing, leader())).toMatchObject({ status: 201 });
    expect(await scene.agree(decoy.id, { ...sharing, id: newId() }, leader())).toMatchObject(tooMany);
  });
});
