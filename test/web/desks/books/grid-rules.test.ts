import { expect, test } from 'vitest';
import { newSheet } from '../../../../web/src/desks/books/drafts/draft.ts';
import {
  allPresent,
  amountIn,
  cellAfter,
  gridKinds,
  usualDeposits,
  withAmount,
  withMark,
} from '../../../../web/src/desks/books/sheets/grid-keys.ts';

const members = ['a', 'b', 'c'].map((id) => ({ id, code: id }));

test('a cell that is filled makes a woman present, and one who is absent pays nothing', () => {
  const paid = withAmount(newSheet(members), 'a', 'fine', 500);
  expect(paid.attendance).toEqual({ a: 'present', b: 'absent', c: 'absent' });
  expect(amountIn(paid.entries, 'a', 'fine')).toBe(500);
  expect(withAmount(paid, 'a', 'fine', undefined).entries).toEqual([]);
  expect(withMark(paid, 'a', 'excused')).toEqual({
    attendance: { a: 'excused', b: 'absent', c: 'absent' },
    entries: [],
  });
});

test('usual deposits are those of the present who have none', () => {
  const all = withMark(withAmount(allPresent(newSheet(members)), 'b', 'deposit', 300), 'c', 'absent');
  const filled = usualDeposits(all, 10_000);
  expect(members.map(({ id }) => amountIn(filled.entries, id, 'deposit'))).toEqual([10_000, 300, undefined]);
  expect(usualDeposits(filled, 10_000)).toEqual(filled);
  expect(usualDeposits(all, 0)).toEqual(all);
});

test('arrow keys stay within the grid', () => {
  const last = { row: 2, column: gridKinds.length };
  expect(cellAfter('ArrowDown', last, 3)).toEqual(last);
  expect(cellAfter('ArrowRight', last, 3)).toEqual(last);
  expect(cellAfter('ArrowUp', last, 3)).toEqual({ row: 1, column: gridKinds.length });
  expect(cellAfter('ArrowLeft', { row: 0, column: 0 }, 3)).toEqual({ row: 0, column: 0 });
  expect(cellAfter('5', last, 3)).toBeUndefined();
});
