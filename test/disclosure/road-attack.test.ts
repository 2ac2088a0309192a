import { describe, expect, test } from 'vitest';
import { searchRuns } from '../support/search.ts';
import { attackRoad, type RoadAttack } from './road-attack.ts';
import { publishRoad } from './road-programmes.ts';

/** How many random programmes of each size are attacked. */
const programmes = searchRuns(6).numRuns;

const attackMany = (
  sizes: readonly number[],
  count: number,
  options: Omit<Parameters<typeof publishRoad>[1], 'women'> = {},
): RoadAttack[] =>
  sizes.flatMap((women) =>
    Array.from({ length: count }, (_, at) =>
      attackRoad(publishRoad(women * 1000 + at, { women, ...options })),
    ),
  );
const all = (attacks: readonly RoadAttack[], what: 'pinned' | 'byCorrection' | 'byTotals') =>
  attacks.flatMap((one) => one[what]);
const shownIn = (attacks: readonly RoadAttack[]): number =>
  attacks.reduce((sum, { shown }) => sum + shown, 0);

describe('the attack on the road', () => {
  test('finds no number of fewer than five women in what random programmes publish', {
    timeout: 240_000,
  }, () => {
    const attacks = attackMany([8, 14, 30, 60, 150], programmes, { corrections: 0.2 });
    expect(all(attacks, 'pinned')).toEqual([]);
    expect(shownIn(attacks)).toBeGreaterThan(1000);
  });

  test('finds what a correction of March or September tells, which is exact as every total is', () => {
    const attacks = attackMany([60], programmes, { corrections: 1 });
    expect(all(attacks, 'byCorrection').length).toBeGreaterThan(0);
    expect(all(attackMany([60], programmes), 'byCorrection')).toEqual([]);
  });

  test('finds the answers of a month, where ratios are counted every month', () => {
    const attacks = attackMany([30, 60], 3, { careless: 'every_month' });
    const [first] = all(attacks, 'pinned');
    expect(first?.how).toBe('changed');
    expect(all(attacks, 'pinned').length).toBeGreaterThan(20);
  });

  test('finds ratios of fewer than eleven women, where they are told', () => {
    const attacks = attackMany([14], 3, { careless: 'of_few' });
    expect(all(attacks, 'pinned').filter(({ how }) => how === 'withheld').length).toBeGreaterThan(50);
  });

  test('finds what the first total after it tells of withheld crises, which no rule can keep from exact totals', () => {
    const found = all(attackMany([30], 3), 'byTotals');
    expect(found.some(({ code }) => code === 'crises_of_violence')).toBe(true);
  });
});
