import type { StoredAccount } from '../accounts/account.ts';
import type { AppError } from '../domain/errors.ts';
import { maxLoans, validateLoan } from './loan-rules.ts';
import type { MemberChange } from './net-changes.ts';
import {
  type Direction,
  errorAtMember,
  errorsAt,
  refuse,
  type SheetContent,
  takesFrom,
} from './refusal-paths.ts';

/** The rules of a member's account; loan-rules.ts has those of its loans. */

/**
 * The refusal of a sheet for a member who has no account with the collective, left before the sheet's date, or would be
 * left with a balance there.
 */
export const notAMember = (content: SheetContent, memberId: string): AppError =>
  refuse('not_a_member', 'Somebody on the sheet is not a member of the collective at this date.', [
    errorAtMember(
      content,
      memberId,
      'She is not a member at this date, or has left and would have a balance again.',
    ),
  ]);

/** Whether she belonged to the collective on the date. */
const wasMember = (account: StoredAccount, on: string): boolean =>
  account.closedOn === undefined || account.closedOn >= on;

/**
 * Whether a member may be listed on a sheet of a date.
 * @returns the refusal, or undefined
 */
export const validateAttendance = (
  content: SheetContent,
  memberId: string,
  account: StoredAccount | undefined,
  on: string,
): AppError | undefined =>
  account === undefined || !wasMember(account, on) ? notAMember(content, memberId) : undefined;

/**
 * Checks a change against her account, in this order: `not_a_member`, `unknown_loan` or `insufficient_loan` of each loan,
 * `too_many_loans`, `insufficient_savings`. `on` is the sheet's date; a reversal has none, and may correct what was recorded
 * before she left.
 * @returns the refusal, or undefined
 */
export const validateMember = (
  content: SheetContent,
  change: MemberChange,
  account: StoredAccount | undefined,
  on: string | undefined,
): AppError | undefined => {
  const { memberId } = change;
  const direction: Direction = on === undefined ? 'reversing' : 'recording';
  if (account === undefined || (on !== undefined && !wasMember(account, on))) {
    return notAMember(content, memberId);
  }
  const savingsPaise = account.savingsPaise + change.savingsPaise;
  const loansOutstandingPaise = account.loansOutstandingPaise + change.loansOutstandingPaise;
  if (account.closedOn !== undefined && (savingsPaise !== 0 || loansOutstandingPaise !== 0)) {
    return notAMember(content, memberId);
  }
  for (const loan of change.loans) {
    const refusal = validateLoan(content, { loan, memberId }, account, direction);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  const given = change.loans.filter(({ step }) => step === 'given').length;
  if (given > 0 && Object.keys(account.loans).length + given > maxLoans) {
    const message = `Her account holds ${maxLoans} loans, and takes no more.`;
    return refuse('too_many_loans', message, [errorAtMember(content, memberId, message)]);
  }
  if (savingsPaise >= 0) {
    return undefined;
  }
  const message = 'Her savings would fall below zero.';
  const matches = (posting: SheetContent['entries'][number] | SheetContent['lines'][number]) =>
    'memberId' in posting && posting.memberId === memberId && takesFrom(posting, 'savings', direction);
  return refuse('insufficient_savings', message, errorsAt(content, matches, 'amountPaise', message), {
    neededPaise: -change.savingsPaise,
    availablePaise: account.savingsPaise,
  });
};
