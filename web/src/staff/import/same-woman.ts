import { fullNameKeys } from '../../../../functions/names/full-names.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { MemberRow } from './repeated-women.ts';

/** Years of birth are often guesses. */
const maxYearsApart = 2;

export const areYearsClose = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= maxYearsApart;

/** Whether two rows may be the same woman by her name: the same in either script, surname first or last. */
export const haveSameName = (a: string, b: string): boolean => {
  const keys = fullNameKeys(a);
  return fullNameKeys(b).some((key) => keys.includes(key));
};

/**
 * To tell whether two rows are the same woman: the district of a woman in the import's workbook, her own or else that
 * of her group.
 */
export const districtOf = (
  row: MemberRow,
  { groupOf }: Pick<LinkedWorkbook, 'groupOf'>,
): string | undefined => {
  const group = groupOf.get(row);
  return (
    row.values.district ??
    (group !== undefined && 'row' in group ? group.row.values.district : group?.knownGroup.district)
  );
};
