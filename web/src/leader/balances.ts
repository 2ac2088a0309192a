import { changesOf, type Posting, sumOf } from '../../../functions/domain/book-entries.ts';
import type { EncryptedRows } from './encrypted-rows.ts';
import { inOrder, type Operation, operations } from './outbox/operation.ts';
import {
  type Collective,
  collectives,
  type Meeting,
  type Member,
  meetings,
  members,
  sheetContent,
  sheets,
} from './row-kinds.ts';
import { type SheetEntry, type SheetLine, toEntry, toLine } from './sheet/entries-and-lines.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/** The members' entries of an unsent sheet, from its operation in the outbox. */
export function entriesOf(operation: Operation): SheetEntry[] {
  const parsed = sheetContent.entries.safeParse(operation.body.entries);
  return operation.what === 'meeting' && parsed.success ? parsed.data.map(toEntry) : [];
}

/** The group's lines of an unsent sheet, from its operation in the outbox. */
export function linesOf(operation: Operation): SheetLine[] {
  const parsed = sheetContent.lines.safeParse(operation.body.lines);
  return operation.what === 'meeting' && parsed.success ? (parsed.data ?? []).map(toLine) : [];
}

/** The paths of reversals that are on their way; a refused one takes nothing back. */
const reversalPaths = (rows: Pick<Rows, 'all'>): ReadonlySet<string> =>
  new Set(
    rows
      .all(operations)
      .filter(({ what, state }) => what === 'reversal' && state !== 'needs_fix')
      .map(({ path }) => path),
  );

/**
 * The phone's sheets that the server's last figures do not include yet, without those taken back and refused ones that
 * are being corrected.
 */
export function pendingSheets(rows: Pick<Rows, 'all'>): Operation[] {
  const drafts = new Set(rows.all(sheets).map(({ id }) => id));
  const reversals = reversalPaths(rows);
  return inOrder(rows.all(operations)).filter(
    ({ id, what, state, path }) =>
      what === 'meeting' &&
      state !== 'conflict' &&
      !drafts.has(id) &&
      !reversals.has(`${path}/${id}/reversal`),
  );
}

/** The sheets that the server's last figures include and that the leader has taken back on this phone since. */
export function undoneMeetings(rows: Pick<Rows, 'all'>): Meeting[] {
  const reversals = reversalPaths(rows);
  return rows
    .all(meetings)
    .filter(
      ({ id, collectiveId, isReversed }) =>
        !isReversed && reversals.has(`/api/collectives/${collectiveId}/meetings/${id}/reversal`),
    );
}

/** A member with her balances after the unsent sheets, beyond the server's last figures. */
export const withUnsent = (rows: Pick<Rows, 'all'>, member: Member): Member =>
  withEntries(
    undoneMeetings(rows).reduce((one, { entries }) => withEntries(one, entries.map(toEntry), -1), member),
    pendingSheets(rows).flatMap(entriesOf),
  );

/** The order of members in every list and on every sheet of the leader's phone: by name. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);

/** The members of a collective who have not left, by name, with unsent sheets included in their balances. */
export function membersOf(rows: Rows, collectiveId: string): Member[] {
  return rows
    .all(members)
    .filter((member) => member.collectiveId === collectiveId && member.exitedOn === undefined)
    .map((member) => withUnsent(rows, member))
    .sort(byName);
}

/** The phone's copy of a member, with her savings and loans after the entries of a sheet. @param sign -1 undoes the entries */
export function withEntries(member: Member, entries: readonly SheetEntry[], sign: 1 | -1 = 1): Member {
  let { savingsPaise } = member;
  const loans = new Map(member.loans.map((loan) => [loan.loanId, loan]));
  for (const entry of entries) {
    if (entry.memberId !== member.id) continue;
    const changes = changesOf(entry);
    savingsPaise += sign * changes.savings;
    // Interest may name a loan, but does not change it.
    if (entry.loanId !== undefined && changes.loans !== 0) {
      const { loanId, ratePerMonthBasisPoints, instalments, firstDueOn } = entry;
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

/** A collective, with unsent sheets included in its money. */
export function collectiveOf(rows: Rows, id: string): Collective | undefined {
  const stored = rows.get(collectives, id);
  if (stored === undefined) return undefined;
  const undone = undoneMeetings(rows)
    .filter(({ collectiveId }) => collectiveId === id)
    .map(({ entries, lines = [] }) => ({ entries: entries.map(toEntry), lines: lines.map(toLine) }));
  const pending = pendingSheets(rows)
    .filter(({ path }) => path === `/api/collectives/${id}/meetings`)
    .map((operation) => ({ entries: entriesOf(operation), lines: linesOf(operation) }));
  const back = undone.reduce((group, sheet) => withSheet(group, sheet, -1), stored);
  return pending.reduce((group, sheet) => withSheet(group, sheet), back);
}

type Sheet = { readonly entries: readonly SheetEntry[]; readonly lines: readonly SheetLine[] };

/** A collective's money after a sheet. @param sign -1 undoes the sheet */
export function withSheet(group: Collective, { entries, lines }: Sheet, sign: 1 | -1 = 1): Collective {
  const all: readonly Posting[] = [...entries, ...lines];
  const change = (balance: 'cash' | 'bank' | 'surplus') => sign * sumOf(balance, all);
  return {
    ...group,
    cashPaise: group.cashPaise + change('cash'),
    bankPaise: group.bankPaise + change('bank'),
    surplusPaise: group.surplusPaise + change('surplus'),
    borrowings: group.borrowings.map((borrowing) => {
      const named = lines.filter(({ borrowingId }) => borrowingId === borrowing.id);
      const received = named.filter(({ kind }) => kind === 'borrowing_received');
      return {
        ...borrowing,
        receivedPaise: borrowing.receivedPaise + sign * sumOf('borrowings', received),
        outstandingPaise: borrowing.outstandingPaise + sign * sumOf('borrowings', named),
      };
    }),
  };
}
