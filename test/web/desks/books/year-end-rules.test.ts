import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import {
  type Sharer,
  sharesOf,
  shareWays,
  timesPresent,
} from '../../../../web/src/desks/books/closing/year-end-rules.ts';

const sharer = (memberId: string, savingsPaise: number, times: number): Sharer => ({
  memberId,
  savingsPaise,
  timesPresent: times,
});

const sharers = fc
  .array(fc.tuple(fc.nat(maxAmountPaise), fc.nat(60)), { maxLength: 40 })
  .map((list) => list.map(([savings, times], index) => sharer(`m${index}`, savings, times)));
const amount = fc.integer({ min: -1_000, max: 1_000_000_000_000 });
const way = fc.constantFrom(...shareWays);

describe('sharesOf', () => {
  test('shares equally in whole rupees, and tells what stays', () => {
    const three = [sharer('a', 1, 0), sharer('b', 500, 2), sharer('c', 0, 9)];
    expect(sharesOf(100_050, three, 'equally')).toEqual({
      shares: [
        { memberId: 'a', amountPaise: 33_300 },
        { memberId: 'b', amountPaise: 33_300 },
        { memberId: 'c', amountPaise: 33_300 },
      ],
      remainderPaise: 150,
    });
  });

  test.each([
    ['savings', [sharer('a', 300_000, 1), sharer('b', 100_000, 1), sharer('c', 0, 1)], [75_000, 25_000]],
    ['attendance', [sharer('a', 0, 6), sharer('b', 0, 2), sharer('c', 9, 0)], [75_000, 25_000]],
  ] as const)('shares by %s, and nothing to whoever has none', (by, list, expected) => {
    const { shares, remainderPaise } = sharesOf(100_000, list, by);
    expect(shares.map(({ amountPaise }) => amountPaise)).toEqual(expected);
    expect(remainderPaise).toBe(0);
  });

  test.each([
    ['nobody', 100_000, []],
    ['nobody with savings', 100_000, [sharer('a', 0, 0)]],
    ['a loss', -5, [sharer('a', 1, 1)]],
    ['less than a rupee each', 150, [sharer('a', 1, 1), sharer('b', 1, 1)]],
  ] as const)('shares nothing: %s', (_, paise, list) => {
    expect(sharesOf(paise, list, 'savings')).toEqual({ shares: [], remainderPaise: Math.max(0, paise) });
  });

  test('is never more than the surplus, in whole rupees, less than a rupee a woman short of it', () => {
    fc.assert(
      fc.property(amount, sharers, way, (paise, list, by) => {
        const { shares, remainderPaise } = sharesOf(paise, list, by);
        const shared = shares.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
        expect(shared + remainderPaise).toBe(Math.max(0, paise));
        expect(remainderPaise).toBeGreaterThanOrEqual(0);
        expect(shares.every(({ amountPaise }) => amountPaise > 0 && amountPaise % 100 === 0)).toBe(true);
        if (shares.length > 0) expect(remainderPaise).toBeLessThan(list.length * 100);
      }),
    );
  });

  test('gives nobody less by another order of the list, and never less for more', () => {
    fc.assert(
      fc.property(amount, sharers, way, fc.infiniteStream(fc.nat()), (paise, list, by, chance) => {
        const keys = new Map(list.map(({ memberId }) => [memberId, Number(chance.next().value)]));
        const shuffled = list.toSorted((a, b) => (keys.get(a.memberId) ?? 0) - (keys.get(b.memberId) ?? 0));
        const byId = (all: readonly Sharer[]) =>
          new Map(sharesOf(paise, all, by).shares.map((one) => [one.memberId, one.amountPaise]));
        const shares = byId(list);
        expect(byId(shuffled)).toEqual(shares);
        if (by !== 'savings') return;
        const bySavings = list.toSorted((a, b) => a.savingsPaise - b.savingsPaise);
        const inOrder = bySavings.map(({ memberId }) => shares.get(memberId) ?? 0);
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
      }),
    );
  });
});

test('counts who was present within the year, and not at reversed meetings', () => {
  const held = (heldOn: string, statuses: Record<string, string>, reversed?: object) => ({
    heldOn,
    reversed,
    attendance: Object.entries(statuses).map(([memberId, status]) => ({ memberId, status })),
  });
  const times = timesPresent(
    [
      held('2026-03-31', { a: 'present' }),
      held('2026-04-01', { a: 'present', b: 'absent' }),
      held('2026-05-01', { a: 'present', b: 'present' }),
      held('2026-06-01', { a: 'excused', b: 'present' }, {}),
      held('2027-03-31', { b: 'present' }),
      held('2027-04-01', { b: 'present' }),
    ],
    { from: '2026-04-01', to: '2027-03-31' },
  );
  expect([...times]).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
});
