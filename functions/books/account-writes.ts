import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import type { Item, Write } from '../table/client.ts';
import { accountKey } from '../table/keys.ts';
import { validateAttendance, validateMember } from './account-rules.ts';
import { maxLoans } from './loan-rules.ts';
import type { LoanChange, MemberChange } from './net-changes.ts';
import type { SheetContent } from './refusal-paths.ts';
import { explainFailedCondition, type Part, updateOf } from './update-expression.ts';

/**
 * The rules of account-rules.ts as DynamoDB conditions, checked while writing, with nothing read before. If a condition
 * fails, DynamoDB returns the old item and the rule computes the error from it. Conditions cannot do arithmetic,
 * so every bound is computed here.
 */

const parseAccount = (stored: Item | undefined): StoredAccount | undefined =>
  stored === undefined ? undefined : storedAccount.parse(stored);

const loanPart = (loan: LoanChange, index: number, on: string | undefined): Part => {
  const name = `#loan${index}`;
  const value = `:loan${index}`;
  const need = `:loan${index}Needed`;
  const names = { [name]: loan.loanId };
  switch (loan.step) {
    case 'given': {
      const { principalPaise, outstandingPaise, terms } = loan;
      return {
        set: `loans.${name} = ${value}`,
        names,
        values: { [value]: { disbursedOn: on, principalPaise, outstandingPaise, ...terms } },
      };
    }
    case 'changed':
      return {
        set: `loans.${name}.outstandingPaise = loans.${name}.outstandingPaise + ${value}`,
        // Undoing a repayment: the loan must exist, since a loan with repayments cannot be removed.
        ...(loan.byPaise < 0 ? { condition: `loans.${name}.outstandingPaise >= ${need}` } : {}),
        names,
        values: { [value]: loan.byPaise, ...(loan.byPaise < 0 ? { [need]: -loan.byPaise } : {}) },
      };
    case 'removed':
      return {
        remove: `loans.${name}`,
        condition: `loans.${name}.outstandingPaise = ${need}`,
        names,
        values: { [need]: loan.outstandingPaise },
      };
    case 'named':
      return { condition: `attribute_exists(loans.${name})`, names };
  }
};

/**
 * Changes a member's account. `on` is the date of the sheet, undefined for a reversal. Fails with the errors of
 * `validateMember`.
 */
export const changeAccount = (
  collectiveId: string,
  change: MemberChange,
  content: SheetContent,
  on: string | undefined,
): Write => {
  const { memberId, savingsPaise, loansOutstandingPaise, loans } = change;
  const given = loans.filter(({ step }) => step === 'given').length;
  const settles = 'savingsPaise = :savingsGone AND loansOutstandingPaise = :loansGone';
  const parts: Part[] = [
    {
      set: 'sheets = sheets + :one, savingsPaise = savingsPaise + :savings, loansOutstandingPaise = loansOutstandingPaise + :loans',
      condition: `attribute_exists(pk) AND (attribute_not_exists(closedOn) OR (${
        on === undefined ? '' : 'closedOn >= :on AND '
      }${settles}))`,
      values: {
        ':one': 1,
        ':savings': savingsPaise,
        ':loans': loansOutstandingPaise,
        ':savingsGone': 0 - savingsPaise,
        ':loansGone': 0 - loansOutstandingPaise,
        ...(on === undefined ? {} : { ':on': on }),
      },
    },
    ...loans.map((loan, index) => loanPart(loan, index, on)),
    ...(given > 0
      ? [{ condition: 'size(loans) <= :maxLoans', values: { ':maxLoans': maxLoans - given } }]
      : []),
    ...(savingsPaise < 0
      ? [{ condition: 'savingsPaise >= :savingsNeeded', values: { ':savingsNeeded': -savingsPaise } }]
      : []),
  ];
  return updateOf(accountKey(collectiveId, memberId), parts, (stored) =>
    explainFailedCondition(validateMember(content, change, parseAccount(stored), on)),
  );
};

/** Checks that a member who only attends belongs to the collective, without changing her account. */
export const checkAttendance = (
  collectiveId: string,
  memberId: string,
  content: SheetContent,
  on: string,
): Write => ({
  check: accountKey(collectiveId, memberId),
  condition: 'attribute_exists(pk) AND (attribute_not_exists(closedOn) OR closedOn >= :on)',
  values: { ':on': on },
  refusal: (stored) =>
    explainFailedCondition(validateAttendance(content, memberId, parseAccount(stored), on)),
});
