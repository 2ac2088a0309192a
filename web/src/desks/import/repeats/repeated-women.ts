import { fullNameKeys, isKeyOfOneWord } from '../../../../../functions/shared/names/full-names.ts';
import type { Compared } from '../../../../../functions/shared/names/likely-same.ts';
import { isInitial, plainOf, titles } from '../../../../../functions/shared/names/name-words.ts';
import { skeletonOf, soundOf } from '../../../../../functions/shared/names/sounds.ts';
import { keyOfGroup, type LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { areYearsClose, comparedOf, districtOf, mayBeOne } from './same-woman.ts';

export type MemberRow = ReadRow<'members'>;
/** Two rows that may be the same woman. */
export type RepeatedWoman = { readonly row: MemberRow; readonly earlierRow: MemberRow };

/** A shortened word, such as `Padma` for `Padmavathi`, counts as the same if it has at least this many consonants. */
const minConsonants = 3;

/** The sounds of the words of a name, without initials and titles. */
const soundsIn = (name: string): string[] =>
  plainOf(name)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !titles.has(word) && !isInitial(word))
    .map((word) => skeletonOf(soundOf(word)));

/** Whether two names share a word by its sound. One of the two words may be shortened or spelt otherwise. */
export const shareWord = (a: string, b: string): boolean => {
  const others = soundsIn(b);
  return soundsIn(a).some((sound) =>
    others.some((other) => {
      const [short = '', long = ''] = [sound, other].toSorted((x, y) => x.length - y.length);
      return short === long || (short.length >= minConsonants && long.startsWith(short));
    }),
  );
};

/** Women of the same name with different telephones are different women. */
const haveDifferentPhones = ({ values: a }: MemberRow, { values: b }: MemberRow): boolean =>
  a.phone !== undefined && b.phone !== undefined && a.phone !== b.phone;

/** For a row, the earlier row that may be the same woman; undefined if there is none. */
type FindEarlier = (row: MemberRow) => MemberRow | undefined;

/** Finds the earlier row with the same telephone, of any group and district, that shares a word of the name. */
function createPhoneFinder({ rows }: LinkedWorkbook): FindEarlier {
  const rowsByPhone = Map.groupBy(
    rows.members.filter(({ values }) => values.phone !== undefined),
    ({ values }) => values.phone,
  );
  return (row) => {
    // A row without a telephone finds none, because these rows are left out above.
    const rowsOfPhone = rowsByPhone.get(row.values.phone) ?? [];
    return rowsOfPhone
      .slice(0, rowsOfPhone.indexOf(row))
      .find((other) => shareWord(other.values.name ?? '', row.values.name ?? ''));
  };
}

/** Finds the earlier row with the same year of birth, day of joining and group that shares a word of the name. */
function createJoiningFinder({ rows, groupOf }: LinkedWorkbook): FindEarlier {
  /** The year of birth, the day of joining and the group, as one text. */
  const joiningKey = (row: MemberRow): string =>
    `${row.values.birthYear} ${row.values.joinedOn} ${keyOfGroup(groupOf.get(row))}`;
  const rowsByKey = Map.groupBy(
    rows.members.filter(({ values }) => values.birthYear !== undefined && values.joinedOn !== undefined),
    joiningKey,
  );
  return (row) => {
    // A row that lacks the year or the day finds none, because these rows are left out above.
    const rowsOfKey = rowsByKey.get(joiningKey(row)) ?? [];
    return rowsOfKey
      .slice(0, rowsOfKey.indexOf(row))
      .find(
        (other) =>
          !haveDifferentPhones(row, other) && shareWord(other.values.name ?? '', row.values.name ?? ''),
      );
  };
}

/**
 * Finds the earlier row whose woman the server would raise as the same: such rows share a word of the name or the telephone number. It must be
 * called for the rows in their order, because it remembers them.
 */
function createLikelyFinder(workbook: LinkedWorkbook): FindEarlier {
  const earlier = new Map<string, { readonly row: MemberRow; readonly compared: Compared }[]>();
  return (row) => {
    const { name, birthYear, phone, mandal } = row.values;
    const compared = comparedOf({ name, birthYear, phone, mandal, district: districtOf(row, workbook) });
    if (compared === undefined) return undefined;
    const keys = [
      ...compared.likeness.words.flatMap(([sound]) => (sound === undefined ? [] : [`word ${sound}`])),
      ...(phone === undefined ? [] : [`phone ${phone}`]),
    ];
    const found = keys
      .flatMap((key) => earlier.get(key) ?? [])
      .find((other) => mayBeOne(compared, other.compared));
    for (const key of keys) earlier.set(key, [...(earlier.get(key) ?? []), { row, compared }]);
    return found?.row;
  };
}

/** Finds repeated women in an import's workbook: pairs of rows that may be one woman, at most one pair for each later row. */
export function findRepeatedWomen(workbook: LinkedWorkbook): RepeatedWoman[] {
  /** The rows so far by each key of the full name: two names that share a key are one name, however it is spelt. */
  const rowsByNameKey = new Map<string, MemberRow[]>();
  /** @param key the key that both rows have */
  const mayBeSame = (key: string, row: MemberRow, other: MemberRow): boolean => {
    const [a, b] = [row.values, other.values];
    if (haveDifferentPhones(row, other)) return false;
    if (keyOfGroup(workbook.groupOf.get(row)) === keyOfGroup(workbook.groupOf.get(other))) {
      return areYearsClose(a.birthYear, b.birthYear);
    }
    // Many women of different groups share a name of one word. So here the name must have several, and the year must be equal.
    return (
      !isKeyOfOneWord(key) &&
      a.birthYear === b.birthYear &&
      districtOf(row, workbook) === districtOf(other, workbook)
    );
  };
  const findSamePhone = createPhoneFinder(workbook);
  const findJoinedTogether = createJoiningFinder(workbook);
  const findLikely = createLikelyFinder(workbook);
  return workbook.rows.members.flatMap((row) => {
    const keys = row.values.name === undefined ? [] : fullNameKeys(row.values.name);
    const sameNamed = keys
      .map((key) => rowsByNameKey.get(key)?.find((other) => mayBeSame(key, row, other)))
      .find((found) => found !== undefined);
    const earlierRow = sameNamed ?? findSamePhone(row) ?? findJoinedTogether(row) ?? findLikely(row);
    for (const key of keys) rowsByNameKey.set(key, [...(rowsByNameKey.get(key) ?? []), row]);
    return earlierRow === undefined ? [] : [{ row, earlierRow }];
  });
}
