import type { StoredAccount } from './account.ts';

/**
 * What a woman holds with a collective, her savings and her loans that are not repaid, goes from one account to another as it stands: to her
 * account with another collective, or to that of another record of hers. Repaid loans stay where they were repaid, as part of its history.
 */

/** What an account holds: savings and outstanding principal in paise, and the loans that are not repaid, by their ids. */
export type Holdings = Pick<StoredAccount, 'savingsPaise' | 'loansOutstandingPaise' | 'loans'>;

const emptyAccount = { savingsPaise: 0, loansOutstandingPaise: 0, loans: {}, sheets: 0 } as const;

/** An account that holds nothing yet, as it would be opened. */
export const newAccount = (collectiveId: string, memberId: string): StoredAccount => ({
  ...emptyAccount,
  collectiveId,
  memberId,
});

/** What an account holds now. */
export const holdingsOf = ({ savingsPaise, loansOutstandingPaise, loans }: StoredAccount): Holdings => ({
  savingsPaise,
  loansOutstandingPaise,
  loans: Object.fromEntries(Object.entries(loans).filter(([, loan]) => loan.outstandingPaise > 0)),
});

/** An account after holdings were taken out of it. The account has them: its loans are those of `holdings`, as they stand. */
export const takeHoldings = (account: StoredAccount, holdings: Holdings): StoredAccount => ({
  ...account,
  savingsPaise: account.savingsPaise - holdings.savingsPaise,
  loansOutstandingPaise: account.loansOutstandingPaise - holdings.loansOutstandingPaise,
  loans: Object.fromEntries(Object.entries(account.loans).filter(([id]) => !(id in holdings.loans))),
  sheets: account.sheets + 1,
});

/** An account after holdings were added to it. */
export const addHoldings = (account: StoredAccount, holdings: Holdings): StoredAccount => ({
  ...account,
  savingsPaise: account.savingsPaise + holdings.savingsPaise,
  loansOutstandingPaise: account.loansOutstandingPaise + holdings.loansOutstandingPaise,
  loans: { ...account.loans, ...holdings.loans },
  sheets: account.sheets + 1,
});
