import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openRecords, type TestRecords } from '../support/table.ts';
import { approvalOf, openTwoPersons, type TwoPersonScene } from './scene.ts';

/** What whoever decides is told of a person, and whom all trusted people are told of. */

let records: TestRecords;
let scene: TwoPersonScene;
type Person = Awaited<ReturnType<TwoPersonScene['hire']>>;
let administrator: Person;
let auditor: Person;
beforeAll(async () => {
  records = await openRecords();
  scene = openTwoPersons(records);
  administrator = await scene.hire('administrator', { name: 'Vasanta Poolabata' });
  auditor = await scene.hire('auditor', { name: 'Sravani Palapunta' });
});
afterAll(() => records.close());

const answer = z.object({
  items: z.array(z.looseObject({ approvalId: z.string() })),
  disabled: z.array(z.looseObject({ id: z.string() })),
});
const read = async (caller: Person) => answer.parse((await scene.list(caller, { limit: '100' })).body);
const seenBy = async (caller: Person, approvalId: string) =>
  (await read(caller)).items.find((item) => item.approvalId === approvalId);

const at = '2026-10-15T06:30:00Z';
const byAdministrator = () => ({ at, by: administrator.personId, byName: 'Vasanta Poolabata' });

test('an auditor sees the name of somebody who is to be added, and who has it already', async () => {
  const coordinator = await scene.hire('coordinator', { name: 'Udaya Tolikiranam' });
  const body = scene.input('auditor', { name: 'Smt. Udhaya Tholikiranam' });
  const approvalId = approvalOf(await scene.add(administrator, body));
  expect(await seenBy(auditor, approvalId)).toMatchObject({
    subjectName: body.name,
    askedByName: 'Vasanta Poolabata',
    facts: { sameName: [{ id: coordinator.personId, role: 'coordinator', disabled: false }] },
  });
  // Her name stands nowhere in the table as it is.
  expect(JSON.stringify(await records.scan())).not.toContain('Tholikiranam');
});

test('whoever decides sees who added her, who changed her name and who made her password', async () => {
  const body = scene.input('caseworker', { name: 'మేఘన సితార' });
  await scene.add(administrator, body);
  await scene.askPassword(administrator, body.id);
  await scene.change(administrator, body.id, 1, { name: 'Sravani Palapunta' });
  const asked = await scene.change(administrator, body.id, 2, { role: 'auditor' });
  expect(await seenBy(auditor, approvalOf(asked))).toMatchObject({
    subjectName: 'Sravani Palapunta',
    role: 'auditor',
    formerRole: 'caseworker',
    facts: {
      added: byAdministrator(),
      nameChanged: byAdministrator(),
      passwordMade: byAdministrator(),
      sameName: [{ id: auditor.personId, role: 'auditor', disabled: false }],
    },
  });
});

test('a name that comes with the request is shown beside the one that she has', async () => {
  const { personId } = await scene.hire('leader', { name: 'చుక్కల నీలిమ' });
  const approvalId = approvalOf(
    await scene.change(administrator, personId, 1, { role: 'coordinator', name: 'Vasanta Poolabata' }),
  );
  const shown = await seenBy(auditor, approvalId);
  expect(shown).toMatchObject({
    subjectName: 'చుక్కల నీలిమ',
    facts: { newName: 'Vasanta Poolabata', sameName: [{ id: administrator.personId }] },
  });
  expect(Object(shown?.facts)).not.toHaveProperty('nameChanged');
  await scene.decide(auditor, approvalId);
  const next = approvalOf(await scene.askPassword(administrator, personId));
  expect(await seenBy(auditor, next)).toMatchObject({
    kind: 'sign_in',
    subjectName: 'Vasanta Poolabata',
    facts: { nameChanged: byAdministrator() },
  });
});

test('whoever lately got her password from the asker sees from when on she may decide', async () => {
  const colleague = await scene.hire('administrator', { name: 'ఆమని వేకువ' });
  const password = approvalOf(await scene.askPassword(administrator, colleague.personId));
  await scene.decide(auditor, password);
  await scene.askPassword(administrator, colleague.personId, { approvalId: password });
  const approvalId = approvalOf(await scene.add(administrator, scene.input('coordinator')));
  const mayDecideFrom = '2026-11-14T06:30:00Z';
  const seen = await seenBy(colleague, approvalId);
  expect(seen).toMatchObject({ mayDecide: false, mayDecideFrom });
  // She is told who decides instead, with the reading of these names in the log.
  expect(seen?.othersMayDecide).toContainEqual({
    id: auditor.personId,
    role: 'auditor',
    name: 'Sravani Palapunta',
  });
  const others = z.array(z.object({ id: z.string() })).parse(seen?.othersMayDecide);
  for (const { personId } of [administrator, colleague])
    expect(others.map(({ id }) => id)).not.toContain(personId);
  expect(await records.accessesOf(auditor.personId)).toContainEqual(
    expect.objectContaining({ route: 'GET /api/approvals', actor: colleague.personId }),
  );
  expect(await scene.decide(colleague, approvalId)).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('Somebody else must decide') },
  });
  expect(await scene.decide(colleague, approvalId, 'approved', mayDecideFrom)).toMatchObject({ status: 200 });
});

test('every trusted person is told for a week that one of them was disabled, and of nobody else', async () => {
  const coordinator = await scene.hire('coordinator', { name: 'ఉదయ కిరణం' });
  const { personId } = await scene.hire('auditor', { name: 'శ్రావణి వెన్నెల' });
  const caseworker = await scene.hire('caseworker');
  for (const id of [personId, caseworker.personId])
    expect(await scene.change(administrator, id, 1, { disabled: true })).toMatchObject({ status: 200 });
  const told = { id: personId, name: 'శ్రావణి వెన్నెల', role: 'auditor', ...byAdministrator() };
  for (const caller of [administrator, auditor, coordinator])
    expect((await read(caller)).disabled).toEqual([told]);
  const later = (now: string) => scene.send({ route: 'GET /api/approvals', caller: auditor, query: {}, now });
  expect((await later('2026-10-22T06:30:00.000Z')).body).toMatchObject({ disabled: [told] });
  expect((await later('2026-10-22T06:30:01.000Z')).body).toMatchObject({ disabled: [] });
  // Nor once she is enabled again, by two.
  const enabled = await scene.change(administrator, personId, 2, { disabled: false });
  await scene.decide(auditor, approvalOf(enabled));
  expect((await read(auditor)).disabled).toEqual([]);
});
