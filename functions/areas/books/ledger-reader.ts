import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import type { BalancesPaise } from '../../shared/kinds/book-kinds.ts';
import { overduePaise } from '../../shared/money/instalments.ts';
import type { Table } from '../../shared/table/client.ts';
import { accountPrefix, groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import { queryCollective } from '../accounts/query-collective.ts';
import { toBorrowings } from './borrowing-repository.ts';
import type { Ledger } from './report-schema.ts';

/** Reads a group's ledger: what the group and its members have and owe now. books-reader.ts computes the same from all sheets. */

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * @param savingsPaise the sum of all savings that is kept with the group's money
 * @throws InternalError if the balances don't balance: then money is missing, and nothing may be shown
 */
const assertBalanced = (balances: BalancesPaise, savingsPaise: number): void => {
  if (differenceOf(balances) !== 0 || balances.savings !== savingsPaise) {
    throw new InternalError("A group's books do not balance.");
  }
};

const ledgerOf = (
  { cashPaise, bankPaise, grantsPaise, surplusPaise, ...money }: StoredGroupMoney,
  accounts: readonly StoredAccount[],
  today: string,
): Ledger => {
  const members = accounts.map(({ memberId, savingsPaise, loansOutstandingPaise, loans }) => ({
    memberId,
    savingsPaise,
    loansOutstandingPaise,
    overduePaise: sum(Object.values(loans).map((loan) => overduePaise(loan, today))),
  }));
  const borrowings = Object.entries(money.borrowings)
    .map(([borrowingId, { outstandingPaise }]) => ({ borrowingId, outstandingPaise }))
    .sort((a, b) => (a.borrowingId < b.borrowingId ? -1 : 1));
  const ledger = {
    cashPaise,
    bankPaise,
    savingsPaise: sum(members.map((member) => member.savingsPaise)),
    loansOutstandingPaise: sum(members.map((member) => member.loansOutstandingPaise)),
    borrowingsOutstandingPaise: sum(borrowings.map((borrowing) => borrowing.outstandingPaise)),
    grantsPaise,
    surplusPaise,
    members,
    borrowings,
  };
  assertBalanced(
    {
      cash: cashPaise,
      bank: bankPaise,
      loans: ledger.loansOutstandingPaise,
      savings: ledger.savingsPaise,
      borrowings: ledger.borrowingsOutstandingPaise,
      grants: grantsPaise,
      surplus: surplusPaise,
    },
    money.savingsPaise,
  );
  return ledger;
};

/** The reader of groups' ledgers, each from the balances of its group's money and accounts as of one moment. */
export const createLedgerReader = (table: Pick<Table, 'getTogether' | 'query' | 'retry'>) => {
  /**
   * A collective's ledger, and the accounts and borrowings from which the ledger was computed, all as of one moment. A query finds the accounts, and may
   * see a sheet in some of them and not yet in others. The group's money is read after the accounts, in a transaction, so that a sheet which is being
   * written holds the reading up. So no account can be newer than the money. The money counts how often accounts were changed (`accountChanges`), so no
   * account is older if the accounts' own numbers `sheets` add up to that number. Otherwise both are read again.
   * @param today the Indian date by which loans are overdue
   * @throws AppError `not_found` if there is no such collective
   */
  const readBooks = (collectiveId: string, today: string) =>
    table.retry(async () => {
      const items = await queryCollective(table, collectiveId, accountPrefix);
      const [moneyItem] = await table.getTogether([groupMoneyKey(collectiveId)]);
      if (moneyItem === undefined) {
        throw notFound();
      }
      const money = storedGroupMoney.parse(moneyItem);
      const all = items.map((item) => storedAccount.parse(item));
      if (sum(all.map(({ sheets }) => sheets)) !== money.accountChanges) {
        return tryAgain;
      }
      // An account that is joined to another is empty, and that one stands for both.
      const accounts = all.filter(({ joinedTo }) => joinedTo === undefined);
      const joinedIds = all.flatMap(({ joinedTo, memberId }) => (joinedTo === undefined ? [] : [memberId]));
      return {
        ledger: ledgerOf(money, accounts, today),
        accounts,
        joinedIds,
        borrowings: toBorrowings(money),
      };
    });

  return {
    readBooks,

    readLedger: async (collectiveId: string, today: string): Promise<Ledger> =>
      (await readBooks(collectiveId, today)).ledger,
  };
};
