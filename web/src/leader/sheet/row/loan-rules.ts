import { definitionOf } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { monthlyInterestPaise, overduePaise } from '../../../../../functions/shared/money/instalments.ts';
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
