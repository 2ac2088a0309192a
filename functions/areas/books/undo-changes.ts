import { InternalError } from '../../shared/errors/errors.ts';
import type { GroupChange, LoanChange, MemberChange } from './net-changes.ts';

/** The opposite of the net changes of a sheet or voucher, for its reversal. Amounts are negated by `0 - x`, because `-x` would be -0 for 0. */

const undoLoanChange = (loan: LoanChange): LoanChange[] => {
  switch (loan.step) {
    case 'given':
      return [{ loanId: loan.loanId, step: 'removed', outstandingPaise: loan.outstandingPaise }];
    case 'changed':
      // The change is never 0, so `-` gives no -0.
      return [{ loanId: loan.loanId, step: 'changed', changePaise: -loan.changePaise }];
    case 'interest_only':
      // Its reversal must not need the loan, since the sheet that gave the loan may have been reversed before.
      return [];
    case 'removed':
      // Only changes made by `netMemberChanges` are undone, and it never makes this step.
      throw new InternalError('A reversal is not reversed.');
  }
};

/** The opposite of a net change of a member's account, for a reversal. */
export const undoMemberChange = ({
  memberId,
  savingsPaise,
  loansOutstandingPaise,
  loans,
}: MemberChange): MemberChange => ({
  memberId,
  savingsPaise: 0 - savingsPaise,
  loansOutstandingPaise: 0 - loansOutstandingPaise,
  loans: loans.flatMap(undoLoanChange),
});

/** The opposite of a net change of the group's money, for a reversal. */
export const undoGroupChange = ({
  cashPaise,
  bankPaise,
  grantsPaise,
  surplusPaise,
  savingsPaise,
  borrowings,
  accountChanges,
  turnoverPaise,
}: GroupChange): GroupChange => ({
  cashPaise: 0 - cashPaise,
  bankPaise: 0 - bankPaise,
  grantsPaise: 0 - grantsPaise,
  surplusPaise: 0 - surplusPaise,
  savingsPaise: 0 - savingsPaise,
  borrowings: borrowings.map(({ borrowingId, receivedPaise, outstandingPaise }) => ({
    borrowingId,
    receivedPaise: 0 - receivedPaise,
    outstandingPaise: 0 - outstandingPaise,
  })),
  accountChanges,
  turnoverPaise: 0 - turnoverPaise,
});
