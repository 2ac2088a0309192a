import { sumOf } from '../../../../functions/domain/book-entries.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';
import type { Attendance } from './row-rules.ts';
import { maxNoteLength, type SheetToSend } from './sheet-rules.ts';

/**
 * Reconciles two sheets of one meeting from two phones, woman by woman, and line by line of the group's. `mine` is the
 * unsent sheet on this phone, `theirs` the one that the server has.
 */

export type Side = 'mine' | 'theirs';

type Compared = {
  /** The key of the row, by which her choice of a side is kept. */
  readonly id: string;
  readonly differs: boolean;
};

/** One woman on the two sheets. A presence is undefined if she is not on that sheet. */
export type ConflictRow = Compared & {
  readonly memberId: string;
  readonly mine: readonly SheetEntry[];
  readonly theirs: readonly SheetEntry[];
  readonly minePresence: Attendance['status'] | undefined;
  readonly theirPresence: Attendance['status'] | undefined;
};

/** The group's lines about one subject on the two sheets, such as travel. */
export type ConflictLines = Compared & {
  readonly mine: readonly SheetLine[];
  readonly theirs: readonly SheetLine[];
};

/** The side that she chose, by the id of the row. */
export type Choices = ReadonlyMap<string, Side>;

export type TheirSheet = Omit<SheetToSend, 'id' | 'heldOn'>;

/** To reconcile two sheets of one meeting: the notes of both together, such as why the box was not counted. */
export function noteOfBoth(mine: TheirSheet, theirs: TheirSheet): string | undefined {
  const notes = [mine.note, theirs.note].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : [...new Set(notes)].join('\n').slice(0, maxNoteLength);
}

/** The kinds of entries that change the balance of the loan that they name. */
const kindsOnLoan: readonly SheetEntry['kind'][] = ['repayment', 'set_off', 'write_off'];

/**
 * Entries or lines as a text, to compare them in any order. The loan counts only where it changes a balance: two phones
 * give a new loan different ids, and it does not matter on which loan interest was paid.
 */
const comparableText = (postings: readonly (SheetEntry | SheetLine)[]): string =>
  postings
    .map((posting) => {
      const isOnLoan = kindsOnLoan.some((kind) => kind === posting.kind);
      // A posting without an account is one of cash.
      const fields = Object.entries({ account: 'cash', ...posting });
      return JSON.stringify(fields.filter(([name]) => isOnLoan || name !== 'loanId').sort());
    })
    .sort()
    .join('\n');

const differencesFirst = <Row extends Compared>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));

/** To reconcile two sheets of one meeting: everyone on either, differences first. */
export function compareSheets(mine: TheirSheet, theirs: TheirSheet): ConflictRow[] {
  const ids = [...mine.attendance, ...theirs.attendance].map(({ memberId }) => memberId);
  const rows = [...new Set(ids)].map((memberId): ConflictRow => {
    const entriesOn = (sheet: TheirSheet) => sheet.entries.filter((entry) => entry.memberId === memberId);
    const presenceOn = (sheet: TheirSheet) =>
      sheet.attendance.find((listed) => listed.memberId === memberId)?.status;
    const [minePresence, theirPresence] = [presenceOn(mine), presenceOn(theirs)];
    const hasOtherEntries = comparableText(entriesOn(mine)) !== comparableText(entriesOn(theirs));
    return {
      id: memberId,
      memberId,
      mine: entriesOn(mine),
      theirs: entriesOn(theirs),
      minePresence,
      theirPresence,
      differs: hasOtherEntries || minePresence !== theirPresence,
    };
  });
  return differencesFirst(rows);
}

/** To reconcile two sheets of one meeting: the group's lines on either, by what they are about, differences first. */
export function compareLines(
  { lines: mine = [] }: TheirSheet,
  { lines: theirs = [] }: TheirSheet,
): ConflictLines[] {
  // The word `line` keeps the keys apart from members' ids in her choices.
  const subjectOf = ({ kind, head = '', borrowingId = '' }: SheetLine): string =>
    ['line', kind, head, borrowingId].join(' ');
  const rows = [...new Set([...mine, ...theirs].map(subjectOf))].map((subject): ConflictLines => {
    const ofSubject = (lines: readonly SheetLine[]) => lines.filter((line) => subjectOf(line) === subject);
    return {
      id: subject,
      mine: ofSubject(mine),
      theirs: ofSubject(theirs),
      differs: comparableText(ofSubject(mine)) !== comparableText(ofSubject(theirs)),
    };
  });
  return differencesFirst(rows);
}

/** To reconcile two sheets of one meeting: whether one of them is chosen as right in everything that differs. */
export function isChosenThroughout(rows: readonly Compared[], choices: Choices, side: Side): boolean {
  return rows.every(({ id, differs }) => !differs || choices.get(id) === side);
}

/** What does not differ is taken from the sheet that the server has. */
const chosenSide = ({ id, differs }: Compared, choices: Choices): Side =>
  differs ? (choices.get(id) ?? 'theirs') : 'theirs';

/**
 * A woman's entries with new ids for the loans that they give, from whichever sheet they are. Another entry about such a
 * loan names the new id too.
 */
function withNewLoanIds(entries: readonly SheetEntry[], makeId: () => string): SheetEntry[] {
  const newLoanIds = new Map<string, string>();
  for (const { kind, loanId } of entries) {
    if (kind === 'loan' && loanId !== undefined) newLoanIds.set(loanId, makeId());
  }
  return entries.map((entry) => {
    const newLoanId = entry.loanId === undefined ? undefined : newLoanIds.get(entry.loanId);
    return newLoanId === undefined ? entry : { ...entry, loanId: newLoanId };
  });
}

/**
 * To reconcile two sheets of one meeting: what was in the box and at the bank before it, if either says it. If both do,
 * the recorded one counts.
 */
export function balancesBefore(mine: TheirSheet, theirs: TheirSheet) {
  const before = (balance: 'cash' | 'bank', field: 'cashCountedPaise' | 'bankBalancePaise') => {
    const sheet = theirs[field] === undefined ? mine : theirs;
    // What was counted after the meeting, less the changes by the same sheet.
    const after = sheet[field];
    return after === undefined
      ? undefined
      : after - sumOf(balance, [...sheet.entries, ...(sheet.lines ?? [])]);
  };
  return { boxPaise: before('cash', 'cashCountedPaise'), bankPaise: before('bank', 'bankBalancePaise') };
}

/**
 * The reconciled sheet, which replaces both sheets of one meeting once the recorded one is reversed. Each loan that it
 * gives has a new id, since the id of a loan on the recorded sheet is used up.
 */
export function mergeSheets(
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
  parts: {
    readonly id: string;
    readonly heldOn: string;
    /** The cash in the box before the meeting; see `balancesBefore`. */
    readonly boxPaise: number | undefined;
    /** The balance at the bank before the meeting. */
    readonly bankPaise: number | undefined;
    readonly note: string | undefined;
    readonly makeId: () => string;
  },
): SheetToSend {
  const chosen = rows.map((row) =>
    chosenSide(row, choices) === 'mine'
      ? { memberId: row.memberId, status: row.minePresence, entries: row.mine }
      : { memberId: row.memberId, status: row.theirPresence, entries: row.theirs },
  );
  const entries = chosen.flatMap((row) => withNewLoanIds(row.entries, parts.makeId));
  const lines = lineRows.flatMap((row) => row[chosenSide(row, choices)]);
  const postings = [...entries, ...lines];
  return {
    id: parts.id,
    heldOn: parts.heldOn,
    attendance: chosen.flatMap(({ memberId, status }) =>
      status === undefined ? [] : [{ memberId, status }],
    ),
    entries,
    ...(lines.length === 0 ? {} : { lines }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    ...(parts.boxPaise === undefined ? {} : { cashCountedPaise: parts.boxPaise + sumOf('cash', postings) }),
    ...(parts.bankPaise === undefined ? {} : { bankBalancePaise: parts.bankPaise + sumOf('bank', postings) }),
  };
}
