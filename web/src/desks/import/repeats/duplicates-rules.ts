import type { CheckedImport } from '../check/check-sheets.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { SameWomen } from '../send/plan-workbook.ts';
import type { FoundMember } from './known-women.ts';

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

/** The rows of an import that were answered to be duplicates, each with who is the same woman: they make no new member. */
export const sameWomenOf = (check: CheckedImport, answers: DuplicateAnswers): SameWomen =>
  new Map(
    duplicatePairs(check).flatMap(({ row, earlierRow, foundMember }) => {
      const same = foundMember?.id ?? earlierRow;
      return same !== undefined && answers.get(row) === 'same' ? [[row, same] as const] : [];
    }),
  );
