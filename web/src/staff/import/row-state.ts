import type { CheckedImport } from './check-sheets.ts';
import type { RowState } from './plan.ts';
import type { ReadRow } from './workbook-rows.ts';

/** What a workbook's row is: of a right one, whether it was recorded before. */
export type ShownRowState = RowState | 'recorded';

/** The state of each row of an import. */
export function rowStatesOf({ plan, recordedBefore }: CheckedImport): ReadonlyMap<ReadRow, ShownRowState> {
  const recorded = new Set([...recordedBefore].flatMap(({ row, includedRows }) => [row, ...includedRows]));
  return new Map([...plan.states].map(([row, state]) => [row, recorded.has(row) ? 'recorded' : state]));
}

export const toneOf = {
  right: 'good',
  faulty: 'bad',
  waiting: 'care',
  known: 'plain',
  left: 'plain',
  recorded: 'plain',
} as const;

/** The states that a row of an import can have, in the order of the table's columns. */
export const rowStates = ['right', 'faulty', 'waiting', 'left', 'known', 'recorded'] as const;
