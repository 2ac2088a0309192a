import { dueFields } from '../../shared/money/instalments.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { LoansLeftOut, MemberLoan } from './schema.ts';

/** Chooses which of a member's loans a leader's pack has. */

/** The maximum number of one member's loans on which she owes in a pack. It has the oldest. This is many times what a woman has. */
const maxOwedLoans = 20;

/** The maximum number of one member's repaid loans in a pack. It has the newest, for her loan cards. */
const maxRepaidLoans = 5;

/**
 * A member's loans with what is due on them, by the day of disbursement: the oldest on which she owes, and the newest repaid ones. What she owes on
 * further loans is one sum (`leftOut`), so that the pack and her account give the same total.
 */
export const loansOf = (
  { memberId, loans }: StoredAccount,
  today: string,
): { readonly packed: MemberLoan[]; readonly leftOut: LoansLeftOut[] } => {
  const all = Object.entries(loans)
    .map(([loanId, loan]) => ({ memberId, loanId, ...loan, ...dueFields(loan, today) }))
    .sort((a, b) => compareTexts(a.disbursedOn, b.disbursedOn));
  const owed = all.filter(({ outstandingPaise }) => outstandingPaise > 0);
  const repaid = all.filter(({ outstandingPaise }) => outstandingPaise === 0);
  const packed = new Set([...owed.slice(0, maxOwedLoans), ...repaid.slice(-maxRepaidLoans)]);
  const left = owed.slice(maxOwedLoans);
  const outstandingPaise = left.reduce((sum, loan) => sum + loan.outstandingPaise, 0);
  return {
    packed: all.filter((loan) => packed.has(loan)),
    leftOut: left.length === 0 ? [] : [{ memberId, count: left.length, outstandingPaise }],
  };
};
