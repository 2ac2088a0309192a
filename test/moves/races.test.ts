import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { coordinator } from '../members/scene.ts';
import type { TestReply } from '../support/request.ts';
import { type Moves, openMoves, refusalOf } from './scene.ts';

/** Moves at the same instant as whatever else changes both books or the woman: nothing is lost, and nothing is there twice. */

let scene: Moves;

beforeAll(async () => {
  scene = await openMoves();
});
afterAll(() => scene.records.close());

const rounds = Array.from({ length: 3 }, (_, round) => round);

/** One group’s savings, cash and loans after another’s. */
const totals = async (...groups: readonly string[]) => {
  const ledgers = await Promise.all(groups.map((group) => scene.ledger(group)));
  const sum = (field: 'savingsPaise' | 'cashPaise' | 'loansOutstandingPaise') =>
    ledgers.reduce((total, ledger) => total + ledger[field], 0);
  return { savings: sum('savingsPaise'), cash: sum('cashPaise'), loans: sum('loansOutstandingPaise') };
};

/** Everything that is computed from the books, each of which throws if it does not agree with the accounts. */
const readAll = async (woman: string, ...groups: readonly string[]) => {
  await Promise.all(groups.map((group) => scene.accounts(group)));
  return scene.savings(woman);
};

const changeGroup = (id: string, collectiveId: string): Promise<TestReply> =>
  scene.send({
    route: 'PATCH /api/members/{id}',
    path: { id },
    body: { collectiveId },
    ifMatch: 1,
    caller: coordinator,
  });

test.each(rounds)('with a sheet of the group that she leaves (%i)', async () => {
  const [from, to] = await scene.groups();
  const { id, loanId } = await scene.saver(from, 1_000, 400);
  const [moved, held] = await Promise.all([
    scene.move(from, { to, members: [id], cashPaise: 600 }),
    scene.meet(
      id,
      { kind: 'repayment', amountPaise: 100, loanId },
      { collectiveId: from, heldOn: '2026-10-09' },
    ),
  ]);
  // Whichever was first: if the sheet, cash for the loan is missing, and the move does not balance.
  expect(['201 422', '422 201']).toContain(`${moved.status} ${held.status}`);
  if (moved.status === 201)
    expect(refusalOf(held)).toMatchObject({ code: 'not_a_member', movedOn: '2026-10-10' });
  else expect(refusalOf(moved)).toMatchObject({ code: 'move_mismatch', differencePaise: -100 });
  const loans = moved.status === 201 ? 400 : 300;
  expect(await totals(from, to)).toEqual({ savings: 1_000, cash: 1_000 - loans, loans });
  expect((await readAll(id, from, to)).loansOutstandingPaise).toBe(loans);
});

test.each(rounds)('with sheets of others in both groups, which all are kept (%i)', async () => {
  const [from, to] = await scene.groups();
  const { id } = await scene.saver(from, 500);
  const [stays, there] = [await scene.saver(from, 0), await scene.saver(to, 0)];
  const sheets = [stays.id, there.id, stays.id, there.id].map((woman, index) =>
    scene.meet(
      woman,
      { kind: 'deposit', amountPaise: 10 },
      { collectiveId: index % 2 === 0 ? from : to, heldOn: '2026-10-09' },
    ),
  );
  const replies = await Promise.all([scene.move(from, { to, members: [id], cashPaise: 500 }), ...sheets]);
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(await totals(from, to)).toEqual({ savings: 540, cash: 540, loans: 0 });
  expect((await readAll(id, from, to)).savingsPaise).toBe(500);
});

test.each(rounds)('with the reversal of her sheet, and of itself (%i)', async () => {
  const [from, to] = await scene.groups();
  const { id, meetingId } = await scene.saver(from, 500);
  const body = { id: newId(), to, members: [id], cashPaise: 500 };
  const [moved, reversed] = await Promise.all([
    scene.move(from, body),
    scene.reverseMeeting(from, meetingId),
  ]);
  expect(['201 422', '422 201']).toContain(`${moved.status} ${reversed.status}`);
  expect((await totals(from, to)).savings).toBe(moved.status === 201 ? 500 : 0);
  if (moved.status === 201) {
    const back = await Promise.all([scene.takeBack(from, body.id), scene.takeBack(to, body.id)]);
    expect(back.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await totals(from, to)).toEqual({ savings: 500, cash: 500, loans: 0 });
  }
  await readAll(id, from, to);
});

test.each(rounds)('with her exit, and a change of her group on either side (%i)', async () => {
  const [from, to] = await scene.groups();
  const elsewhere = await scene.formCollective();
  const { id } = await scene.enrolled({ collectiveId: from });
  const [moved, left] = await Promise.all([scene.move(from, { to, members: [id] }), scene.exit(id)]);
  expect([moved.status, left.status].every((status) => status === 201 || status === 422)).toBe(true);
  const other = await scene.enrolled({ collectiveId: from });
  const [went, patched] = await Promise.all([
    scene.move(from, { to, members: [other.id] }),
    changeGroup(other.id, elsewhere),
  ]);
  expect(['201 412', '422 200', '201 422']).toContain(`${went.status} ${patched.status}`);
  const counts = await Promise.all(
    [from, to, elsewhere].map(async (group) => (await scene.ledger(group)).members),
  );
  expect(counts.flat().filter(({ savingsPaise }) => savingsPaise !== 0)).toEqual([]);
  expect((await scene.read(other.id)).body).toMatchObject({
    collectiveId: went.status === 201 ? to : elsewhere,
  });
  await readAll(other.id, from, to);
});

test('twice at once, to two groups: she is in one', async () => {
  const [from, first] = await scene.groups();
  const second = await scene.formCollective();
  const { id } = await scene.saver(from, 300);
  const replies = await Promise.all(
    [first, second].map((to) => scene.move(from, { to, members: [id], cashPaise: 300 })),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(await totals(from, first, second)).toEqual({ savings: 300, cash: 300, loans: 0 });
  const again = { id: newId(), to: from, members: [id], cashPaise: 300, on: '2026-10-11' };
  const here = replies[0]?.status === 201 ? first : second;
  const repeated = await Promise.all([1, 2, 3].map(() => scene.move(here, again)));
  expect(repeated.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(await totals(from, first, second)).toEqual({ savings: 300, cash: 300, loans: 0 });
});
