import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToRuns, forEachRun, type Runs } from '../../functions/indicators/runs.ts';

type Added = readonly (readonly [month: number, amount: number])[];

const runsOf = (added: Added): Runs => {
  const runs: Runs = [];
  for (const [month, amount] of added) addToRuns(runs, month, amount);
  return runs;
};

const amountsIn = (runs: Runs): Map<number, number> => {
  const amounts = new Map<number, number>();
  forEachRun(runs, (first, last, amount) => {
    for (let month = first; month <= last; month += 1) amounts.set(month, amount);
  });
  return amounts;
};

// Few months and small numbers, so that runs meet, fall apart and vanish.
const added = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -2, max: 2 })), {
  maxLength: 40,
});

describe('numbers by month, in runs', () => {
  it('are the sums of what was added, month by month', () => {
    fc.assert(
      fc.property(added, (steps) => {
        const sums = new Map<number, number>();
        for (const [month, amount] of steps) sums.set(month, (sums.get(month) ?? 0) + amount);
        const expected = [...sums].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b);
        expect([...amountsIn(runsOf(steps))]).toEqual(expected);
      }),
    );
  });

  it('are the same in whatever order they were added, each run as long as can be', () => {
    fc.assert(
      fc.property(added, (steps) => {
        const runs = runsOf(steps);
        expect(runsOf(steps.toReversed())).toEqual(runs);
        for (let at = 3; at < runs.length; at += 3) {
          const [last = 0, amount, next = 0, , nextAmount] = runs.slice(at - 2);
          expect(next > last + 1 || (next === last + 1 && nextAmount !== amount)).toBe(true);
        }
      }),
    );
  });

  it('take three numbers, however long somebody saved in every month', () => {
    expect(runsOf(Array.from({ length: 120 }, (_, at) => [24_300 + at, 1] as const))).toEqual([
      24_300, 24_419, 1,
    ]);
  });
});
