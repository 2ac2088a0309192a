import { monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import { changesOf } from '../../../../functions/shared/kinds/book-entries.ts';
import type { MemberAccount, PaperLine } from '../../papers/paper-content.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { recordIdsOf, womanOf } from '../joined.ts';
import { takenBackMeetings } from '../meetings/taken-back.ts';
import { pendingSheets, unsentEntriesOf } from '../meetings/unsent-sheets.ts';
import { type Member, meetings } from '../row-kinds.ts';
import { outstandingPaiseOf, toEntry } from '../sheet/row/entries-and-lines.ts';

/** The lines of a member's passbook, from the entries that the phone knows: pure. */

export type MonthOfPassbook = {
  /** `YYYY-MM` */
  readonly month: string;
  /** The latest first. */
  readonly lines: readonly PaperLine[];
  /** The member's savings at the end of the month. */
  readonly savingsPaise: number;
};

/** A member's passbook lines from the sheets on the phone, sent or not, without those that were taken back. */
export function linesOnPhone(rows: Pick<EncryptedRows, 'get' | 'all'>, memberId: string): PaperLine[] {
  const woman = womanOf(rows, memberId);
  const ids = woman === undefined ? [memberId] : recordIdsOf(woman);
  // Unsent sheets, and sent ones that the server's figures don't include yet.
  const pendingOperations = pendingSheets(rows);
  const pendingIds = new Set(pendingOperations.map(({ id }) => id));
  // The meetings that the leader has taken back since.
  const takenBackIds = new Set(takenBackMeetings(rows).map(({ id }) => id));
  const fromServer = rows
    .all(meetings)
    // A sheet that was just sent may already be among the server's meetings: it counts once.
    .filter(({ id, isReversed }) => !isReversed && !takenBackIds.has(id) && !pendingIds.has(id))
    .map(({ id, heldOn, entries }) => ({ id, heldOn, entries: entries.map(toEntry) }));
  const inOutbox = pendingOperations.map((operation) => ({
    id: operation.id,
    heldOn: String(operation.body.heldOn),
    entries: unsentEntriesOf(operation),
  }));
  return [...fromServer, ...inOutbox].flatMap(({ id, heldOn, entries }) =>
    entries
      .filter((entry) => ids.includes(entry.memberId))
      .map(({ kind, amountPaise, loanId }) => ({ sheetId: id, on: heldOn, kind, amountPaise, loanId })),
  );
}

/**
 * A member's passbook lines from the sheets on the phone, and before them older ones from the server. A sheet that is
 * being taken back is left out of both.
 */
export function allLines(
  rows: Pick<EncryptedRows, 'get' | 'all'>,
  memberId: string,
  linesFromServer: readonly PaperLine[],
): PaperLine[] {
  const onPhone = linesOnPhone(rows, memberId);
  const idsToSkip = new Set([
    ...onPhone.map(({ sheetId }) => sheetId),
    ...takenBackMeetings(rows).map(({ id }) => id),
  ]);
  const older = linesFromServer.filter(({ sheetId }) => !idsToSkip.has(sheetId));
  return [...older, ...onPhone];
}

/** Makes the account for a member's papers, with her passbook lines. @param member with unsent sheets included */
export const accountOf = (member: Member, lines: readonly PaperLine[]): MemberAccount => ({
  savingsPaise: member.savingsPaise,
  owedPaise: outstandingPaiseOf(member),
  // A loan that an older release stored has no principal: then the paper shows what is still owed.
  loans: member.loans.map((loan) => ({
    ...loan,
    principalPaise: loan.principalPaise ?? loan.outstandingPaise,
  })),
  lines,
});

/** By how much an entry changes the member's savings, in paise. */
function changeOfSavings({ kind, amountPaise, loanId }: PaperLine): number {
  // She has moved here from another group: her savings came with her, and are as much as before.
  if (kind === 'moved_in') return 0;
  if (kind !== 'opening') return changesOf({ kind, amountPaise }).savings;
  // An opening that names a loan is what the member owed at the start; any other is what she had saved.
  return loanId === undefined ? amountPaise : 0;
}

/**
 * A member's passbook lines by month, the latest first, each month with her savings at its end. The savings are counted
 * back from today's, so that they are right even if the oldest lines are missing.
 * @param savingsPaise her savings today
 */
export function linesByMonth(lines: readonly PaperLine[], savingsPaise: number): MonthOfPassbook[] {
  const months = [...new Set(lines.map(({ on }) => monthOf(on)))].sort().reverse();
  return months.map((month) => {
    const changesSince = lines.filter(({ on }) => monthOf(on) > month).map(changeOfSavings);
    return {
      month,
      lines: lines.filter(({ on }) => monthOf(on) === month).toSorted((a, b) => b.on.localeCompare(a.on)),
      savingsPaise: savingsPaise - changesSince.reduce((sum, change) => sum + change, 0),
    };
  });
}
