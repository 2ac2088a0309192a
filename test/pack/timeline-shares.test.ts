import { expect, test } from 'vitest';
import { orderByTurns } from '../../functions/areas/pack/timeline-shares.ts';

const outline = (sk: string, by: string, type = 'note', counts = true) => ({
  key: { pk: 'CASE', sk },
  type,
  by,
  counts,
});

test('of a timeline that is too long the standing safety plan is kept first, then by turns the newest of each person', () => {
  const newestFirst = [
    outline('9', 'leader'),
    outline('8', 'leader', 'safety_plan', false),
    outline('7', 'leader'),
    outline('6', 'holder'),
    outline('5', 'leader'),
    outline('4', 'holder', 'safety_plan'),
    outline('3', 'holder', 'safety_plan'),
    outline('2', 'coordinator'),
  ];
  expect(orderByTurns(newestFirst).map(({ key }) => key.sk)).toEqual([
    '4',
    '9',
    '6',
    '2',
    '8',
    '3',
    '7',
    '5',
  ]);
  expect(orderByTurns([])).toEqual([]);
});
