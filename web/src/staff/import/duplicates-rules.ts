import { fullNameKeys } from '../../../../functions/names/full-names.ts';
import { keyOfGroup, type LinkedBook } from './links.ts';
import type { ReadRow } from './read-rows.ts';

/** Women who may stand twice: with names that sound alike in either script, and years of birth that are close. */

/** Years of birth are often guesses. */
const maxYearsApart = 2;

export const areYearsClose = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= maxYearsApart;

type MemberRow = ReadRow<'members'>;
/** The later row of two that may be one woman, and the earlier. */
export type RowPair = { readonly row: MemberRow; readonly first: MemberRow };

/** Where a woman of the workbook lives: her own district, or that of her group. */
export const districtOf = (row: MemberRow, { groupOf }: Pick<LinkedBook, 'groupOf'>): string | undefined => {
  const group = groupOf.get(row);
  return (
    row.values.district ??
    (group !== undefined && 'row' in group ? group.row.values.district : group?.known.district)
  );
};

/** Pairs of rows of a workbook that may be one woman; of each row at most one. */
export function findTwiceInBook(book: LinkedBook): RowPair[] {
  const byKey = new Map<string, MemberRow[]>();
  const isAlike = (key: string, row: MemberRow, other: MemberRow): boolean => {
    const [a, b] = [row.values, other.values];
    // Two telephones tell two women of one name apart.
    if (a.phone !== undefined && b.phone !== undefined && a.phone !== b.phone) return false;
    if (keyOfGroup(book.groupOf.get(row)) === keyOfGroup(book.groupOf.get(other))) {
      return areYearsClose(a.birthYear, b.birthYear);
    }
    // In two groups there are many of one name; a whole name and the same year are rarer.
    return (
      !key.startsWith('one:') &&
      a.birthYear === b.birthYear &&
      districtOf(row, book) === districtOf(other, book)
    );
  };
  return book.rows.members.flatMap((row) => {
    const keys = row.values.name === undefined ? [] : fullNameKeys(row.values.name);
    const first = keys
      .map((key) => byKey.get(key)?.find((other) => isAlike(key, row, other)))
      .find((found) => found !== undefined);
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), row]);
    return first === undefined ? [] : [{ row, first }];
  });
}
