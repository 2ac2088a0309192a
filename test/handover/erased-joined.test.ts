import { expect, test } from 'vitest';
import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import { eraseDue } from '../../functions/jobs/erasure/erase-due.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { erasureKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { openJoinScene } from '../same-women/join-scene.ts';
import { openRecords } from '../support/table.ts';
import { copyTables, drill } from './copy-and-drill.ts';

/** A restored table has nobody who was erased under another of her ids. */

type Ids = { readonly kept: string; readonly joined: string };

const restoreAfter = async (
  acts: (
    scene: Awaited<ReturnType<typeof openJoinScene>>,
    backUp: () => Promise<void>,
    ids: Ids,
  ) => Promise<void>,
  enrolledLater: readonly (keyof Ids)[] = [],
) => {
  const scene = await openJoinScene();
  const restored = await openRecords();
  try {
    const ids: Ids = { kept: newId(), joined: newId() };
    const { kept, joined } = ids;
    const inputs = {
      kept: { id: kept, name: 'Tulasi Nakshatra' },
      joined: { id: joined, name: 'Tulasi Nakshatri', phone: '+91 90000 77777' },
    };
    const enrol = async (one: keyof Ids, at: string) => void (await scene.enrolled(inputs[one], at));
    const before = (['kept', 'joined'] as const).filter((one) => !enrolledLater.includes(one));
    for (const one of before) await enrol(one, '2026-09-20T06:00:00Z');
    await acts(
      scene,
      async () => {
        await copyTables(scene.records, restored);
        for (const one of enrolledLater) await enrol(one, '2026-10-11T06:00:00Z');
      },
      ids,
    );
    await drill(scene.records, restored);
    const has = async (id: string) => (await restored.table.get(memberKey(id))) !== undefined;
    const isToBeErased = async (id: string) => {
      const erasure = await restored.table.get(erasureKey(id));
      return erasure?.erasedOn !== undefined && erasure.of === 'member';
    };
    const leads = (await restored.scan()).filter(
      ({ pk, sk }) =>
        /^(NAME|LIKELY|FULLNAME)#/.test(String(pk)) && [kept, joined].some((id) => String(sk).includes(id)),
    );
    const toBeErased = [await isToBeErased(kept), await isToBeErased(joined)];
    // All nights after it can do what is due, of her too who has no key in the restored table.
    await eraseDue(
      {
        table: restored.table,
        keys: createKeyStore(restored.documents, restored.keysTable),
        files: createMemoryStore(),
        newId,
        log: () => {},
      },
      { scheduledTime: '2028-01-01T00:30:00+05:30' },
    );
    return {
      there: [await has(kept), await has(joined)],
      toBeErased,
      leads: leads.length,
    };
  } finally {
    scene.records.close();
    restored.close();
  }
};

const erase = async (scene: Awaited<ReturnType<typeof openJoinScene>>, memberId: string) => {
  const id = newId();
  const body = { id, reason: 'She asked.' };
  scene.mustBe(202, await scene.people.eraseMember(scene.auditor, memberId, body));
  scene.mustBe(200, await scene.decide(id));
};

test.each([
  ['before', 'joined'],
  ['before', 'kept'],
  ['after', 'joined'],
  ['after', 'kept'],
] as const)('joined %s the backup, erased under the %s id', async (when, under) => {
  const found = await restoreAfter(async (scene, backUp, ids) => {
    if (when === 'after') await backUp();
    await scene.join(ids.kept, ids.joined);
    if (when === 'before') await backUp();
    await erase(scene, ids[under]);
  });
  expect(found).toEqual({ there: [false, false], toBeErased: [true, true], leads: 0 });
});

test('parted after the backup, the other stays', async () => {
  const found = await restoreAfter(async (scene, backUp, { kept, joined }) => {
    const pairId = await scene.join(kept, joined);
    await backUp();
    await scene.part(pairId);
    await erase(scene, joined);
  });
  expect(found).toMatchObject({ there: [true, false], toBeErased: [false, true] });
});

test('parted after the backup and then the kept one erased, the other is found', async () => {
  const found = await restoreAfter(async (scene, backUp, { kept, joined }) => {
    const pairId = await scene.join(kept, joined);
    await backUp();
    await scene.part(pairId);
    await erase(scene, kept);
  });
  expect(found).toMatchObject({ there: [false, true], toBeErased: [true, false] });
  expect(found.leads).toBeGreaterThan(0);
});

test.each([
  [['joined'], 'joined'],
  [['joined'], 'kept'],
  [['kept'], 'joined'],
  [['kept'], 'kept'],
  [['kept', 'joined'], 'joined'],
] as const)('enrolled and joined after the backup (%o), erased under the %s id', async (later, under) => {
  const found = await restoreAfter(async (scene, backUp, ids) => {
    await backUp();
    await scene.join(ids.kept, ids.joined);
    await erase(scene, ids[under]);
  }, later);
  expect(found).toEqual({ there: [false, false], toBeErased: [true, true], leads: 0 });
});

test('enrolled and erased after the backup, joined to none', async () => {
  const found = await restoreAfter(
    async (scene, backUp, { joined }) => {
      await backUp();
      await erase(scene, joined);
    },
    ['joined'],
  );
  expect(found).toMatchObject({ there: [true, false], toBeErased: [false, true] });
});

test('parted after the backup from both, the older first, and then erased: both others stand alone', async () => {
  const scene = await openJoinScene();
  const restored = await openRecords();
  try {
    const at = '2026-09-20T06:00:00Z';
    const enrol = async (name: string, phone: string) => (await scene.enrolled({ name, phone }, at)).id;
    const first = await enrol('Tulasi Nakshatra', '+91 90000 66666');
    const erased = await enrol('Tulasi Nakshatri', '+91 90000 77777');
    const last = await enrol('Tulasi Nakshatru', '+91 90000 88888');
    const pairWithLast = await scene.join(erased, last);
    const pairWithFirst = await scene.join(first, erased);
    await copyTables(scene.records, restored);
    await scene.part(pairWithFirst);
    await scene.part(pairWithLast);
    await erase(scene, erased);
    const { replayed } = await drill(scene.records, restored);
    expect(replayed.partings.size).toBe(2);
    expect(await restored.table.get(memberKey(erased))).toBeUndefined();
    for (const id of [first, last]) {
      const item = await restored.table.get(memberKey(id));
      expect(item).toBeDefined();
      expect([item?.joinedTo, item?.joined]).toEqual([undefined, undefined]);
    }
  } finally {
    scene.records.close();
    restored.close();
  }
});
