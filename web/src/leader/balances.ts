import { changesOf } from '../../../functions/domain/book-entries.ts';
import type { EncryptedRows } from './encrypted-rows.ts';
import {
  type Collective,
  collectives,
  type Meeting,
  type Member,
  meetings,
  members,
  sheetContent,
  sheets,
} from './kinds.ts';
import { inOrder, type Operation, operations } from './outbox/operation.ts';
import { cashOf, type Entry, toEntry } from './sheet/entries.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/** The entries of an unsent sheet. */
export function entriesOf(operation: Operation): Entry[] {
  const parsed = sheetContent.entries.safeParse(operation.body.entries);
  return operation.what === 'meeting' && parsed.success ? parsed.data.map(toEntry) : [];
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
 * This phone's sheets that the server's last figures do not include yet, without those taken back and refused ones
 * that are being corrected.
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

/** The sheets that the server's last figures include and that she has taken back on this phone since. */
export function undoneMeetings(rows: Pick<Rows, 'all'>): Meeting[] {
  const reversals = reversalPaths(rows);
  return rows
    .all(meetings)
    .filter(
      ({ id, collectiveId, isReversed }) =>
        !isReversed && reversals.has(`/api/collectives/${collectiveId}/meetings/${id}/reversal`),
    );
}

/** A member with what this phone knows beyond the server's last figures. */
export const withUnsent = (rows: Pick<Rows, 'all'>, member: Member): Member =>
  withEntries(
    undoneMeetings(rows).reduce((one, { entries }) => withEntries(one, entries.map(toEntry), -1), member),
    pendingSheets(rows).flatMap(entriesOf),
  );

/** The members of a collective who have not left, by name, with unsent sheets included in their balances. */
export function membersOf(rows: Rows, collectiveId: string): Member[] {
  return rows
    .all(members)
    .filter((member) => member.collectiveId === collectiveId && member.exitedOn === undefined)
    .map((member) => withUnsent(rows, member))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** @param sign -1 undoes the entries */
export function withEntries(member: Member, entries: readonly Entry[], sign: 1 | -1 = 1): Member {
  let { savingsPaise } = member;
  const loans = new Map(member.loans.map((loan) => [loan.loanId, loan]));
  for (const entry of entries) {
    if (entry.memberId !== member.id) continue;
    const changes = changesOf(entry);
    savingsPaise += sign * changes.savings;
    // Interest may name a loan, but does not change it.
    if (entry.loanId !== undefined && changes.loans !== 0) {
      const { loanId, instalments, firstDueOn } = entry;
      const loan = loans.get(loanId) ?? {
        loanId,
        outstandingPaise: 0,
        principalPaise: entry.amountPaise,
        instalments,
        firstDueOn,
      };
      loans.set(loanId, { ...loan, outstandingPaise: loan.outstandingPaise + sign * changes.loans });
    }
  }
  return { ...member, savingsPaise, loans: [...loans.values()] };
}

/** Her collectives by name; the order never changes. */
export const collectivesOf = (rows: Rows): Collective[] =>
  rows.all(collectives).toSorted((a, b) => a.name.localeCompare(b.name));

/** A collective, with unsent sheets included in its cash. */
export function collectiveOf(rows: Rows, id: string): Collective | undefined {
  const known = rows.get(collectives, id);
  if (known === undefined) return undefined;
  const undone = undoneMeetings(rows)
    .filter(({ collectiveId }) => collectiveId === id)
    .reduce((sum, { entries, lines = [] }) => sum + cashOf([...entries.map(toEntry), ...lines]), 0);
  const cash = pendingSheets(rows)
    .filter(({ path }) => path === `/api/collectives/${id}/meetings`)
    .reduce((sum, operation) => sum + cashOf(entriesOf(operation)), known.cashPaise - undone);
  return { ...known, cashPaise: cash };
}

/** Maximum number of members on a sheet. */
export const maxOnSheet = 40;

/** The members on her sheet. */
export const membersOnSheet = (rows: Rows, collectiveId: string): Member[] =>
  membersOf(rows, collectiveId).slice(0, maxOnSheet);
