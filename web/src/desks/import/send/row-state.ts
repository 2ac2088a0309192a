import type { CheckedImport } from '../check/check-sheets.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { RowState } from './operation.ts';

/** The state of a row as the pages show it. `recorded`: an earlier run of this import recorded it. For the other states see `RowState`. */
export type ShownRowState = RowState | 'recorded';

/** The state of each row of a checked import, as the pages show it. */
export function rowStatesOf({ plan, recordedBefore }: CheckedImport): ReadonlyMap<ReadRow, ShownRowState> {
  const recorded = new Set([...recordedBefore].flatMap(({ row, includedRows }) => [row, ...includedRows]));
  return new Map([...plan.states].map(([row, state]) => [row, recorded.has(row) ? 'recorded' : state]));
}

/** The tone of the badge for each state of a row. */
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
