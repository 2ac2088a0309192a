import type { CheckedImport } from './check-sheets.ts';
import type { FoundMember } from './known-women.ts';
import type { SameWomen } from './plan-workbook.ts';
import type { ReadRow } from './workbook-rows.ts';

/** The coordinator's answers whether the women of a pair are the same; a row without an answer is undecided. */
export type DuplicateAnswers = ReadonlyMap<ReadRow<'members'>, 'same' | 'other'>;

/** A row of a woman, and who may be the same woman: either the woman of an earlier row, or a member in the system. */
export type DuplicatePair = {
  readonly row: ReadRow<'members'>;
  readonly earlierRow?: ReadRow<'members'>;
  readonly foundMember?: FoundMember;
  /** The name of the found member's group. */
  readonly groupName?: string | undefined;
};

/** The import's possible duplicates: one pair for each row. If a member and an earlier row both fit, the pair is with the member. */
export const duplicatePairs = ({ knownWomen, repeatedWomen }: CheckedImport): DuplicatePair[] => {
  const rowsWithMember = new Set(knownWomen.map(({ row }) => row));
  return [...knownWomen, ...repeatedWomen.filter(({ row }) => !rowsWithMember.has(row))];
};

/** The import's possible duplicates without an answer, for which it is open whether they are one woman. */
export const undecidedDuplicates = (check: CheckedImport, answers: DuplicateAnswers): DuplicatePair[] =>
  duplicatePairs(check).filter(({ row }) => !answers.has(row));

/** The rows of an import that were answered to be duplicates, each with the id of the same woman: they make no new member. */
export function sameWomenOf(check: CheckedImport, answers: DuplicateAnswers): SameWomen {
  const sameWomen = new Map<ReadRow<'members'>, string>();
  // The earlier row may be a duplicate itself: then its woman is meant.
  const idOfRow = (row: ReadRow<'members'>): string | undefined =>
    sameWomen.get(row) ?? check.assignedIds.ids.get(row)?.[0];
  for (const { row, earlierRow, foundMember } of duplicatePairs(check)) {
    if (answers.get(row) !== 'same') continue;
    const id = foundMember?.id ?? (earlierRow && idOfRow(earlierRow));
    if (id !== undefined) sameWomen.set(row, id);
  }
  return sameWomen;
}
