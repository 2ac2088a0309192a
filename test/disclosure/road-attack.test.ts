import { describe, expect, test } from 'vitest';
import { searchRuns } from '../support/search.ts';
import { attackRoad, type RoadAttack } from './road-attack.ts';
import { attackRoads } from './road-campaign.ts';

/** How many random programmes of each size are attacked. */
const programmes = searchRuns(6).numRuns;

const all = (
  attacks: readonly RoadAttack[],
  what: 'pinned' | 'byCorrection' | 'byFewClosings' | 'byTotals',
) => attacks.flatMap((one) => one[what]);
const shownIn = (attacks: readonly RoadAttack[]): number =>
  attacks.reduce((sum, { shown }) => sum + shown, 0);

describe('the attack on the road', () => {
  test('finds no number of fewer than five women in what random programmes publish', {
    timeout: 240_000,
  }, () => {
    const attacks = attackRoads([8, 14, 30, 60, 150], programmes, { corrections: 0.2 });
    expect(all(attacks, 'pinned')).toEqual([]);
    expect(shownIn(attacks)).toBeGreaterThan(1000);
  });

  test('finds none where women are enrolled twice, joined and parted, and it is told when', {
    timeout: 240_000,
  }, () => {
    const attacks = attackRoads([14, 30, 60, 150], programmes, { corrections: 0.2, twins: 0.3 });
    expect(all(attacks, 'pinned')).toEqual([]);
    expect(shownIn(attacks)).toBeGreaterThan(1000);
  });

  test('finds what few closings of cases tell of whom they helped, which a count of closings can’t keep to itself', () => {
    const told = (code: string, way: string, value: unknown) => ({
      ...{ code, way },
      ...{ month: value, financialYear: value, toDate: value },
    });
    const publishedIn = (month: string, closed: number, helped: unknown) =>
      JSON.stringify({
        ...{ month, version: 1, cutoff: `${month}-28`, revisions: [] },
        indicators: [
          told('cases_closed', 'sum', closed),
          { ...told('help_helped', 'ratio_of_stocks', helped), asOf: month },
        ],
      });
    const { byFewClosings, pinned } = attackRoad([
      publishedIn('2025-09', 12, { numerator: 6, denominator: 11 }),
      publishedIn('2026-03', 2, { numerator: 8, denominator: 13 }),
    ]);
    expect(byFewClosings).toEqual([{ code: 'help_helped', month: '2026-03', women: 2, how: 'changed' }]);
    expect(pinned).toEqual([]);
  });

  test('finds what a correction of March or September tells, which is exact as every total is', () => {
    const attacks = attackRoads([60], programmes, { corrections: 1 });
    expect(all(attacks, 'byCorrection').length).toBeGreaterThan(0);
    expect(all(attackRoads([60], programmes), 'byCorrection')).toEqual([]);
  });

  test('finds the answers of a month, where ratios are counted every month', () => {
    const attacks = attackRoads([30, 60], 3, { careless: 'every_month' });
    const [first] = all(attacks, 'pinned');
    expect(first?.how).toBe('changed');
    expect(all(attacks, 'pinned').length).toBeGreaterThan(20);
  });

  test('finds ratios of fewer than eleven women, where they are told', () => {
    const attacks = attackRoads([14], 3, { careless: 'of_few' });
    expect(all(attacks, 'pinned').filter(({ how }) => how === 'withheld').length).toBeGreaterThan(50);
  });

  test('finds what the first total after it tells of withheld crises, which no rule can keep from exact totals', () => {
    const found = all(attackRoads([30], 3), 'byTotals');
    expect(found.some(({ code }) => code === 'crises_of_violence')).toBe(true);
  });
});
