import { changeOf, isCashDifference, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { namesLoan } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { SheetEntry, SheetLine } from '../row/entries-and-lines.ts';
import type { Attendance } from '../row/row-rules.ts';
import type { SheetToSend } from '../sheet-rules.ts';

/**
 * Compares two sheets of one meeting from two phones, woman by woman, and line by line of the group's. `mine` is the unsent sheet on this phone,
 * `theirs` the sheet that the server has. merge-sheets.ts makes one sheet of both.
 */

export type Side = 'mine' | 'theirs';

export type Compared = {
  /** The key of the row in the leader's `Choices`. */
  readonly id: string;
  readonly differs: boolean;
};

/** One woman on the two sheets. Her presence on a sheet is undefined if she is not on it. */
export type ConflictRow = Compared & {
  readonly memberId: string;
  readonly mine: readonly SheetEntry[];
  readonly theirs: readonly SheetEntry[];
  readonly myPresence: Attendance['status'] | undefined;
  readonly theirPresence: Attendance['status'] | undefined;
};

/** The group's lines about one matter on the two sheets, such as travel. */
export type ConflictLines = Compared & {
  readonly mine: readonly SheetLine[];
  readonly theirs: readonly SheetLine[];
};

/** The content of one of the two sheets. */
export type ComparedSheet = Omit<SheetToSend, 'id' | 'heldOn' | 'corrects'> & {
  /** What was counted on the day, if the server's sheet is a correction. */
  readonly cashCountedThenPaise?: number;
};

export const postingsOf = ({ entries, lines = [] }: ComparedSheet) => [...entries, ...lines];

/** The cash count that the merged sheet keeps. */
export type CountOfMeeting = {
  /** The side whose sheet has the count. */
  readonly side: Side;
  readonly cashCountedPaise: number;
  /** By how much that sheet changed the cash. The line about a difference counts too. */
  readonly cashChangePaise: number;
};

/**
 * The count of the box, which stays the same whatever the leader chooses. If both sheets have a count, the count of the server's sheet is used;
 * undefined if neither sheet has a count.
 */
export function countOfMeeting(mine: ComparedSheet, theirs: ComparedSheet): CountOfMeeting | undefined {
  for (const [side, sheet] of [
    ['theirs', theirs],
    ['mine', mine],
  ] as const) {
    const { cashCountedPaise = sheet.cashCountedThenPaise } = sheet;
    if (cashCountedPaise !== undefined)
      return { side, cashCountedPaise, cashChangePaise: sumOf('cash', postingsOf(sheet)) };
  }
  return undefined;
}

/**
 * Entries or lines as a text that is the same in whatever order they stand. The text names a loan only if the posting lowers
 * what she owes on it: two phones give a new loan different ids, and it does not matter on which loan interest was paid.
 */
const comparableText = (postings: readonly (SheetEntry | SheetLine)[]): string =>
  postings
    .map((posting) => {
      const lowersLoan = namesLoan(posting.kind) && changeOf('loans', posting) !== 0;
      // A posting without an account is one of cash.
      const fields = Object.entries({ account: 'cash', ...posting });
      return JSON.stringify(fields.filter(([name]) => lowersLoan || name !== 'loanId').sort());
    })
    .sort()
    .join('\n');

const differencesFirst = <Row extends Compared>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));

/** A row for each woman on either sheet, the rows that differ first. */
export function compareSheets(mine: ComparedSheet, theirs: ComparedSheet): ConflictRow[] {
  const ids = [...mine.attendance, ...theirs.attendance].map(({ memberId }) => memberId);
  const rows = [...new Set(ids)].map((memberId): ConflictRow => {
    const entriesOn = (sheet: ComparedSheet) => sheet.entries.filter((entry) => entry.memberId === memberId);
    const presenceOn = (sheet: ComparedSheet) =>
      sheet.attendance.find((listed) => listed.memberId === memberId)?.status;
    const [myPresence, theirPresence] = [presenceOn(mine), presenceOn(theirs)];
    const entriesDiffer = comparableText(entriesOn(mine)) !== comparableText(entriesOn(theirs));
    return {
      id: memberId,
      memberId,
      mine: entriesOn(mine),
      theirs: entriesOn(theirs),
      myPresence,
      theirPresence,
      differs: entriesDiffer || myPresence !== theirPresence,
    };
  });
  return differencesFirst(rows);
}

/**
 * A row for each matter that the group's lines on either sheet are about, the rows that differ first. If the box was counted, lines about a
 * difference of the cash are left out: the difference follows from the count and from what the leader chooses.
 */
export function compareLines(mine: ComparedSheet, theirs: ComparedSheet): ConflictLines[] {
  const isCounted = countOfMeeting(mine, theirs) !== undefined;
  const linesOf = ({ lines = [] }: ComparedSheet) =>
    lines.filter((line) => !isCounted || !isCashDifference(line));
  const myLines = linesOf(mine);
  const theirLines = linesOf(theirs);
  // `Choices` hold members' ids too: the word `line` keeps these keys apart from them.
  const matterOf = ({ kind, head = '', borrowingId = '' }: SheetLine): string =>
    ['line', kind, head, borrowingId].join(' ');
  const rows = [...new Set([...myLines, ...theirLines].map(matterOf))].map((matter): ConflictLines => {
    const onMatter = (lines: readonly SheetLine[]) => lines.filter((line) => matterOf(line) === matter);
    return {
      id: matter,
      mine: onMatter(myLines),
      theirs: onMatter(theirLines),
      differs: comparableText(onMatter(myLines)) !== comparableText(onMatter(theirLines)),
    };
  });
  return differencesFirst(rows);
}
