import { expect, test } from 'vitest';
import { countByActor, newestFirst, searchedFirst } from '../../../../web/src/desks/audit/line-order.ts';

test('the latest line comes first, whatever the order in which they came', () => {
  const lines = ['2026-11-03T10:00:00Z', '2026-11-29T10:00:00Z', '2026-11-05T10:00:00Z'].map((at) => ({
    at,
  }));
  expect(newestFirst(lines, ({ at }) => at).map(({ at }) => at.slice(8, 10))).toEqual(['29', '05', '03']);
});

test('the woman who was searched for comes first among those whom a line is about', () => {
  const records = ['a', 'b', 'c'].map((id) => ({ id, kind: 'record' as const }));
  expect(searchedFirst(records, 'c').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(searchedFirst(records, 'x')).toEqual(records);
  expect(searchedFirst(records, undefined)).toEqual(records);
});

test('those who looked are told by how often, the most often first', () => {
  const lines = ['x', 'y', 'y'].map((actor) => ({ actor }));
  expect(countByActor(lines)).toEqual([
    ['y', 2],
    ['x', 1],
  ]);
  expect(countByActor([])).toEqual([]);
});
