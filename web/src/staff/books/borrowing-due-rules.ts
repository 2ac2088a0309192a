import {
  type LoanState,
  nextDueOn,
  nextDuePaise,
  overduePaise,
} from '../../../../functions/domain/instalments.ts';

/** What of a group's borrowing is due; pure. */

type BorrowingBalance = LoanState & { readonly receivedPaise: number };

export type BorrowingDue = {
  readonly overduePaise: number;
  /** The first date of which not all is repaid, and what is due on it with all before. */
  readonly next: { readonly on: string; readonly paise: number } | undefined;
};

/**
 * What is due of a group's borrowing by its plan, for the desk. The plan is of the whole sum and begins on its day
 * even if the rest of the money is still to come: only what the group paid back counts as repaid. Never more is due
 * than is outstanding.
 */
export function dueOfBorrowing(borrowing: BorrowingBalance, today: string): BorrowingDue {
  const { principalPaise, receivedPaise, outstandingPaise } = borrowing;
  const repaidPaise = receivedPaise - outstandingPaise;
  const state = { ...borrowing, outstandingPaise: principalPaise - repaidPaise };
  const on = outstandingPaise === 0 ? undefined : nextDueOn(state);
  const most = (paise: number): number => Math.min(paise, outstandingPaise);
  return {
    overduePaise: most(overduePaise(state, today)),
    next: on === undefined ? undefined : { on, paise: most(nextDuePaise(state)) },
  };
}
