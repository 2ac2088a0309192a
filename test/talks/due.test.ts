import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaderPack as pack } from '../../functions/areas/pack/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { noon, openTalkScene, type TalkScene } from './scene.ts';

let scene: TalkScene;
beforeAll(async () => {
  scene = await openTalkScene();
});
afterAll(() => scene.records.close());

const answers = { safety: 3 };
const leaderOf = (...collectives: string[]) => createCaller('leader', { collectives });
const withdrawal = () => consentTo('services', { given: false, on: '2026-10-15' });

/** A woman of a group of her own, and what is told of her next talk. */
const newWoman = async (joinedOn: string) => {
  const collectiveId = await scene.formCollective();
  const { id, code } = await scene.enrolled({ collectiveId, joinedOn });
  return { id, code, collectiveId, leader: leaderOf(collectiveId) };
};

describe('a talk that is due', () => {
  test('stands from its day on in the agenda of her leader, and in the number of her group', async () => {
    const { id, code, collectiveId, leader } = await newWoman('2026-09-20');
    const told = [{ kind: 'talk', on: '2026-10-20', memberId: id, code, overdue: false }];
    expect(await scene.agendaOf(leader, {}, noon('2026-10-19'))).toEqual([]);
    expect((await scene.dueNumbers(noon('2026-10-19'))).get(collectiveId)).toBe(0);
    expect(await scene.agendaOf(leader, {}, noon('2026-10-20'))).toEqual(told);
    expect(await scene.agendaOf(leader, {}, noon('2027-01-20'))).toEqual(told);
    expect((await scene.dueNumbers(noon('2026-10-20'))).get(collectiveId)).toBe(1);
    // Who asks for days to come is told of these.
    expect(await scene.agendaOf(leader, { from: '2026-10-20', to: '2026-10-31' })).toEqual(told);
    expect(await scene.agendaOf(leader, { from: '2026-10-21', to: '2026-10-31' })).toEqual([]);
    expect(await scene.agendaOf(leaderOf(newId()), { to: '2026-12-31' })).toEqual([]);
    expect(await scene.agendaOf(coordinator, { to: '2026-12-31' })).toEqual([]);
  });

  test('is one for a caseworker with an open case of hers', async () => {
    const { id, code } = await newWoman('2026-09-01');
    const caseworker = { ...(await scene.people.hire('caseworker')), districts: ['Guntur'] };
    expect(await scene.agendaOf(caseworker)).toEqual([]);
    const caseId = await scene.openCase(id, { assignedTo: caseworker.personId });
    await scene.openCase(id, { assignedTo: caseworker.personId });
    expect(await scene.agendaOf(caseworker)).toEqual([
      { kind: 'talk', on: '2026-10-01', memberId: id, code, overdue: false },
    ]);
    await scene.agree(id, { ...withdrawal(), continues: [caseId] });
    expect(await scene.agendaOf(caseworker)).toEqual([]);
  });

  test('stands in the leader’s pack with its day, also before it', async () => {
    const { id, code, leader } = await newWoman('2026-10-01');
    const { body } = await scene.sendReading({ route: 'GET /api/me/pack', caller: leader });
    expect(pack.parse(body).agenda.items).toEqual([
      { kind: 'talk', on: '2026-10-31', memberId: id, code, overdue: false },
    ]);
  });

  test('is another after each talk with an answer, and none after one without', async () => {
    const { id, leader } = await newWoman('2026-01-01');
    const onOf = async () => (await scene.agendaOf(leader, { to: '2028-01-01' })).map(({ on }) => on);
    expect(await onOf()).toEqual(['2026-01-31']);
    await scene.talked(id, { on: '2026-10-10', goal: { area: 'work' } });
    expect(await onOf()).toEqual(['2026-01-31']);
    const talk = await scene.talked(id, { on: '2026-08-31', answers });
    expect(await onOf()).toEqual(['2027-02-28']);
    await scene.talked(id, { on: '2026-03-15', answers });
    expect(await onOf()).toEqual(['2027-02-28']);
    await scene.reverse(id, { id: newId(), of: talk, reason: 'Twice.' });
    expect(await onOf()).toEqual(['2026-09-15']);
  });

  test('is none once she has left, was erased, or withdrew her consent', async () => {
    const { collectiveId } = await newWoman('2026-01-01');
    const women = [1, 2, 3].map(() => scene.enrolled({ collectiveId, joinedOn: '2026-01-01' }));
    const [gone, erased, stopped] = await Promise.all(women);
    const number = async () => (await scene.dueNumbers()).get(collectiveId);
    expect(await number()).toBe(4);
    await scene.exit(gone?.id ?? '', { exitedOn: '2026-10-01', reason: 'Moved' });
    expect(await number()).toBe(3);
    await scene.erase(erased?.id ?? '');
    expect(await number()).toBe(2);
    await scene.agree(stopped?.id ?? '', withdrawal());
    expect(await number()).toBe(1);
    expect((await scene.agendaOf(leaderOf(collectiveId))).map(({ memberId }) => memberId)).toHaveLength(1);
    await scene.agree(stopped?.id ?? '', consentTo('services', { on: '2026-10-15' }));
    expect(await number()).toBe(2);
  });
});
