import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, openScene, type Scene } from '../members/scene.ts';

/*
 * A group closes when nobody and nothing is left in it, and a closed group takes nothing. A group that is closed with money in it would
 * be money that nobody can record any more.
 */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const day = '2026-10-10';
const send = (route: ApiRoute, path: object, body: object, more: object = {}) =>
  scene.send({ route, path: { ...path }, caller: coordinator, body, ...more });
const close = (id: string, closedOn: string | null, ifMatch = 1) =>
  send('PATCH /api/collectives/{id}', { id }, { closedOn }, { ifMatch });
const voucherOf = (...lines: object[]) => ({ id: newId(), on: day, lines });
const grant = (amountPaise: number, more: object = {}) => ({
  kind: 'grant',
  head: 'donation',
  amountPaise,
  ...more,
});
const spend = (amountPaise: number, more: object = {}) => ({
  kind: 'expense',
  head: 'other',
  amountPaise,
  ...more,
});
const borrowingOf = (principalPaise: number) => ({
  id: newId(),
  source: 'bank_linkage',
  sanctionedOn: day,
  principalPaise,
});
const record = (id: string, voucher: object) => send('POST /api/collectives/{id}/vouchers', { id }, voucher);
const meetingOf = (memberId: string, ...entries: object[]) => ({
  id: newId(),
  heldOn: day,
  attendance: [{ memberId, status: 'present' }],
  entries: entries.map((entry) => ({ memberId, ...entry })),
});
const hold = (id: string, meeting: object) => send('POST /api/collectives/{id}/meetings', { id }, meeting);
const leave = (id: string) =>
  send('POST /api/members/{id}/exit', { id }, { exitedOn: day, reason: 'moved to her sister' });
const refusalOf = (code: string, more: object = {}) => ({ status: 422, body: { code, ...more } });
const linesOf = async (id: string) =>
  (await scene.records.readJournal()).filter((line) => 'collectiveId' in line && line.collectiveId === id);

describe('closing a group', () => {
  test('is refused while women are in it, before anything else, and changes nothing', async () => {
    const id = await scene.formCollective();
    await scene.enrolled({ collectiveId: id });
    await scene.enrolled({ collectiveId: id });
    await record(id, voucherOf(grant(700)));
    const before = await linesOf(id);
    expect(await close(id, day)).toMatchObject(refusalOf('members_active', { count: 2 }));
    expect(await linesOf(id)).toEqual(before);
    expect((await scene.records.table.get(groupMoneyKey(id)))?.closedOn).toBeUndefined();
  });

  test('is refused while it holds or owes money, with the five balances', async () => {
    const id = await scene.formCollective();
    const borrowing = borrowingOf(500);
    await send('POST /api/collectives/{id}/borrowings', { id }, borrowing);
    await record(
      id,
      voucherOf(grant(700), grant(1_000, { account: 'bank' }), {
        kind: 'borrowing_received',
        borrowingId: borrowing.id,
        amountPaise: 500,
      }),
    );
    const open = { savingsPaise: 0, loansOutstandingPaise: 0 };
    expect(await close(id, day)).toMatchObject(
      refusalOf('books_open', {
        cashPaise: 1_200,
        bankPaise: 1_000,
        borrowingsOutstandingPaise: 500,
        ...open,
      }),
    );
    await record(id, voucherOf(spend(1_200), spend(1_000, { account: 'bank' })));
    const owed = { cashPaise: 0, bankPaise: 0, borrowingsOutstandingPaise: 500, ...open };
    expect(await close(id, day)).toMatchObject(refusalOf('books_open', owed));
  });

  test('counts whoever was erased no more, but the money that she left', async () => {
    const id = await scene.formCollective();
    const woman = await scene.enrolled({ collectiveId: id });
    const saved = meetingOf(woman.id, { kind: 'deposit', amountPaise: 300 });
    expect(await hold(id, saved)).toMatchObject({ status: 201 });
    await record(id, voucherOf(spend(300)));
    await scene.records.table.transact([{ remove: memberKey(woman.id) }]);
    expect(await close(id, day)).toMatchObject(refusalOf('books_open', { cashPaise: 0, savingsPaise: 300 }));
  });

  test('succeeds with nobody and nothing in it, with one line of the journal', async () => {
    const id = await scene.formCollective();
    const woman = await scene.enrolled({ collectiveId: id });
    await hold(id, meetingOf(woman.id, { kind: 'deposit', amountPaise: 300 }));
    await hold(id, meetingOf(woman.id, { kind: 'withdrawal', amountPaise: 300 }));
    await leave(woman.id);
    expect(await close(id, day)).toMatchObject({ status: 200, body: { closedOn: day, version: 2 } });
    expect((await linesOf(id)).filter(({ type }) => type === 'collective_changed')).toHaveLength(1);
  });
});

describe('a closed group', () => {
  test('takes nothing, dated whenever, until it is opened again', async () => {
    const id = await scene.formCollective();
    const elsewhere = await scene.enrolled();
    const woman = await scene.enrolled({ collectiveId: id });
    const deposit = meetingOf(woman.id, { kind: 'deposit', amountPaise: 300 });
    const withdrawal = meetingOf(woman.id, { kind: 'withdrawal', amountPaise: 300 });
    const voucher = voucherOf(grant(100), spend(100));
    await hold(id, deposit);
    await hold(id, withdrawal);
    await record(id, voucher);
    await leave(woman.id);
    await close(id, day);
    const opening = {
      id: newId(),
      asOf: day,
      ...{ cashPaise: 0, bankPaise: 0, grantsPaise: 0, surplusPaise: 0, members: [], borrowings: [] },
    };
    const reversal = () => ({ id: newId(), reason: 'wrong day' });
    const attempts = [
      ['POST /api/collectives/{id}/meetings', { id }, meetingOf(woman.id)],
      [
        'POST /api/collectives/{id}/meetings',
        { id },
        { ...meetingOf(elsewhere.id, { kind: 'deposit', amountPaise: 1 }), heldOn: '2026-05-01' },
      ],
      ['POST /api/collectives/{id}/vouchers', { id }, voucherOf(grant(1))],
      ['POST /api/collectives/{id}/vouchers', { id }, { ...voucherOf(spend(1)), on: '2026-05-01' }],
      ['POST /api/collectives/{id}/borrowings', { id }, borrowingOf(500)],
      ['POST /api/collectives/{id}/opening', { id }, opening],
      ['POST /api/collectives/{id}/meetings/{meetingId}/reversal', { id, meetingId: deposit.id }, reversal()],
      ['POST /api/collectives/{id}/vouchers/{voucherId}/reversal', { id, voucherId: voucher.id }, reversal()],
      ['POST /api/members', {}, scene.input({ collectiveId: id, phone: undefined })],
    ] as const;
    const before = (await scene.records.readJournal()).length;
    for (const [route, path, body] of attempts) {
      const reply = await send(route, path, body);
      expect(reply, route).toMatchObject(refusalOf('collective_closed'));
      expect(reply.body, route).not.toHaveProperty('errors');
    }
    const move = { path: { id: elsewhere.id }, caller: coordinator, ifMatch: 1, body: { collectiveId: id } };
    expect(await scene.send({ route: 'PATCH /api/members/{id}', ...move })).toMatchObject(
      refusalOf('collective_closed'),
    );
    expect((await scene.records.readJournal()).length).toBe(before);

    // What was accepted once stays accepted.
    expect(await record(id, voucher)).toMatchObject({ status: 200 });
    expect(await hold(id, deposit)).toMatchObject({ status: 200 });

    expect(await close(id, null, 2)).toMatchObject({ status: 200 });
    expect(await scene.send({ route: 'PATCH /api/members/{id}', ...move })).toMatchObject({ status: 200 });
    expect(await record(id, voucherOf(grant(1)))).toMatchObject({ status: 201 });
  });

  test('is also one that was recorded as closed', async () => {
    const id = newId();
    const formed = { id, name: 'Velugu', formedOn: '2025-04-01', closedOn: day };
    await send(
      'POST /api/collectives',
      {},
      {
        ...formed,
        district: 'Guntur',
        mandal: 'Tenali',
        meetingFrequency: 'monthly',
        usualDepositPaise: 100,
      },
    );
    expect(await record(id, voucherOf(grant(1)))).toMatchObject(refusalOf('collective_closed'));
  });

  test('never holds what came at the same instant', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async (_, round) => {
        const id = await scene.formCollective();
        const arrival =
          round % 2 === 0
            ? send('POST /api/members', {}, scene.input({ collectiveId: id, phone: undefined, children: [] }))
            : record(id, voucherOf(grant(100)));
        const [closing, came] = await Promise.all([close(id, day), arrival]);
        return [closing.status, came.status].join(' ');
      }),
    );
    // Whichever was first; never both, and never none.
    for (const outcome of outcomes) expect(['200 422', '422 201']).toContain(outcome);
  });
});
