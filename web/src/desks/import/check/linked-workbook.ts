import type { SheetKey } from '../read/sheet-forms.ts';
import type { ReadRow, ReadWorkbook } from '../read/workbook-rows.ts';
import type { Fault } from './faults.ts';

/** A group that is in the system already. */
export type KnownGroup = {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly mandal: string;
  readonly formedOn?: string | undefined;
  readonly openedAsOf?: string | undefined;
};

/**
 * The group that a row names: a row of this workbook, or a group in the system (`knownGroup`). It has both if the row is of a group
 * that is in the system already.
 */
export type GroupRef =
  | { readonly row: ReadRow<'collectives'>; readonly knownGroup?: KnownGroup }
  | { readonly knownGroup: KnownGroup };

/** A row that writes its group's name otherwise than the group's own row does, and the group for which it was taken. */
export type GuessedGroup = { readonly row: ReadRow; readonly writtenName: string; readonly group: GroupRef };

/** In an import's linked workbook: the name of the group that a row names. */
export function nameOfGroup(group: GroupRef | undefined): string | undefined {
  if (group === undefined) return undefined;
  return 'row' in group ? group.row.values.name : group.knownGroup.name;
}

/** In an import's linked workbook: the day on which the group that a row names was formed. */
export function formedOnOf(group: GroupRef | undefined): string | undefined {
  if (group === undefined) return undefined;
  return 'row' in group ? group.row.values.formedOn : group.knownGroup.formedOn;
}

/** An import's workbook with the links between its rows. */
export type LinkedWorkbook = ReadWorkbook & {
  /** The group that a row names, or is. */
  readonly groupOf: ReadonlyMap<ReadRow, GroupRef>;
  /** The woman whom a row names by the number in the register. */
  readonly memberOf: ReadonlyMap<ReadRow, ReadRow<'members'>>;
  readonly faults: readonly Fault[];
  readonly guessedGroups: readonly GuessedGroup[];
  /** Openings that don't balance, but may do so once the rows without a known group are mended. */
  readonly unsettledOpenings: ReadonlySet<ReadRow>;
};

/** The linked rows before they are checked. */
export type LinkedRows = Omit<LinkedWorkbook, 'faults' | 'unsettledOpenings' | 'guessedGroups'>;

/** In an import's linked workbook: the rows of a sheet by the woman whom they name. */
export const rowsByMember = <Key extends SheetKey>(
  rows: readonly ReadRow<Key>[],
  { memberOf }: Pick<LinkedRows, 'memberOf'>,
): ReadonlyMap<ReadRow<'members'>, readonly ReadRow<Key>[]> => {
  const byMember = new Map<ReadRow<'members'>, ReadRow<Key>[]>();
  for (const row of rows) {
    const member = memberOf.get(row);
    if (member !== undefined) byMember.set(member, [...(byMember.get(member) ?? []), row]);
  }
  return byMember;
};

/** In an import's linked workbook: a key that is the same for rows of the same group. */
export function keyOfGroup(group: GroupRef | undefined): string | undefined {
  if (group === undefined) return undefined;
  return 'row' in group ? `row ${group.row.rowNumber} ${group.row.sheetName}` : group.knownGroup.id;
}
