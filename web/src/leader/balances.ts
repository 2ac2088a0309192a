import { changesOf } from '../../../functions/domain/book-entries.ts';
import type { EncryptedRows } from './encrypted-rows.ts';
import { type Collective, collectives, type Member, members, sheetContent, sheets } from './kinds.ts';
import { inOrder, type Operation, operations } from './outbox/operation.ts';
import { cashOf, type Entry, toEntry } from './sheet/entries.ts';

/** The entries of an unsent sheet. */
export function entriesOf(operation: Operation): Entry[] {
  const parsed = sheetContent.entries.safeParse(operation.body.entries);
  return operation.what === 'meeting' && parsed.success ? parsed.data.map(toEntry) : [];
}

/**
 * This phone's sheets that the server's last figures do not include yet, without refused ones that are being
 * corrected.
 */
export function pendingSheets(rows: EncryptedRows): Operation[] {
  const drafts = new Set(rows.all(sheets).map(({ id }) => id));
  return inOrder(rows.all(operations)).filter(
    ({ id, what, state }) => what === 'meeting' && state !== 'conflict' && !drafts.has(id),
  );
}

/** The members of a collective who have not left, by name, with unsent sheets included in their balances. */
export function membersOf(rows: EncryptedRows, collectiveId: string): Member[] {
  const waiting = pendingSheets(rows).flatMap(entriesOf);
  return rows
    .all(members)
    .filter((member) => member.collectiveId === collectiveId && member.exitedOn === undefined)
    .map((member) => withEntries(member, waiting))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function withEntries(member: Member, entries: readonly Entry[]): Member {
  let { savingsPaise } = member;
  const loans = new Map(member.loans.map((loan) => [loan.loanId, loan]));
  for (const entry of entries) {
    if (entry.memberId !== member.id) continue;
    const changes = changesOf(entry);
    savingsPaise += changes.savings;
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
      loans.set(loanId, { ...loan, outstandingPaise: loan.outstandingPaise + changes.loans });
    }
  }
  return { ...member, savingsPaise, loans: [...loans.values()] };
}

/** Her collectives by name; the order never changes. */
export const collectivesOf = (rows: EncryptedRows): Collective[] =>
  rows.all(collectives).toSorted((a, b) => a.name.localeCompare(b.name));

/** A collective, with unsent sheets included in its cash. */
export function collectiveOf(rows: EncryptedRows, id: string): Collective | undefined {
  const known = rows.get(collectives, id);
  if (known === undefined) return undefined;
  const cash = pendingSheets(rows)
    .filter(({ path }) => path === `/api/collectives/${id}/meetings`)
    .reduce((sum, operation) => sum + cashOf(entriesOf(operation)), known.cashPaise);
  return { ...known, cashPaise: cash };
}

/** Maximum number of members on a sheet. */
export const maxOnSheet = 40;

/** The members on her sheet. */
export const membersOnSheet = (rows: EncryptedRows, collectiveId: string): Member[] =>
  membersOf(rows, collectiveId).slice(0, maxOnSheet);
