import type { GroupRef, LinkedRows } from '../check/linked-workbook.ts';
import type { SheetKey } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { CaseRoles } from './case-roles.ts';

/**
 * Maximum number of records that a row of an import makes, by its sheet; each has an id. A row of entitlements makes up to
 * three: see case-roles.ts.
 */
export const maxRecordsOfRow: Readonly<Record<SheetKey, number>> = {
  collectives: 1,
  members: 1,
  consents: 3,
  children: 1,
  openings: 1,
  accounts: 1,
  borrowings: 1,
  entitlements: 3,
  outreach: 1,
};

/** The place of each record's id among the ids of an import's row of entitlements, in the order of its sheet's columns of ids. */
export const entitlementSlots = { event: 0, openedCase: 1, closingEvent: 2 } as const;

/** The ids of the records that an import's rows make. */
export type RowIds = {
  /** A row's ids in the order of its sheet's columns of ids; undefined for a record that the row doesn't make. */
  readonly ids: ReadonlyMap<ReadRow, readonly (string | undefined)[]>;
  /** Rows whose record exists already, by another row or in the system, each with the id of that record. */
  readonly joinedIds: ReadonlyMap<ReadRow, string>;
  /** Rows that the coordinator leaves out on purpose. */
  readonly leftOutRows: ReadonlySet<ReadRow>;
  /** Which case each row of entitlements belongs to, and whether it opens or closes it. */
  readonly roles: CaseRoles;
};

/**
 * The id of the woman whom an import's row names by her number; undefined if there is none. Rows of one woman have one id, also if she
 * has several numbers.
 */
export function idOfWoman(
  row: ReadRow,
  { memberOf }: Pick<LinkedRows, 'memberOf'>,
  ids: RowIds['ids'],
): string | undefined {
  const member = memberOf.get(row);
  return member === undefined ? undefined : ids.get(member)?.[0];
}

/**
 * The id of the group that an import's row names: its id in the system, or among the ids of the import's rows.
 * @param group undefined if the row names no group that is known
 */
export function idOfGroup(group: GroupRef | undefined, ids: RowIds['ids']): string | undefined {
  if (group === undefined) return undefined;
  if (group.knownGroup !== undefined) return group.knownGroup.id;
  return 'row' in group ? ids.get(group.row)?.[0] : undefined;
}
