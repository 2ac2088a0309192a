import { type Collective, collectives, type Member, members, sheetContent, sheets } from './kinds.ts';
import { inOrder, type Operation, operations } from './outbox/operation.ts';
import type { SealedRows } from './sealed-rows.ts';
import { cashOf, type Entry, toEntry } from './sheet/entries.ts';

/** The entries of a sheet that waits. */
export function entriesOf(operation: Operation): Entry[] {
  const parsed = sheetContent.entries.safeParse(operation.body.entries);
  return operation.what === 'meeting' && parsed.success ? parsed.data.map(toEntry) : [];
}

/** Sheets of this phone that what was last heard of the programme does not hold yet, but for those that are being mended. */
export function pendingSheets(rows: SealedRows): Operation[] {
  const drafts = new Set(rows.all(sheets).map(({ id }) => id));
  return inOrder(rows.all(operations)).filter(
    ({ id, what, state }) => what === 'meeting' && state !== 'conflict' && !drafts.has(id),
  );
}

/** The members of a collective who have not left, by name, with what waits to be sent counted in. */
export function membersOf(rows: SealedRows, collectiveId: string): Member[] {
  const waiting = pendingSheets(rows).flatMap(entriesOf);
  return rows
    .all(members)
    .filter((member) => member.collectiveId === collectiveId && member.exitedOn === undefined)
    .map((member) => withEntries(member, waiting))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function withEntries(member: Member, entries: readonly Entry[]): Member {
  let { savingsPaise } = member;
  const loans = new Map(member.loans.map(({ loanId, outstandingPaise }) => [loanId, outstandingPaise]));
  for (const { memberId, kind, amountPaise, loanId } of entries) {
    if (memberId !== member.id) continue;
    if (kind === 'deposit') savingsPaise += amountPaise;
    if (kind === 'withdrawal') savingsPaise -= amountPaise;
    // Interest may name a loan, and leaves it as it is.
    if (loanId !== undefined && kind !== 'interest') {
      loans.set(loanId, (loans.get(loanId) ?? 0) + (kind === 'loan' ? amountPaise : -amountPaise));
    }
  }
  return {
    ...member,
    savingsPaise,
    loans: [...loans].map(([loanId, outstandingPaise]) => ({ loanId, outstandingPaise })),
  };
}

/** Her collectives by name: each stands where it stood yesterday. */
export const collectivesOf = (rows: SealedRows): Collective[] =>
  rows.all(collectives).toSorted((a, b) => a.name.localeCompare(b.name));

/** A collective with what waits counted into its box. */
export function collectiveOf(rows: SealedRows, id: string): Collective | undefined {
  const known = rows.get(collectives, id);
  if (known === undefined) return undefined;
  const cash = pendingSheets(rows)
    .filter(({ path }) => path === `/api/collectives/${id}/meetings`)
    .reduce((sum, operation) => sum + cashOf(entriesOf(operation)), known.cashPaise);
  return { ...known, cashPaise: cash };
}

/** How many a sheet takes. */
export const mostOnSheet = 40;

/** Those who stand on a sheet of hers. */
export const membersOnSheet = (rows: SealedRows, collectiveId: string): Member[] =>
  membersOf(rows, collectiveId).slice(0, mostOnSheet);
