import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { approvalOf, listed, openTwoPersons, type TwoPersonScene } from './scene.ts';

let records: TestRecords;
let scene: TwoPersonScene;
type Person = Awaited<ReturnType<TwoPersonScene['hire']>>;
let administrator: Person;
let other: Person;
let auditor: Person;
let coordinator: Person;
/** What the identity provider was told, and how it answers. */
const set: { signInName: string; password: string }[] = [];
let answer: () => Promise<void>;

beforeAll(async () => {
  records = await openRecords();
  scene = openTwoPersons(records, async (signInName, password) => {
    await answer();
    set.push({ signInName, password });
  });
  administrator = await scene.hire('administrator');
  other = await scene.hire('administrator');
  auditor = await scene.hire('auditor');
});
afterAll(() => records.close());
beforeEach(async () => {
  answer = async () => {};
  set.length = 0;
  coordinator = await scene.hire('coordinator');
});

const ask = (body: object = {}, caller = administrator, now?: string) =>
  scene.askPassword(caller, coordinator.personId, body, now);
const lineTypes = async () =>
  (await records.readJournal())
    .filter(
      (line) =>
        ('subject' in line && line.subject === coordinator.personId) ||
        ('personId' in line && line.personId === coordinator.personId),
    )
    .map(({ type }) => type);

describe('a new password of a trusted person', () => {
  test('is given once to the administrator who asked, when a second person has agreed', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting' } });
    const approvalId = approvalOf(asked);
    expect(await ask({ approvalId })).toMatchObject({ status: 409, body: { code: 'waiting' } });
    expect(set).toEqual([]);
    const { items } = listed.parse((await scene.list(auditor)).body);
    expect(items).toContainEqual(
      expect.objectContaining({
        approvalId,
        kind: 'sign_in',
        subject: coordinator.personId,
        role: 'coordinator',
      }),
    );

    expect(await scene.decide(other, approvalId)).toMatchObject({
      status: 200,
      body: { decision: 'approved' },
    });
    expect(set).toEqual([]);
    const given = await ask({ approvalId });
    expect(given).toMatchObject({
      status: 201,
      body: { password: expect.stringMatching(/^(\w+-){3}\d\d$/) },
    });
    expect(set).toEqual([
      { signInName: await scene.nameOf(coordinator.personId), password: Object(given.body).password },
    ]);
    expect(await ask({ approvalId })).toMatchObject({ status: 409, body: { code: 'decided' } });
    expect(set).toHaveLength(1);
    expect(await lineTypes()).toEqual([
      'person_added',
      'approval_asked',
      'approval_decided',
      'person_changed',
    ]);
    expect(JSON.stringify(await records.scan())).not.toContain(Object(given.body).password);
  });

  test.each(['administrator', 'auditor'] as const)(
    'takes two for each of the three roles: %s',
    async (role) => {
      const { personId } = await scene.hire(role);
      expect(await scene.askPassword(administrator, personId)).toMatchObject({ status: 202 });
    },
  );

  test('takes one for everybody else', async () => {
    for (const role of ['leader', 'caseworker', 'funder'] as const) {
      const { personId } = await scene.hire(role);
      expect(await scene.askPassword(administrator, personId)).toMatchObject({ status: 201 });
    }
  });

  test('is one question, however often it is asked, until the password was given', async () => {
    const first = await ask();
    expect(await ask()).toEqual(first);
    const approvalId = approvalOf(first);
    expect(approvalOf(await ask({}, other))).not.toBe(approvalId);
    await scene.decide(auditor, approvalId);
    expect(await ask()).toMatchObject({ status: 202, body: { approvalId, state: 'approved' } });
    await ask({ approvalId });
    expect(approvalOf(await ask())).not.toBe(approvalId);
  });

  test('is not given where it was declined', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId, 'declined');
    expect(await ask({ approvalId })).toMatchObject({ status: 409, body: { code: 'decided' } });
    expect(set).toEqual([]);
  });

  test('is not given a week later', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    const week = '2026-10-22T06:30:00.000Z';
    expect(await ask({ approvalId }, administrator, week)).toMatchObject({
      status: 409,
      body: { code: 'decided' },
    });
    expect(approvalOf(await ask({}, administrator, week))).not.toBe(approvalId);
    expect(await ask({ approvalId }, administrator, '2026-10-22T06:29:59.000Z')).toMatchObject({
      status: 201,
    });
  });

  test('is given to nobody else, for nobody else, and not by another approval', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    expect(await ask({ approvalId }, other)).toMatchObject({ status: 403 });
    expect(await ask({ approvalId: newId() })).toMatchObject({ status: 404 });
    const another = await scene.hire('coordinator');
    expect(await scene.askPassword(administrator, another.personId, { approvalId })).toMatchObject({
      status: 404,
    });
    const added = approvalOf(await scene.add(administrator, scene.input('auditor')));
    expect(await ask({ approvalId: added })).toMatchObject({ status: 404 });
    expect(set).toEqual([]);
  });

  test('is not given to whoever was disabled or given another role within the last minute', async () => {
    for (const change of [{ disabled: true }, { role: 'leader' }]) {
      const asker = await scene.hire('administrator');
      const approvalId = approvalOf(await ask({}, asker));
      await scene.decide(auditor, approvalId);
      await scene.changeByTwo([administrator, auditor], asker.personId, 1, change);
      expect(await ask({ approvalId }, asker)).toMatchObject({ status: 403 });
    }
    expect(set).toEqual([]);
  });

  test('is not given where she was disabled since', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    await scene.change(administrator, coordinator.personId, 1, { disabled: true });
    expect(await ask({ approvalId })).toMatchObject({ status: 422, body: { code: 'disabled' } });
  });

  test('is set by one of two requests at once: what is shown is what opens', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    const replies = await Promise.all([1, 2, 3].map(() => ask({ approvalId })));
    const given = replies.filter(({ status }) => status === 201);
    expect(given).toHaveLength(1);
    expect(set).toEqual([
      { signInName: await scene.nameOf(coordinator.personId), password: Object(given[0]?.body).password },
    ]);
    for (const { status, body } of replies.filter(({ status }) => status !== 201)) {
      expect([`503 busy`, `409 decided`]).toContain(`${status} ${Object(body).code}`);
    }
  });

  test('is asked for again where the provider failed: nobody has seen one', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    answer = () => Promise.reject(new Error('The provider is down.'));
    expect(await ask({ approvalId })).toMatchObject({ status: 500 });
    answer = async () => {};
    expect(await ask({ approvalId })).toMatchObject({ status: 201 });
    expect(set).toHaveLength(1);
  });

  test('is asked for again at once where only its record could not be written', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    const { table } = records;
    let calls = 0;
    // The lock is taken and the password is set at the provider; then the one write that closes the approval fails.
    const failingOnce = scene.sendOver({
      ...table,
      transact: (writes) => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error('Down.')) : table.transact(writes);
      },
    });
    const failed = await failingOnce({
      route: 'POST /api/users/{id}/one-time-password',
      path: { id: coordinator.personId },
      caller: administrator,
      body: { approvalId },
    });
    expect(failed).toMatchObject({ status: 500 });
    expect(set).toHaveLength(1);
    const given = await ask({ approvalId });
    expect(given).toMatchObject({ status: 201 });
    expect(set.at(-1)?.password).toBe(Object(given.body).password);
  });

  test('is asked for again a minute after a request that stopped half-way', async () => {
    const approvalId = approvalOf(await ask());
    await scene.decide(auditor, approvalId);
    const { table } = records;
    let calls = 0;
    // The password is set at the provider, and then the machine goes down.
    const stopping = scene.sendOver({
      ...table,
      transact: (writes) => {
        calls += 1;
        return calls === 1 ? table.transact(writes) : Promise.reject(new Error('Down.'));
      },
    });
    const again = (send: typeof stopping, now: string) =>
      send({
        route: 'POST /api/users/{id}/one-time-password',
        path: { id: coordinator.personId },
        caller: administrator,
        body: { approvalId },
        now,
      });
    expect(await again(stopping, '2026-10-15T06:31:00.000Z')).toMatchObject({ status: 500 });
    expect(await again(scene.send, '2026-10-15T06:31:30.000Z')).toMatchObject({ status: 503 });
    const given = await again(scene.send, '2026-10-15T06:32:00.001Z');
    expect(given).toMatchObject({ status: 201 });
    expect(set.at(-1)?.password).toBe(Object(given.body).password);
  });
});
