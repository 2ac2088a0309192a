import { changeOf, isCashDifference, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { givesLoan, namesLoan } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { maxNoteCharacters } from '../../../../../functions/shared/text/lengths.ts';
import { differenceLine } from '../line-rules.ts';
import type { SheetEntry, SheetLine } from '../row/entries-and-lines.ts';
import type { Attendance } from '../row/row-rules.ts';
import type { SheetToSend } from '../sheet-rules.ts';

/**
 * Reconciles two sheets of one meeting from two phones, woman by woman, and line by line of the group's. `mine` is the
 * unsent sheet on this phone, `theirs` the one that the server has.
 */

export type Side = 'mine' | 'theirs';

type Compared = {
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

/** The side that the leader chose, by the id of the row. */
export type Choices = ReadonlyMap<string, Side>;

/** The content of one of the two sheets. */
export type ComparedSheet = Omit<SheetToSend, 'id' | 'heldOn' | 'corrects'> & {
  /** What was counted on the day, if the server's sheet is a correction. */
  readonly cashCountedThenPaise?: number;
};

const postingsOf = ({ entries, lines = [] }: ComparedSheet) => [...entries, ...lines];

/** The cash count of a reconciled sheet. */
export type CountOfMeeting = {
  /** The side whose sheet has the count. */
  readonly side: Side;
  readonly cashCountedPaise: number;
  /** By how much that sheet changed the cash, with the line about a difference. */
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

/** The notes of both sheets together, such as why the box was not counted. */
export function noteOfBoth(mine: ComparedSheet, theirs: ComparedSheet): string | undefined {
  const notes = [mine.note, theirs.note].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : [...new Set(notes)].join('\n').slice(0, maxNoteCharacters);
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

/** The entries and lines of a reconciled sheet, as the leader has chosen. Loans still have the ids of the sheets that they come from. */
const chosenPostings = (
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
): (SheetEntry | SheetLine)[] => [
  ...rows.flatMap((row) => row[chosenSide(row, choices)]),
  ...lineRows.flatMap((row) => row[chosenSide(row, choices)]),
];

/**
 * By how much the count differs from the books that the leader's choices make, in paise: above 0 if the box holds more than they say, 0 if nobody
 * counted. The sheet that has the count agrees with it, since a line on that sheet states any difference. So the cash before the meeting need not be known: the
 * count differs by as much as that sheet changes the cash more than the chosen postings do.
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
 * The reconciled sheet, which replaces both sheets of one meeting: it corrects the recorded one, which is reversed first. Each loan that it
 * gives has a new id, since the id of a loan on the recorded sheet is used up. It keeps the count, and a line says by
 * how much the count then differs. Its bank balance is the balance before the meeting plus the changes by the merged entries and lines; it may
 * differ from the bank balance of either sheet.
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
