import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  accountKey,
  groupMoneyKey,
  meetingPrefix,
  memberKey,
  movePrefix,
  openingKey,
  voucherPrefix,
} from '../../shared/table/keys.ts';
import { storedAccount } from '../accounts/account.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { pagesOfCollective } from '../accounts/query-collective.ts';
import { accountsOf } from './accounts-of-period.ts';
import type { Accounts } from './accounts-schema.ts';
import {
  assertAgreement,
  type DerivedSavings,
  deriveSavings,
  isComplete,
  joinSavings,
} from './member-statement.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import { accountedMove, accountedSheet, meetingOfMember, moveOfMember } from './sheet-extracts.ts';
import { type StoredMember, storedMember } from './stored-member.ts';

/** The readers of the books compute a group's accounts and a member's savings from all sheets, each as of one moment. */
type Books = Pick<Table, 'get' | 'getTogether' | 'query' | 'retry'>;

/** What is kept of each of a collective's sheets of one kind, read page by page. */
const readSheets = async <Kept>(
  table: Pick<Table, 'query'>,
  collectiveId: string,
  prefix: string,
  keep: (item: Item) => Kept | undefined,
): Promise<Kept[]> => {
  const kept: Kept[] = [];
  for await (const items of pagesOfCollective(table, collectiveId, prefix)) {
    for (const item of items) {
      const one = keep(item);
      if (one !== undefined) kept.push(one);
    }
  }
  return kept;
};

const parseOpening = (item: Item | undefined): Opening | undefined =>
  item === undefined ? undefined : openingSchema.parse(item);

const readSavingsInCollective = (table: Books, collectiveId: string, memberId: string) =>
  table.retry(async () => {
    const sheets = await readSheets(table, collectiveId, meetingPrefix, (item) =>
      meetingOfMember(item, memberId),
    );
    const moves = await readSheets(table, collectiveId, movePrefix, (item) =>
      moveOfMember(item, collectiveId, memberId),
    );
    // The account is read after the sheets and moves, as `isComplete` demands.
    const [accountItem, openingItem] = await table.getTogether([
      accountKey(collectiveId, memberId),
      openingKey(collectiveId),
    ]);
    if (accountItem === undefined) {
      throw new InternalError('A member has no account with her collective.');
    }
    const derivedSavings = deriveSavings(sheets, parseOpening(openingItem), memberId, moves);
    const account = storedAccount.parse(accountItem);
    // If a sheet was written between the two reads, read again.
    if (!isComplete(derivedSavings, account)) {
      return tryAgain;
    }
    assertAgreement(derivedSavings, account);
    return derivedSavings;
  });

/**
 * A collective's accounts for a period, from all its sheets and vouchers. The group's money is read after them; if its `sheets`
 * equals the number of all these, moves, reversals and the opening, none is missing.
 * @param period Indian dates, both included
 */
export const readAccounts = (
  table: Books,
  collectiveId: string,
  period: { readonly from: string; readonly to: string },
): Promise<Accounts> =>
  table.retry(async () => {
    const meetings = await readSheets(table, collectiveId, meetingPrefix, accountedSheet);
    const vouchers = await readSheets(table, collectiveId, voucherPrefix, accountedSheet);
    const moves = await readSheets(table, collectiveId, movePrefix, (item) =>
      accountedMove(item, collectiveId),
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
    const records = [...sheetsAndVouchers, ...moves];
    const reversals = records.filter(({ isReversed }) => isReversed).length;
    const openings = opening === undefined ? 0 : 1;
    if (records.length + reversals + openings !== storedGroupMoney.parse(moneyItem).sheets) {
      return tryAgain;
    }
    return accountsOf(sheetsAndVouchers, opening, period, moves);
  });

/** @throws AppError `not_found` if the member does not exist */
export const findMember = async (table: Pick<Table, 'get'>, memberId: string): Promise<StoredMember> => {
  const item = await table.get(memberKey(memberId));
  if (item === undefined) {
    throw notFound();
  }
  return storedMember.parse(item);
};

/**
 * A member's savings with her present and former collectives, computed from all sheets and checked against each account, so
 * that no sheet is missing.
 * @param today the Indian date by which loans are overdue
 */
export const readSavings = async (
  table: Books,
  memberId: string,
  { collectiveId, formerCollectives }: StoredMember,
  today: string,
): Promise<MemberSavings> => {
  const derived: DerivedSavings[] = [];
  // One after another: what is held is of one group, however many she was in.
  for (const id of new Set([...formerCollectives, collectiveId])) {
    derived.push(await readSavingsInCollective(table, id, memberId));
  }
  return joinSavings(derived, today);
};
