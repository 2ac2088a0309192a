import { type Posting, sumOf, turnoverOf } from '../../shared/kinds/book-entries.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import type { LoanTerms } from '../../shared/kinds/loan-fields.ts';
import type { LoanPurpose } from '../../shared/kinds/loan-words.ts';
import type { Entry, Line } from './listed-sheet-schema.ts';

/**
 * The net changes that a sheet or voucher makes in the members' accounts and the group's money. They are computed from the sheet alone.
 * undo-changes.ts turns them into the changes of its reversal.
 */

/** The net change of one loan. */
export type LoanChange = { readonly loanId: string } & (
  | {
      readonly step: 'given';
      readonly principalPaise: number;
      /** Less than the principal if the same sheet repays a part. */
      readonly outstandingPaise: number;
      readonly terms: LoanTerms & { readonly purpose?: LoanPurpose | undefined };
    }
  | { readonly step: 'changed'; readonly changePaise: number }
  /** Reverses `given`: the loan is removed. What is outstanding must still be what it was after the sheet. */
  | { readonly step: 'removed'; readonly outstandingPaise: number }
  /** Interest was paid on the loan. That does not change the loan, but the loan must be in the member's account. */
  | { readonly step: 'interest_only' }
);

/** The net change of one member's account. */
export type MemberChange = {
  readonly memberId: string;
  readonly savingsPaise: number;
  readonly loansOutstandingPaise: number;
  readonly loans: readonly LoanChange[];
};

/** The net change of one borrowing: what the group received of it, and by how much its debt changed. Both are 0 if only interest was paid. */
export type BorrowingChange = {
  readonly borrowingId: string;
  readonly receivedPaise: number;
  readonly outstandingPaise: number;
};

/** The net change of the group's money. */
export type GroupChange = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly grantsPaise: number;
  readonly surplusPaise: number;
  /** The net change of all members' savings together. */
  readonly savingsPaise: number;
  readonly borrowings: readonly BorrowingChange[];
  /** The number of accounts that the sheet changes; its reversal changes as many. */
  readonly accountChanges: number;
  /** The sum of all amounts; below zero for a reversal. */
  readonly turnoverPaise: number;
};

const isLoanEntry = (entry: Entry): entry is Entry & { readonly loanId: string } =>
  'loanId' in entry && entry.loanId !== undefined;

const netLoanChange = (loanId: string, entries: readonly Entry[]): LoanChange => {
  const changePaise = sumOf('loans', entries);
  const givingEntry = entries.find(givesLoan);
  if (givingEntry !== undefined) {
    // The rest of an entry's fields are the loan's terms and purpose.
    const {
      amountPaise: principalPaise,
      memberId: _,
      kind: __,
      loanId: ___,
      account: ____,
      ...terms
    } = givingEntry;
    return { loanId, step: 'given', principalPaise, outstandingPaise: changePaise, terms };
  }
  return changePaise === 0 ? { loanId, step: 'interest_only' } : { loanId, step: 'changed', changePaise };
};

const netLoanChanges = (entries: readonly Entry[]): LoanChange[] => {
  const entriesByLoan = Map.groupBy(entries.filter(isLoanEntry), ({ loanId }) => loanId);
  return [...entriesByLoan].map(([loanId, entriesOfLoan]) => netLoanChange(loanId, entriesOfLoan));
};

/**
 * The net changes that a sheet's entries make in members' accounts: one for each member with an entry, in the order of
 * the members' first entries.
 */
export const netMemberChanges = (entries: readonly Entry[]): MemberChange[] => {
  const entriesByMember = Map.groupBy(entries, ({ memberId }) => memberId);
  return [...entriesByMember].map(([memberId, entriesOfMember]) => ({
    memberId,
    savingsPaise: sumOf('savings', entriesOfMember),
    loansOutstandingPaise: sumOf('loans', entriesOfMember),
    loans: netLoanChanges(entriesOfMember),
  }));
};

const netBorrowingChanges = (lines: readonly Line[]): BorrowingChange[] => {
  const borrowingLines = lines.filter((line) => 'borrowingId' in line);
  const linesByBorrowing = Map.groupBy(borrowingLines, ({ borrowingId }) => borrowingId);
  return [...linesByBorrowing].map(([borrowingId, linesOfBorrowing]) => ({
    borrowingId,
    receivedPaise: turnoverOf('borrowings', linesOfBorrowing).addedPaise,
    outstandingPaise: sumOf('borrowings', linesOfBorrowing),
  }));
};

/** The net change that all entries and lines of a sheet or voucher make in the group's money. */
export const netGroupChange = (entries: readonly Entry[], lines: readonly Line[]): GroupChange => {
  const postings: readonly Posting[] = [...entries, ...lines];
  return {
    cashPaise: sumOf('cash', postings),
    bankPaise: sumOf('bank', postings),
    grantsPaise: sumOf('grants', postings),
    surplusPaise: sumOf('surplus', postings),
    savingsPaise: sumOf('savings', postings),
    borrowings: netBorrowingChanges(lines),
    accountChanges: new Set(entries.map(({ memberId }) => memberId)).size,
    turnoverPaise: postings.reduce((total, { amountPaise }) => total + amountPaise, 0),
  };
};
