import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createAuthorizer } from '../../functions/gateway/authorizer/authorizer.ts';
import { eraseDue } from '../../functions/jobs/erasure/erase-due.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { encryptedText } from '../../functions/shared/vault/encrypted-text.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { createVault } from '../../functions/shared/vault/vault.ts';
import { problem } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { approvalOf, listed, openTwoPersons, type TwoPersonScene } from './scene.ts';

let records: TestRecords;
let scene: TwoPersonScene;
let administrator: Caller;
let auditor: Caller;
/** Who is erased. */
let body: ReturnType<TwoPersonScene['input']>;
const approvedAt = '2026-10-15T06:30:00.000Z';
const erasedOn = '2027-10-15';

beforeEach(async () => {
  records = await openRecords();
  onTestFinished(() => records.close());
  scene = openTwoPersons(records);
  administrator = await scene.hire('administrator');
  auditor = await scene.hire('auditor');
  body = scene.input('leader', { name: 'Neelima Marker Thota' });
  expect(await scene.add(administrator, body)).toMatchObject({ status: 201 });
});

const input = () => ({ id: newId(), reason: 'She has left and asked for it.' });
const ask = (request: object = input(), id = body.id, caller = auditor) =>
  scene.erasePerson(caller, id, request);
const erase = async (id = body.id) =>
  scene.decide(administrator, approvalOf(await ask(input(), id)), 'approved', approvedAt);
const list = () => scene.send({ route: 'GET /api/erasures', caller: auditor });
const keys = () => createKeyStore(records.documents, records.keysTable);
const night = (day: string) =>
  eraseDue(
    {
      table: records.table,
      keys: keys(),
      files: { read: async () => undefined, write: async () => {} },
      newId,
      log: () => {},
    },
    { scheduledTime: `${day}T00:30:00+05:30` },
  );
const keyRecord = async () =>
  (
    await records.documents.send(
      new GetCommand({ TableName: records.keysTable, Key: { pk: `person:${body.id}` } }),
    )
  ).Item;
const linesOf = async (id: string) =>
  (await records.readJournal())
    .filter(
      (line) => ('subject' in line && line.subject === id) || ('personId' in line && line.personId === id),
    )
    .map(({ type }) => type);

describe('why an erasure was asked for', () => {
  const why = (id: string, caller: Caller) =>
    scene.send({ route: 'GET /api/erasures/{id}', path: { id }, caller });

  test('is read by who may decide, as long as it waits, and by who asked; each reading is logged', async () => {
    const request = input();
    await ask(request);
    const { id, reason } = request;
    expect(await why(id, administrator)).toMatchObject({
      status: 200,
      body: { id, personId: body.id, reason },
    });
    expect(await why(id, auditor)).toMatchObject({ status: 200, body: { reason } });
    for (const other of ['coordinator', 'auditor'] as const) {
      expect((await why(id, await scene.hire(other))).status).toBe(404);
    }
    expect((await why(newId(), administrator)).status).toBe(404);
    expect(
      (await records.readAccessLog()).filter(({ route }) => route === 'GET /api/erasures/{id}'),
    ).toMatchObject([
      { actor: administrator.personId, subject: body.id, fields: ['reason'] },
      { actor: auditor.personId, subject: body.id, fields: ['reason'] },
    ]);
    await scene.decide(administrator, id, 'declined');
    expect((await why(id, administrator)).status).toBe(404);
    expect(await why(id, auditor)).toMatchObject({ status: 200, body: { reason: null } });
  });

  test('is told of the request that was made, not of an earlier one', async () => {
    const [first, second] = [input(), { ...input(), reason: 'Another.' }];
    await ask(first);
    await scene.decide(administrator, first.id, 'declined');
    await ask(second);
    expect((await why(first.id, auditor)).status).toBe(404);
    expect(await why(second.id, administrator)).toMatchObject({ body: { reason: 'Another.' } });
  });
});

describe('the erasure of a leader or one of the staff', () => {
  test('waits for an administrator; then nobody reads her, and her token opens nothing', async () => {
    const name = await scene.nameOf(body.id);
    const authorize = createAuthorizer({
      table: records.table,
      verify: async () => ({ userId: 'u', signInName: name, signedInAt: '2026-10-15T06:00:00Z' }),
      noteSignIn: async () => {},
    });
    const event = {
      type: 'TOKEN',
      authorizationToken: 'Bearer a.b.c',
      methodArn: 'arn:aws:execute-api:x/prod/GET/api/me',
    } as const;
    const request = input();
    expect(await ask(request)).toMatchObject({
      status: 202,
      body: { approvalId: request.id, personId: body.id, requestedAt: '2026-10-15T06:30:00Z' },
    });
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 200 });
    expect(await authorize(event)).toMatchObject({ principalId: body.id });
    const { items } = listed.parse((await scene.list(administrator)).body);
    expect(items).toMatchObject([
      {
        kind: 'erasure',
        of: 'person',
        subject: body.id,
        subjectName: body.name,
        erasesOn: '2027-10-15',
      },
    ]);

    expect(await scene.decide(administrator, request.id)).toMatchObject({ status: 200 });
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    expect(await scene.change(administrator, body.id, 1, { locale: 'te' })).toMatchObject({ status: 404 });
    expect(await scene.askPassword(administrator, body.id)).toMatchObject({ status: 404 });
    const users = await scene.send({ route: 'GET /api/users', caller: administrator });
    expect(JSON.stringify(users.body)).not.toContain(body.id);
    await expect(authorize(event)).rejects.toThrow('Unauthorized');
    expect(scene.settled).toContainEqual(['remove', name]);
    expect(await ask(request)).toMatchObject({ status: 200, body: { personId: body.id, erasedOn } });
    const again = await ask();
    expect([again.status, problem.parse(again.body).code]).toEqual([409, 'erasure_requested']);
    expect(await linesOf(body.id)).toEqual(['person_added', 'approval_asked', 'approval_decided']);
  });

  test('destroys her name when the retention period ends, and leaves her id', async () => {
    const sealedName = (await records.table.get(personKey(body.id)))?.name;
    await erase();
    await night('2027-10-14');
    expect(await keyRecord()).toHaveProperty('wrapped');
    await Promise.all([night(erasedOn), night(erasedOn)]);
    expect(await keyRecord()).toEqual({ pk: `person:${body.id}`, destroyedAt: '2027-10-14T19:00:00Z' });
    const left = await records.scan();
    expect(left.filter(({ pk }) => pk === `PERSON#${body.id}`)).toEqual([
      { pk: `PERSON#${body.id}`, sk: 'ERASED', id: body.id },
    ]);
    expect(JSON.stringify(left)).not.toContain(String(sealedName));
    expect((await linesOf(body.id)).at(-1)).toBe('person_erased');
    // Whoever kept a copy of the ciphertext, from a backup, can decrypt it no more: not with the organisation's key either.
    const vault = createVault({
      wrappingKey: records.wrappingKey,
      keyStore: keys(),
      now: () => performance.now(),
    });
    const place = { table: 'table', item: personKey(body.id), field: 'name' };
    expect(await vault.decrypt(`person:${body.id}`, place, encryptedText.parse(sealedName))).toBeNull();
    await expect(vault.decrypt('organisation', place, encryptedText.parse(sealedName))).rejects.toThrow(
      'not_authentic',
    );
  });

  test('leaves nothing that tells what was sent of her: every repetition is 404', async () => {
    await erase();
    expect(await scene.add(administrator, body)).toMatchObject({ status: 404 });
    expect(await scene.add(administrator, { ...body, name: 'Another' })).toMatchObject({ status: 404 });
    const claim = (await records.scan()).find(({ pk }) => pk === `ID#${body.id}`);
    expect(Object.keys(claim ?? {}).sort()).toEqual(['at', 'pk', 'record', 'sk']);
  });

  test('has its reason encrypted with her key, shown to the auditor with a line, and gone with it', async () => {
    await erase();
    expect(JSON.stringify(await records.scan())).not.toMatch(/Marker|has left/);
    expect(await list()).toMatchObject({
      body: { items: [{ personId: body.id, reason: 'She has left and asked for it.' }] },
    });
    expect(await records.readAccessLog()).toContainEqual(
      expect.objectContaining({ route: 'GET /api/erasures', actor: auditor.personId }),
    );
    await night(erasedOn);
    // A vault that has not opened her key before.
    const vault = createVault({
      wrappingKey: records.wrappingKey,
      keyStore: keys(),
      now: () => performance.now(),
    });
    scene = openTwoPersons({ ...records, as: (...area) => ({ ...records.as(...area), vault }) });
    expect(await list()).toMatchObject({ body: { items: [{ personId: body.id, reason: null }] } });
  });

  test('is decided by no other role, and by nobody herself', async () => {
    const request = input();
    await ask(request);
    for (const role of ['auditor', 'coordinator'] as const) {
      expect(await scene.decide(await scene.hire(role), request.id)).toMatchObject({ status: 404 });
    }
    expect(await scene.decide(auditor, request.id)).toMatchObject({ status: 403 });
    const own = approvalOf(await ask(input(), administrator.personId));
    expect(await scene.decide(administrator, own)).toMatchObject({ status: 403 });
    const { items } = listed.parse((await scene.list(administrator)).body);
    expect(items.map(({ approvalId }) => approvalId)).toEqual([request.id]);
    for (const role of ['leader', 'caseworker', 'coordinator', 'administrator', 'funder'] as const) {
      expect(await ask(input(), body.id, await scene.hire(role))).toMatchObject({ status: 403 });
    }
  });

  test('may be that of the auditor who asked', async () => {
    const approvalId = approvalOf(await ask(input(), auditor.personId));
    expect(await scene.decide(administrator, approvalId)).toMatchObject({ status: 200 });
    expect(await records.table.get(personKey(auditor.personId))).toBeUndefined();
    // Not once she is no auditor any more.
    const other = await scene.hire('auditor');
    const second = approvalOf(await ask(input(), other.personId, other));
    const third = await scene.hire('administrator');
    await scene.changeByTwo([administrator, third], other.personId, 1, { role: 'leader' });
    expect(await scene.decide(administrator, second)).toMatchObject({
      status: 422,
      body: { code: 'asker_gone' },
    });
  });

  test('closes whatever else was asked for about her', async () => {
    const change = approvalOf(
      await scene.change(administrator, body.id, 1, { role: 'auditor', name: 'Another Marker' }),
    );
    const coordinator = await scene.hire('coordinator');
    const password = approvalOf(await scene.askPassword(administrator, coordinator.personId));
    await scene.decide(auditor, password);
    await erase();
    await erase(coordinator.personId);
    expect(await scene.decide(auditor, change)).toMatchObject({ status: 409, body: { code: 'decided' } });
    const kept = (await records.scan()).filter(({ pk }) =>
      [`APPROVAL#${change}`, `APPROVAL#${password}`].includes(String(pk)),
    );
    expect(
      kept.map(({ state, content, fingerprint, gsi1pk }) => [state, content, fingerprint, gsi1pk]),
    ).toEqual(kept.map(() => ['declined', undefined, undefined, undefined]));
  });

  test('is approved however many requests about her are open, and leaves none of them', async () => {
    const { personId } = await scene.hire('caseworker');
    const asked = await Promise.all(
      Array.from({ length: 101 }, (_, index) =>
        scene.change(administrator, personId, 1, { role: 'coordinator', name: `Kalpana ${index}` }),
      ),
    );
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([202]));
    const id = approvalOf(await scene.erasePerson(auditor, personId, { id: newId(), reason: 'She left.' }));
    expect(await scene.decide(administrator, id)).toMatchObject({ status: 200 });
    const requests = (await records.scan()).filter(
      ({ pk, subject }) => String(pk).startsWith('APPROVAL#') && subject === personId,
    );
    expect(requests).toHaveLength(102);
    const left = requests.filter(
      ({ state, gsi1pk, content }) => state === 'waiting' || gsi1pk !== undefined || content !== undefined,
    );
    expect(left).toEqual([]);
  });

  test('cannot be approved of somebody who is not there any more, and can be declined', async () => {
    const waits = approvalOf(await scene.change(administrator, body.id, 1, { role: 'auditor' }));
    // A restore, in which she was taken away and what waited was not.
    await records.table.transact([{ remove: personKey(body.id) }]);
    expect(await scene.decide(auditor, waits)).toMatchObject({ status: 422, body: { code: 'subject_gone' } });
    expect(await scene.decide(auditor, waits, 'declined')).toMatchObject({ status: 200 });
  });

  test('is replayed after a restore', async () => {
    const item = await records.table.get(personKey(body.id));
    const key = await keyRecord();
    await erase();
    scene.settled.length = 0;
    const putBack = async () => {
      await records.documents.send(new PutCommand({ TableName: records.name, Item: item }));
      await records.documents.send(new PutCommand({ TableName: records.keysTable, Item: key }));
    };
    await putBack();
    await night('2026-10-16');
    expect(await scene.read(administrator, body.id)).toMatchObject({ status: 404 });
    // Her sign-in, which a restore of the provider may have brought back, is to be settled again.
    expect((await records.scan()).filter(({ pk, sk }) => pk === 'SIGN_INS' && sk === body.id)).toHaveLength(
      1,
    );
    await night(erasedOn);
    await putBack();
    await night('2027-10-16');
    expect(await keyRecord()).not.toHaveProperty('wrapped');
    expect(await records.table.get(personKey(body.id))).toBeUndefined();
  });
});
