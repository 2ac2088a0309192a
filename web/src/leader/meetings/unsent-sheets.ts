import { inOrder, type Operation, operations } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { sheetContent, sheetDrafts } from '../row-kinds.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from '../sheet/row/entries-and-lines.ts';
import { reversalPaths } from './taken-back.ts';

/**
 * The unsent sheets of a leader's phone. An operation is something that she has recorded, on its way to the server. balances.ts adds the sheets to the
 * server's last figures.
 */

type Rows = Pick<EncryptedRows, 'all'>;

/** The members' entries of an unsent sheet, from its operation; empty for operations of other kinds. */
export function unsentEntriesOf(operation: Operation): SheetEntry[] {
  const parsed = sheetContent.entries.safeParse(operation.body.entries);
  return operation.what === 'meeting' && parsed.success ? parsed.data.map(toEntry) : [];
}

/** The group's lines of an unsent sheet, from its operation; empty for operations of other kinds. */
export function unsentLinesOf(operation: Operation): SheetLine[] {
  const parsed = sheetContent.lines.safeParse(operation.body.lines);
  // A sheet may have no lines.
  return operation.what === 'meeting' && parsed.success ? (parsed.data ?? []).map(toLine) : [];
}

/**
 * The unsent sheets of the phone, and those that are sent but not in the server's last figures yet. Sheets that were
 * taken back are left out, and so are refused ones that are being corrected: their draft stands for them. So is a sheet
 * in conflict, since another leader has recorded the same meeting.
 */
export function pendingSheets(rows: Rows): Operation[] {
  const draftIds = new Set(rows.all(sheetDrafts).map(({ id }) => id));
  const reversals = reversalPaths(rows);
  return inOrder(rows.all(operations)).filter(
    ({ id, what, state, path }) =>
      what === 'meeting' &&
      state !== 'conflict' &&
      !draftIds.has(id) &&
      !reversals.has(`${path}/${id}/reversal`),
  );
}
