import { expect, test } from 'vitest';
import { newSheet } from '../../../../web/src/desks/books/drafts/draft.ts';
import { sortedAsOnPaper } from '../../../../web/src/desks/books/group-members.ts';
import {
  allPresent,
  amountIn,
  cellAfter,
  gridKinds,
  totalOf,
  usualDeposits,
  withAmount,
  withMark,
} from '../../../../web/src/desks/books/sheets/grid-keys.ts';
import { largeDeposits } from '../../../../web/src/desks/books/sheets/large-deposits.ts';
import { entriesAfter, owedBefore } from '../../../../web/src/desks/books/sheets/owed-before.ts';

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

test('below a column stands its sum, of the women and cells that are seen', () => {
  const paid = withAmount(withAmount(newSheet(members), 'a', 'fine', 500), 'c', 'fine', 250);
  expect(totalOf(paid.entries, members, 'fine')).toBe(750);
  expect(totalOf(paid.entries, members, 'deposit')).toBe(0);
});

test('the women stand by name where names are shown, and by code where not', () => {
  const names = new Map([
    ['a', 'వెన్నెల'],
    ['b', 'తార'],
    ['c', 'మల్లిక'],
  ]);
  const ids = (shown: ReadonlyMap<string, string>) =>
    sortedAsOnPaper(members.toReversed(), shown).map(({ id }) => id);
  expect(ids(new Map())).toEqual(['a', 'b', 'c']);
  expect(ids(names)).toEqual(['b', 'c', 'a']);
});

test('what she owed is what she owes without this sheet and those held later', () => {
  const accounts = [
    { memberId: 'a', loansOutstandingPaise: 200_00 },
    { memberId: 'b', loansOutstandingPaise: 500_00 },
  ];
  const repaid = (amountPaise: number) => ({ memberId: 'a', kind: 'repayment' as const, amountPaise });
  const sheets = [
    { id: '1', heldOn: '2026-10-05', entries: [repaid(7_00)] },
    { id: '2', heldOn: '2026-11-05', entries: [repaid(100_00)] },
    { id: '3', heldOn: '2026-11-06', reversed: {}, entries: [repaid(9_00)] },
  ];
  const lent = { memberId: 'b', kind: 'loan' as const, amountPaise: 500_00 };
  const since = [repaid(50_00), lent, ...entriesAfter(sheets, '2026-10-05')];
  expect([...owedBefore(accounts, since)]).toEqual([
    ['a', 350_00],
    ['b', 0],
  ]);
  // Before a day is typed nothing is later.
  expect(entriesAfter(sheets, '')).toEqual([]);
  // A sheet that is corrected to an earlier day stands in the list until the correction is sent.
  expect(entriesAfter(sheets, '2026-10-05', '2')).toEqual([]);
});

test.each([
  [499_99, {}, 0],
  [500_00, {}, 1],
  [500_00, { cashCountedPaise: 0 }, 0],
])('a deposit of %i paise, with %o, is asked about %i times where ₹100 is usual', (paise, counted, times) => {
  const sheet = { ...withAmount(newSheet(members), 'a', 'deposit', paise), ...counted };
  const draft = { ...newSheet(members), ...sheet };
  expect(largeDeposits(draft, 100_00)).toHaveLength(times);
  expect(largeDeposits(draft, 0)).toEqual([]);
  const lent = withAmount(newSheet(members), 'a', 'loan', paise);
  expect(largeDeposits({ ...newSheet(members), ...lent }, 100_00)).toEqual([]);
});

test('arrow keys stay within the grid', () => {
  const last = { row: 2, column: gridKinds.length };
  expect(cellAfter('ArrowDown', last, 3)).toEqual(last);
  expect(cellAfter('ArrowRight', last, 3)).toEqual(last);
  expect(cellAfter('ArrowUp', last, 3)).toEqual({ row: 1, column: gridKinds.length });
  expect(cellAfter('ArrowLeft', { row: 0, column: 0 }, 3)).toEqual({ row: 0, column: 0 });
  expect(cellAfter('5', last, 3)).toBeUndefined();
});
