import type { Fault, FaultCode } from './faults.ts';
import type { ReadBook, ReadRow } from './read-rows.ts';
import { type SheetKey, sheetKeys } from './sheets.ts';

/** A group that is in the system already. */
export type KnownGroup = {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly mandal: string;
  readonly formedOn?: string | undefined;
  readonly openedAsOf?: string | undefined;
};

/** The group that a row names: a row of this workbook, or one in the system. */
export type GroupRef =
  | { readonly row: ReadRow<'collectives'>; readonly known?: KnownGroup }
  | { readonly known: KnownGroup };

/** A group's name as it is written, and the group that it was taken for. */
export type LooseGroup = { readonly row: ReadRow; readonly written: string; readonly group: GroupRef };

/** The name of a group that a workbook's row names. */
export const nameOfGroup = (group: GroupRef | undefined): string | undefined =>
  group === undefined ? undefined : 'row' in group ? group.row.values.name : group.known.name;

/** What rows have to do with each other. */
export type LinkedBook = ReadBook & {
  readonly groupOf: ReadonlyMap<ReadRow, GroupRef>;
  readonly memberOf: ReadonlyMap<ReadRow, ReadRow<'members'>>;
  readonly faults: readonly Fault[];
  /** Rows whose group is written otherwise than the group that was taken for it. */
  readonly loose: readonly LooseGroup[];
  /** Openings that do not balance while rows are left out whose group is not known. */
  readonly unsettled: ReadonlySet<ReadRow>;
};

/** Makes a fault of a workbook's row. @param column none if the whole row is meant */
export const faultOf = (
  { sheet, sheetName, row }: ReadRow,
  column: string | undefined,
  code: FaultCode,
  values?: Fault['values'],
): Fault => ({
  sheet,
  sheetName,
  row,
  code,
  ...(column === undefined ? {} : { column }),
  ...(values === undefined ? {} : { values }),
});

/** All rows of a workbook, sheet by sheet. */
export const allRows = ({ rows }: ReadBook): readonly ReadRow[] =>
  sheetKeys.flatMap((key): readonly ReadRow[] => rows[key]);

export type Links = Omit<LinkedBook, 'faults' | 'unsettled' | 'loose'>;

/** The rows of a workbook's sheet by the woman whom they name. */
export const rowsByMember = <Key extends SheetKey>(
  rows: readonly ReadRow<Key>[],
  { memberOf }: Pick<Links, 'memberOf'>,
): ReadonlyMap<ReadRow<'members'>, readonly ReadRow<Key>[]> => {
  const found = new Map<ReadRow<'members'>, ReadRow<Key>[]>();
  for (const row of rows) {
    const member = memberOf.get(row);
    if (member !== undefined) found.set(member, [...(found.get(member) ?? []), row]);
  }
  return found;
};

/** What tells groups of a workbook apart. */
export const keyOfGroup = (group: GroupRef | undefined): string | undefined =>
  group === undefined
    ? undefined
    : 'row' in group
      ? `row ${group.row.row} ${group.row.sheetName}`
      : group.known.id;
