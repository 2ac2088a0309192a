import { fullNameKeys } from '../../../../../functions/shared/names/full-names.ts';
import {
  areLikelyTheSame,
  type Compared,
  maxYearsApart,
} from '../../../../../functions/shared/names/likely-same.ts';
import { formsOf, soundOfPlace } from '../../../../../functions/shared/names/likeness.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { MemberRow } from './repeated-women.ts';

/** Whether two years of birth may be those of the same woman; false if one is unknown. */
export const areYearsClose = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= maxYearsApart;

/** Whether two rows may be the same woman by her name: the same in either script, surname first or last. */
export const haveSameName = (a: string, b: string): boolean => {
  const keys = fullNameKeys(a);
  return fullNameKeys(b).some((key) => keys.includes(key));
};

/** A woman of the import or of the system, as the server compares her with others once she is enrolled; undefined if her name is missing. */
export const comparedOf = ({
  name,
  birthYear,
  phone,
  district,
  mandal,
}: {
  readonly name?: string | null | undefined;
  readonly birthYear?: number | undefined;
  readonly phone?: string | null | undefined;
  readonly district?: string | undefined;
  readonly mandal?: string | undefined;
}): Compared | undefined =>
  name == null
    ? undefined
    : {
        birthYear,
        district,
        likeness: {
          words: formsOf(name),
          phone: phone ?? undefined,
          mandal: mandal === undefined ? undefined : soundOfPlace(mandal),
        },
      };

/** Whether the server would raise the two as one woman's: then the import asks before. */
export const mayBeOne = (a: Compared | undefined, b: Compared | undefined): boolean =>
  a !== undefined && b !== undefined && a.likeness.words.length > 0 && areLikelyTheSame(a, b);

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
