import type { StoredAccount } from '../accounts/account.ts';
import type { AppError } from '../domain/errors.ts';
import { type LoanChange, netEntries } from './net-changes.ts';
import { type Direction, errorsAt, loanIdOf, refuse, type SheetContent, takesFrom } from './refusal-paths.ts';

/** The rules of the loans that a sheet gives or changes. */

/** Maximum number of loans in an account, including repaid ones: with their terms, 600 take about 120 of DynamoDB's 400 KB per item. */
export const maxLoans = 600;

const unknownLoan = (content: SheetContent, memberId: string, loanId: string): AppError => {
  const message = 'She has no such loan with the collective.';
  const matches = (posting: SheetContent['entries'][number] | SheetContent['lines'][number]) =>
    'memberId' in posting &&
    posting.memberId === memberId &&
    posting.kind !== 'loan' &&
    loanIdOf(posting) === loanId;
  return refuse('unknown_loan', message, errorsAt(content, matches, 'loanId', message));
};

const insufficientLoan = (
  content: SheetContent,
  loanId: string,
  direction: Direction,
  figures: { readonly neededPaise: number; readonly availablePaise: number },
): AppError => {
  const message = 'More would be repaid than was lent.';
  return refuse(
    'insufficient_loan',
    message,
    errorsAt(
      content,
      (posting) => loanIdOf(posting) === loanId && takesFrom(posting, 'loans', direction),
      'amountPaise',
      message,
    ),
    figures,
  );
};

/** Refuses a sheet that overpays a loan which it gives itself, or that has a first due date before its own. */
export const validateNewLoans = (content: SheetContent, on: string): AppError | undefined => {
  const message = 'The first instalment is due before the loan is given.';
  const early = errorsAt(
    content,
    (posting) => posting.kind === 'loan' && posting.firstDueOn !== undefined && posting.firstDueOn < on,
    'firstDueOn',
    message,
  );
  if (early.length > 0) {
    return refuse('due_before_loan', message, early);
  }
  for (const { loans } of netEntries(content.entries)) {
    for (const loan of loans) {
      if (loan.step === 'given' && loan.outstandingPaise < 0) {
        return insufficientLoan(content, loan.loanId, 'recording', {
          neededPaise: loan.principalPaise - loan.outstandingPaise,
          availablePaise: loan.principalPaise,
        });
      }
    }
  }
  return undefined;
};

export const validateLoan = (
  content: SheetContent,
  { loan, memberId }: { readonly loan: LoanChange; readonly memberId: string },
  { loans }: StoredAccount,
  direction: Direction,
): AppError | undefined => {
  if (loan.step === 'given') {
    return undefined;
  }
  const stored = loans[loan.loanId];
  if (stored === undefined) {
    return unknownLoan(content, memberId, loan.loanId);
  }
  const availablePaise = stored.outstandingPaise;
  if (loan.step === 'changed' && availablePaise + loan.byPaise < 0) {
    return insufficientLoan(content, loan.loanId, direction, { neededPaise: -loan.byPaise, availablePaise });
  }
  return loan.step === 'removed' && availablePaise !== loan.outstandingPaise
    ? insufficientLoan(content, loan.loanId, direction, {
        neededPaise: loan.outstandingPaise,
        availablePaise,
      })
    : undefined;
};
