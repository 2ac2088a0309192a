import type { CheckedImport } from './check-sheets.ts';
import type { FoundMember } from './known-women.ts';
import type { SameWomen } from './plan-workbook.ts';
import type { ReadRow } from './workbook-rows.ts';

/** The coordinator's answers whether the women of a pair are the same; a row without an answer is undecided. */
export type DuplicateAnswers = ReadonlyMap<ReadRow<'members'>, 'same' | 'other'>;

/** A row of a woman, and who may be the same woman: the woman of an earlier row, or a member in the system (`found`). */
export type DuplicatePair = {
  readonly row: ReadRow<'members'>;
  readonly earlierRow?: ReadRow<'members'>;
  readonly found?: FoundMember;
  /** The name of the group of the member in the system. */
  readonly groupName?: string | undefined;
};

/** The import's possible duplicates: a pair for each row, with a member in the system rather than with an earlier row. */
export const duplicatePairs = ({ knownWomen, repeatedWomen }: CheckedImport): DuplicatePair[] => {
  const rowsOfKnown = new Set(knownWomen.map(({ row }) => row));
  return [...knownWomen, ...repeatedWomen.filter(({ row }) => !rowsOfKnown.has(row))];
};

/** The import's possible duplicates that have no answer yet whether they are one woman. */
export const undecidedDuplicates = (check: CheckedImport, answers: DuplicateAnswers): readonly unknown[] =>
  duplicatePairs(check).filter(({ row }) => !answers.has(row));

/** The rows of an import that were answered to be duplicates, each with the id of the same woman: they make no new member. */
export function sameWomenOf(check: CheckedImport, answers: DuplicateAnswers): SameWomen {
  const sames = new Map<ReadRow<'members'>, string>();
  for (const { row, earlierRow, found } of duplicatePairs(check)) {
    if (answers.get(row) !== 'same') continue;
    const id =
      found?.id ?? (earlierRow && (sames.get(earlierRow) ?? check.assigned.ids.get(earlierRow)?.[0]));
    if (id !== undefined) sames.set(row, id);
  }
  return sames;
}
