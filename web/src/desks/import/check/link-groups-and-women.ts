import { comparableNumber, comparableText } from '../read/cell-texts.ts';
import type { ReadRow, ReadWorkbook } from '../read/workbook-rows.ts';
import { areSpelledAlike, createGroupFinder } from '../send/find-group-by-name.ts';
import { type Fault, faultOf } from './faults.ts';
import {
  type GroupRef,
  type GuessedGroup,
  type KnownGroup,
  type LinkedWorkbook,
  nameOfGroup,
} from './linked-workbook.ts';

/** Finds the group and the woman that each row of an import names. `link-rows.ts` checks what follows from it. */

/** Rows that name a woman by her number. */
type RowOfMember = ReadRow<'consents' | 'children' | 'accounts' | 'entitlements'>;
/** Rows that name a group. */
type RowOfGroup = ReadRow<'members' | 'openings' | 'borrowings'>;

/** Whether a row is a group in the system: an earlier import made the group from it, or both have the same name and district. */
const isSameGroup = ({ ids, values }: ReadRow<'collectives'>, group: KnownGroup): boolean => {
  // The sheet of groups has one column of ids.
  const [groupId] = ids;
  return (
    groupId === group.id ||
    (comparableText(values.name ?? '') === comparableText(group.name) && values.district === group.district)
  );
};

/** Links each row of a group to the same group in the system, and each row that names a group to that group. */
export function linkGroups(
  rows: ReadWorkbook['rows'],
  knownGroups: readonly KnownGroup[],
): Pick<LinkedWorkbook, 'groupOf' | 'guessedGroups' | 'faults'> {
  const groupOf = new Map<ReadRow, GroupRef>();
  const guessedGroups: GuessedGroup[] = [];
  const faults: Fault[] = [];
  const groupsOfWorkbook = rows.collectives.map((row) => {
    const knownGroup = knownGroups.find((candidate) => isSameGroup(row, candidate));
    const group: GroupRef = knownGroup === undefined ? { row } : { row, knownGroup };
    groupOf.set(row, group);
    return { name: row.values.name ?? '', group };
  });
  const findGroupOfWorkbook = createGroupFinder<GroupRef>(groupsOfWorkbook.filter(({ name }) => name !== ''));
  const findKnownGroup = createGroupFinder<GroupRef>(
    knownGroups.map((knownGroup) => ({ name: knownGroup.name, group: { knownGroup } })),
  );
  for (const row of [...rows.members, ...rows.openings, ...rows.borrowings] satisfies readonly RowOfGroup[]) {
    const name = row.values.collective;
    if (name === undefined) continue;
    const group = findGroupOfWorkbook(name) ?? findKnownGroup(name);
    if (group === undefined) {
      faults.push(faultOf(row, 'collective', 'unknownGroup'));
      continue;
    }
    groupOf.set(row, group);
    // A group whose name only sounds like the written one is a guess.
    if (!areSpelledAlike(name, nameOfGroup(group) ?? '')) {
      guessedGroups.push({ row, writtenName: name, group });
    }
  }
  return { groupOf, guessedGroups, faults };
}

/** Links each row that names a woman by her number to her own row. */
export function linkMembers(rows: ReadWorkbook['rows']): Pick<LinkedWorkbook, 'memberOf' | 'faults'> {
  const memberOf = new Map<ReadRow, ReadRow<'members'>>();
  const faults: Fault[] = [];
  /** The first row with each number. */
  const memberByNumber = new Map<string, ReadRow<'members'>>();
  for (const row of rows.members) {
    const number = comparableNumber(row.values.number ?? '');
    if (number !== '' && !memberByNumber.has(number)) memberByNumber.set(number, row);
  }
  for (const row of [
    ...rows.consents,
    ...rows.children,
    ...rows.accounts,
    ...rows.entitlements,
  ] satisfies readonly RowOfMember[]) {
    const number = row.values.member;
    if (number === undefined) continue;
    const member = memberByNumber.get(comparableNumber(number));
    if (member === undefined) faults.push(faultOf(row, 'member', 'unknownMember'));
    else memberOf.set(row, member);
  }
  return { memberOf, faults };
}
