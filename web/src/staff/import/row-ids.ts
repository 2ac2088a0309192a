import type { CaseRoles } from './case-roles.ts';
import type { GroupRef } from './linked-workbook.ts';
import type { SheetKey } from './sheet-forms.ts';
import type { ReadRow } from './workbook-rows.ts';

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

/** The ids of the records that an import's rows make. */
export type Ids = {
  /** In the order of the sheet's columns of ids. */
  readonly ids: ReadonlyMap<ReadRow, readonly (string | undefined)[]>;
  /** Rows whose record exists already, by another row or in the system, each with the id of that record. */
  readonly sameAs: ReadonlyMap<ReadRow, string>;
  /** Rows that the coordinator leaves out on purpose. */
  readonly leftOut: ReadonlySet<ReadRow>;
  readonly roles: CaseRoles;
};

/** Among the ids of an import's rows, or of the system: the id of the group that a row names. */
export function idOfGroup(group: GroupRef | undefined, { ids }: Pick<Ids, 'ids'>): string | undefined {
  if (group === undefined) return undefined;
  if (group.known !== undefined) return group.known.id;
  return 'row' in group ? ids.get(group.row)?.[0] : undefined;
}
