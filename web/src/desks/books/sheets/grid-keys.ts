import { v7 } from 'uuid';
import { type EntryKind, givesLoan, hasField } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { type Attendance, type DraftEntry, type DraftSheet, newEntry } from '../drafts/draft.ts';

/** The rules of the sheet's grid at the desk, by which a sheet on paper is typed in by keyboard alone; pure. */

/** The columns of amounts, in the order of the paper. */
export const gridKinds = [
  'deposit',
  'repayment',
  'interest',
  'fine',
  'loan',
] as const satisfies readonly EntryKind[];
export type GridKind = (typeof gridKinds)[number];

type Filled = Pick<DraftSheet, 'attendance' | 'entries'>;

/** Whether an entry may stand in the cell of a woman and a kind: the grid has only money in cash. */
const isIn = (memberId: string, kind: GridKind) => (entry: DraftEntry) =>
  entry.memberId === memberId && entry.kind === kind && entry.account === 'cash';

/** Whether an entry is told by its cell alone, so that no row repeats it: it stands in the grid, and names or gives no loan. */
export const isToldByCell = (entry: DraftEntry, all: readonly DraftEntry[]): boolean =>
  !hasField(entry.kind, 'loanId') && gridKinds.some((kind) => all.find(isIn(entry.memberId, kind)) === entry);

/** The amount in a cell: of a woman's first entry of the kind in cash; undefined for an empty cell. */
export const amountIn = (
  entries: readonly DraftEntry[],
  memberId: string,
  kind: GridKind,
): number | undefined => entries.find(isIn(memberId, kind))?.amountPaise;

/** The sum of a column, to be compared with that of the paper. */
export const totalOf = (
  entries: readonly DraftEntry[],
  members: readonly { readonly id: string }[],
  kind: GridKind,
): number => members.reduce((total, { id }) => total + (amountIn(entries, id, kind) ?? 0), 0);

/** The sheet with another amount in a cell. A cell that is emptied loses its entry, and whoever pays is present. */
export const withAmount = (
  { attendance, entries }: Filled,
  memberId: string,
  kind: GridKind,
  amountPaise: number | undefined,
): Filled => {
  const index = entries.findIndex(isIn(memberId, kind));
  if (amountPaise === undefined) {
    return { attendance, entries: index < 0 ? entries : entries.toSpliced(index, 1) };
  }
  const old = entries[index];
  // A new loan gets its id here, as in the rows.
  const ofLoan = givesLoan({ kind }) ? { loanId: v7() } : {};
  const changed =
    old === undefined ? newEntry({ memberId, kind, amountPaise, ...ofLoan }) : { ...old, amountPaise };
  return {
    attendance: attendance[memberId] === 'absent' ? { ...attendance, [memberId]: 'present' } : attendance,
    entries: old === undefined ? [...entries, changed] : entries.with(index, changed),
  };
};

/** The sheet with a woman marked. If she was not there, her amounts in the grid are removed. */
export const withMark = ({ attendance, entries }: Filled, memberId: string, status: Attendance): Filled => ({
  attendance: { ...attendance, [memberId]: status },
  entries:
    status === 'present'
      ? entries
      : entries.filter((entry) => !gridKinds.some((kind) => isIn(memberId, kind)(entry))),
});

/** The sheet with all women present. */
export const allPresent = ({ attendance, entries }: Filled): Filled => ({
  attendance: Object.fromEntries(Object.keys(attendance).map((memberId) => [memberId, 'present'])),
  entries,
});

/** The sheet with the usual deposit of each woman who is present and has none. */
export const usualDeposits = (sheet: Filled, usualDepositPaise: number): Filled => {
  if (usualDepositPaise === 0) return sheet;
  let filled = sheet;
  for (const [memberId, status] of Object.entries(sheet.attendance)) {
    const hasDeposit = amountIn(filled.entries, memberId, 'deposit') !== undefined;
    if (status !== 'present' || hasDeposit) continue;
    filled = withAmount(filled, memberId, 'deposit', usualDepositPaise);
  }
  return filled;
};

/** Where an arrow key leads from a cell: column 0 is the mark, then `gridKinds`. It stays within the grid. */
export const cellAfter = (
  key: string,
  { row, column }: { readonly row: number; readonly column: number },
  rows: number,
): { readonly row: number; readonly column: number } | undefined => {
  const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), max);
  switch (key) {
    case 'ArrowDown':
    case 'Enter':
      return { row: clamp(row + 1, rows - 1), column };
    case 'ArrowUp':
      return { row: clamp(row - 1, rows - 1), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, gridKinds.length) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, gridKinds.length) };
    default:
      return undefined;
  }
};
