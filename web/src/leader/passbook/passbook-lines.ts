import { changesOf } from '../../../../functions/domain/book-entries.ts';
import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { MemberAccount, PaperLine } from '../../papers/paper-rules.ts';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { type Member, meetings } from '../row-kinds.ts';
import { toEntry } from '../sheet/entries-and-lines.ts';
import { pendingSheets, undoneMeetings, unsentEntriesOf } from '../unsent-sheets.ts';

/** A member's entries, month by month: pure. */

export type Month = {
  /** `YYYY-MM` */
  readonly month: string;
  /** The latest first. */
  readonly lines: readonly PaperLine[];
  /** Her savings at the end of the month. */
  readonly savingsPaise: number;
};

/** A member's passbook lines that the phone knows, of sheets in force, sent or not. */
export function knownLines(rows: Pick<EncryptedRows, 'all'>, memberId: string): PaperLine[] {
  const undone = new Set(undoneMeetings(rows).map(({ id }) => id));
  const pending = pendingSheets(rows);
  const unsent = new Set(pending.map(({ id }) => id));
  const sent = rows
    .all(meetings)
    .filter(({ id, isReversed }) => !isReversed && !undone.has(id) && !unsent.has(id))
    .map(({ id, heldOn, entries }) => ({ id, heldOn, entries: entries.map(toEntry) }));
  const own = pending.map((one) => ({
    id: one.id,
    heldOn: String(one.body.heldOn),
    entries: unsentEntriesOf(one),
  }));
  return [...sent, ...own].flatMap(({ id, heldOn, entries }) =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ kind, amountPaise, loanId }) => ({ sheetId: id, on: heldOn, kind, amountPaise, loanId })),
  );
}

/**
 * A member's passbook lines that the phone knows, with older ones from the server; a sheet that is being taken back
 * counts in neither.
 */
export function allLines(
  rows: Pick<EncryptedRows, 'all'>,
  memberId: string,
  older: readonly PaperLine[],
): PaperLine[] {
  const onPhone = knownLines(rows, memberId);
  const ids = new Set([
    ...onPhone.map(({ sheetId }) => sheetId),
    ...undoneMeetings(rows).map(({ id }) => id),
  ]);
  return [...older.filter(({ sheetId }) => !ids.has(sheetId)), ...onPhone];
}

/** A member's account on the phone, from which her papers are made. @param member with unsent sheets included */
export const accountOf = ({ savingsPaise, loans }: Member, lines: readonly PaperLine[]): MemberAccount => ({
  savingsPaise,
  loans: loans.map((loan) => ({ ...loan, principalPaise: loan.principalPaise ?? loan.outstandingPaise })),
  lines,
});

/** What an entry does to her savings. */
const savingsOf = ({ kind, amountPaise, loanId }: PaperLine): number =>
  kind === 'opening' ? (loanId === undefined ? amountPaise : 0) : changesOf({ kind, amountPaise }).savings;

/**
 * A member's passbook lines by month, the latest first, each month with her savings at its end. They are counted back
 * from today's, so that they are right even if the oldest lines are missing.
 * @param savingsPaise today
 */
export function byMonth(lines: readonly PaperLine[], savingsPaise: number): Month[] {
  const months = [...new Set(lines.map(({ on }) => on.slice(0, 7)))].sort().reverse();
  return months.map((month) => {
    const next = `${addMonths(month, 1)}-01`;
    const later = lines.filter(({ on }) => on >= next).reduce((sum, line) => sum + savingsOf(line), 0);
    return {
      month,
      lines: lines
        .filter(({ on }) => on.startsWith(month))
        .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)),
      savingsPaise: savingsPaise - later,
    };
  });
}
