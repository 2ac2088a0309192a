import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { type StoredGroupMoney, storedGroupMoney } from '../accounts/group-money.ts';
import { type BalancesPaise, differenceOf } from '../domain/book-entries.ts';
import { InternalError, notFound } from '../domain/errors.ts';
import { overduePaise } from '../domain/instalments.ts';
import { tryAgain } from '../domain/retry.ts';
import type { Item, Query, Table } from '../table/client.ts';
import {
  accountKey,
  accountPrefix,
  groupMoneyKey,
  meetingPrefix,
  memberKey,
  openingKey,
  voucherPrefix,
} from '../table/keys.ts';
import { accountsOf } from './accounts-of-period.ts';
import type { Accounts } from './accounts-schema.ts';
import { toBorrowings } from './borrowing-repository.ts';
import { listedMeeting, listedVoucher } from './listed-sheet-schema.ts';
import { assertAgreement, deriveSavings, isComplete, joinSavings } from './member-savings.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import type { Ledger, MemberSavings } from './report-schema.ts';
import { type StoredMember, storedMember } from './stored-member.ts';

/** Accounts per transactional read. An account with 600 loans is 120 KB, so thirty stay within DynamoDB's limit of 4 MB. */
const accountsPerRead = 30;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** @throws InternalError if the balances don't balance: then money is missing, and nothing may be shown */
const assertBalanced = (balances: BalancesPaise): void => {
  if (differenceOf(balances) !== 0) {
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
  assertBalanced({
    cash: cashPaise,
    bank: bankPaise,
    loans: ledger.loansOutstandingPaise,
    savings: ledger.savingsPaise,
    borrowings: ledger.borrowingsOutstandingPaise,
    grants: grantsPaise,
    surplus: surplusPaise,
  });
  return ledger;
};

/** The reader of the books: computes a group's ledger, its accounts and a member's savings, each as of one moment. */
export const createBooksReader = (table: Table) => {
  const queryAll = async (query: Query): Promise<Item[]> => {
    const found: Item[] = [];
    let after: Item | undefined;
    do {
      const page = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found;
  };

  const queryCollective = (collectiveId: string, prefix: string): Promise<Item[]> =>
    queryAll({ partition: groupMoneyKey(collectiveId).pk, prefix });

  /** @throws AppError `not_found` if there is no such collective */
  const readMoney = async (collectiveId: string): Promise<StoredGroupMoney> => {
    const item = await table.get(groupMoneyKey(collectiveId));
    if (item === undefined) {
      throw notFound();
    }
    return storedGroupMoney.parse(item);
  };

  /** All meetings of a collective with their entries, over all pages. */
  const readMeetings = async (collectiveId: string) =>
    (await queryCollective(collectiveId, meetingPrefix)).map((item) => listedMeeting.parse(item));

  const parseOpening = (item: Item | undefined): Opening | undefined =>
    item === undefined ? undefined : openingSchema.parse(item);

  const readSavingsInCollective = (collectiveId: string, memberId: string) =>
    table.retry(async () => {
      const sheets = await readMeetings(collectiveId);
      // The account is read after the sheets, as `isComplete` demands.
      const [accountItem, openingItem] = await table.getTogether([
        accountKey(collectiveId, memberId),
        openingKey(collectiveId),
      ]);
      if (accountItem === undefined) {
        throw new InternalError('A member has no account with her collective.');
      }
      const derivedSavings = deriveSavings(sheets, parseOpening(openingItem), memberId);
      const account = storedAccount.parse(accountItem);
      // If a sheet was written between the two reads, read again.
      if (!isComplete(derivedSavings, account)) {
        return tryAgain;
      }
      assertAgreement(derivedSavings, account);
      return derivedSavings;
    });

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
      const queriedAccounts = await queryCollective(collectiveId, accountPrefix);
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

    /**
     * A collective's accounts for a period, from all its sheets and vouchers. The group's money is read after them; if its `sheets`
     * equals the number of all these, reversals and the opening, none is missing.
     * @param period Indian dates, both included
     */
    readAccounts: (
      collectiveId: string,
      period: { readonly from: string; readonly to: string },
    ): Promise<Accounts> =>
      table.retry(async () => {
        const meetings = await readMeetings(collectiveId);
        const vouchers = (await queryCollective(collectiveId, voucherPrefix)).map((item) =>
          listedVoucher.parse(item),
        );
        const [moneyItem, openingItem] = await table.getTogether([
          groupMoneyKey(collectiveId),
          openingKey(collectiveId),
        ]);
        if (moneyItem === undefined) {
          throw notFound();
        }
        const opening = parseOpening(openingItem);
        const sheetsAndVouchers = [...meetings, ...vouchers];
        const reversals = sheetsAndVouchers.filter(({ reversed }) => reversed !== undefined).length;
        const openings = opening === undefined ? 0 : 1;
        if (sheetsAndVouchers.length + reversals + openings !== storedGroupMoney.parse(moneyItem).sheets) {
          return tryAgain;
        }
        return accountsOf(
          [
            ...meetings.map(({ heldOn, entries, lines = [], reversed }) => ({
              on: heldOn,
              postings: reversed === undefined ? [...entries, ...lines] : [],
            })),
            ...vouchers.map(({ on, lines, reversed }) => ({
              on,
              postings: reversed === undefined ? lines : [],
            })),
          ],
          opening,
          period,
        );
      }),

    /** @throws AppError `not_found` if the member does not exist */
    findMember: async (memberId: string): Promise<StoredMember> => {
      const item = await table.get(memberKey(memberId));
      if (item === undefined) {
        throw notFound();
      }
      return storedMember.parse(item);
    },

    /**
     * A member's savings with her present and former collectives, computed from all sheets and checked against each account, so
     * that no sheet is missing.
     * @param today the Indian date by which loans are overdue
     */
    readSavings: async (
      memberId: string,
      { collectiveId, formerCollectives }: StoredMember,
      today: string,
    ): Promise<MemberSavings> =>
      joinSavings(
        await Promise.all(
          [...new Set([...formerCollectives, collectiveId])].map((id) =>
            readSavingsInCollective(id, memberId),
          ),
        ),
        today,
      ),
  };
};
