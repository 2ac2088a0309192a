import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { removeLeftTokens } from '../../functions/areas/erasure/left-tokens.ts';
import { listErasures } from '../../functions/areas/erasure/repository.ts';
import { eraseDue } from '../../functions/jobs/erasure/erase-due.ts';
import { erasureFile } from '../../functions/jobs/erasure/erasure-lists.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import {
  erasedMemberKey,
  erasureList,
  memberKey,
  nameTokenKey,
} from '../../functions/shared/table/keys/members.ts';
import { encryptedText } from '../../functions/shared/vault/encrypted-text.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { createVault } from '../../functions/shared/vault/vault.ts';
import { approvalOf, openTwoPersons, type TwoPersonScene } from '../approvals/scene.ts';
import { aChild, consentTo, coordinator, listPage, openScene, type Scene } from '../members/scene.ts';
import { createCaller, problem, type TestReply } from '../support/request.ts';
import { createWrappingKeyDouble } from '../support/vault-doubles.ts';

let scene: Scene;
let two: TwoPersonScene;
let auditor: Caller;
/** Who agrees to an erasure; the members' own coordinator is nobody here. */
let decider: Caller;
let kept: Map<string, Buffer>;
let member: { id: string; code: string };
const name = 'Vennela Padmavathi';
const requestedAt = '2026-10-15T06:30:00.000Z';
const erasedOn = '2027-10-15';

beforeEach(async () => {
  scene = await openScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  two = openTwoPersons(scene.records);
  auditor = await two.hire('auditor');
  decider = await two.hire('coordinator');
  kept = new Map();
  member = await scene.enrolled();
});

const ask = (body: object, id = member.id, caller: Caller = auditor, now = requestedAt) =>
  two.eraseMember(caller, id, body, now);
/** Asks, and has it approved the same day. */
const erase = async (body: object, id = member.id): Promise<TestReply> => {
  const asked = await ask(body, id);
  return two.decide(decider, approvalOf(asked), 'approved', requestedAt);
};
const list = () => two.send({ route: 'GET /api/erasures', caller: auditor });
const input = (more: object = {}) => ({ id: newId(), reason: 'She asked for it herself.', ...more });
const keysOf = () => createKeyStore(scene.records.documents, scene.records.keysTable);
const night = (
  day: string,
  keys: Pick<ReturnType<typeof keysOf>, 'read' | 'destructionOf'> = keysOf(),
  table: Table = scene.records.table,
) =>
  eraseDue(
    {
      table,
      keys,
      files: {
        read: async (file) => kept.get(file),
        write: async (file, bytes) => {
          kept.set(file, bytes);
        },
      },
      newId,
      log: () => {},
    },
    { scheduledTime: `${day}T00:30:00+05:30` },
  );
const keyRecord = async (id = member.id) =>
  (
    await scene.records.documents.send(
      new GetCommand({ TableName: scene.records.keysTable, Key: { pk: `member:${id}` } }),
    )
  ).Item;
const rawMember = async () => {
  const { Item } = await scene.records.documents.send(
    new GetCommand({ TableName: scene.records.name, Key: memberKey(member.id) }),
  );
  return Item;
};
const linesAbout = async () =>
  (await scene.records.readJournal())
    .filter(
      (line) =>
        ('memberId' in line && line.memberId === member.id) ||
        ('subject' in line && line.subject === member.id),
    )
    .map(({ type }) => type);

describe('an erasure that is asked for', () => {
  test('waits for a coordinator, and then says when it is done', async () => {
    const body = input();
    const asked = { approvalId: body.id, memberId: member.id, requestedAt: '2026-10-15T06:30:00Z' };
    expect(await ask(body)).toMatchObject({ status: 202, body: asked });
    expect(await ask(body, member.id, auditor, '2026-11-01T00:00:00.000Z')).toEqual({
      ...(await ask(body)),
      status: 200,
      body: asked,
    });
    expect(await scene.read(member.id)).toMatchObject({ status: 200 });
    const other = await ask({ ...body, reason: 'Another.' });
    expect([other.status, problem.parse(other.body).code]).toEqual([409, 'id_reused']);
    const again = await ask(input());
    expect([again.status, problem.parse(again.body).code]).toEqual([409, 'erasure_requested']);
    expect(await ask(input(), newId())).toMatchObject({ status: 404 });

    expect(await two.decide(decider, body.id, 'approved', '2026-10-16T06:30:00.000Z')).toMatchObject({
      status: 200,
      body: { kind: 'erasure', subject: member.id, of: 'member', code: member.code, decision: 'approved' },
    });
    expect(await scene.read(member.id)).toMatchObject({ status: 404 });
    expect(await ask(body)).toMatchObject({
      status: 200,
      body: { ...asked, approvedAt: '2026-10-16T06:30:00Z', erasedOn: '2027-10-16' },
    });
    const late = await ask(input());
    expect([late.status, problem.parse(late.body).code]).toEqual([409, 'erasure_requested']);
    expect(await linesAbout()).toEqual(['member_enrolled', 'approval_asked', 'approval_decided']);
    expect((await scene.records.readJournal()).at(-1)).toMatchObject({ erasesOn: '2027-10-16' });
  });

  test('changes nothing where who asked took it back, and may be asked for again', async () => {
    const body = input();
    await ask(body);
    expect(await two.withdraw(auditor, body.id)).toMatchObject({ status: 200 });
    const withdrawn = { memberId: member.id, withdrawnAt: '2026-10-15T06:30:00Z' };
    expect(await ask(body)).toMatchObject({ status: 200, body: withdrawn });
    expect(await list()).toMatchObject({ body: { items: [{ ...withdrawn, reason: null }] } });
    expect(await scene.read(member.id)).toMatchObject({ status: 200 });
    expect(await ask(input())).toMatchObject({ status: 202 });
    expect(await ask(body)).toMatchObject({ status: 200, body: withdrawn });
  });

  test('changes nothing where it was declined, and may be asked for again', async () => {
    const body = input();
    await ask(body);
    expect(await two.decide(decider, body.id, 'declined', requestedAt)).toMatchObject({ status: 200 });
    expect(await scene.read(member.id)).toMatchObject({ status: 200 });
    const declined = { memberId: member.id, declinedAt: '2026-10-15T06:30:00Z' };
    expect(await ask(body)).toMatchObject({ status: 200, body: declined });
    expect(await list()).toMatchObject({ body: { items: [{ ...declined, reason: null }] } });
    expect(await scene.raw()).not.toContain('erasedOn');

    const second = input();
    expect(await ask(second)).toMatchObject({ status: 202 });
    // The first is told as it was.
    expect(await ask(body)).toMatchObject({ status: 200, body: { approvalId: body.id, ...declined } });
    await two.decide(decider, second.id, 'approved', requestedAt);
    expect(await scene.read(member.id)).toMatchObject({ status: 404 });
  });

  test('is asked for by the auditor alone, and decided by a coordinator', async () => {
    for (const role of ['leader', 'caseworker', 'coordinator', 'administrator', 'funder'] as const) {
      expect(await ask(input(), member.id, createCaller(role))).toMatchObject({ status: 403 });
    }
    const body = input();
    await ask(body);
    expect(await two.decide(auditor, body.id)).toMatchObject({ status: 403 });
    for (const role of ['auditor', 'administrator'] as const) {
      expect(await two.decide(await two.hire(role), body.id)).toMatchObject({ status: 404 });
    }
    expect(await scene.read(member.id)).toMatchObject({ status: 200 });
  });

  test('is approved once, of two at once', async () => {
    const body = input();
    await ask(body);
    const other = await two.hire('coordinator');
    const replies = await Promise.all([decider, other, decider].map((one) => two.decide(one, body.id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await linesAbout()).toEqual(['member_enrolled', 'approval_asked', 'approval_decided']);
  });

  test('takes her out of everybody’s reach at once, on every route about her', async () => {
    const opened = {
      id: newId(),
      memberId: member.id,
      kind: 'crisis',
      priority: 'urgent',
      openedOn: '2026-10-01',
    };
    const crisis = await scene.send({ route: 'POST /api/cases', caller: coordinator, body: opened });
    const { id: caseId, code } = z.looseObject({ id: z.string(), code: z.string() }).parse(crisis.body);
    await scene.meet(member.id, { kind: 'deposit', amountPaise: 5_000 });
    const other = await scene.enrolled({ name: 'Meghana Sitara', phone: '+91 90000 54321' });
    await erase(input());

    const path = { path: { id: member.id }, caller: coordinator };
    const replies = await Promise.all([
      scene.read(member.id),
      scene.change(member.id, 1, { mandal: 'Tenali' }),
      scene.agree(member.id, consentTo('reporting')),
      scene.addChild(member.id, aChild()),
      scene.putChild(member.id, newId(), { birthYear: 2015, gender: 'female', inSchool: false }),
      scene.exit(member.id, { exitedOn: '2026-10-10', reason: 'Moved' }),
      scene.send({ route: 'GET /api/members/{id}/savings', ...path }),
      scene.send({ route: 'GET /api/cases/{id}', path: { id: caseId }, caller: coordinator }),
      scene.send({ route: 'GET /api/cases/{id}/events', path: { id: caseId }, caller: coordinator }),
      scene.send({
        route: 'POST /api/cases/{id}/events',
        path: { id: caseId },
        caller: coordinator,
        body: { id: newId(), type: 'note', on: '2026-10-05', text: 'A note' },
      }),
      scene.send({ route: 'POST /api/cases', caller: coordinator, body: opened }),
      scene.send({
        route: 'POST /api/break-glass',
        caller: createCaller('caseworker'),
        body: { id: newId(), code, reason: 'She called.' },
      }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));

    for (const query of [{}, { collectiveId: scene.collectiveId }]) {
      const { items } = listPage.parse((await scene.list(query)).body);
      expect(items.map(({ id }) => id)).toEqual([other.id]);
    }
    for (const q of [name, '+91 90000 12345', member.code]) {
      expect(await scene.search(q)).toMatchObject({ body: { items: [] } });
    }
    expect(await scene.send({ route: 'GET /api/cases', caller: coordinator })).toMatchObject({
      body: { items: [] },
    });
    for (const kind of ['NAME#', 'FULLNAME#']) {
      const tokens = (await scene.records.scan()).filter(({ pk }) => String(pk).startsWith(kind));
      expect(tokens.filter(({ memberId }) => memberId === member.id)).toEqual([]);
      expect(tokens.length).toBeGreaterThan(0);
    }
  });

  test('removes the search tokens of the district that she moved from too', async () => {
    expect((await scene.change(member.id, 1, { district: 'Krishna' })).status).toBe(200);
    const districts = async () =>
      (await scene.records.scan())
        .filter(({ pk, memberId }) => String(pk).startsWith('NAME#') && memberId === member.id)
        .map(({ sk }) => String(sk).split('#')[0]);
    expect(new Set(await districts())).toEqual(new Set(['Guntur', 'Krishna']));
    await erase(input());
    expect(await districts()).toEqual([]);
  });

  test('leaves the collective’s money as it was, and her account to be settled', async () => {
    await scene.meet(member.id, { kind: 'deposit', amountPaise: 5_000 });
    const ledger = () =>
      scene.send({
        route: 'GET /api/collectives/{id}/ledger',
        path: { id: scene.collectiveId },
        caller: coordinator,
      });
    const before = await ledger();
    await erase(input());
    await night(erasedOn);
    expect(await ledger()).toEqual(before);
    expect(await scene.meet(member.id, { kind: 'withdrawal', amountPaise: 5_000 })).toMatchObject({
      status: 201,
    });
  });

  test('wins over a change that was under way, whichever comes first', async () => {
    const [change, erasure] = await Promise.all([
      scene.change(member.id, 1, { name: 'Vennela Devi' }),
      erase(input()),
    ]);
    expect([200, 404]).toContain(change.status);
    expect(erasure.status).toBe(200);
    expect(await scene.read(member.id)).toMatchObject({ status: 404 });
    expect(await scene.search('Vennela Devi')).toMatchObject({ body: { items: [] } });
  });

  test('has its reason encrypted with her key, in no line of the journal, and shown to the auditor with a line of the log', async () => {
    await erase(input());
    expect(await scene.raw()).not.toContain('She asked for it');
    expect(await list()).toMatchObject({
      status: 200,
      body: { items: [{ memberId: member.id, reason: 'She asked for it herself.', erasedOn }] },
    });
    expect(await scene.accessesOf(member.id)).toMatchObject([
      { actor: auditor.personId, route: 'GET /api/erasures', fields: ['reason'] },
    ]);
    await night(erasedOn);
    // With her key the reason is gone, for whoever holds the organisation's too.
    const other = createVault({
      wrappingKey: scene.records.wrappingKey,
      keyStore: keysOf(),
      now: () => performance.now(),
    });
    const read = await listErasures({ table: scene.records.table, vault: other }, 10, undefined);
    expect(read.items).toMatchObject([{ answer: { reason: null, erasedAt: '2027-10-14T19:00:00Z' } }]);
  });
});

describe('when the retention period ends', () => {
  test('her key is destroyed on that day and not before, once, however often it is done', async () => {
    await erase(input());
    await night('2027-10-14');
    expect(await keyRecord()).toHaveProperty('wrapped');
    await Promise.all([night(erasedOn), night(erasedOn)]);
    await night('2027-10-16');
    expect(await keyRecord()).toEqual({ pk: `member:${member.id}`, destroyedAt: '2027-10-14T19:00:00Z' });
    expect(await linesAbout()).toEqual([
      'member_enrolled',
      'approval_asked',
      'approval_decided',
      'member_erased',
    ]);
    expect(await list()).toMatchObject({ body: { items: [{ erasedAt: '2027-10-14T19:00:00Z' }] } });
  });

  test('nothing is left of her record but her id, and her code leads nowhere', async () => {
    const before = await scene.records.scan();
    const sealedName = before.find(({ pk }) => pk === `MEMBER#${member.id}`)?.name;
    await erase(input());
    await night(erasedOn);
    const after = await scene.records.scan();
    expect(after.filter(({ pk }) => pk === `MEMBER#${member.id}`)).toEqual([
      { pk: `MEMBER#${member.id}`, sk: 'ERASED', id: member.id },
    ]);
    expect(JSON.stringify(after.find(({ pk }) => pk === `CODE#${member.code}`))).not.toContain(member.id);
    expect(JSON.stringify(after)).not.toContain(String(sealedName));
    // The journal keeps what was counted.
    expect((await scene.linesOf(member.id))[0]).toMatchObject({
      ageBand: '25-34',
      district: 'Guntur',
      category: 'trafficking_survivor',
    });
    // Whoever kept a copy of the sealed name can open it no more.
    const { documents, keysTable } = scene.records;
    const vault = createVault({
      wrappingKey: createWrappingKeyDouble(),
      keyStore: createKeyStore(documents, keysTable),
      now: () => performance.now(),
    });
    expect(
      await vault.decrypt(
        `member:${member.id}`,
        { table: 'table', item: memberKey(member.id), field: 'name' },
        encryptedText.parse(sealedName),
      ),
    ).toBeNull();
  });

  test('one who cannot be erased keeps nobody else, and the night fails so that somebody looks', async () => {
    const other = await scene.enrolled({ name: 'Meghana Sitara' });
    await erase(input());
    await erase(input(), other.id);
    const keys = keysOf();
    const failing = {
      read: keys.read,
      destructionOf: (...args: Parameters<typeof keys.destructionOf>) => {
        if (args[0] === `member:${member.id}`) throw new Error('The machine went down.');
        return keys.destructionOf(...args);
      },
    };
    await expect(night(erasedOn, failing)).rejects.toThrow(AggregateError);
    expect(await keyRecord(other.id)).not.toHaveProperty('wrapped');
    expect(await keyRecord()).toHaveProperty('wrapped');
    await night(erasedOn);
    expect(await keyRecord()).not.toHaveProperty('wrapped');
  });

  describe('a token that her erasure had no room to remove', () => {
    const key = () => erasedMemberKey(member.id);
    const scrubbed = () => ({ ...key(), id: member.id });
    const token = () => nameTokenKey('t', 'Guntur', member.id);
    /** The table, with something that comes before its transactions that remove the token. */
    const interrupted = (step: () => Promise<unknown>): Table => ({
      ...scene.records.table,
      transact: async (writes) => {
        if (writes.some((write) => 'remove' in write && write.remove.pk === token().pk)) await step();
        return scene.records.table.transact(writes);
      },
    });

    beforeEach(async () => {
      await erase(input());
      const { table } = scene.records;
      await table.put({ ...token(), memberId: member.id });
      await table.put({ ...(await table.get(key())), ...key(), tokensLeft: [token()] });
    });

    test('is removed the next night if that fails, though her record is scrubbed by then', async () => {
      const { table } = scene.records;
      const failing = interrupted(() => Promise.reject(new Error('throttled')));
      await expect(night(erasedOn, keysOf(), failing)).rejects.toThrow(AggregateError);
      expect(await keyRecord()).not.toHaveProperty('wrapped');
      expect(await table.get(key())).toEqual({ ...scrubbed(), tokensLeft: [token()] });
      await night('2027-10-16');
      expect(await table.get(token())).toBeUndefined();
      expect(await table.get(key())).toEqual(scrubbed());
    });

    test('brings back nothing of her record, if that is scrubbed while the token is removed', async () => {
      const { table } = scene.records;
      const listed = { ...scrubbed(), tokensLeft: [token()] };
      await removeLeftTokens(
        interrupted(() => table.put(listed)),
        member.id,
      );
      expect(await table.get(key())).toEqual(listed);
      await night(erasedOn);
      expect(await table.get(key())).toEqual(scrubbed());
    });
  });

  test('her key is destroyed though keys can’t be read, and the copy is written', async () => {
    await erase(input());
    const unread = { ...keysOf(), read: () => Promise.reject(new Error('throttled')) };
    await expect(night(erasedOn, unread)).rejects.toThrow(AggregateError);
    expect(await keyRecord()).not.toHaveProperty('wrapped');
    expect(String(kept.get(erasureFile))).toContain('erasedAt');
  });

  test('a copy that can’t be written hides no other failure of the night', async () => {
    await erase(input());
    kept.set = () => {
      throw new Error('The bucket is full.');
    };
    const failing = {
      ...keysOf(),
      destructionOf: () => {
        throw new Error('The machine went down.');
      },
    };
    await expect(night(erasedOn, failing)).rejects.toMatchObject({
      errors: [{ message: 'The machine went down.' }, { message: 'The bucket is full.' }],
    });
  });
});

describe('after a restore the list is replayed', () => {
  test('for a member who is there again, and a key that is there again', async () => {
    const { documents, name: table, keysTable } = scene.records;
    const items = await scene.records.scan();
    const hers = items.filter(
      ({ pk, memberId }) =>
        pk === `MEMBER#${member.id}` || (/^(NAME|FULLNAME)#/.test(String(pk)) && memberId === member.id),
    );
    const key = await keyRecord();
    await erase(input());
    await night(erasedOn);
    for (const Item of hers) await documents.send(new PutCommand({ TableName: table, Item: { ...Item } }));
    await documents.send(new PutCommand({ TableName: keysTable, Item: key }));
    expect(await rawMember()).toBeDefined();
    await night('2027-10-16');
    expect(await rawMember()).toBeUndefined();
    expect(await keyRecord()).not.toHaveProperty('wrapped');
    expect(await scene.search(name)).toMatchObject({ body: { items: [] } });
    expect((await scene.records.scan()).filter(({ pk }) => pk === `MEMBER#${member.id}`)).toHaveLength(1);
  });

  test('her record is scrubbed the next night, if it could not be removed in that in which her key was destroyed', async () => {
    const { documents, name: tableName, table } = scene.records;
    const record = await rawMember();
    await erase(input());
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...record } }));
    const failing: Table = {
      ...table,
      transact: async (writes) => {
        if (writes.some((write) => 'remove' in write && write.remove.pk === memberKey(member.id).pk))
          throw new Error('throttled');
        return table.transact(writes);
      },
    };
    await expect(night(erasedOn, keysOf(), failing)).rejects.toThrow(AggregateError);
    expect(await keyRecord()).not.toHaveProperty('wrapped');
    expect(await rawMember()).toBeDefined();
    await night('2027-10-16');
    const after = await scene.records.scan();
    expect(after.filter(({ pk }) => pk === `MEMBER#${member.id}`)).toEqual([
      { ...erasedMemberKey(member.id), id: member.id },
    ]);
    expect(after.find(({ pk }) => pk === `CODE#${member.code}`)).toMatchObject({ record: { pk: 'ERASED' } });
  });

  test('for what her requests were recognised by', async () => {
    const hashes = async () =>
      (await scene.records.scan()).filter(
        ({ record, fingerprint }) => Object(record).pk === `MEMBER#${member.id}` && fingerprint !== undefined,
      );
    const before = await hashes();
    expect(before.length).toBeGreaterThan(0);
    await erase(input());
    const { documents, name: table } = scene.records;
    for (const Item of before) await documents.send(new PutCommand({ TableName: table, Item: { ...Item } }));
    await night('2026-10-16');
    expect(await hashes()).toEqual([]);
  });

  test('from the copy beside the table, where the table itself has forgotten', async () => {
    await erase(input());
    await night('2026-10-16');
    expect(kept.has(erasureFile)).toBe(true);
    const copy = new Map(kept);
    scene = await openScene();
    const { close } = scene.records;
    onTestFinished(() => close());
    await scene.enrolled({ id: member.id });
    kept = copy;
    await night('2026-10-17');
    expect(await scene.read(member.id)).toMatchObject({ status: 404 });
    await night(erasedOn);
    expect(await keyRecord()).not.toHaveProperty('wrapped');
  });

  test('the next night, if the store failed in the first: the copy forgets nobody', async () => {
    await erase(input());
    await night('2026-10-16');
    const copy = new Map(kept);
    scene = await openScene();
    const { close, table } = scene.records;
    onTestFinished(() => close());
    two = openTwoPersons(scene.records);
    auditor = await two.hire('auditor');
    decider = await two.hire('coordinator');
    // Another's, so that the table's list is not empty.
    const other = await scene.enrolled();
    await erase(input(), other.id);
    kept = copy;
    const failing: Table = { ...table, transact: () => Promise.reject(new Error('throttled')) };
    await expect(night('2026-10-17', keysOf(), failing)).rejects.toThrow(AggregateError);
    await night('2026-10-18');
    const subjects = z
      .array(z.object({ subject: z.string() }))
      .parse(JSON.parse(String(kept.get(erasureFile))));
    expect(subjects.map(({ subject }) => subject).sort()).toEqual([member.id, other.id].sort());
  });

  test('the next night, if the store failed in the first: the copy keeps an approval that the table has lost', async () => {
    const { documents, name: tableName, table } = scene.records;
    const asked = approvalOf(await ask(input()));
    const beforeApproval = (await scene.records.scan()).filter(
      ({ pk, sk }) => pk === `MEMBER#${member.id}` || (pk === erasureList && sk === member.id),
    );
    expect(beforeApproval).toHaveLength(2);
    await two.decide(decider, asked, 'approved', requestedAt);
    await night('2026-10-16');
    for (const Item of beforeApproval) {
      await documents.send(new PutCommand({ TableName: tableName, Item: { ...Item } }));
    }
    const failing: Table = { ...table, transact: () => Promise.reject(new Error('throttled')) };
    await expect(night('2026-10-17', keysOf(), failing)).rejects.toThrow(AggregateError);
    expect(await rawMember()).toBeDefined();
    await night('2026-10-18');
    expect(await rawMember()).toBeUndefined();
  });
});
