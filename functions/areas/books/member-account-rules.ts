import { AppError } from '../../shared/errors/errors.ts';
import { maxLoansInAccount } from '../../shared/kinds/book-limits.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { validateLoan } from './loan-rules.ts';
import type { MemberChange } from './net-changes.ts';
import {
  type Direction,
  errorAtMember,
  refusedAt,
  refuseShortage,
  type SheetContent,
} from './refusal-paths.ts';

/**
 * The rules of a member's account; loan-rules.ts has those of its loans. A sheet's postings are entries, each of one member,
 * and lines, which are the group's own.
 */

/**
 * The refusal of a sheet because of a member's account: the member has no account with the collective, or the account was closed before the sheet's
 * date, or the account is closed and would have a balance again.
 */
export const notAMember = (content: SheetContent, memberId: string, account?: StoredAccount): AppError => {
  const movedOn = account?.movedOn ?? account?.wentOn;
  return new AppError(
    'refused',
    'not_a_member',
    'Somebody on the sheet is not a member of the collective at this date.',
    {
      errors: [
        errorAtMember(
          content,
          memberId,
          'She is not a member at this date, or has left and would have a balance again.',
        ),
      ],
      ...(movedOn === undefined ? {} : { extra: { movedOn } }),
    },
  );
};

/**
 * Whether an account takes a sheet of a date: it was open on that day (`closedOn` is its last day). An account from which she moved takes none, also of an
 * earlier day, since what it held is elsewhere.
 */
const wasOpenOn = (account: StoredAccount, date: string): boolean =>
  account.closedOn === undefined || (account.movedOn === undefined && account.closedOn >= date);

/** The account rule for a member who only attends: refuses the sheet if she had no open account on its date. */
export const validateAttendance = (
  content: SheetContent,
  memberId: string,
  account: StoredAccount | undefined,
  sheetDate: string,
): AppError | undefined =>
  account !== undefined && wasOpenOn(account, sheetDate) ? undefined : notAMember(content, memberId, account);

/**
 * The account rules for a member whose money a sheet changes. Refuses, in this order: `not_a_member`; `unknown_loan` or
 * `insufficient_loan` for each loan; `too_many_loans`; `insufficient_savings`.
 * @param maxLoans how many loans the account may hold after the caller's sheet (`maxLoansBy`)
 * @param sheetDate undefined for a reversal, which may also correct what was recorded before the member left
 */
export const validateMember = (
  content: SheetContent,
  change: MemberChange,
  account: StoredAccount | undefined,
  sheetDate: string | undefined,
  maxLoans = maxLoansInAccount,
): AppError | undefined => {
  const { memberId } = change;
  const direction: Direction = sheetDate === undefined ? 'reversing' : 'recording';
  if (account === undefined || (sheetDate !== undefined && !wasOpenOn(account, sheetDate))) {
    return notAMember(content, memberId, account);
  }
  const savingsPaise = account.savingsPaise + change.savingsPaise;
  const loansOutstandingPaise = account.loansOutstandingPaise + change.loansOutstandingPaise;
  const hasBalance = savingsPaise !== 0 || loansOutstandingPaise !== 0;
  if (account.closedOn !== undefined && hasBalance) {
    return notAMember(content, memberId, account);
  }
  for (const loan of change.loans) {
    const refusal = validateLoan(content, { loan, memberId }, account, direction);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  const newLoans = change.loans.filter(({ step }) => step === 'given').length;
  if (newLoans > 0 && Object.keys(account.loans).length + newLoans > maxLoans) {
    const message = `Her account holds ${maxLoans} loans, and takes no more.`;
    return refusedAt('too_many_loans', message, [errorAtMember(content, memberId, message)]);
  }
  if (savingsPaise >= 0) {
    return undefined;
  }
  const figures = { neededPaise: -change.savingsPaise, availablePaise: account.savingsPaise };
  // The group's lines have no member.
  return refuseShortage(
    content,
    'savings',
    direction,
    figures,
    (posting) => 'memberId' in posting && posting.memberId === memberId,
  );
};
