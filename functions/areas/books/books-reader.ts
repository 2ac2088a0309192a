import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { findWoman } from '../../shared/one-woman/records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  accountKey,
  groupMoneyKey,
  meetingPrefix,
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
  type IdsOfMember,
  isComplete,
  joinSavings,
  sumAccounts,
} from './member-statement.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import { accountedMove, accountedSheet, meetingOfMember, movesOfMember } from './sheet-extracts.ts';
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

/**
 * A member's savings with one collective, from its sheets and opening. With `ids` of several records, of all together.
 * @param ids `own` are ids that have an account with the collective
 */
const readSavingsInCollective = (table: Books, collectiveId: string, ids: IdsOfMember) =>
  table.retry(async () => {
    const sheets = await readSheets(table, collectiveId, meetingPrefix, (item) =>
      meetingOfMember(item, [...ids.own, ...ids.partedFrom]),
    );
    const moves = await readSheets(table, collectiveId, movePrefix, (item) =>
      movesOfMember(item, collectiveId, ids.own),
    );
    // The accounts are read after the sheets and moves, as `isComplete` demands.
    const [openingItem, ...accountItems] = await table.getTogether([
      openingKey(collectiveId),
      ...ids.own.map((id) => accountKey(collectiveId, id)),
    ]);
    const [first, ...others] = accountItems.flatMap((item) =>
      item === undefined ? [] : storedAccount.parse(item),
    );
    if (first === undefined) {
      throw new InternalError('A member has no account with her collective.');
    }
    const derivedSavings = deriveSavings(sheets, parseOpening(openingItem), ids, moves.flat());
    const account = sumAccounts([first, ...others]);
    // If a sheet was written between the two reads, read again.
    if (!isComplete(derivedSavings, account)) {
      return tryAgain;
    }
    assertAgreement(derivedSavings, account);
    return derivedSavings;
  });

/**
 * What two women have with one collective whose records are one now, each as if they had never been: from the sheets that were sent under the ids of
 * each, with all their accounts, as of one moment.
 * @param ids all that have an account with the collective
 */
export const readTwoInCollective = (
  table: Books,
  collectiveId: string,
  [one, other]: readonly [ids: readonly string[], ids: readonly string[]],
) =>
  table.retry(async () => {
    const all = [...one, ...other];
    const sheets = await readSheets(table, collectiveId, meetingPrefix, (item) => meetingOfMember(item, all));
    const moves = (ids: readonly string[]) =>
      readSheets(table, collectiveId, movePrefix, (item) => movesOfMember(item, collectiveId, ids));
    const [movesOfOne, movesOfOther] = await Promise.all([moves(one), moves(other)]);
    const [openingItem, ...accountItems] = await table.getTogether([
      openingKey(collectiveId),
      ...all.map((id) => accountKey(collectiveId, id)),
    ]);
    const [first, ...others] = accountItems.map((item) => storedAccount.parse(item));
    if (first === undefined) {
      throw new InternalError('A member has no account with her collective.');
    }
    const accounts = [first, ...others] as const;
    const opening = parseOpening(openingItem);
    const derived = [
      deriveSavings(sheets, opening, { own: one, partedFrom: other }, movesOfOne.flat()),
      deriveSavings(sheets, opening, { own: other, partedFrom: one }, movesOfOther.flat()),
    ] as const;
    const account = sumAccounts([...accounts]);
    return derived[0].sheets + derived[1].sheets === account.sheets - (account.otherChanges ?? 0)
      ? { accounts, derived }
      : tryAgain;
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
export const findMember = async (
  table: Pick<Table, 'get' | 'getMany'>,
  memberId: string,
): Promise<StoredMember> => {
  const item = await findWoman(table, memberId);
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
  member: StoredMember,
  today: string,
): Promise<MemberSavings> => {
  const records = member.records ?? [member];
  const own = records.map(({ id }) => id);
  const partedFrom = records.flatMap((record) => record.partedFrom ?? []).filter((id) => !own.includes(id));
  const groupsOf = ({ formerCollectives, collectiveId }: Omit<StoredMember, 'records'>) => [
    ...formerCollectives,
    collectiveId,
  ];
  const derived: DerivedSavings[] = [];
  // One after another: what is held is of one group, however many she was in.
  for (const group of new Set(records.flatMap(groupsOf))) {
    const withAccount = records.filter((record) => groupsOf(record).includes(group)).map(({ id }) => id);
    derived.push(await readSavingsInCollective(table, group, { own: withAccount, partedFrom }));
  }
  return joinSavings(derived, today);
};
