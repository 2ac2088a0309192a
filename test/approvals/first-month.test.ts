import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { createCaller } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { approvalOf, listed, openTwoPersons, type TwoPersonScene } from './scene.ts';

/**
 * The first thirty days of a small programme, all in good faith: that no password ties its people so that nobody is left to decide. The first
 * two people were made by `npm run first-people`, so nobody made their passwords.
 */

let records: TestRecords;
let scene: TwoPersonScene;
type Person = Awaited<ReturnType<TwoPersonScene['hire']>>;
let administrator: Person;
let auditor: Person;
beforeEach(async () => {
  records = await openRecords();
  scene = openTwoPersons(records);
  administrator = await scene.hire('administrator', { name: 'Vasanta Poolabata' });
  auditor = await scene.hire('auditor', { name: 'Sravani Palapunta' });
});
afterEach(() => records.close());

/** Asks for a password, has it approved, and fetches it. */
const makePassword = async ([asker, decider]: readonly [Person, Person], id: string): Promise<void> => {
  const approvalId = approvalOf(await scene.askPassword(asker, id));
  expect(await scene.decide(decider, approvalId)).toMatchObject({ status: 200 });
  expect(await scene.askPassword(asker, id, { approvalId })).toMatchObject({ status: 201 });
};

/** Lets somebody in with two people’s agreement, and makes her first password. */
const letIn = async (two: readonly [Person, Person], role: Role, name: string): Promise<Person> => {
  const body = scene.input(role, { name });
  const asked = approvalOf(await scene.add(two[0], body));
  expect(await scene.decide(two[1], asked)).toMatchObject({ status: 200 });
  await makePassword(two, body.id);
  return createCaller(role, { personId: body.id });
};

const eraseLeader = async (asker: Person, decider: Person): Promise<void> => {
  const { personId } = await scene.hire('leader', { name: 'ఆమని వేకువ' });
  const asked = await scene.erasePerson(asker, personId, { id: newId(), reason: 'She asked for it.' });
  expect(asked.status).toBe(202);
  expect(await scene.decide(decider, approvalOf(asked))).toMatchObject({ status: 200 });
};

test('with an administrator, an auditor and two coordinators, of whom one forgets her password', async () => {
  const two = [administrator, auditor] as const;
  const first = await letIn(two, 'coordinator', 'Udaya Tolikiranam');
  await letIn(two, 'coordinator', 'Kavya Vanamala');
  await makePassword(two, first.personId);
  // Each of the two still decides on what the other asks for, and a coordinator still gets another role.
  await eraseLeader(auditor, administrator);
  await scene.changeByTwo(two, first.personId, 1, { role: 'administrator' });
  await makePassword(two, first.personId);
  // The new administrator is no second person for the one who let her in, but the auditor is, for both.
  const second = createCaller('administrator', { personId: first.personId });
  const asked = approvalOf(
    await scene.add(administrator, scene.input('auditor', { name: 'Meghana Sitara' })),
  );
  const { items } = listed.parse((await scene.list(second)).body);
  expect(items.find(({ approvalId }) => approvalId === asked)).toMatchObject({
    mayDecide: false,
    mayDecideFrom: '2026-11-14T06:30:00Z',
    othersMayDecide: [{ id: auditor.personId, role: 'auditor', name: 'Sravani Palapunta' }],
  });
  expect(await scene.decide(second, asked)).toMatchObject({ status: 403 });
  expect(await scene.decide(auditor, asked)).toMatchObject({ status: 200 });
  await letIn([second, auditor], 'coordinator', 'Neelima Chukkala');
});

test('with two administrators, of whom one makes the other a password: the auditor decides for both, and what must wait says until when', async () => {
  const other = await scene.hire('administrator', { name: 'Nandini Vaagu' });
  await makePassword([other, auditor], administrator.personId);
  await letIn([administrator, auditor], 'coordinator', 'Udaya Tolikiranam');
  await letIn([other, auditor], 'coordinator', 'Kavya Vanamala');
  // Only a new password of the auditor's own needs the other administrator, who is one hand with the asker.
  const asked = approvalOf(await scene.askPassword(other, auditor.personId));
  const { items } = listed.parse((await scene.list(administrator)).body);
  const mayDecideFrom = '2026-11-14T06:30:00Z';
  expect(items.find(({ approvalId }) => approvalId === asked)).toMatchObject({
    mayDecide: false,
    mayDecideFrom,
    othersMayDecide: [],
  });
  expect(await scene.decide(administrator, asked, 'approved', mayDecideFrom)).toMatchObject({ status: 200 });
});
