import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { instalmentsOf, overduePaise } from '../../../../functions/shared/money/instalments.ts';
import type { Member } from '../row-kinds.ts';

/** What a woman pays next on a loan: pure. Amounts are in paise, dates `YYYY-MM-DD`. */

type Loan = Member['loans'][number];

export type NextInstalment = {
  /** What fell due before today and is not repaid. */
  readonly overduePaise: number;
  /** What she pays next, today or later, beside what is overdue; undefined if no such instalment is left. */
  readonly next?: { readonly on: string; readonly amountPaise: number };
};

/**
 * For a woman's passbook: the next instalment of her loan, and what is overdue. Undefined if no instalments were agreed.
 */
export function nextInstalmentOf(loan: Loan, today: string): NextInstalment | undefined {
  const { principalPaise, outstandingPaise, instalments, firstDueOn } = loan;
  if (principalPaise === undefined || instalments === undefined || firstDueOn === undefined) return undefined;
  const plan = { principalPaise, instalments, firstDueOn };
  // What is due today is not overdue yet.
  const yesterday = addDays(today, -1);
  const overdue = overduePaise({ ...plan, outstandingPaise }, yesterday);
  // What she has repaid counts for the earliest instalments first.
  let repaidLeftPaise = principalPaise - outstandingPaise;
  for (const { dueOn, amountPaise } of instalmentsOf(plan)) {
    const repaidPaise = Math.min(repaidLeftPaise, amountPaise);
    repaidLeftPaise -= repaidPaise;
    const toPayPaise = amountPaise - repaidPaise;
    if (dueOn >= today && toPayPaise > 0) {
      return { overduePaise: overdue, next: { on: dueOn, amountPaise: toPayPaise } };
    }
  }
  return { overduePaise: overdue };
}
