import { afterAll, beforeAll, expect, test } from 'vitest';
import { pairKey } from '../../functions/shared/table/keys/same-women.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** A woman with several records is as like a new one as the record of hers that is most like it. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

test('a record that is hardly like the new one does not hide the record of the same woman that is most like it', async () => {
  const name = 'Thulasi Bendravo';
  const phone = '+91 90000 77123';
  const hers = await scene.enrolled({ name, phone });
  const hersElsewhere = await scene.enrolled({ name, phone: undefined, mandal: 'Ponnur' });
  await scene.join(hers.id, hersElsewhere.id);
  for (let count = 0; count < 3; count += 1) await scene.enrolled({ name, phone: undefined });

  const again = await scene.enrolled({ name, phone });
  const raised = await scene.records.table.get(pairKey(hers.id, again.id));
  expect(raised?.because).toEqual(['name', 'phone', 'birth_year', 'district', 'mandal']);
});

test('a woman lies where her kept record does, and takes no place among those of the joined record’s district', async () => {
  const same = { name: 'Vasundhara Hibiscus', phone: '+91 90000 77124' };
  const kept = await scene.enrolled({ ...same, birthYear: 1990, district: 'Krishna' });
  const joined = await scene.enrolled({ ...same, birthYear: 1990 });
  await scene.join(kept.id, joined.id);
  const here = [];
  for (let count = 0; count < 3; count += 1) here.push(await scene.enrolled({ ...same, birthYear: 1992 }));

  const { id } = await scene.enrolled({ ...same, birthYear: 1990 });
  for (const other of [kept, ...here]) {
    expect(await scene.records.table.get(pairKey(other.id, id))).toBeDefined();
  }
});
