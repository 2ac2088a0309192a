import type { AppError } from '../../shared/errors/errors.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { Entry, Line } from './listed-sheet-schema.ts';
import { type LoanChange, netMemberChanges } from './net-changes.ts';
import {
  type Direction,
  errorsAt,
  loanIdOf,
  refusedAt,
  refuseShortage,
  type SheetContent,
  type Shortage,
} from './refusal-paths.ts';

/**
 * The rules of the members' loans that a sheet of the books gives or changes. A sheet's postings are entries, each of one
 * member, and lines, which are the group's own.
 */

const refuseUnknownLoan = (content: SheetContent, memberId: string, loanId: string): AppError => {
  const message = 'She has no such loan with the collective.';
  // An entry that gives the loan is not at fault.
  const namesLoan = (posting: Entry | Line): boolean =>
    'memberId' in posting &&
    posting.memberId === memberId &&
    !givesLoan(posting) &&
    loanIdOf(posting) === loanId;
  return refusedAt('unknown_loan', message, errorsAt(content, namesLoan, 'loanId', message));
};

const refuseInsufficientLoan = (
  content: SheetContent,
  loanId: string,
  direction: Direction,
  figures: Shortage,
): AppError =>
  refuseShortage(content, 'loans', direction, figures, (posting) => loanIdOf(posting) === loanId);

/**
 * The rule of a sheet's new loans. Refuses a sheet that repays more of a new loan than the sheet gives, and a sheet that gives a loan whose first due
 * date is before the sheet's date.
 */
export const validateNewLoans = (content: SheetContent, sheetDate: string): AppError | undefined => {
  const message = 'The first instalment is due before the loan is given.';
  const isDueBefore = (posting: Entry | Line): boolean =>
    givesLoan(posting) && posting.firstDueOn !== undefined && posting.firstDueOn < sheetDate;
  const earlyDates = errorsAt(content, isDueBefore, 'firstDueOn', message);
  if (earlyDates.length > 0) {
    return refusedAt('due_before_loan', message, earlyDates);
  }
  for (const { loans } of netMemberChanges(content.entries)) {
    for (const loan of loans) {
      if (loan.step === 'given' && loan.outstandingPaise < 0) {
        return refuseInsufficientLoan(content, loan.loanId, 'recording', {
          neededPaise: loan.principalPaise - loan.outstandingPaise,
          availablePaise: loan.principalPaise,
        });
      }
    }
  }
  return undefined;
};

/**
 * The rule of a loan that a sheet or its reversal changes: the loan must be in the member's account, and no more may be taken from
 * it than is outstanding. A reversal removes a loan that its sheet gave only while nothing else has changed it.
 */
export const validateLoan = (
  content: SheetContent,
  { loan, memberId }: { readonly loan: LoanChange; readonly memberId: string },
  account: StoredAccount,
  direction: Direction,
): AppError | undefined => {
  // The rule of new loans is `validateNewLoans`.
  if (loan.step === 'given') {
    return undefined;
  }
  const storedLoan = account.loans[loan.loanId];
  if (storedLoan === undefined) {
    return refuseUnknownLoan(content, memberId, loan.loanId);
  }
  const refuseWith = (neededPaise: number): AppError =>
    refuseInsufficientLoan(content, loan.loanId, direction, {
      neededPaise,
      availablePaise: storedLoan.outstandingPaise,
    });
  switch (loan.step) {
    case 'changed':
      return storedLoan.outstandingPaise + loan.changePaise < 0 ? refuseWith(-loan.changePaise) : undefined;
    case 'removed':
      return storedLoan.outstandingPaise === loan.outstandingPaise
        ? undefined
        : refuseWith(loan.outstandingPaise);
    case 'interest_only':
      return undefined;
  }
};
