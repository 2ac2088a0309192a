import type { StoredAccount } from '../../functions/areas/accounts/account.ts';
import type { StoredBorrowing, StoredGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import type { BorrowingInput } from '../../functions/areas/books/borrowing-schema.ts';
import { validateGroup } from '../../functions/areas/books/group-rules.ts';
import { validateNewLoans } from '../../functions/areas/books/loan-rules.ts';
import { validateAttendance, validateMember } from '../../functions/areas/books/member-account-rules.ts';
import {
  type BorrowingChange,
  type GroupChange,
  type LoanChange,
  type MemberChange,
  netGroupChange,
  netMemberChanges,
} from '../../functions/areas/books/net-changes.ts';
import type { SheetContent } from '../../functions/areas/books/refusal-paths.ts';
import { undoGroupChange, undoMemberChange } from '../../functions/areas/books/undo-changes.ts';
import type { ModelSheet } from './model.ts';

/**
 * The books by the pure rules alone, in memory: what the repository writes with conditions is done here by the rules that explain
 * them. A million steps take minutes and not days.
 */
export class PureBooks {
  readonly accounts: Map<string, StoredAccount>;
  readonly usedLoanIds = new Set<string>();
  readonly reversed = new Set<string>();
  money: StoredGroupMoney = {
    cashPaise: 0,
    bankPaise: 0,
    grantsPaise: 0,
    surplusPaise: 0,
    borrowings: {},
    sheets: 0,
    standingSheets: 0,
    accountChanges: 0,
    entries: 0,
    turnoverPaise: 0,
    savingsPaise: 0,
    memberCount: 0,
  };

  constructor(members: readonly string[]) {
    this.accounts = new Map(
      members.map((memberId) => [
        memberId,
        { memberId, collectiveId: '', savingsPaise: 0, loansOutstandingPaise: 0, loans: {}, sheets: 0 },
      ]),
    );
  }

  borrow({ id, ...borrowing }: BorrowingInput): void {
    const stored = {
      ...borrowing,
      unreceivedPaise: borrowing.principalPaise,
      outstandingPaise: 0,
      createdAt: '',
      createdBy: '',
    };
    this.money = { ...this.money, borrowings: { ...this.money.borrowings, [id]: stored } };
  }

  /** @returns whether she could exit */
  exit(memberId: string, closedOn: string): boolean {
    const account = this.accounts.get(memberId);
    if (account === undefined || account.savingsPaise !== 0 || account.loansOutstandingPaise !== 0)
      return false;
    this.accounts.set(memberId, { ...account, closedOn });
    return true;
  }

  /** @returns the code of the refusal; undefined if it was recorded */
  record(sheet: ModelSheet): string | undefined {
    const { on, cashCountedPaise, bankBalancePaise } = sheet;
    const content: SheetContent = sheet;
    const changes = new Map(netMemberChanges(sheet.entries).map((change) => [change.memberId, change]));
    const change = netGroupChange(sheet.entries, sheet.lines);
    const given = sheet.entries.flatMap((entry) => (entry.kind === 'loan' ? [entry.loanId] : []));
    const first = validateNewLoans(content, on)?.code;
    if (first !== undefined) return first;
    if (given.some((loanId) => this.usedLoanIds.has(loanId))) return 'id_reused';
    for (const { memberId } of sheet.attendance) {
      const hers = changes.get(memberId);
      const account = this.accounts.get(memberId);
      const refusal =
        hers === undefined
          ? validateAttendance(content, memberId, account, on)
          : validateMember(content, hers, account, on);
      if (refusal !== undefined) return refusal.code;
    }
    const sheetDate = { on, field: 'on' as const };
    const refusal = validateGroup(
      { change, content, sheetDate, cashCountedPaise, bankBalancePaise },
      this.money,
    );
    if (refusal !== undefined) return refusal.code;
    for (const loanId of given) this.usedLoanIds.add(loanId);
    this.#apply([...changes.values()], change, on);
    return undefined;
  }

  /** @returns the code of the refusal; undefined if it was reversed */
  reverse(sheet: ModelSheet): string | undefined {
    if (this.reversed.has(sheet.id)) return 'already_reversed';
    const changes = netMemberChanges(sheet.entries).map(undoMemberChange);
    const change = undoGroupChange(netGroupChange(sheet.entries, sheet.lines));
    for (const hers of changes) {
      const refusal = validateMember(sheet, hers, this.accounts.get(hers.memberId), undefined);
      if (refusal !== undefined) return refusal.code;
    }
    const refusal = validateGroup({ change, content: sheet }, this.money);
    if (refusal !== undefined) return refusal.code;
    this.reversed.add(sheet.id);
    this.#apply(changes, change, '');
    return undefined;
  }

  #changed({ borrowingId, receivedPaise, outstandingPaise }: BorrowingChange): [string, StoredBorrowing] {
    const before = this.money.borrowings[borrowingId];
    if (before === undefined) throw new Error('The rules let an unknown borrowing pass.');
    const after = {
      ...before,
      unreceivedPaise: before.unreceivedPaise - receivedPaise,
      outstandingPaise: before.outstandingPaise + outstandingPaise,
    };
    return [borrowingId, after];
  }

  #apply(changes: readonly MemberChange[], change: GroupChange, on: string): void {
    for (const { memberId, savingsPaise, loansOutstandingPaise, loans } of changes) {
      const account = this.accounts.get(memberId);
      if (account === undefined) throw new Error('The rules let a stranger pass.');
      this.accounts.set(memberId, {
        ...account,
        savingsPaise: account.savingsPaise + savingsPaise,
        loansOutstandingPaise: account.loansOutstandingPaise + loansOutstandingPaise,
        loans: loans.reduce((kept, loan) => changedLoans(kept, loan, on), account.loans),
      });
    }
    const { money } = this;
    this.money = {
      ...money,
      cashPaise: money.cashPaise + change.cashPaise,
      bankPaise: money.bankPaise + change.bankPaise,
      grantsPaise: money.grantsPaise + change.grantsPaise,
      surplusPaise: money.surplusPaise + change.surplusPaise,
      turnoverPaise: money.turnoverPaise + change.turnoverPaise,
      savingsPaise: money.savingsPaise + change.savingsPaise,
      borrowings: {
        ...money.borrowings,
        ...Object.fromEntries(change.borrowings.map((one) => this.#changed(one))),
      },
    };
  }
}

function changedLoans(loans: StoredAccount['loans'], loan: LoanChange, on: string): StoredAccount['loans'] {
  if (loan.step === 'interest_only') return loans;
  if (loan.step === 'removed') {
    const { [loan.loanId]: _, ...rest } = loans;
    return rest;
  }
  if (loan.step === 'given') {
    const { principalPaise, outstandingPaise, terms } = loan;
    return { ...loans, [loan.loanId]: { disbursedOn: on, principalPaise, outstandingPaise, ...terms } };
  }
  const before = loans[loan.loanId];
  if (before === undefined) throw new Error('The rules let an unknown loan pass.');
  return {
    ...loans,
    [loan.loanId]: { ...before, outstandingPaise: before.outstandingPaise + loan.changePaise },
  };
}
