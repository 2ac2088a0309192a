import { sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { givesLoan } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { maxNoteCharacters } from '../../../../../functions/shared/text/lengths.ts';
import { differenceLine } from '../line-rules.ts';
import type { SheetEntry, SheetLine } from '../row/entries-and-lines.ts';
import type { SheetToSend } from '../sheet-rules.ts';
import {
  type Compared,
  type ComparedSheet,
  type ConflictLines,
  type ConflictRow,
  type CountOfMeeting,
  postingsOf,
  type Side,
} from './compare-sheets.ts';

/** Makes one sheet of two sheets of one meeting, as the leader has chosen. compare-sheets.ts compares the two. */

/** The side that the leader chose, by the id of the row. */
export type Choices = ReadonlyMap<string, Side>;

/** The notes of both sheets together, such as why the box was not counted. */
export function noteOfBoth(mine: ComparedSheet, theirs: ComparedSheet): string | undefined {
  const notes = [mine.note, theirs.note].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : [...new Set(notes)].join('\n').slice(0, maxNoteCharacters);
}

/** Whether the leader has chosen the same side in every row that differs. */
export function isChosenThroughout(rows: readonly Compared[], choices: Choices, side: Side): boolean {
  return rows.every(({ id, differs }) => !differs || choices.get(id) === side);
}

/** The side from which a row is taken. A row that does not differ, or is not chosen yet, is taken from the server's sheet. */
const chosenSide = ({ id, differs }: Compared, choices: Choices): Side =>
  differs ? (choices.get(id) ?? 'theirs') : 'theirs';

/**
 * A woman's entries, with new ids for the loans that they give, whichever sheet the entries are from. Another entry about such a loan gets the
 * new id too.
 */
function withNewLoanIds(entries: readonly SheetEntry[], makeId: () => string): SheetEntry[] {
  const newLoanIds = new Map<string, string>();
  for (const entry of entries) {
    if (givesLoan(entry) && entry.loanId !== undefined) newLoanIds.set(entry.loanId, makeId());
  }
  return entries.map((entry) => {
    const newLoanId = entry.loanId === undefined ? undefined : newLoanIds.get(entry.loanId);
    return newLoanId === undefined ? entry : { ...entry, loanId: newLoanId };
  });
}

/** The entries and lines of the merged sheet, as the leader has chosen. Loans still have the ids of the sheets that they come from. */
const chosenPostings = (
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
): (SheetEntry | SheetLine)[] => [
  ...rows.flatMap((row) => row[chosenSide(row, choices)]),
  ...lineRows.flatMap((row) => row[chosenSide(row, choices)]),
];

/**
 * By how much the count differs from the books that the leader's choices make, in paise: above 0 if the box holds more than the books say, 0 if nobody
 * counted. The books of the sheet with the count agree with that count, since a line on the sheet states any difference. So the count differs from the
 * chosen books by the change of the cash on that sheet, less the change by the chosen postings. The cash before the meeting need not be known.
 */
export const differenceOfCount = (
  count: CountOfMeeting | undefined,
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
): number =>
  count === undefined ? 0 : count.cashChangePaise - sumOf('cash', chosenPostings(rows, lineRows, choices));

/**
 * The bank balance before the meeting. If both sheets have a bank balance, the server's sheet is used; undefined if neither sheet has a balance.
 */
export function bankBefore(mine: ComparedSheet, theirs: ComparedSheet): number | undefined {
  const sheet = theirs.bankBalancePaise === undefined ? mine : theirs;
  if (sheet.bankBalancePaise === undefined) return undefined;
  // A sheet has the balance after the meeting.
  return sheet.bankBalancePaise - sumOf('bank', postingsOf(sheet));
}

/**
 * The merged sheet, which replaces both sheets of one meeting: it corrects the recorded sheet, which is reversed first. Each loan that it
 * gives has a new id, since the id of a loan on the recorded sheet is used up. The sheet keeps the count, and a line says by how much the count
 * differs. Its bank balance is the balance before the meeting plus the changes by the merged entries and lines; it may differ from the bank balance
 * of either sheet.
 */
export function mergeSheets(
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
  parts: {
    readonly id: string;
    readonly heldOn: string;
    /** The id of the recorded sheet. */
    readonly corrects: string;
    readonly count: CountOfMeeting | undefined;
    /** Why the count differs, if it does. */
    readonly differenceReason: string;
    /** The balance at the bank before the meeting; see `bankBefore`. */
    readonly bankPaise: number | undefined;
    readonly note: string | undefined;
    readonly makeId: () => string;
  },
): SheetToSend {
  const chosenRows = rows.map((row) =>
    chosenSide(row, choices) === 'mine'
      ? { memberId: row.memberId, status: row.myPresence, entries: row.mine }
      : { memberId: row.memberId, status: row.theirPresence, entries: row.theirs },
  );
  const entries = chosenRows.flatMap((row) => withNewLoanIds(row.entries, parts.makeId));
  const chosenLines = lineRows.flatMap((row) => row[chosenSide(row, choices)]);
  const differencePaise = differenceOfCount(parts.count, rows, lineRows, choices);
  const lines =
    differencePaise === 0
      ? chosenLines
      : [...chosenLines, differenceLine(differencePaise, parts.differenceReason)];
  const postings = [...entries, ...lines];
  return {
    id: parts.id,
    heldOn: parts.heldOn,
    attendance: chosenRows.flatMap(({ memberId, status }) =>
      status === undefined ? [] : [{ memberId, status }],
    ),
    entries,
    ...(lines.length === 0 ? {} : { lines }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    // The server keeps the count of the corrected sheet, so only a count of this phone is sent.
    ...(parts.count?.side === 'mine' ? { cashCountedPaise: parts.count.cashCountedPaise } : {}),
    corrects: parts.corrects,
    ...(parts.bankPaise === undefined ? {} : { bankBalancePaise: parts.bankPaise + sumOf('bank', postings) }),
  };
}
