import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { collectiveKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { approvalOf, listed, openTwoPersons, type TwoPersonScene } from './scene.ts';

let records: TestRecords;
let scene: TwoPersonScene;
let administrator: Awaited<ReturnType<TwoPersonScene['hire']>>;
let auditor: typeof administrator;

beforeAll(async () => {
  records = await openRecords();
  scene = openTwoPersons(records);
  administrator = await scene.hire('administrator');
  auditor = await scene.hire('auditor');
});
afterAll(() => records.close());

const trusted = ['administrator', 'coordinator', 'auditor'] as const;
const linesOf = async (id: string) =>
  (await records.readJournal()).filter(
    (line) => ('subject' in line && line.subject === id) || ('personId' in line && line.personId === id),
  );
const keyOf = async (id: string) =>
  (
    await records.documents.send(
      new GetCommand({ TableName: records.keysTable, Key: { pk: `person:${id}` } }),
    )
  ).Item;
const waitingFor = async (caller: typeof administrator) =>
  listed.parse((await scene.list(caller, { limit: '100' })).body).items;

describe('a person of a trusted role', () => {
  test.each(trusted)('is added once a second person has agreed: %s', async (role) => {
    const body = scene.input(role);
    const reply = await scene.add(administrator, body);
    expect(reply).toMatchObject({ status: 202, body: { approvalId: expect.any(String), state: 'waiting' } });
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    const approvalId = approvalOf(reply);
    const waits = {
      approvalId,
      kind: 'person',
      subject: body.id,
      askedBy: administrator.personId,
      askedAt: '2026-10-15T06:30:00Z',
      role,
      change: 'added',
    };
    expect(await waitingFor(auditor)).toContainEqual(
      expect.objectContaining({ ...waits, of: 'person', mayDecide: true, subjectName: body.name }),
    );

    expect(await scene.decide(auditor, approvalId)).toMatchObject({
      status: 200,
      body: { ...waits, decision: 'approved', decidedBy: auditor.personId },
    });
    expect(await scene.read(administrator, body.id)).toMatchObject({
      status: 200,
      body: { ...body, disabled: false, version: 1, createdBy: administrator.personId },
    });
    expect((await waitingFor(auditor)).map((one) => one.approvalId)).not.toContain(approvalId);
    expect(await linesOf(body.id)).toMatchObject([
      { type: 'approval_asked', approvalId, kind: 'person', role, actor: administrator.personId },
      {
        type: 'approval_decided',
        approvalId,
        decision: 'approved',
        actor: auditor.personId,
        access: { role, disabled: false },
      },
    ]);
  });

  test('is asked for once, however often it is sent, and answered as it now stands', async () => {
    const body = scene.input('coordinator');
    const replies = await Promise.all([1, 2, 3].map(() => scene.add(administrator, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 202]);
    const [approvalId = '', ...others] = [...new Set(replies.map(approvalOf))];
    expect(others).toEqual([]);
    expect(await scene.add(administrator, { ...body, role: 'auditor' })).toMatchObject({ status: 409 });
    await scene.decide(auditor, approvalId);
    expect(await scene.add(administrator, body)).toMatchObject({
      status: 200,
      body: { ...body, version: 1 },
    });
  });

  test('is not there where it was declined, and nobody can read her name any more', async () => {
    const body = scene.input('administrator');
    const approvalId = approvalOf(await scene.add(administrator, body));
    expect(await keyOf(body.id)).toHaveProperty('wrapped');
    expect(await scene.decide(auditor, approvalId, 'declined')).toMatchObject({
      status: 200,
      body: { decision: 'declined' },
    });
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    expect(await keyOf(body.id)).toEqual({ pk: `person:${body.id}`, destroyedAt: '2026-10-15T06:30:00Z' });
    expect(await scene.add(administrator, body)).toMatchObject({
      status: 200,
      body: { approvalId, state: 'declined' },
    });
  });

  test('is not there where it was taken back, which only who asked can do, and only while it waits', async () => {
    const body = scene.input('administrator');
    const approvalId = approvalOf(await scene.add(administrator, body));
    const elsewhere = scene.input('auditor');
    const other = approvalOf(await scene.add(administrator, elsewhere));
    expect(await scene.withdraw(auditor, approvalId)).toMatchObject({ status: 403 });
    expect(await scene.withdraw(administrator, newId())).toMatchObject({ status: 404 });
    const before = (await records.readJournal()).length;
    expect(await scene.withdraw(administrator, approvalId)).toMatchObject({
      status: 200,
      body: { approvalId, decision: 'withdrawn', decidedBy: administrator.personId },
    });
    const lines = (await records.readJournal()).slice(before);
    expect(lines).toMatchObject([{ type: 'approval_decided', approvalId, decision: 'withdrawn' }]);
    expect((await waitingFor(auditor)).map((one) => one.approvalId)).not.toContain(approvalId);
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    expect(await keyOf(body.id)).toMatchObject({ destroyedAt: '2026-10-15T06:30:00Z' });
    expect(await scene.add(administrator, body)).toMatchObject({
      status: 200,
      body: { approvalId, state: 'withdrawn' },
    });
    for (const late of [
      await scene.withdraw(administrator, approvalId),
      await scene.decide(auditor, approvalId),
    ])
      expect(late).toMatchObject({ status: 409, body: { code: 'decided' } });
    await scene.decide(auditor, other);
    expect(await scene.withdraw(administrator, other)).toMatchObject({
      status: 409,
      body: { code: 'decided' },
    });
    expect(await scene.read(administrator, elsewhere.id)).toMatchObject({ status: 200 });
  });

  test('is made of somebody who was something else, and only then', async () => {
    const person = await scene.hire('leader');
    const id = person.personId;
    const reply = await scene.change(administrator, id, 1, { role: 'coordinator', locale: 'ja' });
    expect(reply.status).toBe(202);
    expect(await scene.read(administrator, id)).toMatchObject({ body: { role: 'leader', version: 1 } });
    expect(
      (await waitingFor(auditor)).find(({ approvalId }) => approvalId === approvalOf(reply)),
    ).toMatchObject({
      role: 'coordinator',
      formerRole: 'leader',
      change: 'role',
    });
    expect(await scene.change(administrator, id, 1, { role: 'coordinator', locale: 'ja' })).toEqual(reply);
    await scene.decide(auditor, approvalOf(reply));
    expect(await scene.read(administrator, id)).toMatchObject({
      body: { role: 'coordinator', locale: 'ja', name: 'వెన్నెల కల్పన', version: 2 },
    });
  });

  test('who was a leader has no collectives, and is no longer linked to her record as a member', async () => {
    const [memberId, collective] = [newId(), newId()];
    await records.table.transact([{ put: memberKey(memberId) }, { put: collectiveKey(collective) }]);
    const { personId } = await scene.hire('leader', { memberId, collectives: [collective] });
    expect(await scene.read(administrator, personId)).toMatchObject({
      body: { memberId, collectives: [collective] },
    });
    const reply = await scene.change(administrator, personId, 1, { role: 'coordinator' });
    await scene.decide(auditor, approvalOf(reply));
    const { body } = await scene.read(administrator, personId);
    expect(body).toMatchObject({ role: 'coordinator', collectives: [], version: 2 });
    expect(body).not.toHaveProperty('memberId');
  });

  test('is disabled at once, and enabled again by two', async () => {
    const { personId } = await scene.hire('coordinator');
    expect(await scene.change(administrator, personId, 1, { disabled: true })).toMatchObject({ status: 200 });
    const reply = await scene.change(administrator, personId, 2, { disabled: false });
    expect(reply.status).toBe(202);
    expect(await waitingFor(auditor)).toContainEqual(
      expect.objectContaining({ subject: personId, change: 'enabled', role: 'coordinator' }),
    );
    const name = await scene.nameOf(personId);
    expect(scene.settled.filter(([, settled]) => settled === name)).toEqual([['disable', name]]);
    await scene.decide(auditor, approvalOf(reply));
    expect(await scene.read(administrator, personId)).toMatchObject({ body: { disabled: false } });
    // Her earlier user at the provider goes: she comes back by a new password, which two give.
    expect(scene.settled.filter(([, settled]) => settled === name)).toEqual([
      ['disable', name],
      ['remove', name],
    ]);
  });

  test('gets what was asked for, whatever else was changed since', async () => {
    const { personId } = await scene.hire('leader');
    const approvalId = approvalOf(await scene.change(administrator, personId, 1, { role: 'auditor' }));
    await scene.change(administrator, personId, 1, { locale: 'te', name: 'మేఘన సితార' });
    await scene.change(administrator, personId, 2, { disabled: true });
    expect(await scene.decide(auditor, approvalId)).toMatchObject({ status: 200 });
    expect(await scene.read(administrator, personId)).toMatchObject({
      body: { role: 'auditor', locale: 'te', name: 'మేఘన సితార', disabled: true, version: 4 },
    });
  });

  test('may get another name with it, which waits encrypted', async () => {
    const { personId } = await scene.hire('leader');
    const name = 'Neelima Marker Thota';
    const approvalId = approvalOf(await scene.change(administrator, personId, 1, { role: 'auditor', name }));
    expect(JSON.stringify(await records.scan())).not.toContain('Marker');
    await scene.decide(auditor, approvalId);
    expect(await scene.read(administrator, personId)).toMatchObject({ body: { name } });
    // What it would have done is not kept beside what it did.
    const [kept] = (await records.scan()).filter(({ pk }) => pk === `APPROVAL#${approvalId}`);
    expect(Object.keys(kept ?? {}).sort()).toEqual(
      [
        'askedAt',
        'askedBy',
        'decidedAt',
        'decidedBy',
        'facts',
        'id',
        'matter',
        'pk',
        'sk',
        'state',
        'subject',
      ].sort(),
    );
  });

  test('is not asked for where it would be refused: of a version that is old, of a collective that is not there, of oneself', async () => {
    const { personId } = await scene.hire('coordinator');
    const before = await waitingFor(auditor);
    expect(await scene.change(administrator, personId, 7, { role: 'auditor' })).toMatchObject({
      status: 412,
    });
    expect(
      await scene.change(administrator, personId, 1, { role: 'leader', collectives: [newId()] }),
    ).toMatchObject({ status: 422, body: { code: 'unknown_collective' } });
    expect(await scene.add(administrator, scene.input('auditor', { collectives: [newId()] }))).toMatchObject({
      status: 422,
    });
    expect(await scene.change(administrator, administrator.personId, 1, { role: 'auditor' })).toMatchObject({
      status: 422,
      body: { code: 'own_access' },
    });
    expect(await waitingFor(auditor)).toEqual(before);
  });

  test('is asked for of the version that was seen, be it changed while the question is put', async () => {
    const { personId } = await scene.hire('leader');
    const { table } = records;
    const overtaken = scene.sendOver({
      ...table,
      transact: async (writes) => {
        await scene.change(administrator, personId, 1, { locale: 'ja' });
        return table.transact(writes);
      },
    });
    const reply = await overtaken({
      route: 'PATCH /api/users/{id}',
      path: { id: personId },
      caller: administrator,
      ifMatch: 1,
      body: { role: 'auditor' },
    });
    expect(reply).toMatchObject({ status: 412, body: { current: { locale: 'ja', version: 2 } } });
  });
});

describe('a decision', () => {
  const askFor = async () => {
    const body = scene.input('coordinator');
    return { id: body.id, approvalId: approvalOf(await scene.add(administrator, body)) };
  };

  test('is made once; the second is told so, whichever it is', async () => {
    const { id, approvalId } = await askFor();
    const other = await scene.hire('administrator');
    const replies = await Promise.all([
      scene.decide(auditor, approvalId),
      scene.decide(other, approvalId, 'declined'),
      scene.decide(auditor, approvalId),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(replies.filter(({ status }) => status === 409).map(({ body }) => Object(body).code)).toEqual([
      'decided',
      'decided',
    ]);
    const decision = Object(replies.find(({ status }) => status === 200)?.body).decision;
    expect((await scene.read(administrator, id)).status).toBe(decision === 'approved' ? 200 : 404);
    expect((await linesOf(id)).map(({ type }) => type)).toEqual(['approval_asked', 'approval_decided']);
    expect(await scene.decide(auditor, approvalId)).toMatchObject({ status: 409, body: { code: 'decided' } });
  });

  test('is nobody’s own, and is not there for those who have no part in it', async () => {
    const { approvalId } = await askFor();
    const coordinator = await scene.hire('coordinator');
    expect(await scene.decide(administrator, approvalId)).toMatchObject({ status: 403 });
    expect(await scene.decide(coordinator, approvalId)).toMatchObject({ status: 404 });
    expect(await scene.decide(auditor, newId())).toMatchObject({ status: 404 });
    for (const role of ['leader', 'caseworker', 'funder'] as const) {
      expect(await scene.decide(await scene.hire(role), approvalId)).toMatchObject({ status: 403 });
      expect(await scene.list(await scene.hire(role))).toMatchObject({ status: 403 });
    }
    const seenBy = async (caller: typeof auditor) =>
      (await waitingFor(caller))
        .filter((one) => one.approvalId === approvalId)
        .map(({ mayDecide }) => mayDecide);
    expect(await seenBy(administrator)).toEqual([false]);
    expect(await seenBy(auditor)).toEqual([true]);
    expect(await seenBy(coordinator)).toEqual([]);
  });

  test.each([
    ['disabled', { disabled: true }],
    ['given another role', { role: 'leader' }],
  ])('does not count where who asked was %s since; it can still be declined', async (_, change) => {
    const asker = await scene.hire('administrator');
    const body = scene.input('auditor');
    const approvalId = approvalOf(await scene.add(asker, body));
    await scene.changeByTwo([administrator, auditor], asker.personId, 1, change);
    expect(await scene.decide(auditor, approvalId)).toMatchObject({
      status: 422,
      body: { code: 'asker_gone' },
    });
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    expect(await scene.decide(auditor, approvalId, 'declined')).toMatchObject({ status: 200 });
  });

  test.each(['approved', 'declined'] as const)(
    'is not hers any more who was disabled or given another role within the last minute (%s)',
    async (decision) => {
      for (const change of [{ disabled: true }, { role: 'leader' }]) {
        const { approvalId } = await askFor();
        const decider = await scene.hire('administrator');
        await scene.changeByTwo([administrator, auditor], decider.personId, 1, change);
        // API Gateway may still remember her as she was.
        expect(await scene.decide(decider, approvalId, decision)).toMatchObject({ status: 403 });
      }
    },
  );

  test('is never about the one who decides: she does not have it in her list, and somebody else decides', async () => {
    const person = await scene.hire('auditor');
    const { personId } = person;
    const approvalId = approvalOf(await scene.change(administrator, personId, 1, { role: 'administrator' }));
    expect((await waitingFor(person)).map((one) => one.approvalId)).not.toContain(approvalId);
    for (const decision of ['approved', 'declined'] as const)
      expect(await scene.decide(person, approvalId, decision)).toMatchObject({ status: 403 });
    expect(await scene.decide(auditor, approvalId)).toMatchObject({ status: 200 });
  });

  test('is not lost between others that write the same person', async () => {
    const { personId } = await scene.hire('leader');
    const approvalId = approvalOf(await scene.change(administrator, personId, 1, { role: 'auditor' }));
    const { table } = records;
    let changed = false;
    const overtaken = scene.sendOver({
      ...table,
      transact: async (writes) => {
        if (!changed) await scene.change(administrator, personId, 1, { locale: 'ja' });
        changed = true;
        return table.transact(writes);
      },
    });
    const decide = { route: 'POST /api/approvals/{id}', path: { id: approvalId }, caller: auditor } as const;
    expect(await overtaken({ ...decide, body: { decision: 'approved' } })).toMatchObject({ status: 200 });
    expect(await scene.read(administrator, personId)).toMatchObject({
      body: { role: 'auditor', locale: 'ja', version: 3 },
    });
  });

  test('takes no other word, and no other field', async () => {
    const { approvalId } = await askFor();
    const decide = { route: 'POST /api/approvals/{id}', path: { id: approvalId }, caller: auditor } as const;
    for (const body of [{}, { decision: 'maybe' }, { decision: 'approved', note: 'x' }]) {
      expect(await scene.send({ ...decide, body })).toMatchObject({ status: 400 });
    }
  });
});

describe('the list of what waits', () => {
  test('names people to those who may decide, who leave a line', async () => {
    const other = await scene.hire('administrator', { name: 'తారక నీలి' });
    const body = scene.input('auditor', { name: 'చుక్క వెలుగు' });
    const approvalId = approvalOf(await scene.add(other, body));
    const seen = (items: Awaited<ReturnType<typeof waitingFor>>) =>
      items.find((one) => one.approvalId === approvalId);
    expect(seen(await waitingFor(administrator))).toMatchObject({
      subjectName: 'చుక్క వెలుగు',
      askedByName: 'తారక నీలి',
      mayDecide: true,
    });
    expect(seen(await waitingFor(auditor))).toMatchObject({ subjectName: 'చుక్క వెలుగు' });
    const coordinator = await scene.hire('coordinator');
    expect(JSON.stringify(await waitingFor(coordinator))).not.toMatch(/Name|చుక్క/);
    const lines = (await records.readAccessLog()).filter(
      ({ route, fields }) => route === 'GET /api/approvals' && JSON.stringify(fields).includes('name'),
    );
    expect(JSON.stringify(lines)).toContain(body.id);
    expect(new Set(lines.map(({ actor }) => actor))).toContain(auditor.personId);
  });

  test('comes in pages', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await scene.list(auditor, { limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      const page = listed
        .extend({ cursor: listed.shape.items.element.shape.approvalId.optional() })
        .parse(body);
      seen.push(...page.items.map(({ approvalId }) => approvalId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual((await waitingFor(auditor)).map(({ approvalId }) => approvalId).sort());
    expect(seen.length).toBeGreaterThan(2);
  });
});

test('is one transaction: where the decision is not written, nothing is', async () => {
  const body = scene.input('coordinator');
  const approvalId = approvalOf(await scene.add(administrator, body));
  const { table } = records;
  const failing = scene.sendOver({ ...table, transact: () => Promise.reject(new Error('Down.')) });
  const decide = { route: 'POST /api/approvals/{id}', path: { id: approvalId }, caller: auditor } as const;
  expect(await failing({ ...decide, body: { decision: 'approved' } })).toMatchObject({ status: 500 });
  expect(await table.get(personKey(body.id))).toBeUndefined();
  expect(await scene.decide(auditor, approvalId)).toMatchObject({ status: 200 });
});
