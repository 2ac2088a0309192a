import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import type { BalancesPaise } from '../../shared/kinds/book-kinds.ts';
import { overduePaise } from '../../shared/money/instalments.ts';
import type { Table } from '../../shared/table/client.ts';
import { accountKey, accountPrefix, groupMoneyKey } from '../../shared/table/keys.ts';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import { queryCollective } from '../accounts/query-collective.ts';
import { toBorrowings } from './borrowing-repository.ts';
import type { Ledger } from './report-schema.ts';

/** Accounts per transactional read. An account with 600 loans is 120 KB, so thirty stay within DynamoDB's limit of 4 MB. */
const accountsPerRead = 30;

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
export const createLedgerReader = (table: Table) => {
  /** @throws AppError `not_found` if there is no such collective */
  const readMoney = async (collectiveId: string): Promise<StoredGroupMoney> => {
    const item = await table.get(groupMoneyKey(collectiveId));
    if (item === undefined) {
      throw notFound();
    }
    return storedGroupMoney.parse(item);
  };

  /**
   * A collective's ledger, and the accounts and borrowings that it was computed from, as of one moment. Three reads follow each
   * other: the group's money, whose number `sheets` grows with every sheet; a query that finds the accounts; then both together. If
   * the number is the same in the last read, no sheet was written in between. The first two reads must not run in parallel: a
   * member who joins and saves after the query, but before the number is read, would be missing.
   * @param today the Indian date by which loans are overdue
   */
  const readBooks = (collectiveId: string, today: string) =>
    table.retry(async () => {
      const money = await readMoney(collectiveId);
      const queriedAccounts = await queryCollective(table, collectiveId, accountPrefix);
      const keys = queriedAccounts.map((item) =>
        accountKey(collectiveId, storedAccount.parse(item).memberId),
      );
      const chunks = Array.from({ length: Math.ceil(keys.length / accountsPerRead) }, (_, index) =>
        keys.slice(index * accountsPerRead, (index + 1) * accountsPerRead),
      );
      const reads = await Promise.all(
        chunks.map((chunk) => table.getTogether([groupMoneyKey(collectiveId), ...chunk])),
      );
      if (reads.some(([moneyItem]) => storedGroupMoney.parse(moneyItem).sheets !== money.sheets)) {
        return tryAgain;
      }
      const accounts = reads.flatMap(([, ...accountItems]) =>
        accountItems.filter((item) => item !== undefined).map((item) => storedAccount.parse(item)),
      );
      const borrowings = toBorrowings(money);
      return { ledger: ledgerOf(money, accounts, today), accounts, borrowings };
    });

  return {
    readBooks,

    readLedger: async (collectiveId: string, today: string): Promise<Ledger> =>
      (await readBooks(collectiveId, today)).ledger,
  };
};
