import { fullNameKeys } from '../../../../../functions/shared/names/full-names.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { MemberRow } from './repeated-women.ts';

/** Years of birth are often guesses. */
const maxYearsApart = 2;

/** Whether two years of birth may be those of the same woman; false if one is unknown. */
export const areYearsClose = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= maxYearsApart;

/** Whether two rows may be the same woman by her name: the same in either script, surname first or last. */
export const haveSameName = (a: string, b: string): boolean => {
  const keys = fullNameKeys(a);
  return fullNameKeys(b).some((key) => keys.includes(key));
};

/** The district of a woman in the import's workbook, her own or else that of her group, to compare her with another woman. */
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
