import { addDays } from '../../../../functions/domain/calendar.ts';
import { instalmentsOf, overduePaise } from '../../../../functions/domain/instalments.ts';
import type { Member } from '../row-kinds.ts';

/** What a woman pays next on a loan, in paise: pure. */

type Loan = Member['loans'][number];

export type NextInstalment = {
  /** What fell due before today and is not repaid. */
  readonly overduePaise: number;
  /** What she pays next, today or later, beside what is overdue; undefined after the last instalment's day. */
  readonly next?: { readonly on: string; readonly amountPaise: number };
};

/**
 * The next instalment of a loan on a day: what is overdue, and what comes next. Undefined if no instalments were
 * agreed.
 */
export function nextInstalmentOf(loan: Loan, today: string): NextInstalment | undefined {
  const { principalPaise, outstandingPaise, instalments, firstDueOn } = loan;
  if (principalPaise === undefined || instalments === undefined || firstDueOn === undefined) return undefined;
  const plan = { principalPaise, instalments, firstDueOn };
  const overdue = overduePaise({ ...plan, outstandingPaise }, addDays(today, -1));
  // What she repays counts for the earliest instalments first.
  let repaid = principalPaise - outstandingPaise;
  for (const { dueOn, amountPaise } of instalmentsOf(plan)) {
    const left = amountPaise - Math.min(repaid, amountPaise);
    repaid -= amountPaise - left;
    if (dueOn >= today && left > 0) {
      return { overduePaise: overdue, next: { on: dueOn, amountPaise: left } };
    }
  }
  return { overduePaise: overdue };
}
