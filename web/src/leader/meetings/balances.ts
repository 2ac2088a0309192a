import {
  changesOf,
  type Posting,
  sumOf,
  turnoverOf,
} from '../../../../functions/shared/kinds/book-entries.ts';
import { compareByName } from '../../phone/compare-by-name.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { recordIdsOf } from '../joined.ts';
import { type Collective, collectives, type Member, members } from '../row-kinds.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from '../sheet/row/entries-and-lines.ts';
import { takenBackMeetings } from './taken-back.ts';
import { pendingSheets, unsentEntriesOf, unsentLinesOf } from './unsent-sheets.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/**
 * A member with her balances as they will be: the server's last figures with the unsent sheets and reversals applied. A
 * sheet records a meeting, and a reversal takes one back. A sent sheet stays pending until the server's figures include it.
 */
export function withUnsent(rows: Pick<Rows, 'all'>, member: Member): Member {
  // A meeting whose reversal is unsent is still in the server's figures. `withEntries` picks the member's entries from all of them.
  const takenBackEntries = takenBackMeetings(rows).flatMap(({ entries }) => entries.map(toEntry));
  const pendingEntries = pendingSheets(rows).flatMap(unsentEntriesOf);
  return withEntries(withEntries(member, takenBackEntries, -1), pendingEntries);
}

/** The members of a collective who have not left, by name, with their balances after the unsent sheets. */
export function membersOf(rows: Rows, collectiveId: string): Member[] {
  return rows
    .all(members)
    .filter((member) => member.collectiveId === collectiveId && member.exitedOn === undefined)
    .map((member) => withUnsent(rows, member))
    .sort(compareByName);
}

/**
 * A member with her balances (savings and loans) after the entries of a sheet. Entries of other members change nothing.
 * @param sign -1 undoes the entries
 */
export function withEntries(member: Member, entries: readonly SheetEntry[], sign: 1 | -1 = 1): Member {
  let { savingsPaise } = member;
  const ids = recordIdsOf(member);
  const loans = new Map(member.loans.map((loan) => [loan.loanId, loan]));
  for (const entry of entries) {
    if (!ids.includes(entry.memberId)) continue;
    const changes = changesOf(entry);
    savingsPaise += sign * changes.savings;
    // Interest may name a loan, but does not change it.
    if (entry.loanId !== undefined && changes.loans !== 0) {
      const { loanId, ratePerMonthBasisPoints, instalments, firstDueOn } = entry;
      // A loan that is not known yet is given on this sheet.
      const loan = loans.get(loanId) ?? {
        loanId,
        outstandingPaise: 0,
        principalPaise: entry.amountPaise,
        ratePerMonthBasisPoints,
        instalments,
        firstDueOn,
      };
      loans.set(loanId, { ...loan, outstandingPaise: loan.outstandingPaise + sign * changes.loans });
    }
  }
  return { ...member, savingsPaise, loans: [...loans.values()] };
}

/** A collective with its balances as they will be: the server's last figures with the unsent sheets and reversals applied. */
export function collectiveOf(rows: Rows, id: string): Collective | undefined {
  const stored = rows.get(collectives, id);
  if (stored === undefined) return undefined;
  const takenBackSheets = takenBackMeetings(rows)
    .filter(({ collectiveId }) => collectiveId === id)
    .map(({ entries, lines = [] }) => ({ entries: entries.map(toEntry), lines: lines.map(toLine) }));
  // The path of a sheet's operation names its collective.
  const pending = pendingSheets(rows)
    .filter(({ path }) => path === `/api/collectives/${id}/meetings`)
    .map((operation) => ({ entries: unsentEntriesOf(operation), lines: unsentLinesOf(operation) }));
  const withoutTakenBack = takenBackSheets.reduce((group, sheet) => withSheet(group, sheet, -1), stored);
  return pending.reduce((group, sheet) => withSheet(group, sheet), withoutTakenBack);
}

type SheetPostings = { readonly entries: readonly SheetEntry[]; readonly lines: readonly SheetLine[] };

/** A collective with its balances (cash, bank, surplus, borrowings) after a sheet. @param sign -1 undoes the sheet */
export function withSheet(
  group: Collective,
  { entries, lines }: SheetPostings,
  sign: 1 | -1 = 1,
): Collective {
  const postings: readonly Posting[] = [...entries, ...lines];
  const change = (balance: 'cash' | 'bank' | 'surplus') => sign * sumOf(balance, postings);
  return {
    ...group,
    cashPaise: group.cashPaise + change('cash'),
    bankPaise: group.bankPaise + change('bank'),
    surplusPaise: group.surplusPaise + change('surplus'),
    borrowings: group.borrowings.map((borrowing) => {
      const itsLines = lines.filter(({ borrowingId }) => borrowingId === borrowing.id);
      return {
        ...borrowing,
        receivedPaise: borrowing.receivedPaise + sign * turnoverOf('borrowings', itsLines).addedPaise,
        outstandingPaise: borrowing.outstandingPaise + sign * sumOf('borrowings', itsLines),
      };
    }),
  };
}
