import { cashOf, type Entry, type Line } from './entries.ts';
import type { Attendance, SheetBody } from './sheet-rules.ts';

/** Reconciles two sheets of one meeting from two phones, woman by woman. */

export type Side = 'mine' | 'theirs';
export type ConflictRow = {
  readonly memberId: string;
  readonly mine: readonly Entry[];
  readonly theirs: readonly Entry[];
  readonly minePresence: Attendance['status'] | undefined;
  readonly theirPresence: Attendance['status'] | undefined;
  readonly differs: boolean;
};

export type TheirSheet = Pick<SheetBody, 'attendance' | 'entries' | 'cashCountedPaise' | 'note'> & {
  readonly lines?: readonly Line[] | undefined;
};

const maxNoteLength = 2000;

/** What was noted on either sheet, such as why the box was not counted. */
export function noteOfBoth(mine: TheirSheet, theirs: TheirSheet): string | undefined {
  const notes = [mine.note, theirs.note].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : [...new Set(notes)].join('\n').slice(0, maxNoteLength);
}

/** Her entries for comparison, without loan ids, which mean nothing to a person. */
const sortedText = (entries: readonly Entry[]): string =>
  entries
    .map(({ kind, amountPaise, loanId }) => `${kind} ${amountPaise} ${kind === 'repayment' ? loanId : ''}`)
    .sort()
    .join('\n');

/** Everyone on either sheet, differences first. */
export function compareSheets(mine: TheirSheet, theirs: TheirSheet): ConflictRow[] {
  const of = (sheet: TheirSheet, memberId: string) => ({
    entries: sheet.entries.filter((entry) => entry.memberId === memberId),
    presence: sheet.attendance.find((listed) => listed.memberId === memberId)?.status,
  });
  const ids = [...mine.attendance, ...theirs.attendance].map(({ memberId }) => memberId);
  return [...new Set(ids)]
    .map((memberId) => {
      const left = of(mine, memberId);
      const right = of(theirs, memberId);
      const differs =
        sortedText(left.entries) !== sortedText(right.entries) || left.presence !== right.presence;
      return {
        memberId,
        mine: left.entries,
        theirs: right.entries,
        minePresence: left.presence,
        theirPresence: right.presence,
        differs,
      };
    })
    .sort((a, b) => Number(b.differs) - Number(a.differs));
}

/** Whether one of the sheets is right in everything. */
export function isAll(rows: readonly ConflictRow[], choices: ReadonlyMap<string, Side>, side: Side): boolean {
  return rows.every(({ memberId, differs }) => !differs || choices.get(memberId) === side);
}

/**
 * The sheet that replaces both once the recorded one is reversed. A loan of the recorded sheet gets a new id:
 * its own is used up.
 * @param boxPaise the cash before the meeting, if either side counted it
 */
export function mergeSheets(
  rows: readonly ConflictRow[],
  choices: ReadonlyMap<string, Side>,
  parts: {
    readonly id: string;
    readonly heldOn: string;
    readonly boxPaise: number | undefined;
    readonly note: string | undefined;
    /** The recorded sheet's lines of the group: it alone has some. */
    readonly lines?: readonly Line[] | undefined;
    readonly makeId: () => string;
  },
): SheetBody {
  const chosen = rows.map((row) => {
    const side = row.differs ? (choices.get(row.memberId) ?? 'theirs') : 'theirs';
    return side === 'mine'
      ? { memberId: row.memberId, status: row.minePresence, entries: row.mine }
      : { memberId: row.memberId, status: row.theirPresence, entries: row.theirs };
  });
  const entries = chosen.flatMap((row) => {
    const anew = new Map(
      row.entries.flatMap(({ kind, loanId }) =>
        kind === 'loan' && loanId !== undefined ? [[loanId, parts.makeId()] as const] : [],
      ),
    );
    // Her repayment on the same sheet must name the new loan.
    return row.entries.map((entry) => {
      const loanId = anew.get(entry.loanId ?? '');
      return loanId === undefined ? entry : { ...entry, loanId };
    });
  });
  return {
    id: parts.id,
    heldOn: parts.heldOn,
    attendance: chosen.flatMap(({ memberId, status }) =>
      status === undefined ? [] : [{ memberId, status }],
    ),
    entries,
    ...(parts.lines === undefined ? {} : { lines: parts.lines }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    ...(parts.boxPaise === undefined
      ? {}
      : { cashCountedPaise: parts.boxPaise + cashOf([...entries, ...(parts.lines ?? [])]) }),
  };
}
