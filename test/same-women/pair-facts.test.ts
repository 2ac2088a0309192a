import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { approvalOf } from '../approvals/scene.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** What whoever asks for a join and whoever decides on it are told of the two records. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const page = z.object({ items: z.array(z.looseObject({ id: z.string(), reason: z.string().optional() })) });
const found = async (query: Readonly<Record<string, string>>, caller: Caller = scene.auditor) =>
  page.parse((await scene.sendPairs({ route: 'GET /api/same-women', query, caller })).body).items;

const two = async (name: string) => {
  const older = await scene.enrolled({ name: `${name} Ormand`, birthYear: 1990, joinedOn: '2025-06-01' });
  const newer = await scene.enrolled({
    name: `${name} Ormund`,
    birthYear: 1991,
    joinedOn: '2025-06-02',
    phone: '+91 90000 77777',
  });
  return { older, newer };
};

test('a pair has years and holdings of both, and is found by its id in any state', async () => {
  const { older, newer } = await two('Kestrila');
  const loan = { kind: 'loan', amountPaise: 200, loanId: newId(), purpose: 'health' };
  await scene.meet(older.id, { kind: 'deposit', amountPaise: 500 });
  await scene.meet(newer.id, loan);
  const pair = await scene.pairOf(newer.id, older.id);
  const facts = {
    memberIds: [older.id, newer.id],
    birthYears: [1990, 1991],
    joinedOn: ['2025-06-01', '2025-06-02'],
    holdings: [
      { savingsPaise: 500, loansOutstandingPaise: 0 },
      { savingsPaise: 0, loansOutstandingPaise: 200 },
    ],
  };
  expect(pair).toMatchObject(facts);
  await scene.askJoin(pair.id, older.id);
  expect(await found({ id: pair.id })).toMatchObject([{ ...facts, id: pair.id, state: 'asked' }]);
  expect(await found({ id: newId() })).toEqual([]);
});

test('why two are to be parted is told while it waits, and never of a pair of women out of reach', async () => {
  const { older, newer } = await two('Ulmara');
  const pairId = await scene.join(older.id, newer.id);
  expect(await found({ id: pairId })).not.toHaveProperty('0.reason');
  const asked = scene.mustBe(202, await scene.askParting(pairId));
  expect(await found({ id: pairId })).toMatchObject([{ reason: 'They are sisters.' }]);
  expect((await found({ state: 'joined' })).find(({ id }) => id === pairId)?.reason).toBe(
    'They are sisters.',
  );
  const elsewhere = { ...scene.asks, districts: ['Kurnool'] };
  expect(await found({ id: pairId }, elsewhere)).toEqual([]);
  scene.mustBe(200, await scene.decide(approvalOf(asked as never), 'declined'));
  expect(await found({ id: pairId })).not.toHaveProperty('0.reason');
});
