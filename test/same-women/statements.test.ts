import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { approvalOf } from '../approvals/scene.ts';
import { countLines } from '../publishing/journal-builder.ts';
import { searchRuns } from '../support/search.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

type Group = { readonly id: string };
const sheetOf = z.object({ id: z.string() });

const sheet = async (
  memberId: string,
  entry: object,
  group: Group = { id: scene.collectiveId },
): Promise<string> =>
  sheetOf.parse(scene.mustBe(201, await scene.meet(memberId, entry, { collectiveId: group.id })).body).id;

const given = async (memberId: string, amountPaise: number): Promise<string> => {
  const loanId = newId();
  await sheet(memberId, { kind: 'loan', amountPaise, loanId, purpose: 'health' });
  return loanId;
};

const move = (memberId: string, from: string, to: string, cashPaise: number) =>
  scene.send({
    route: 'POST /api/collectives/{id}/moves',
    path: { id: from },
    caller: scene.asks,
    body: { id: newId(), on: '2026-10-10', to, members: [memberId], cashPaise, bankPaise: 0 },
  });

const women = async (count: number) => {
  const made = [];
  for (let index = 0; index < count; index += 1) {
    const phone = `+91 90000 ${String(10_000 + index * 1_111)}`;
    made.push(await scene.enrolled({ name: `Vorana${'abcd'[index]} Tilmeku${'wxyz'[index]}`, phone }));
  }
  return made.map(({ id }) => id);
};

const owes = async (id: string) => {
  const { savingsPaise, loansOutstandingPaise } = await scene.savings(id);
  return [savingsPaise, loansOutstandingPaise];
};

test('a loan that was repaid with another group, while two were one, is what is left of it after a parting', async () => {
  const [kept = '', other = ''] = await women(2);
  const elsewhere = await scene.formCollective();
  await sheet(kept, { kind: 'deposit', amountPaise: 30_000 });
  const loanId = await given(other, 2_000);
  const pair = await scene.join(kept, other);
  scene.mustBe(201, await move(kept, scene.collectiveId, elsewhere, 28_000));
  await sheet(kept, { kind: 'repayment', amountPaise: 500, loanId }, { id: elsewhere });
  scene.mustBe(201, await move(kept, elsewhere, scene.collectiveId, 28_500));
  await scene.part(pair);
  expect([await owes(kept), await owes(other)]).toEqual([
    [30_000, 0],
    [0, 1_500],
  ]);
});

test('a loan that was repaid in full with another group hinders no parting', async () => {
  const [kept = '', other = ''] = await women(2);
  const elsewhere = await scene.formCollective();
  await sheet(kept, { kind: 'deposit', amountPaise: 30_000 });
  const loanId = await given(other, 2_000);
  const pair = await scene.join(kept, other);
  scene.mustBe(201, await move(kept, scene.collectiveId, elsewhere, 28_000));
  expect(await scene.askParting(pair)).toMatchObject({ status: 422, body: { code: 'moved_since' } });
  await sheet(kept, { kind: 'repayment', amountPaise: 2_000, loanId }, { id: elsewhere });
  scene.mustBe(201, await move(kept, elsewhere, scene.collectiveId, 30_000));
  await scene.part(pair);
  expect([await owes(kept), await owes(other)]).toEqual([
    [30_000, 0],
    [0, 0],
  ]);
});

type Women = readonly [string, string, string];

test.each([
  // The outermost of a chain repaid it: the record that was kept is joined to another.
  [
    'a chain',
    ([a, b, c]: Women) =>
      [
        [a, b],
        [c, a],
      ] as const,
  ],
  [
    'two records joined to one',
    ([a, b, c]: Women) =>
      [
        [a, b],
        [a, c],
      ] as const,
  ],
])(
  'a loan that another record of %s repaid is told to whom it was given, once all are parted',
  async (_, joinsOf) => {
    const [a = '', b = '', c = ''] = await women(3);
    await sheet(c, { kind: 'deposit', amountPaise: 50_000 });
    const loanId = await given(b, 2_000);
    const pairs: string[] = [];
    for (const [kept, other] of joinsOf([a, b, c])) pairs.push(await scene.join(kept, other));
    await sheet(c, { kind: 'repayment', amountPaise: 500, loanId });
    for (const pair of pairs.toReversed()) await scene.part(pair);
    expect([await owes(a), await owes(b), await owes(c)]).toEqual([
      [0, 0],
      [0, 1_500],
      [50_000, 0],
    ]);
  },
);

const act = fc.record({
  kind: fc.constantFrom('join', 'join', 'part', 'loan', 'repay', 'repay', 'deposit', 'move', 'take back'),
  one: fc.nat(3),
  other: fc.nat(3),
  paise: fc.integer({ min: 1, max: 900 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Four women in two groups, whose records are joined and parted while they save, borrow, repay for each other and move. What is refused is no matter. */
const live = async () => {
  const groups: string[] = [await scene.formCollective(), await scene.formCollective()];
  const ids: string[] = [];
  for (const [index, group] of [...groups, ...groups].entries()) {
    const name = `Sorvani${'abcd'[index]} Melkuta${'wxyz'[index]}`;
    const phone = `+91 90000 ${20_000 + index}`;
    ids.push((await scene.enrolled({ collectiveId: group, name, phone })).id);
    await sheet(ids[index] ?? '', { kind: 'deposit', amountPaise: 1_000 }, { id: group });
  }
  const loans: string[] = [];
  const pairs: string[] = [];
  const sheets: { readonly id: string; readonly group: string }[] = [];
  const meet = async (id: string, entry: object) => {
    const group = (await scene.opened(id)).collectiveId;
    const reply = await scene.meet(id, entry, { collectiveId: group });
    expect(reply.status).toBeLessThan(500);
    if (reply.status === 201) sheets.push({ id: sheetOf.parse(reply.body).id, group });
    return reply.status === 201;
  };
  const decided = async (asked: Awaited<ReturnType<typeof scene.askJoin>>): Promise<boolean> => {
    if (asked.status !== 202) return false;
    const id = approvalOf(asked);
    const { status } = await scene.decide(id);
    expect(status).toBeLessThan(500);
    if (status !== 200) await scene.decide(id, 'declined', scene.auditor);
    return status === 200;
  };
  const step = async ({ kind, one, other, paise }: Act): Promise<void> => {
    const [a = '', b = ''] = [ids[one], ids[other]];
    if (kind === 'join' && a !== b) {
      const { id } = await scene.pairOf(a, b);
      if (await decided(await scene.askJoin(id, a))) pairs.push(id);
    }
    if (kind === 'part') {
      const pair = pairs.at(-1 - (one % 2));
      if (pair !== undefined && (await decided(await scene.askParting(pair))))
        pairs.splice(pairs.indexOf(pair), 1);
    }
    if (kind === 'loan') {
      const loanId = newId();
      if (await meet(a, { kind, amountPaise: paise, loanId, purpose: 'health' })) loans.push(loanId);
    }
    const loanId = loans[(one + other) % Math.max(1, loans.length)];
    if (kind === 'repay' && loanId !== undefined) {
      await meet(a, { kind: 'repayment', amountPaise: Math.ceil(paise / 3), loanId });
    }
    if (kind === 'deposit') await meet(a, { kind, amountPaise: paise });
    if (kind === 'move') {
      const { id, collectiveId } = await scene.opened(a);
      const [savings = 0, loan = 0] = await owes(a);
      const to = groups.find((group) => group !== collectiveId) ?? '';
      expect((await move(id, collectiveId, to, savings - loan)).status).toBeLessThan(500);
    }
    const taken = sheets.at(-1 - other);
    if (kind === 'take back' && taken !== undefined) {
      const path = { id: taken.group, meetingId: taken.id };
      const body = { id: newId(), reason: 'Counted wrongly.' };
      const route = 'POST /api/collectives/{id}/meetings/{meetingId}/reversal';
      expect((await scene.send({ route, path, caller: scene.asks, body })).status).toBeLessThan(500);
    }
  };
  return { groups, ids, step };
};

test('whatever is joined, parted, moved and repaid, every statement can be read, and all add up to the groups’ books and to the count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 30 }), async (acts) => {
      const { groups, ids, step } = await live();
      for (const one of acts) await step(one);
      const standing = new Set<string>();
      for (const id of ids) standing.add((await scene.opened(id)).id);
      const hers = await Promise.all([...standing].map(owes));
      const books = await Promise.all(groups.map(scene.ledgerOf));
      const total = (amounts: readonly (number | undefined)[]) =>
        amounts.reduce<number>((sum, amount = 0) => sum + amount, 0);
      const loans = total(books.map(({ loansOutstandingPaise }) => loansOutstandingPaise));
      expect(total(hers.map(([savings]) => savings))).toBe(
        total(books.map(({ savingsPaise }) => savingsPaise)),
      );
      expect(total(hers.map(([, loan]) => loan))).toBe(loans);
      const lines = (await scene.records.readJournal()).filter(
        (line) =>
          ('collectiveId' in line && groups.includes(line.collectiveId ?? '')) ||
          (line.type === 'members_joined' && ids.includes(line.keptId)) ||
          (line.type === 'members_parted' && ids.includes(line.keptId)),
      );
      const counted = countLines(lines).totals.get('loans_outstanding.change');
      expect(total([...(counted?.values() ?? [])])).toBe(loans);
      expect(Math.min(0, ...runningSums(counted))).toBe(0);
    }),
    searchRuns(5),
  );
});

const runningSums = (changes: ReadonlyMap<number, number> = new Map()): number[] => {
  let sum = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([, change]) => {
      sum += change;
      return sum;
    });
};
