import { expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { type JoinScene, openJoinScene } from '../same-women/join-scene.ts';
import { openRecords } from '../support/table.ts';
import { copyTables, drill } from './copy-and-drill.ts';

/** A restored table does no more with a woman than she agreed to, if one of her two records was enrolled after the backup and joined to the other. */

type Purpose = 'services' | 'sharing' | 'reporting';
const held = z.looseObject({
  withdrawnOn: z.string().optional(),
  consents: z.array(z.object({ purpose: z.string(), given: z.boolean() })),
});
const standing = (record: unknown) => {
  const { withdrawnOn, consents } = held.parse(record);
  const latest = (wanted: Purpose) => consents.findLast(({ purpose }) => purpose === wanted)?.given ?? false;
  return { withdrawnOn, services: latest('services'), sharing: latest('sharing') };
};

const enrolled = async (scene: JoinScene, more: object, at: string): Promise<string> =>
  (await scene.enrolled(more, at)).id;

const say = async (scene: JoinScene, id: string, purpose: Purpose, given: boolean, at: string) =>
  scene.mustBe(
    201,
    await scene.agree(id, consentTo(purpose, { given, on: at.slice(0, 10) }), coordinator, at),
  );

test.each([
  {
    what: 'refused to share when she was enrolled again',
    enrolledWith: [consentTo('services'), consentTo('sharing', { given: false })],
    stops: {},
    stands: { services: true, sharing: false },
  },
  {
    what: 'was served again by being enrolled again',
    enrolledWith: [consentTo('services')],
    stops: { older: '2026-10-08T06:00:00Z' },
    stands: { services: true, sharing: true },
  },
  {
    what: 'stopped under the new record before it was joined',
    enrolledWith: [consentTo('services')],
    stops: { newer: '2026-10-12T06:00:00Z' },
    stands: { services: false, sharing: true },
  },
] as const)('who $what', async ({ enrolledWith, stops, stands }) => {
  for (const keeps of ['older', 'newer'] as const) {
    const scene = await openJoinScene();
    const restored = await openRecords();
    const older = await enrolled(scene, { name: 'Tulasi Nakshatra' }, '2026-09-20T06:00:00Z');
    await say(scene, older, 'sharing', true, '2026-10-05T06:00:00Z');
    await copyTables(scene.records, restored);
    if ('older' in stops) await say(scene, older, 'services', false, stops.older);
    const again = { id: newId(), name: 'Tulasi Nakshatri', phone: '+91 90000 77777', consents: enrolledWith };
    const newer = await enrolled(scene, again, '2026-10-11T06:00:00Z');
    if ('newer' in stops) await say(scene, newer, 'services', false, stops.newer);
    await scene.join(keeps === 'older' ? older : newer, keeps === 'older' ? newer : older);
    expect(standing(await scene.opened(older))).toMatchObject(stands);

    await drill(scene.records, restored);
    const found = standing(await restored.table.get(memberKey(older)));
    expect({ keeps, ...found }).toMatchObject({ keeps, ...stands });
    expect(found.withdrawnOn === undefined).toBe(stands.services);
    expect(await restored.table.get(memberKey(newer))).toBeUndefined();
    scene.records.close();
    restored.close();
  }
});
