import {
  type LoanState,
  nextDueOn,
  nextDuePaise,
  overduePaise,
} from '../../../../../functions/shared/money/instalments.ts';

type BorrowingBalance = LoanState & { readonly receivedPaise: number };

export type BorrowingDue = {
  readonly overduePaise: number;
  /** The first instalment that is not wholly repaid: its date, and what is due by then, with earlier instalments. */
  readonly next: { readonly on: string; readonly paise: number } | undefined;
};

/**
 * What is due of a group's borrowing by its plan, for the desk. The plan is for the whole principal, even if part of the
 * money is still to come: money that is not received yet must not count as repaid. No more is due than is outstanding.
 */
export function dueOfBorrowing(borrowing: BorrowingBalance, today: string): BorrowingDue {
  const { principalPaise, receivedPaise, outstandingPaise } = borrowing;
  const repaidPaise = receivedPaise - outstandingPaise;
  // The plan's outstanding sum: it includes money that is not received yet.
  const plannedState = { ...borrowing, outstandingPaise: principalPaise - repaidPaise };
  const on = outstandingPaise === 0 ? undefined : nextDueOn(plannedState);
  const upToOutstanding = (paise: number): number => Math.min(paise, outstandingPaise);
  return {
    overduePaise: upToOutstanding(overduePaise(plannedState, today)),
    next: on === undefined ? undefined : { on, paise: upToOutstanding(nextDuePaise(plannedState)) },
  };
}
