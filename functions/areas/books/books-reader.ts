import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  accountKey,
  groupMoneyKey,
  meetingPrefix,
  memberKey,
  openingKey,
  voucherPrefix,
} from '../../shared/table/keys.ts';
import { storedAccount } from '../accounts/account.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { queryCollective } from '../accounts/query-collective.ts';
import { accountsOf } from './accounts-of-period.ts';
import type { Accounts } from './accounts-schema.ts';
import { listedMeeting, listedVoucher } from './listed-sheet-schema.ts';
import { assertAgreement, deriveSavings, isComplete, joinSavings } from './member-statement.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import { type StoredMember, storedMember } from './stored-member.ts';

/** The reader of the books: computes a group's accounts and a member's savings from all sheets, each as of one moment. */
export const createBooksReader = (table: Table) => {
  /** All meetings of a collective with their entries, over all pages. */
  const readMeetings = async (collectiveId: string) =>
    (await queryCollective(table, collectiveId, meetingPrefix)).map((item) => listedMeeting.parse(item));

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

  return {
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
        const vouchers = (await queryCollective(table, collectiveId, voucherPrefix)).map((item) =>
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
