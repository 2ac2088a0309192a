import { namesLoan } from '../../../functions/shared/kinds/book-kinds.ts';
import { instalmentsOf } from '../../../functions/shared/money/instalments.ts';
import { changeOf, isBrought, type PaperLine, type PaperLoan, sortByDate, sum } from './paper-content.ts';

export type Instalment = {
  readonly dueOn: string;
  readonly amountPaise: number;
  /** How much of this instalment is repaid; repayments count for the earliest instalment first. */
  readonly paidPaise: number;
};

/** An entry about a loan: a repayment, interest, a set-off or a write-off. `leftPaise`: what she owes on the loan after it. */
export type LoanCardRow = PaperLine & { readonly leftPaise: number };

/** The content of a woman's printed loan card: the instalments that were agreed, and the payments with what was left after each. */
export function loanCardOf(
  loan: PaperLoan,
  lines: readonly PaperLine[],
): {
  readonly instalments: readonly Instalment[];
  readonly rows: readonly LoanCardRow[];
  /** What was repaid before the first of the payments. */
  readonly paidBeforePaise: number;
} {
  const repaidPaise = loan.principalPaise - loan.outstandingPaise;
  // The part of `repaidPaise` that is not counted for an instalment yet.
  let undividedPaise = repaidPaise;
  const instalments = instalmentsOf(loan).map(({ dueOn, amountPaise }): Instalment => {
    const paidPaise = Math.min(undividedPaise, amountPaise);
    undividedPaise -= paidPaise;
    return { dueOn, amountPaise, paidPaise };
  });
  const payments = sortByDate(lines).filter(
    ({ loanId, kind }) => loanId === loan.loanId && !isBrought(kind) && namesLoan(kind),
  );
  // A repayment changes what she owes by a negative amount.
  const paidByPaymentsPaise = -sum(payments.map((payment) => changeOf(payment).owedPaise));
  const paidBeforePaise = repaidPaise - paidByPaymentsPaise;
  let leftPaise = loan.principalPaise - paidBeforePaise;
  const rows = payments.map((payment): LoanCardRow => {
    leftPaise += changeOf(payment).owedPaise;
    return { ...payment, leftPaise };
  });
  return { instalments, rows, paidBeforePaise };
}
