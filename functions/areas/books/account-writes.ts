import type { Item, Write } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys/collectives.ts';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import type { StandingIds } from './joined-accounts.ts';
import { notAMember, validateAttendance, validateMember } from './member-account-rules.ts';
import type { LoanChange, MemberChange } from './net-changes.ts';
import type { SheetContent } from './refusal-paths.ts';
import { explainFailedCondition, type UpdatePart, updateOf } from './update-expression.ts';

/**
 * The writes of a sheet to members' accounts. The rules of member-account-rules.ts are repeated in them as DynamoDB conditions, so that nothing
 * need be read first. If a condition fails, DynamoDB returns the stored item, and the rule makes the refusal from it.
 * Conditions cannot do arithmetic, so every bound is computed here.
 */

/** The condition of every write to an account: that it is not joined to another. */
const isNotJoined = 'attribute_not_exists(joinedTo)';

const parseAccount = (stored: Item | undefined): StoredAccount | undefined =>
  stored === undefined ? undefined : storedAccount.parse(stored);

/**
 * The part of an account's update that changes one loan. `index` makes its placeholders unique.
 * @param sheetDate undefined for a reversal, whose loans never have the step `given`
 */
const loanPart = (loan: LoanChange, index: number, sheetDate: string | undefined): UpdatePart => {
  const name = `#loan${index}`;
  const value = `:loan${index}`;
  const needed = `:loan${index}Needed`;
  const names = { [name]: loan.loanId };
  switch (loan.step) {
    case 'given': {
      // Less than the principal is outstanding if the same sheet repays a part.
      const { principalPaise, outstandingPaise, terms } = loan;
      return {
        set: `loans.${name} = ${value}`,
        names,
        values: { [value]: { disbursedOn: sheetDate, principalPaise, outstandingPaise, ...terms } },
      };
    }
    case 'changed': {
      const { changePaise } = loan;
      const set = `loans.${name}.outstandingPaise = loans.${name}.outstandingPaise + ${value}`;
      // An increase undoes a repayment. The loan may have left the account since then: the woman moved with it, or a record that had it was parted from hers.
      return changePaise >= 0
        ? { set, condition: `attribute_exists(loans.${name})`, names, values: { [value]: changePaise } }
        : {
            set,
            condition: `loans.${name}.outstandingPaise >= ${needed}`,
            names,
            values: { [value]: changePaise, [needed]: -changePaise },
          };
    }
    case 'removed':
      return {
        remove: `loans.${name}`,
        condition: `loans.${name}.outstandingPaise = ${needed}`,
        names,
        values: { [needed]: loan.outstandingPaise },
      };
    case 'interest_only':
      return { condition: `attribute_exists(loans.${name})`, names };
  }
};

/**
 * The write of a sheet or its reversal that changes a member's account. It fails with the errors of `validateMember`.
 * @param sheetDate undefined for a reversal
 * @param counts `idsSent`: under how many ids of the member the sheet has entries; `maxLoans`: how many loans the account may hold afterwards
 */
export const changeAccount = (
  collectiveId: string,
  change: MemberChange,
  content: SheetContent,
  sheetDate: string | undefined,
  ids: Pick<StandingIds, 'note'>,
  { idsSent, maxLoans }: { readonly idsSent: number; readonly maxLoans: number },
): Write => {
  const { memberId, savingsPaise, loansOutstandingPaise, loans } = change;
  const newLoans = loans.filter(({ step }) => step === 'given').length;
  const isOpen = 'attribute_not_exists(closedOn)';
  // A closed account may change if it was open on the sheet's date and is empty afterwards. An account from which she moved takes no sheet.
  const mayChangeClosed = [
    ...(sheetDate === undefined ? [] : ['attribute_not_exists(movedOn) AND closedOn >= :on']),
    'savingsPaise = :savingsThatEndAtZero',
    'loansOutstandingPaise = :loansThatEndAtZero',
  ].join(' AND ');
  const parts: UpdatePart[] = [
    {
      set: 'sheets = sheets + :sheets, savingsPaise = savingsPaise + :savings, loansOutstandingPaise = loansOutstandingPaise + :loans',
      condition: `attribute_exists(pk) AND ${isNotJoined} AND (${isOpen} OR (${mayChangeClosed}))`,
      values: {
        ':sheets': idsSent,
        ':savings': savingsPaise,
        ':loans': loansOutstandingPaise,
        // The balances that the change brings to 0. `0 - x`, because `-x` would be -0 for 0.
        ':savingsThatEndAtZero': 0 - savingsPaise,
        ':loansThatEndAtZero': 0 - loansOutstandingPaise,
        ...(sheetDate === undefined ? {} : { ':on': sheetDate }),
      },
    },
    ...loans.map((loan, index) => loanPart(loan, index, sheetDate)),
    ...(newLoans > 0
      ? [
          {
            condition: 'size(loans) <= :maxLoansBefore',
            values: { ':maxLoansBefore': maxLoans - newLoans },
          },
        ]
      : []),
    ...(savingsPaise < 0
      ? [{ condition: 'savingsPaise >= :savingsNeeded', values: { ':savingsNeeded': -savingsPaise } }]
      : []),
  ];
  return updateOf(accountKey(collectiveId, memberId), parts, (stored) => {
    const account = parseAccount(stored);
    // If the account was joined to another, `underStandingIds` drops this refusal and writes the sheet again, with the other account.
    return ids.note(account)
      ? notAMember(content, memberId)
      : explainFailedCondition(validateMember(content, change, account, sheetDate, maxLoans));
  });
};

/**
 * The write of a sheet for a member who only attends: it checks, without changing her account, that the account was open on the
 * sheet's date.
 */
export const checkAttendance = (
  collectiveId: string,
  memberId: string,
  content: SheetContent,
  sheetDate: string,
  ids: Pick<StandingIds, 'note'>,
): Write => ({
  check: accountKey(collectiveId, memberId),
  condition: `attribute_exists(pk) AND ${isNotJoined} AND (attribute_not_exists(closedOn) OR (attribute_not_exists(movedOn) AND closedOn >= :on))`,
  values: { ':on': sheetDate },
  errorIfFailed: (stored) => {
    const account = parseAccount(stored);
    // As in `changeAccount`.
    return ids.note(account)
      ? notAMember(content, memberId)
      : explainFailedCondition(validateAttendance(content, memberId, account, sheetDate));
  },
});
