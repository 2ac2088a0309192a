import { addLongChange, type LongChanges, newLongChanges } from './long-changes.ts';
import type { MemberDocument } from './member-document.ts';
import { addChange, type Changes } from './monthly-changes.ts';

/** How many facts make a member or a collective count for an indicator of distinct ones (`FactCounts`). counted-facts.ts adds them. */

/** The numbers of a member's facts that make her count for one indicator of distinct members. */
export type FactCounts = {
  /** The number of facts, by month. */
  readonly byMonth: LongChanges;
  /** The number of facts by the cell in which she was: the flat list `[index, number, index, number, …]`, with indexes of `cells` in her document. */
  readonly byCell: Changes;
};

/** The cell that a member had when the first of her facts was recorded, leaving out reversed ones; null if no fact is left. */
export const cellOfFirstFact = ({ cells }: MemberDocument, { byCell }: FactCounts): number | null => {
  // `byCell` is `[index, number, …]`, in ascending order of the index, so in order of recording.
  for (let place = 0; place < byCell.length; place += 2) {
    const cellIndex = byCell[place] ?? 0;
    const facts = byCell[place + 1] ?? 0;
    if (facts > 0) return cells[cellIndex]?.cell ?? null;
  }
  return null;
};

/** The counts of a member who has no fact for the indicator yet. */
export const newFactCounts = (): FactCounts => ({ byMonth: newLongChanges(), byCell: [] });

/** @param count 1 for a recorded fact, -1 for a reversed one */
export const addToFactCounts = (
  { byMonth, byCell }: FactCounts,
  month: number,
  cellIndex: number,
  count: number,
): void => {
  addLongChange(byMonth, month, count);
  addChange(byCell, cellIndex, count);
};
