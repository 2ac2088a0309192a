import { addMonths } from '../../../../functions/domain/calendar.ts';
import { entriesOf, pendingSheets, undoneMeetings } from '../balances.ts';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { meetings } from '../kinds.ts';
import { toEntry } from '../sheet/entries.ts';

/** A member's entries, month by month: pure. */

export type Line = {
  readonly meetingId: string;
  readonly heldOn: string;
  readonly kind: string;
  readonly amountPaise: number;
};

export type Month = {
  /** `YYYY-MM` */
  readonly month: string;
  /** The latest first. */
  readonly lines: readonly Line[];
  /** Her savings at the end of the month. */
  readonly savingsPaise: number;
};

/** Her entries that this phone knows, of sheets in force, sent or not. */
export function knownLines(rows: Pick<EncryptedRows, 'all'>, memberId: string): Line[] {
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
    entries: entriesOf(one),
  }));
  return [...sent, ...own].flatMap(({ id, heldOn, entries }) =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ kind, amountPaise }) => ({ meetingId: id, heldOn, kind, amountPaise })),
  );
}

/** What an entry does to her savings. */
const intoSavings: Readonly<Record<string, 1 | -1>> = { deposit: 1, opening: 1, withdrawal: -1, set_off: -1 };
const savingsOf = ({ kind, amountPaise }: Line): number => (intoSavings[kind] ?? 0) * amountPaise;

/**
 * The lines by month, the latest first, each month with her savings at its end. They are counted back from today's,
 * so that they are right even if the oldest lines are missing.
 * @param savingsPaise today
 */
export function byMonth(lines: readonly Line[], savingsPaise: number): Month[] {
  const months = [...new Set(lines.map(({ heldOn }) => heldOn.slice(0, 7)))].sort().reverse();
  return months.map((month) => {
    const next = `${addMonths(month, 1)}-01`;
    const later = lines
      .filter(({ heldOn }) => heldOn >= next)
      .reduce((sum, line) => sum + savingsOf(line), 0);
    return {
      month,
      lines: lines
        .filter(({ heldOn }) => heldOn.startsWith(month))
        .toSorted((a, b) => (a.heldOn < b.heldOn ? 1 : a.heldOn > b.heldOn ? -1 : 0)),
      savingsPaise: savingsPaise - later,
    };
  });
}
