import { fullNameKeys, isKeyOfOneWord } from '../../../../functions/names/full-names.ts';
import { isInitial, plainOf, titles } from '../../../../functions/names/name-words.ts';
import { skeletonOf, soundOf } from '../../../../functions/names/sounds.ts';
import { keyOfGroup, type LinkedWorkbook } from './linked-workbook.ts';
import { areYearsClose, districtOf } from './same-woman.ts';
import type { ReadRow } from './workbook-rows.ts';

/** Women who may stand twice: with names that sound alike in either script, and years of birth that are close. */

export type MemberRow = ReadRow<'members'>;
/** The later row of two that may be one woman, and the earlier. */
export type RepeatedWoman = { readonly row: MemberRow; readonly earlierRow: MemberRow };

/** Consonants that suffice of a shortened word. */
const minBeginning = 3;

/** The sounds of a name's words; initials and titles are none. */
const soundsIn = (name: string): string[] =>
  plainOf(name)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !titles.has(word) && !isInitial(word))
    .map((word) => skeletonOf(soundOf(word)));

/** Whether two names have a word in common by its sound: one may be shortened, or one of its words spelt otherwise. */
const shareWord = (a: string, b: string): boolean => {
  const others = soundsIn(b);
  return soundsIn(a).some((sound) =>
    others.some((other) => {
      const [short = '', long = ''] = [sound, other].toSorted((x, y) => x.length - y.length);
      return short === long || (short.length >= minBeginning && long.startsWith(short));
    }),
  );
};

/** Finds repeated women in an import's workbook: pairs of rows that may be one woman; of each row at most one. */
export function findRepeatedWomen(workbook: LinkedWorkbook): RepeatedWoman[] {
  const byKey = new Map<string, MemberRow[]>();
  const isAlike = (key: string, row: MemberRow, other: MemberRow): boolean => {
    const [a, b] = [row.values, other.values];
    // Two telephones tell two women of one name apart.
    if (a.phone !== undefined && b.phone !== undefined && a.phone !== b.phone) return false;
    if (keyOfGroup(workbook.groupOf.get(row)) === keyOfGroup(workbook.groupOf.get(other))) {
      return areYearsClose(a.birthYear, b.birthYear);
    }
    // In two groups there are many of one name; a whole name and the same year are rarer.
    return (
      !isKeyOfOneWord(key) &&
      a.birthYear === b.birthYear &&
      districtOf(row, workbook) === districtOf(other, workbook)
    );
  };
  const dayKey = (row: MemberRow): string =>
    `${row.values.birthYear} ${row.values.joinedOn} ${keyOfGroup(workbook.groupOf.get(row))}`;
  const sameDay = Map.groupBy(
    workbook.rows.members.filter(
      ({ values }) => values.birthYear !== undefined && values.joinedOn !== undefined,
    ),
    dayKey,
  );
  /** An earlier row with the same year of birth, group and day of joining, and a word of her name. */
  const findOfSameDay = (row: MemberRow): MemberRow | undefined => {
    const all = sameDay.get(dayKey(row)) ?? [];
    return all
      .slice(0, all.indexOf(row))
      .find(
        ({ values }) =>
          (values.phone === undefined ||
            row.values.phone === undefined ||
            values.phone === row.values.phone) &&
          shareWord(values.name ?? '', row.values.name ?? ''),
      );
  };
  return workbook.rows.members.flatMap((row) => {
    const keys = row.values.name === undefined ? [] : fullNameKeys(row.values.name);
    const earlierRow =
      keys
        .map((key) => byKey.get(key)?.find((other) => isAlike(key, row, other)))
        .find((found) => found !== undefined) ?? findOfSameDay(row);
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), row]);
    return earlierRow === undefined ? [] : [{ row, earlierRow }];
  });
}
