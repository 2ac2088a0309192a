import { sumOf } from '../../../../functions/domain/book-entries.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';
import type { Attendance } from './row-rules.ts';
import { maxNoteLength, type SheetToSend } from './sheet-rules.ts';

/** Reconciles two sheets of one meeting from two phones, woman by woman and line by line. */

export type Side = 'mine' | 'theirs';

type Compared = {
  /** By which she chooses a side. */
  readonly id: string;
  readonly differs: boolean;
};

/** One woman on both sheets. */
export type ConflictRow = Compared & {
  readonly memberId: string;
  readonly mine: readonly SheetEntry[];
  readonly theirs: readonly SheetEntry[];
  readonly minePresence: Attendance['status'] | undefined;
  readonly theirPresence: Attendance['status'] | undefined;
};

/** The lines of the group about one thing on both sheets, such as travel. */
export type ConflictLines = Compared & {
  readonly mine: readonly SheetLine[];
  readonly theirs: readonly SheetLine[];
};

export type Choices = ReadonlyMap<string, Side>;

export type TheirSheet = Omit<SheetToSend, 'id' | 'heldOn'>;

/** To reconcile two sheets of one meeting: the notes of both together, such as why the box was not counted. */
export function noteOfBoth(mine: TheirSheet, theirs: TheirSheet): string | undefined {
  const notes = [mine.note, theirs.note].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : [...new Set(notes)].join('\n').slice(0, maxNoteLength);
}

const ofLoan: readonly SheetEntry['kind'][] = ['repayment', 'set_off', 'write_off'];

/**
 * Entries for comparison. The id of a new loan means nothing to a person, and on which loan interest was paid changes no
 * balance.
 */
const sortedText = (postings: readonly (SheetEntry | SheetLine)[]): string =>
  postings
    .map((posting) => {
      const isOfLoan = ofLoan.some((kind) => kind === posting.kind);
      const fields = Object.entries({ account: 'cash', ...posting });
      return JSON.stringify(fields.filter(([name]) => isOfLoan || name !== 'loanId').sort());
    })
    .sort()
    .join('\n');

const differencesFirst = <Row extends Compared>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));

/** To reconcile two sheets of one meeting: everyone on either, differences first. */
export function compareSheets(mine: TheirSheet, theirs: TheirSheet): ConflictRow[] {
  const of = (sheet: TheirSheet, memberId: string) => ({
    entries: sheet.entries.filter((entry) => entry.memberId === memberId),
    presence: sheet.attendance.find((listed) => listed.memberId === memberId)?.status,
  });
  const ids = [...mine.attendance, ...theirs.attendance].map(({ memberId }) => memberId);
  const rows = [...new Set(ids)].map((memberId) => {
    const left = of(mine, memberId);
    const right = of(theirs, memberId);
    return {
      id: memberId,
      memberId,
      mine: left.entries,
      theirs: right.entries,
      minePresence: left.presence,
      theirPresence: right.presence,
      differs: sortedText(left.entries) !== sortedText(right.entries) || left.presence !== right.presence,
    };
  });
  return differencesFirst(rows);
}

/** To reconcile two sheets of one meeting: the group's lines on either, by what they are about, differences first. */
export function compareLines(
  { lines: mine = [] }: TheirSheet,
  { lines: theirs = [] }: TheirSheet,
): ConflictLines[] {
  const subjectOf = ({ kind, head = '', borrowingId = '' }: SheetLine): string =>
    ['line', kind, head, borrowingId].join(' ');
  const rows = [...new Set([...mine, ...theirs].map(subjectOf))].map((id) => {
    const [left, right] = [mine, theirs].map((lines) => lines.filter((line) => subjectOf(line) === id));
    return {
      id,
      mine: left ?? [],
      theirs: right ?? [],
      differs: sortedText(left ?? []) !== sortedText(right ?? []),
    };
  });
  return differencesFirst(rows);
}

/** To reconcile two sheets of one meeting: whether one of them is chosen as right in everything that differs. */
export function isAll(rows: readonly Compared[], choices: Choices, side: Side): boolean {
  return rows.every(({ id, differs }) => !differs || choices.get(id) === side);
}

const chosenSide = ({ id, differs }: Compared, choices: Choices): Side =>
  differs ? (choices.get(id) ?? 'theirs') : 'theirs';

/** A woman's entries with new ids for the loans that they give, also where her repayment on the same sheet names one. */
function withNewLoans(entries: readonly SheetEntry[], makeId: () => string): SheetEntry[] {
  const anew = new Map(
    entries.flatMap(({ kind, loanId }) =>
      kind === 'loan' && loanId !== undefined ? [[loanId, makeId()] as const] : [],
    ),
  );
  return entries.map((entry) => {
    const loanId = anew.get(entry.loanId ?? '');
    return loanId === undefined ? entry : { ...entry, loanId };
  });
}

/** To reconcile two sheets of one meeting: what was in the box and at the bank before it, if either says it. */
export function balancesBefore(mine: TheirSheet, theirs: TheirSheet) {
  const before = (balance: 'cash' | 'bank', field: 'cashCountedPaise' | 'bankBalancePaise') => {
    const sheet = theirs[field] === undefined ? mine : theirs;
    const after = sheet[field];
    return after === undefined
      ? undefined
      : after - sumOf(balance, [...sheet.entries, ...(sheet.lines ?? [])]);
  };
  return { boxPaise: before('cash', 'cashCountedPaise'), bankPaise: before('bank', 'bankBalancePaise') };
}

/**
 * The reconciled sheet, which replaces both sheets of one meeting once the recorded one is reversed. A loan of the
 * recorded sheet gets a new id: its own is used up.
 */
export function mergeSheets(
  rows: readonly ConflictRow[],
  lineRows: readonly ConflictLines[],
  choices: Choices,
  parts: {
    readonly id: string;
    readonly heldOn: string;
    /** The cash, and the balance at the bank, before the meeting, if either side counted it. */
    readonly boxPaise: number | undefined;
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
  const entries = chosen.flatMap((row) => withNewLoans(row.entries, parts.makeId));
  const lines = lineRows.flatMap((row) => row[chosenSide(row, choices)]);
  const all = [...entries, ...lines];
  return {
    id: parts.id,
    heldOn: parts.heldOn,
    attendance: chosen.flatMap(({ memberId, status }) =>
      status === undefined ? [] : [{ memberId, status }],
    ),
    entries,
    ...(lines.length === 0 ? {} : { lines }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    ...(parts.boxPaise === undefined ? {} : { cashCountedPaise: parts.boxPaise + sumOf('cash', all) }),
    ...(parts.bankPaise === undefined ? {} : { bankBalancePaise: parts.bankPaise + sumOf('bank', all) }),
  };
}
