import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { defaultNow, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { listed, openTwoPersons, type TwoPersonScene } from './scene.ts';

let records: TestRecords;
let scene: TwoPersonScene;
beforeEach(async () => {
  records = await openRecords();
  onTestFinished(() => records.close());
  scene = openTwoPersons(records);
});

/** Lets her do so many more of these this month. */
const leave = (counted: 'approvals' | 'people', left: number, { personId }: Caller) =>
  records.table.put({
    ...settingCountsKey(personId, defaultNow.slice(0, 7)),
    [counted]: maxSettingsOfMonth[counted] - left,
  });
const waiting = async (caller: Caller) => listed.parse((await scene.list(caller)).body).items.length;
const tooMany = { status: 422, body: { code: 'too_many' } };

describe('what one person asks a second one for in a month', () => {
  test('has an end, of all kinds together; nothing is stored, and others go on', async () => {
    const administrator = await scene.hire('administrator');
    const other = await scene.hire('administrator');
    const coordinator = await scene.hire('coordinator');
    await leave('approvals', 1, administrator);
    const asks: (() => Promise<TestReply>)[] = [
      () => scene.add(administrator, scene.input('auditor')),
      () => scene.change(administrator, other.personId, 1, { role: 'auditor' }),
      () => scene.askPassword(administrator, coordinator.personId),
    ];
    expect(await asks[0]?.()).toMatchObject({ status: 202 });
    const before = await records.readJournal();
    for (const ask of asks) expect(await ask()).toMatchObject(tooMany);
    expect(await records.readJournal()).toEqual(before);
    expect(await waiting(administrator)).toBe(1);
    expect(await scene.add(other, scene.input('auditor'))).toMatchObject({ status: 202 });
  });

  test('counts erasures, and withdrawing gives nothing back; a repetition asks for nothing', async () => {
    const auditor = await scene.hire('auditor');
    const person = scene.input('leader');
    await scene.add(await scene.hire('administrator'), person);
    await leave('approvals', 1, auditor);
    const body = { id: newId(), reason: 'She has left and asked for it.' };
    expect(await scene.erasePerson(auditor, person.id, body)).toMatchObject({ status: 202 });
    expect(await scene.erasePerson(auditor, person.id, body)).toMatchObject({ status: 200 });
    expect(await scene.withdraw(auditor, body.id)).toMatchObject({ status: 200 });
    expect(await scene.erasePerson(auditor, person.id, { ...body, id: newId() })).toMatchObject(tooMany);
    expect(await waiting(auditor)).toBe(0);
  });
});

describe('what an administrator does alone to the access of others in a month', () => {
  test('has an end, of all kinds together; nothing is stored, and another goes on', async () => {
    const administrator = await scene.hire('administrator');
    const other = await scene.hire('administrator');
    const leader = scene.input('leader');
    expect(await scene.add(administrator, leader)).toMatchObject({ status: 201 });
    await leave('people', 1, administrator);
    expect(await scene.change(administrator, leader.id, 1, { locale: 'te' })).toMatchObject({ status: 200 });
    const before = await records.readJournal();
    const next = scene.input('leader');
    expect(await scene.add(administrator, next)).toMatchObject(tooMany);
    expect(await scene.change(administrator, leader.id, 2, { locale: 'en' })).toMatchObject(tooMany);
    expect(await scene.askPassword(administrator, leader.id)).toMatchObject(tooMany);
    expect(await records.readJournal()).toEqual(before);
    expect(await scene.add(other, next)).toMatchObject({ status: 201 });
    expect(await scene.askPassword(other, leader.id)).toMatchObject({ status: 201 });
  });

  test('counts what was done, not a repetition or a change of nothing', async () => {
    const administrator = await scene.hire('administrator');
    const leader = scene.input('leader');
    await leave('people', 1, administrator);
    expect(await scene.add(administrator, leader)).toMatchObject({ status: 201 });
    expect(await scene.add(administrator, leader)).toMatchObject({ status: 200 });
    expect(await scene.change(administrator, leader.id, 1, {})).toMatchObject({ status: 200 });
  });
});
