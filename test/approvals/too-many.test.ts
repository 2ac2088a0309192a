import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys.ts';
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

/** Lets her ask for so many more this month. */
const leave = (left: number, { personId }: Caller) =>
  records.table.put({
    ...settingCountsKey(personId, defaultNow.slice(0, 7)),
    approvals: maxSettingsOfMonth.approvals - left,
  });
const waiting = async (caller: Caller) => listed.parse((await scene.list(caller)).body).items.length;
const tooMany = { status: 422, body: { code: 'too_many' } };

describe('what one person asks a second one for in a month', () => {
  test('has an end, of all kinds together; nothing is stored, and others go on', async () => {
    const administrator = await scene.hire('administrator');
    const other = await scene.hire('administrator');
    const coordinator = await scene.hire('coordinator');
    await leave(1, administrator);
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
    await leave(1, auditor);
    const body = { id: newId(), reason: 'She has left and asked for it.' };
    expect(await scene.erasePerson(auditor, person.id, body)).toMatchObject({ status: 202 });
    expect(await scene.erasePerson(auditor, person.id, body)).toMatchObject({ status: 200 });
    expect(await scene.withdraw(auditor, body.id)).toMatchObject({ status: 200 });
    expect(await scene.erasePerson(auditor, person.id, { ...body, id: newId() })).toMatchObject(tooMany);
    expect(await waiting(auditor)).toBe(0);
  });
});
