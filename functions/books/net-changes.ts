import { type Posting, sumOf } from '../domain/book-entries.ts';
import { InternalError } from '../domain/errors.ts';
import type { LoanTerms } from '../domain/loan-fields.ts';
import type { LoanPurpose } from '../domain/loan-words.ts';
import type { Entry, Line } from './entry-schema.ts';

/** What a sheet or a voucher, or its reversal, changes: the net of its entries and lines, for each account. */

/** The change of one loan. */
export type LoanChange = { readonly loanId: string } & (
  | {
      readonly step: 'given';
      readonly principalPaise: number;
      readonly outstandingPaise: number;
      readonly terms: LoanTerms & { readonly purpose?: LoanPurpose | undefined };
    }
  | { readonly step: 'changed'; readonly byPaise: number }
  /** Undoes `given`: the loan is removed. It must be outstanding as the sheet left it. */
  | { readonly step: 'removed'; readonly outstandingPaise: number }
  /** Only interest was paid on it: it must be hers, and does not change. */
  | { readonly step: 'named' }
);

/** The change of one member's account. */
export type MemberChange = {
  readonly memberId: string;
  readonly savingsPaise: number;
  readonly loansOutstandingPaise: number;
  readonly loans: readonly LoanChange[];
};

/** The change of one borrowing; both are 0 if only interest was paid. */
export type BorrowingChange = {
  readonly borrowingId: string;
  readonly receivedPaise: number;
  readonly outstandingPaise: number;
};

/** The change of the group's money. */
export type GroupChange = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly grantsPaise: number;
  readonly surplusPaise: number;
  readonly borrowings: readonly BorrowingChange[];
  /** The sum of all amounts; 0 for a reversal. */
  readonly turnoverPaise: number;
};

const isLoanEntry = (entry: Entry): entry is Entry & { readonly loanId: string } =>
  'loanId' in entry && entry.loanId !== undefined;

const netLoan = (loanId: string, entries: readonly Entry[]): LoanChange => {
  const byPaise = sumOf('loans', entries);
  const given = entries.find((entry) => entry.kind === 'loan');
  if (given !== undefined) {
    const {
      amountPaise: principalPaise,
      memberId: _,
      kind: __,
      loanId: ___,
      account: ____,
      ...terms
    } = given;
    return { loanId, step: 'given', principalPaise, outstandingPaise: byPaise, terms };
  }
  return byPaise === 0 ? { loanId, step: 'named' } : { loanId, step: 'changed', byPaise };
};

/**
 * The net change that a sheet's entries make in members' accounts: one for each member with an entry, in the order of
 * their first entries.
 */
export const netEntries = (entries: readonly Entry[]): MemberChange[] =>
  [...Map.groupBy(entries, ({ memberId }) => memberId)].map(([memberId, hers]) => ({
    memberId,
    savingsPaise: sumOf('savings', hers),
    loansOutstandingPaise: sumOf('loans', hers),
    loans: [...Map.groupBy(hers.filter(isLoanEntry), ({ loanId }) => loanId)].map(([loanId, ofLoan]) =>
      netLoan(loanId, ofLoan),
    ),
  }));

const netBorrowings = (lines: readonly Line[]): BorrowingChange[] => {
  const named = lines.filter((line) => 'borrowingId' in line);
  return [...Map.groupBy(named, ({ borrowingId }) => borrowingId)].map(([borrowingId, ofBorrowing]) => ({
    borrowingId,
    receivedPaise: sumOf(
      'borrowings',
      ofBorrowing.filter(({ kind }) => kind === 'borrowing_received'),
    ),
    outstandingPaise: sumOf('borrowings', ofBorrowing),
  }));
};

/** The net change that all entries and lines of a sheet or voucher make in the group's money. */
export const netGroup = (entries: readonly Entry[], lines: readonly Line[]): GroupChange => {
  const all: readonly Posting[] = [...entries, ...lines];
  return {
    cashPaise: sumOf('cash', all),
    bankPaise: sumOf('bank', all),
    grantsPaise: sumOf('grants', all),
    surplusPaise: sumOf('surplus', all),
    borrowings: netBorrowings(lines),
    turnoverPaise: all.reduce((total, { amountPaise }) => total + amountPaise, 0),
  };
};

const undoLoan = (loan: LoanChange): LoanChange[] => {
  switch (loan.step) {
    case 'given':
      return [{ loanId: loan.loanId, step: 'removed', outstandingPaise: loan.outstandingPaise }];
    case 'changed':
      return [{ loanId: loan.loanId, step: 'changed', byPaise: -loan.byPaise }];
    case 'named':
      // Interest is given back even if the sheet that gave the loan was reversed before.
      return [];
    case 'removed':
      throw new InternalError('A reversal is not reversed.');
  }
};

/** The net change of a member's account that undoes another, for a reversal. */
export const undo = ({
  memberId,
  savingsPaise,
  loansOutstandingPaise,
  loans,
}: MemberChange): MemberChange => ({
  memberId,
  savingsPaise: 0 - savingsPaise,
  loansOutstandingPaise: 0 - loansOutstandingPaise,
  loans: loans.flatMap(undoLoan),
});

/** The net change of the group's money that undoes another, for a reversal. */
export const undoGroup = ({
  cashPaise,
  bankPaise,
  grantsPaise,
  surplusPaise,
  borrowings,
}: GroupChange): GroupChange => ({
  cashPaise: 0 - cashPaise,
  bankPaise: 0 - bankPaise,
  grantsPaise: 0 - grantsPaise,
  surplusPaise: 0 - surplusPaise,
  borrowings: borrowings.map(({ borrowingId, receivedPaise, outstandingPaise }) => ({
    borrowingId,
    receivedPaise: 0 - receivedPaise,
    outstandingPaise: 0 - outstandingPaise,
  })),
  turnoverPaise: 0,
});
