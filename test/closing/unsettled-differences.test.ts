import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Correctable,
  lackedByCorrections,
  withoutSlips,
} from '../../functions/months/closing/reversed-differences.ts';
import {
  type CashDifference,
  unsettledDifferences,
} from '../../functions/months/closing/unsettled-differences.ts';

const at = (day: number): string => `2026-10-${String(day).padStart(2, '0')}T06:30:00Z`;
const difference = (id: string, day: number, differencePaise: number, collectiveId = 'group') => ({
  id,
  collectiveId,
  recordedAt: at(day),
  differencePaise,
  isCounted: true,
});
const uncounted = (one: ReturnType<typeof difference>) => ({ ...one, isCounted: false });
type Explanations = ReadonlyMap<string, { readonly at: string }>;
/** What is left of each, by id. */
const leftOf = (differences: readonly CashDifference[], explanations: Explanations = new Map()) =>
  Object.fromEntries(
    unsettledDifferences(differences, explanations).map(({ id, openPaise }) => [id, openPaise]),
  );
/** By what each was made up for last, by id. */
const madeUpFor = (differences: readonly CashDifference[], explanations: Explanations = new Map()) =>
  Object.fromEntries(
    unsettledDifferences(differences, explanations).flatMap(({ id, madeUpBy }) =>
      madeUpBy === undefined ? [] : [[id, madeUpBy.id]],
    ),
  );
const explained = (id: string, day: number) => new Map([[id, { at: at(day) }]]);

describe('a difference between box and books', () => {
  const short = difference('short', 1, -400_800);

  test('stays until somebody settles it', () => {
    expect(leftOf([short])).toEqual({ short: -400_800 });
    expect(leftOf([])).toEqual({});
  });

  test('is made up for by cash that turns up again, in part or in parts, and stays', () => {
    expect(leftOf([short, difference('back', 2, 400_000)])).toEqual({ short: -800 });
    const parts = [difference('a part', 2, 400_000), difference('the rest', 3, 800)];
    expect(leftOf([short, ...parts])).toEqual({ short: 0 });
    expect(madeUpFor([short, ...parts])).toEqual({ short: 'the rest' });
    expect(madeUpFor([short, ...parts.slice(0, 1)])).toEqual({ short: 'a part' });
    // What is beyond it is a difference of its own.
    expect(leftOf([short, difference('more', 2, 400_900)])).toEqual({ short: 0, more: 100 });
  });

  test('is made up for before a later one, by the group’s own alone, in whatever order they are read', () => {
    const list = [
      difference('back', 3, 500_000),
      difference('elsewhere', 3, 900_000, 'other'),
      difference('second', 2, -200_000),
      short,
    ];
    expect(leftOf(list)).toEqual({ short: 0, second: -100_800, elsewhere: 900_000 });
  });

  test('is not made up for by what nobody counted', () => {
    const found = uncounted(difference('found', 2, 400_800));
    expect(leftOf([short, found])).toEqual({ short: -400_800, found: 400_800 });
    // A later count makes up for the shortage, and not what stands beside it.
    expect(leftOf([short, found, difference('back', 3, 400_800)])).toEqual({ short: 0, found: 400_800 });
    expect(leftOf([uncounted(short), difference('back', 2, 400_800)])).toEqual({ short: 0 });
    // Nor does a surplus that was said before take up a shortage.
    expect(leftOf([uncounted(difference('found', 1, 500)), difference('short', 2, -500)])).toEqual({
      found: 500,
      short: -500,
    });
  });

  test('too much cash is made up for by a later shortage', () => {
    const both = [difference('over', 1, 500), difference('short', 2, -500)];
    expect(leftOf(both)).toEqual({ over: 0 });
    expect(madeUpFor(both)).toEqual({ over: 'short' });
  });

  test('that is explained takes up no later one, so that nothing is hidden behind it', () => {
    const back = difference('back', 5, 400_800);
    expect(leftOf([short, back], explained('short', 4))).toEqual({ short: -400_800, back: 400_800 });
    expect(madeUpFor([short, back], explained('short', 4))).toEqual({});
    // What was made up for before stays so.
    expect(leftOf([short, back], explained('short', 6))).toEqual({ short: 0 });
    expect(leftOf([short, difference('part', 3, 800)], explained('short', 4))).toEqual({ short: -400_000 });
  });

  test('is never lost and never doubled: what is left of a group adds up to all of its differences', () => {
    const paise = fc.integer({ min: -9, max: 9 }).filter((amount) => amount !== 0);
    const one = fc.record({
      day: fc.integer({ min: 1, max: 9 }),
      paise,
      group: fc.constantFrom('a', 'b'),
      isCounted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one), fc.integer({ min: 0, max: 9 }), (list, explainedDay) => {
        const all = list.map(({ day, paise: amount, group, isCounted }, at) => ({
          ...difference(`${at}`, day, amount, group),
          isCounted,
        }));
        const left = unsettledDifferences(all, explained('0', explainedDay));
        for (const group of ['a', 'b']) {
          const ofGroup = left.filter(({ collectiveId }) => collectiveId === group);
          const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
          expect(sum(ofGroup.map(({ openPaise }) => openPaise))).toBe(
            sum(all.filter(({ collectiveId }) => collectiveId === group).map((each) => each.differencePaise)),
          );
          // None is left of both signs, but for one that is explained and those that nobody counted.
          const signs = ofGroup
            .filter(({ id, isCounted, openPaise }) => id !== '0' && isCounted && openPaise !== 0)
            .map(({ openPaise }) => Math.sign(openPaise));
          expect(new Set(signs).size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('of a reversed sheet', () => {
  const reversed = (id: string, paise: number, correctedBy?: string): Correctable => ({
    ...difference(id, 1, paise),
    reversedAt: at(3),
    isOwnReversal: true,
    corrects: undefined,
    correctedBy,
  });
  const standing = (id: string, paise: number): Correctable => ({
    ...difference(id, 2, paise),
    reversedAt: undefined,
    isOwnReversal: false,
    corrects: undefined,
    correctedBy: undefined,
  });
  test('on its own day is a slip, unless it corrects another or one of the group was explained meanwhile', () => {
    const slip = { ...reversed('a', -100), reversedAt: '2026-10-01T18:29:59.999Z' };
    const left = (one: typeof slip, explanations: Explanations = new Map()) =>
      withoutSlips([one, standing('b', -5)], explanations).map(({ id }) => id);
    expect(left(slip)).toEqual(['b']);
    // A moment later it is the next day in India.
    expect(left({ ...slip, reversedAt: '2026-10-01T18:30:00Z' })).toEqual(['a', 'b']);
    expect(left({ ...slip, corrects: 'c' })).toEqual(['a', 'b']);
    expect(left({ ...slip, isOwnReversal: false })).toEqual(['a', 'b']);
    const explainedAt = (id: string, instant: string) => new Map([[id, { at: instant }]]);
    for (const id of ['a', 'b']) {
      expect(left(slip, explainedAt(id, '2026-10-01T12:00:00.000Z'))).toEqual(['a', 'b']);
      expect(left(slip, explainedAt(id, '2026-10-01T06:29:59.000Z'))).toEqual(['b']);
    }
    // A second explanation, of the reversal, takes the place of the first.
    expect(left(slip, explainedAt('a', '2026-10-02T12:00:00.000Z'))).toEqual(['a', 'b']);
    expect(left(slip, explainedAt('b', '2026-10-02T12:00:00.000Z'))).toEqual(['b']);
    expect(left({ ...slip, collectiveId: 'other' }, explainedAt('b', '2026-10-01T12:00:00.000Z'))).toEqual([
      'b',
    ]);
  });

  test('is not explained by what was said while it stood', () => {
    const explanationAt = (day: number) =>
      lackedByCorrections([reversed('a', -100)], explained('a', day)).map(({ explanation }) => explanation);
    expect(explanationAt(2)).toEqual([undefined]);
    expect(explanationAt(3)).toEqual([undefined]);
    expect(explanationAt(4)).toEqual([{ at: at(4) }]);
  });

  const lackedOf = (all: readonly Correctable[]) => {
    const linked = all.map((one) => ({
      ...one,
      corrects: all.find(({ correctedBy }) => correctedBy === one.id)?.id,
    }));
    return Object.fromEntries(
      lackedByCorrections(linked, new Map()).map(({ id, openPaise }) => [id, openPaise]),
    );
  };

  test('what its correction lacks is told, and never more than it had', () => {
    expect(lackedOf([reversed('a', -100)])).toEqual({ a: -100 });
    expect(lackedOf([reversed('a', -100, 'b'), standing('b', -30)])).toEqual({ a: -70 });
    expect(lackedOf([reversed('a', -100, 'b'), standing('b', -150)])).toEqual({});
    expect(lackedOf([reversed('a', 1, 'b'), standing('b', -9_999)])).toEqual({ a: 1 });
  });

  test('a chain of corrections is told once', () => {
    expect(lackedOf([reversed('a', -100, 'b'), reversed('b', -100, 'c'), standing('c', -100)])).toEqual({});
    expect(lackedOf([reversed('a', -100, 'b'), reversed('b', -100, 'c')])).toEqual({ a: -100 });
    expect(lackedOf([reversed('a', -100, 'b'), reversed('b', 0, 'c'), standing('c', -100)])).toEqual({});
    expect(lackedOf([reversed('a', -100, 'b'), reversed('b', 0, 'c'), reversed('c', -100)])).toEqual({
      a: -100,
    });
    expect(lackedOf([reversed('a', -100, 'b'), reversed('b', -150, 'c'), standing('c', -20)])).toEqual({
      a: -80,
      b: -50,
    });
  });
});
