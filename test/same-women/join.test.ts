import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeLeftTokens } from '../../functions/areas/erasure/left-tokens.ts';
import { eraseDue } from '../../functions/jobs/erasure/erase-due.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import {
  erasedMemberKey,
  erasureKey,
  memberKey,
  nameTokenKey,
} from '../../functions/shared/table/keys/members.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { approvalOf } from '../approvals/scene.ts';
import { aChild, listPage } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const names = ['Quilonda Ybrestu', 'Kwilondo Ibrestu'];
const twoRecords = async (more: object = {}, moreOfOther: object = {}) => {
  const kept = await scene.enrolled({ name: names[0], ...more });
  const other = await scene.enrolled({ name: names[1], phone: '+91 90000 77777', ...moreOfOther });
  return { kept, other };
};

/** A woman whose name has eight words that no other has. */
const longNamed = (place: number) => {
  const letters = [...'BDGKMPST'];
  const name = letters
    .map((letter, at) => `${letter}a${letters[(at + place) % 8]}i${letters[(at + 3 * place + 1) % 8]}u`)
    .map((word) => `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`)
    .join(' ');
  return scene.enrolled({ name, phone: `+91 8${String(100_000_000 + place * 1_111_111)}` });
};

describe('two records that two persons say are one woman’s', () => {
  test('are the kept one under either id, with what both hold', async () => {
    const { kept, other } = await twoRecords({ joinedOn: '2025-06-02' }, { joinedOn: '2025-06-01' });
    await scene.join(kept.id, other.id);
    const of = await scene.opened(kept.id);
    expect(await scene.opened(other.id)).toEqual(of);
    expect(of).toMatchObject({ id: kept.id, code: kept.code, name: names[0], joinedOn: '2025-06-01' });
    expect(of.joined).toEqual([
      {
        id: other.id,
        code: other.code,
        collectiveId: other.collectiveId,
        joinedOn: '2025-06-01',
        on: expect.any(String),
      },
    ]);
    expect(of.children?.map(({ id }) => id)).toEqual(
      [...(kept.children ?? []), ...(other.children ?? [])].map(({ id }) => id),
    );
    expect(of.consents).toHaveLength(kept.consents.length + other.consents.length);
  });

  test('stand in lists and searches once, and are found by either code, name or number', async () => {
    const { kept, other } = await twoRecords();
    await scene.join(kept.id, other.id);
    const listed = listPage.parse(
      (await scene.list({ collectiveId: scene.collectiveId, limit: '100' })).body,
    );
    expect(listed.items.map(({ id }) => id)).toContain(kept.id);
    expect(listed.items.map(({ id }) => id)).not.toContain(other.id);
    for (const q of [kept.code, other.code, names[0] ?? '', names[1] ?? '', '90000 77777']) {
      const found = listPage.parse((await scene.search(q)).body).items.map(({ id }) => id);
      expect(
        found.filter((id) => id === kept.id),
        q,
      ).toHaveLength(1);
      expect(found, q).not.toContain(other.id);
    }
  });

  test('are found by the joined name also after the kept one went back to the district that she had left', async () => {
    const kept = await scene.enrolled({ name: 'Zorindo Hampletu' });
    const moved = scene.mustBe(200, await scene.change(kept.id, kept.version, { district: 'Krishna' }));
    expect(moved.body).toMatchObject({ district: 'Krishna' });
    const other = await scene.enrolled({ name: 'Ulmerika Tavishto', phone: '+91 90000 88888' });
    await scene.join(kept.id, other.id);
    const { version } = await scene.opened(kept.id);
    scene.mustBe(200, await scene.change(kept.id, version, { district: 'Guntur' }));
    const ofGuntur = createCaller('coordinator', { districts: ['Guntur'] });
    for (const q of ['Zorindo Hampletu', 'Ulmerika Tavishto', '90000 88888']) {
      const found = listPage.parse((await scene.search(q, ofGuntur)).body).items.map(({ id }) => id);
      expect(found, q).toEqual([kept.id]);
    }
  });

  test('have one account: what was saved and lent goes to the kept one, and no balance of the group moves', async () => {
    const { kept, other } = await twoRecords();
    const loanId = newId();
    await scene.meet(kept.id, { kind: 'deposit', amountPaise: 10_000 });
    await scene.meet(other.id, { kind: 'deposit', amountPaise: 5_000 });
    await scene.meet(other.id, { kind: 'loan', amountPaise: 2_000, loanId, purpose: 'health' });
    const before = await scene.ledgerOf(scene.collectiveId);
    await scene.join(kept.id, other.id);
    const { members, ...after } = await scene.ledgerOf(scene.collectiveId);
    const { members: _, ...balances } = before;
    expect(after).toEqual(balances);
    expect(members.filter(({ memberId }) => memberId === other.id)).toEqual([]);
    const hers = await scene.savings(other.id);
    expect(hers).toEqual(await scene.savings(kept.id));
    expect(hers).toMatchObject({ savingsPaise: 15_000, loansOutstandingPaise: 2_000 });
    expect(hers.loans).toMatchObject([{ loanId, outstandingPaise: 2_000 }]);
    expect(hers.statement).toHaveLength(3);
  });

  test('are written to under either id, and a sheet with both adds them up', async () => {
    const { kept, other } = await twoRecords();
    await scene.join(kept.id, other.id);
    const reply = await scene.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: scene.collectiveId },
      caller: scene.asks,
      body: {
        id: newId(),
        heldOn: '2026-10-02',
        attendance: [
          { memberId: kept.id, status: 'absent' },
          { memberId: other.id, status: 'present' },
        ],
        entries: [
          { memberId: kept.id, kind: 'deposit', amountPaise: 100 },
          { memberId: other.id, kind: 'deposit', amountPaise: 30 },
        ],
      },
    });
    expect(reply.status).toBe(201);
    await scene.meet(other.id, { kind: 'withdrawal', amountPaise: 120 });
    expect((await scene.savings(kept.id)).savingsPaise).toBe(10);
    expect((await scene.meet(other.id, { kind: 'withdrawal', amountPaise: 11 })).body).toMatchObject({
      code: 'insufficient_savings',
      availablePaise: 10,
    });
    const child = aChild();
    expect((await scene.addChild(other.id, child)).status).toBe(201);
    expect((await scene.addChild(other.id, child)).status).toBe(200);
    expect((await scene.opened(kept.id)).children?.map(({ id }) => id)).toContain(child.id);
  });

  test('are two again after a parting: what was sent under an id goes back to it', async () => {
    const { kept, other } = await twoRecords();
    const loanId = newId();
    await scene.meet(other.id, { kind: 'deposit', amountPaise: 5_000 });
    await scene.meet(other.id, { kind: 'loan', amountPaise: 2_000, loanId, purpose: 'health' });
    const pairId = await scene.join(kept.id, other.id);
    await scene.meet(kept.id, { kind: 'deposit', amountPaise: 700 });
    await scene.meet(other.id, { kind: 'deposit', amountPaise: 30 });
    await scene.meet(kept.id, { kind: 'repayment', amountPaise: 500, loanId });
    const child = aChild();
    await scene.addChild(other.id, child);
    await scene.part(pairId);
    expect(await scene.savings(kept.id)).toMatchObject({ savingsPaise: 700, loansOutstandingPaise: 0 });
    expect(await scene.savings(other.id)).toMatchObject({
      savingsPaise: 5_030,
      loansOutstandingPaise: 1_500,
    });
    const [one, two] = [await scene.opened(kept.id), await scene.opened(other.id)];
    expect(one).toMatchObject({ id: kept.id, children: kept.children });
    expect(one.joined).toBeUndefined();
    expect(two.children?.map(({ id }) => id)).toEqual([
      ...(other.children ?? []).map(({ id }) => id),
      child.id,
    ]);
    await scene.meet(other.id, { kind: 'repayment', amountPaise: 1_500, loanId });
    expect((await scene.savings(other.id)).loansOutstandingPaise).toBe(0);
    await scene.ledgerOf(scene.collectiveId);
  });

  test('are erased together, by either id: nothing is found of her, and both keys are due', async () => {
    const { kept, other } = await twoRecords();
    await scene.join(kept.id, other.id);
    const id = newId();
    const asked = await scene.people.eraseMember(scene.auditor, other.id, { id, reason: 'She asked.' });
    expect(asked.status).toBe(202);
    expect((await scene.decide(id)).status).toBe(200);
    expect((await scene.read(kept.id)).status).toBe(404);
    expect((await scene.read(other.id)).status).toBe(404);
    const raw = (await scene.records.scan()).filter(({ pk }) => /^(NAME|FULLNAME|LIKELY)#/.test(String(pk)));
    expect(JSON.stringify(raw)).not.toMatch(new RegExp(`${kept.id}|${other.id}`));
    const erasures = (await scene.records.scan()).filter(({ pk, erasedOn }) => pk === 'ERASURES' && erasedOn);
    expect(erasures.map(({ sk }) => sk)).toEqual(expect.arrayContaining([kept.id, other.id]));
  });

  test('are removed together again after a restore, wherever they stand in the list of erasures', async () => {
    const { kept, other } = await twoRecords();
    const { documents, name: TableName, keysTable, table } = scene.records;
    const between = Array.from({ length: 120 }, () => newId());
    // The list is in order of ids: these stand between the two.
    const later = await scene.enrolled({ name: 'Zerumbo Ystrelid', phone: '+91 90000 66666' });
    await scene.join(kept.id, other.id);
    await scene.join(kept.id, later.id);
    const before = await scene.records.scan();
    const id = newId();
    await scene.people.eraseMember(scene.auditor, kept.id, { id, reason: 'She asked.' });
    expect((await scene.decide(id)).status).toBe(200);
    const approved = { of: 'member', requestedBy: 'x', erasedOn: '2199-01-01' } as const;
    const at = '2026-10-01T00:00:00Z';
    for (const subject of between) {
      await table.put({
        ...erasureKey(subject),
        ...approved,
        id: newId(),
        subject,
        requestedAt: at,
        approvedAt: at,
      });
    }
    const hers = [kept.id, other.id, later.id];
    const isHers = ({ pk, sk }: Record<string, unknown>) =>
      hers.some((one) => pk === memberKey(one).pk) ||
      (/^(NAME|FULLNAME|LIKELY)#/.test(String(pk)) && hers.some((one) => String(sk).includes(one)));
    const restored = before.filter(isHers);
    for (const Item of restored) await documents.send(new PutCommand({ TableName, Item: { ...Item } }));
    await eraseDue(
      {
        table,
        keys: createKeyStore(documents, keysTable),
        files: { read: async () => undefined, write: async () => {} },
        newId,
        log: () => {},
      },
      { scheduledTime: '2026-10-17T00:30:00+05:30' },
    );
    const left = (await scene.records.scan()).filter(isHers);
    expect(left.map(({ pk, sk }) => `${pk} ${sk}`).sort()).toEqual(
      hers.map((one) => `MEMBER#${one} ERASED`).sort(),
    );
    for (const one of hers) expect((await scene.read(one)).status).toBe(404);
  });

  test('are four at most: a fifth is refused at the asking and at the deciding, and all four are erased', async () => {
    const made: string[] = [];
    for (const given of ['Aklu', 'Bemto', 'Cendri', 'Dostna', 'Evirga']) {
      const words = ['va', 'ni', 'sto', 'mer'].map((end) => given + end);
      const phone = `+91 9${String(100_000_000 + made.length * 1_111_111)}`;
      made.push((await scene.enrolled({ name: words.join(' '), phone })).id);
    }
    const [kept = '', second = '', third = '', fourth = '', fifth = ''] = made;
    await scene.join(kept, second);
    await scene.join(kept, third);
    const late = await scene.askJoin((await scene.pairOf(kept, fifth)).id, kept);
    await scene.join(kept, fourth);
    const refusal = { status: 422, body: { code: 'too_many_records' } };
    expect(await scene.decide(approvalOf(late))).toMatchObject(refusal);
    expect(await scene.askJoin((await scene.pairOf(fifth, fourth)).id, fifth)).toMatchObject({ status: 422 });
    expect(await scene.askJoin((await scene.pairOf(fifth, kept)).id, fifth)).toMatchObject({ status: 422 });
    const id = newId();
    expect((await scene.people.eraseMember(scene.auditor, kept, { id, reason: 'She asked.' })).status).toBe(
      202,
    );
    expect((await scene.decide(id)).status).toBe(200);
  });

  test('are erased whatever their names: what the transaction has no room for is removed after it, by the nightly run if that fails', async () => {
    const made: string[] = [];
    for (const place of [1, 2, 3]) made.push((await longNamed(place)).id);
    const [kept = '', second = '', third = ''] = made;
    await scene.join(kept, second);
    await scene.join(kept, third);
    const { version } = await scene.opened(kept);
    expect(await scene.change(kept, version, { district: 'Krishna' })).toMatchObject({ status: 200 });
    const leads = async () =>
      (await scene.records.scan()).filter(
        ({ pk, sk }) =>
          /^(NAME|FULLNAME|LIKELY)#/.test(String(pk)) && made.some((id) => String(sk).includes(id)),
      );
    expect((await leads()).length).toBeGreaterThan(90);
    const id = newId();
    await scene.people.eraseMember(scene.auditor, kept, { id, reason: 'She asked.' });
    expect((await scene.decide(id)).status).toBe(200);
    expect(await leads()).toEqual([]);
    // As if what follows had stopped before it began.
    const key = erasedMemberKey(kept);
    const token = nameTokenKey('t', 'Guntur', kept);
    const item = await scene.records.table.get(key);
    await scene.records.table.put({ ...token, memberId: kept });
    await scene.records.table.put({ ...item, ...key, tokensLeft: [token] });
    await removeLeftTokens(scene.records.table, kept);
    expect(await leads()).toEqual([]);
    expect(await scene.records.table.get(key)).toEqual(item);
  });

  test('with names of too many words are not joined: what it takes to part them is one transaction', async () => {
    const first = await longNamed(4);
    const second = await longNamed(5);
    const third = await longNamed(6);
    const joined = await scene.join(first.id, second.id);
    const { id } = await scene.pairOf(third.id, first.id);
    const refusal = { status: 422, body: { code: 'names_too_long' } };
    expect(await scene.askJoin(id, third.id)).toMatchObject(refusal);
    // What the refusal says helps: to keep the other of the two; or to part what is joined, write fewer words, and join again.
    await scene.part(await scene.join(first.id, third.id));
    await scene.part(joined);
    for (const one of [first, second]) {
      const { name, version } = await scene.opened(one.id);
      const shorter = String(name).split(' ').slice(0, 1).join(' ');
      scene.mustBe(200, await scene.change(one.id, version, { name: shorter }));
    }
    await scene.join(first.id, second.id);
    scene.mustBe(202, await scene.askJoin((await scene.pairOf(third.id, first.id)).id, third.id));
  });

  test('declined, are a pair that is open again; and one coordinator alone joins nobody', async () => {
    const { kept, other } = await twoRecords();
    const { id } = await scene.pairOf(kept.id, other.id);
    const asked = await scene.askJoin(id, kept.id);
    expect(asked.status).toBe(202);
    expect((await scene.decide(approvalOf(asked), 'approved', scene.asks)).status).toBe(403);
    expect((await scene.decide(approvalOf(asked), 'declined', scene.auditor)).status).toBe(200);
    expect((await scene.opened(other.id)).id).toBe(other.id);
    expect((await scene.askJoin(id, kept.id)).status).toBe(202);
  });
});
