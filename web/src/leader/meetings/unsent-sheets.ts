import { inOrder, type Operation, operations } from '../outbox/operation.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from '../sheet/row/entries-and-lines.ts';
import type { EncryptedRows } from '../workspace/encrypted-rows.ts';
import { type Meeting, meetings, sheetContent, sheets } from '../workspace/row-kinds.ts';

/** The unsent sheets of a leader's phone. An operation is something that she has recorded, on its way to the server. */

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

/** The paths of the reversals of sheets in the outbox; a refused one reverses nothing. */
export const reversalPaths = (rows: Rows): ReadonlySet<string> =>
  new Set(
    rows
      .all(operations)
      .filter(({ what, state }) => what === 'reversal' && state !== 'needs_fix')
      .map(({ path }) => path),
  );

/**
 * The unsent sheets of the phone, and those that are sent but not in the server's last figures yet. Sheets that were
 * taken back are left out, and so are refused ones that are being corrected: their draft stands for them. So is a sheet
 * in conflict, since another leader has recorded the same meeting.
 */
export function pendingSheets(rows: Rows): Operation[] {
  const draftIds = new Set(rows.all(sheets).map(({ id }) => id));
  const reversals = reversalPaths(rows);
  return inOrder(rows.all(operations)).filter(
    ({ id, what, state, path }) =>
      what === 'meeting' &&
      state !== 'conflict' &&
      !draftIds.has(id) &&
      !reversals.has(`${path}/${id}/reversal`),
  );
}

/** The meetings in the server's last figures whose sheets were taken back on this phone since. */
export function undoneMeetings(rows: Rows): Meeting[] {
  const reversals = reversalPaths(rows);
  return rows
    .all(meetings)
    .filter(
      ({ id, collectiveId, isReversed }) =>
        !isReversed && reversals.has(`/api/collectives/${collectiveId}/meetings/${id}/reversal`),
    );
}
