import type { StoredAccount } from '../accounts/account.ts';
import type { IdsOfMember } from './member-loans.ts';
import type { DerivedSavings } from './member-statement.ts';

/** Compares what was computed from sheets with a member's account: nothing is shown of savings that don't agree with it. */

/**
 * Whether a member's derived savings include every record that changed her account. The account must be read after these records: then it counts
 * all that were read, and equal counts mean that none is missing. Joins and partings changed the account too (`otherChanges`), but are no such records.
 */
export const isComplete = (derived: Pick<DerivedSavings, 'sheets'>, account: StoredAccount): boolean =>
  derived.sheets === account.sheets - (account.otherChanges ?? 0);

/** The accounts of a woman's records with one collective, added up. Accounts of joined records are empty, but keep their counts of changes. */
export const sumAccounts = (accounts: readonly [StoredAccount, ...StoredAccount[]]): StoredAccount => {
  const sum = (amountOf: (account: StoredAccount) => number) =>
    accounts.reduce((total, account) => total + amountOf(account), 0);
  return {
    ...accounts[0],
    savingsPaise: sum(({ savingsPaise }) => savingsPaise),
    loansOutstandingPaise: sum(({ loansOutstandingPaise }) => loansOutstandingPaise),
    loans: Object.fromEntries(accounts.flatMap(({ loans }) => Object.entries(loans))),
    sheets: sum(({ sheets }) => sheets),
    otherChanges: sum(({ otherChanges = 0 }) => otherChanges),
  };
};

/** Whether a member's derived savings and loans agree with her account. If not, money is missing, and nothing may be shown. */
export const agrees = (
  derived: DerivedSavings,
  account: StoredAccount,
  isHers: IdsOfMember['isHers'],
): boolean => {
  // Another woman's loan that was repaid while her record was joined to this one stays in this account when they part.
  const accountLoans = new Map(
    Object.entries(account.loans).filter(([id, { outstandingPaise }]) => outstandingPaise > 0 || isHers(id)),
  );
  return (
    derived.savingsPaise === account.savingsPaise &&
    derived.loansOutstandingPaise === account.loansOutstandingPaise &&
    derived.loans.length === accountLoans.size &&
    derived.loans.every(({ loanId, ...loan }) => {
      const storedLoan = accountLoans.get(loanId);
      return (
        storedLoan?.disbursedOn === loan.disbursedOn &&
        storedLoan.principalPaise === loan.principalPaise &&
        storedLoan.outstandingPaise === loan.outstandingPaise
      );
    })
  );
};
