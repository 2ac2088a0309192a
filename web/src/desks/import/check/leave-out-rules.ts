import type { SheetKey } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { openingsOf } from '../send/opening-rows.ts';
import { consentPurposes } from './check-consents.ts';
import type { Fault } from './faults.ts';
import type { LinkedRows } from './linked-workbook.ts';

/** A row whose sheet says what its values are. */
type AnyRow = { readonly [Key in SheetKey]: ReadRow<Key> }[SheetKey];

/**
 * Whether a row of an import can be left out on purpose, instead of being mended. A consent with an answer on the services or
 * with a no can't: such a decision of hers is left out only with the woman. A single row of a group's books can't: without it
 * they don't balance.
 */
export function mayLeaveOut(row: AnyRow, { rows, memberOf }: LinkedRows): boolean {
  switch (row.sheet) {
    case 'consents':
      return row.values.services === undefined && !consentPurposes.some((one) => row.values[one] === 'no');
    case 'children':
    case 'entitlements':
    case 'outreach':
    case 'openings':
      return true;
    // Not a woman with accounts: these would be missing in her group's books.
    case 'members':
      return !rows.accounts.some((one) => memberOf.get(one) === row);
    // Collectives, accounts and borrowings: other rows need them.
    default:
      return false;
  }
}

/** Makes the check whether a row of an import is left out: by itself, with its woman, or with its group's books. */
export const createLeftOutCheck = (workbook: LinkedRows, leftOutRows: ReadonlySet<ReadRow>) => {
  const bookRows = new Set(
    openingsOf(workbook)
      .filter(({ opening }) => leftOutRows.has(opening))
      .flatMap(({ accounts, borrowings }): ReadRow[] => [...accounts, ...borrowings]),
  );
  return (row: ReadRow): boolean => {
    const member = workbook.memberOf.get(row);
    return leftOutRows.has(row) || bookRows.has(row) || (member !== undefined && leftOutRows.has(member));
  };
};

/** The faults of an import that are to be mended: all but those of rows that are left out. */
export const faultsToMend = (
  faults: readonly Fault[],
  rows: readonly ReadRow[],
  isLeftOut: (row: ReadRow) => boolean,
): Fault[] => {
  const placeOf = ({ rowNumber, sheetName }: ReadRow | Fault): string => `${rowNumber} ${sheetName}`;
  const leftOutPlaces = new Set(rows.filter(isLeftOut).map(placeOf));
  return faults.filter((fault) => !leftOutPlaces.has(placeOf(fault)));
};
