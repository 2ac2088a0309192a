import { expect, test } from 'vitest';
import { findingOf } from '../../../web/src/funder/indicator/chart-finding.ts';

const withheld = { withheld: 'too_few' } as const;

test.each([
  ['stock', 'month', 316, 82, 'finding.level.both'],
  ['stock', 'financialYear', 316, 0, 'finding.level.both'],
  ['ratio_of_stocks', 'month', { numerator: 3, denominator: 14 }, undefined, 'finding.level.now'],
  ['sum', 'month', 0, 2, 'finding.total.both'],
  ['distinct', 'quarter', 2, undefined, 'finding.total.now'],
  ['ratio', 'financialYear', { numerator: 3, denominator: 14 }, withheld, 'finding.total.now'],
  ['sum', 'toDate', 12, 3, 'finding.toDate.both'],
  ['sum', 'toDate', 12, withheld, 'finding.toDate.now'],
  // What is not told is no finding: the chart is called as its indicator.
  ['sum', 'month', withheld, 3, undefined],
  ['sum', 'month', undefined, 3, undefined],
] as const)('a %s by %s of %j, a year before %j, is told as %s', (way, period, now, yearBefore, key) => {
  expect(findingOf(way, period, { now, yearBefore })).toBe(key);
});
