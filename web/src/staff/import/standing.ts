import type { Check } from './check-file.ts';
import type { RowState } from './plan-rules.ts';
import type { ReadRow } from './read-rows.ts';

/** What a workbook's row is: of a right one, whether it was recorded before. */
export type Standing = RowState | 'recorded';

/** How each row of a workbook stands. */
export function standingOf({ plan, done }: Check): ReadonlyMap<ReadRow, Standing> {
  const recorded = new Set([...done].flatMap(({ row, parts }) => [row, ...parts]));
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

/** In the order of a table's columns. */
export const standings = ['right', 'faulty', 'waiting', 'left', 'known', 'recorded'] as const;
