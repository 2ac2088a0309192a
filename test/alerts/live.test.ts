import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { caseOf, collectiveOf, memberOf, people } from '../security/bodies.ts';
import { type Scene, startScene } from '../security/scene.ts';

/** The alert as it is deployed: the function's own bundle, a topic that checks who publishes, the schedule by the business clock. */

let scene: Scene;
const by = (person: string): string => z.string().parse(people[person]);
const post = (path: string, body: unknown) => ({ method: 'POST', path, body });

beforeAll(async () => {
  scene = await startScene();
}, 180_000);
afterAll(() => scene.close());

const mails = async () => {
  const answer = await fetch(`${scene.url}/local/alerts`);
  return z
    .object({ items: z.array(z.strictObject({ subject: z.string(), message: z.string() })) })
    .parse(await answer.json()).items;
};

test('is mailed when an urgent case waits, again after two hours, and never once it is taken', async () => {
  const collective = collectiveOf('Guntur');
  await scene.must(by('coordinator'), post('/api/collectives', collective));
  const member = memberOf(collective.id, 'Guntur');
  await scene.must(by('coordinator'), post('/api/members', member));
  await scene.change(by('administrator'), `/api/users/${by('leader')}`, { collectives: [collective.id] });
  await scene.change(by('administrator'), `/api/users/${by('caseworker')}`, { districts: ['Guntur'] });
  const opened = caseOf(member.id, { priority: 'urgent' });
  const { code } = await scene.must(by('leader'), post('/api/cases', opened));

  await scene.setClock('2026-11-10T06:02:00Z');
  expect(await mails()).toEqual([{ subject: 'Waiting', message: '1' }]);
  await scene.setClock('2026-11-10T07:59:00Z');
  expect(await mails()).toHaveLength(1);
  await scene.setClock('2026-11-10T08:03:00Z');
  const all = await mails();
  expect(all).toEqual([
    { subject: 'Waiting', message: '1' },
    { subject: 'Still waiting, after two hours', message: '1' },
  ]);
  expect(JSON.stringify(all)).not.toMatch(
    new RegExp(`${code}|${opened.id}|${member.id}|crisis|case|leadership|help|vimukthi|guntur`, 'i'),
  );

  const second = caseOf(member.id, { priority: 'urgent' });
  await scene.must(by('leader'), post('/api/cases', second));
  await scene.must(by('caseworker'), post(`/api/cases/${opened.id}/take`, { id: newId() }));
  await scene.must(by('caseworker'), post(`/api/cases/${second.id}/take`, { id: newId() }));
  await scene.setClock('2026-11-11T08:03:00Z');
  expect(await mails()).toHaveLength(2);
});

test('is mailed to the coordinator of the area, and to no other area’s', async () => {
  const mailed = async () => {
    const answer = await fetch(`${scene.url}/local/person-alerts`);
    const mail = z.strictObject({ person: z.string(), subject: z.string(), message: z.string() });
    return z.object({ items: z.array(mail) }).parse(await answer.json()).items;
  };
  const { areaCoordinator, areaCoordinator2, areaCoordinator3 } = demoPeople;
  const areas = new Set<string>([areaCoordinator.id, areaCoordinator2.id, areaCoordinator3.id]);
  const toAreas = async () => (await mailed()).filter(({ person }) => areas.has(person));
  const before = (await toAreas()).length;
  const collective = collectiveOf('Kurnool');
  await scene.must(by('coordinator'), post('/api/collectives', collective));
  const member = memberOf(collective.id, 'Kurnool');
  await scene.must(by('coordinator'), post('/api/members', member));
  const opened = caseOf(member.id, { priority: 'urgent' });
  await scene.must(by('coordinator'), post('/api/cases', opened));
  await scene.setClock('2026-11-11T08:05:00Z');
  const mail = (await toAreas()).slice(before);
  expect(mail).toEqual([{ person: areaCoordinator3.id, subject: 'Waiting', message: '1' }]);
});
