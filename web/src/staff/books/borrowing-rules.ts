import {
  type LoanState,
  nextDueOn,
  nextDuePaise,
  overduePaise,
} from '../../../../functions/domain/instalments.ts';

/** What of a group's borrowing is due; pure. */

type Owed = LoanState & { readonly receivedPaise: number };

export type Due = {
  readonly overduePaise: number;
  /** The first date of which not all is repaid, and what is due on it with all before. */
  readonly next: { readonly on: string; readonly paise: number } | undefined;
};

/**
 * What is due by the plan, which is of the whole sum. What was not received yet is not owed, so never more is due than is outstanding.
 */
export function dueOfBorrowing(borrowing: Owed, today: string): Due {
  const { principalPaise, receivedPaise, outstandingPaise } = borrowing;
  // What has not come is as good as repaid: it needs no instalment.
  const state = { ...borrowing, outstandingPaise: principalPaise - (receivedPaise - outstandingPaise) };
  const on = outstandingPaise === 0 ? undefined : nextDueOn(state);
  const most = (paise: number): number => Math.min(paise, outstandingPaise);
  return {
    overduePaise: most(overduePaise(state, today)),
    next: on === undefined ? undefined : { on, paise: most(nextDuePaise(state)) },
  };
}
