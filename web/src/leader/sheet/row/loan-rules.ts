import { definitionOf } from '../../../../../functions/shared/kinds/book-kinds.ts';
import {
  instalmentsOf,
  type LoanPlan,
  monthlyInterestPaise,
  overduePaise,
} from '../../../../../functions/shared/money/instalments.ts';
import type { Collective, Member, SheetRow } from '../../row-kinds.ts';

/** Which of a woman's loans a sheet asks about, and for how much: pure, in paise. */

type Loan = Member['loans'][number];

/** How much of a loan a woman has to repay at a meeting on a day: the principal that is due and not repaid; 0 without a plan. */
export const duePaiseOf = ({ principalPaise, ...loan }: Loan, day: string): number =>
  principalPaise === undefined ? 0 : overduePaise({ ...loan, principalPaise }, day);

/**
 * The interest that a leader's sheet asks a woman for on a loan: one month's, at the loan's own rate, or else the
 * group's usual one; 0 without a rate.
 */
export const usualInterestPaise = (
  { outstandingPaise, ratePerMonthBasisPoints }: Pick<Loan, 'outstandingPaise' | 'ratePerMonthBasisPoints'>,
  group: Pick<Collective, 'ratePerMonthBasisPoints'>,
): number =>
  monthlyInterestPaise(outstandingPaise, ratePerMonthBasisPoints ?? group.ratePerMonthBasisPoints ?? 0);

const rupee = 100;
/** The next whole rupee, as far as so much is owed: a group has no paise to pay or to give back (decision 0138). */
const wholeUpTo = (paise: number, owedPaise: number): number =>
  Math.min(Math.ceil(paise / rupee) * rupee, owedPaise);

/**
 * What a sheet proposes to collect of a loan: what is due on the day, in whole rupees. What is paid ahead by rounding up is less next time, and the last
 * instalment is what is left.
 */
export const repaymentToCollect = (loan: Loan, day: string): number =>
  wholeUpTo(duePaiseOf(loan, day), loan.outstandingPaise);

/** The usual interest in whole rupees, to the nearest: interest is no part of the debt, so that nothing would bring back what was rounded up. */
export const interestToCollect = (...of: Parameters<typeof usualInterestPaise>): number =>
  Math.round(usualInterestPaise(...of) / rupee) * rupee;

/** The instalments of a new loan, each with what is collected if she pays on each day what the sheet then proposes. */
export function planToCollect(plan: LoanPlan) {
  let duePaise = 0;
  let collectedPaise = 0;
  return instalmentsOf(plan).map(({ dueOn, amountPaise }) => {
    duePaise += amountPaise;
    const collectPaise = wholeUpTo(duePaise, plan.principalPaise) - collectedPaise;
    collectedPaise += collectPaise;
    return { dueOn, amountPaise, collectPaise };
  });
}

/**
 * The loans that a woman's row asks about at a meeting, in their order. The first is her oldest loan of which something
 * is due, or else her oldest one. Then come all others of which something is due or typed.
 */
export function loansToAsk(member: Pick<Member, 'loans'>, row: SheetRow, day: string): Loan[] {
  const hasTyped = (loan: Loan) =>
    row.entries.some(({ kind, loanId }) => loanId === loan.loanId && definitionOf(kind).pays !== undefined);
  const owing = member.loans.filter((loan) => loan.outstandingPaise > 0 || hasTyped(loan));
  const isDue = (loan: Loan) => duePaiseOf(loan, day) > 0;
  // A member's loans are stored with the oldest first.
  const first = owing.find(isDue) ?? owing[0];
  if (first === undefined) return [];
  const others = owing.filter((loan) => loan !== first && (isDue(loan) || hasTyped(loan)));
  return [first, ...others];
}
