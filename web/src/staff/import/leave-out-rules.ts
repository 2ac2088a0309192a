import { consentPurposes } from './check-consents.ts';
import type { Fault } from './faults.ts';
import type { LinkedRows } from './linked-workbook.ts';
import { openingsOf } from './opening-rows.ts';
import type { SheetKey } from './sheet-forms.ts';
import type { ReadRow } from './workbook-rows.ts';

/** A row whose sheet says what its values are. */
type AnyRow = { readonly [Key in SheetKey]: ReadRow<Key> }[SheetKey];

/**
 * Whether a row of an import can be left out on purpose, instead of being mended. Not a consent to the services, nor one
 * with a no: these are left out only with the woman. Not a single row of a group's books: without it they don't balance.
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

/** Tells of a row of an import whether it is left out: by itself, with its woman, or with its group's books. */
export const createLeftOut = (workbook: LinkedRows, leftOut: ReadonlySet<ReadRow>) => {
  const bookRows = new Set(
    openingsOf(workbook)
      .filter(({ opening }) => leftOut.has(opening))
      .flatMap(({ accounts, borrowings }): ReadRow[] => [...accounts, ...borrowings]),
  );
  return (row: ReadRow): boolean => {
    const member = workbook.memberOf.get(row);
    return leftOut.has(row) || bookRows.has(row) || (member !== undefined && leftOut.has(member));
  };
};

/** The faults of an import that are to be mended: all but those of rows that are left out. */
export const faultsToMend = (
  faults: readonly Fault[],
  rows: readonly ReadRow[],
  isLeft: (row: ReadRow) => boolean,
): Fault[] => {
  const places = new Set(rows.filter(isLeft).map(({ rowNumber, sheetName }) => `${rowNumber} ${sheetName}`));
  return faults.filter(({ rowNumber, sheetName }) => !places.has(`${rowNumber} ${sheetName}`));
};
