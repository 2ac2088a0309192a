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
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { pagesOfCollective } from '../accounts/query-collective.ts';
import { accountsOf } from './accounts-of-period.ts';
import type { Accounts } from './accounts-schema.ts';
import {
  agrees,
  type DerivedSavings,
  deriveSavings,
  type IdsOfMember,
  isComplete,
  joinSavings,
  loansGivenTo,
  type StatementMove,
  type StatementSheet,
  sumAccounts,
} from './member-statement.ts';
import { type Opening, opening as openingSchema } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import {
  accountedMove,
  accountedSheet,
  addOthersChanges,
  meetingOfMember,
  movesOfMember,
  type OthersOnLoans,
  othersMove,
} from './sheet-extracts.ts';
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

/** What a member's savings with one collective are derived from, with her account as of the same moment. */
type History = {
  readonly own: readonly string[];
  readonly sheets: readonly StatementSheet[];
  readonly opening: Opening | undefined;
  readonly moves: readonly StatementMove[];
  readonly others: OthersOnLoans;
  readonly accounts: readonly [StoredAccount, ...StoredAccount[]];
};

/** Her savings by a collective's records, with what others did to those of its loans that are hers. */
const deriveFrom = (
  { sheets, opening, own, moves, others }: History,
  isHers: IdsOfMember['isHers'] = () => true,
): DerivedSavings => deriveSavings(sheets, opening, { own, isHers, others }, moves);

/** The records of a collective that concern a woman, not yet with her accounts. @param own her ids */
const readRecords = async (table: Pick<Table, 'query'>, collectiveId: string, own: readonly string[]) => {
  const changes = new Map<string, number>();
  const sheets = await readSheets(table, collectiveId, meetingPrefix, (item) => {
    addOthersChanges(changes, item, own);
    return meetingOfMember(item, own);
  });
  const othersMoves: OthersOnLoans['moves'][number][] = [];
  const moves = await readSheets(table, collectiveId, movePrefix, (item) => {
    const move = othersMove(item, collectiveId, own);
    if (move !== undefined) othersMoves.push(move);
    return movesOfMember(item, collectiveId, own);
  });
  return { own, sheets, moves: moves.flat(), others: { changes, moves: othersMoves } };
};

/** The accounts of a woman with a collective, and its opening, as of one moment. */
const readAccountsAndOpening = async (
  table: Pick<Table, 'getTogether'>,
  collectiveId: string,
  ids: readonly string[],
) => {
  const [openingItem, ...accountItems] = await table.getTogether([
    openingKey(collectiveId),
    ...ids.map((id) => accountKey(collectiveId, id)),
  ]);
  const [first, ...others] = accountItems.flatMap((item) =>
    item === undefined ? [] : storedAccount.parse(item),
  );
  if (first === undefined) {
    throw new InternalError('A member has no account with her collective.');
  }
  return { opening: parseOpening(openingItem), accounts: [first, ...others] as const };
};

/**
 * What a woman's savings with one collective are derived from. With the ids of several records, of all together.
 * @param own ids that have an account with the collective
 */
const readHistory = (table: Books, collectiveId: string, own: readonly string[]): Promise<History> =>
  table.retry(async () => {
    const records = await readRecords(table, collectiveId, own);
    // The accounts are read after the sheets and moves, as `isComplete` demands.
    const { opening, accounts } = await readAccountsAndOpening(table, collectiveId, own);
    const history: History = { ...records, opening, accounts };
    // If a sheet was written between the two reads, read again.
    return isComplete(deriveFrom(history), sumAccounts(accounts)) ? history : tryAgain;
  });

/** A woman's records, each with the collectives that it was in. */
type RecordsOfWoman = readonly Pick<StoredMember, 'id' | 'collectiveId' | 'formerCollectives'>[];

const groupsOf = ({ formerCollectives, collectiveId }: RecordsOfWoman[number]): string[] => [
  ...formerCollectives,
  collectiveId,
];

const idsIn = (records: RecordsOfWoman, collectiveId: string): string[] =>
  records.filter((record) => groupsOf(record).includes(collectiveId)).map(({ id }) => id);

/** @param except a collective that is left out */
const readHistories = async (table: Books, records: RecordsOfWoman, except?: string): Promise<History[]> => {
  const histories: History[] = [];
  // One group after another: what is read of each is far more than what is kept.
  for (const group of new Set(records.flatMap(groupsOf))) {
    if (group !== except) histories.push(await readHistory(table, group, idsIn(records, group)));
  }
  return histories;
};

const givenIn = (histories: readonly Omit<History, 'accounts'>[]): Set<string> =>
  new Set(histories.flatMap(({ sheets, opening, own }) => loansGivenTo(sheets, opening, own)));

/**
 * What two women have with one collective whose records are one now, each as if they had never been: from the sheets that were sent under the ids of
 * each, with all their accounts, as of one moment. Beside it, the loans that were given to the other, with any collective.
 */
export const readTwoInCollective = async (
  table: Books,
  collectiveId: string,
  [one, other]: readonly [RecordsOfWoman, RecordsOfWoman],
) => {
  const elsewhere = givenIn(await readHistories(table, other, collectiveId));
  return table.retry(async () => {
    const ids = [idsIn(one, collectiveId), idsIn(other, collectiveId)] as const;
    const [recordsOfOne, recordsOfOther] = [
      await readRecords(table, collectiveId, ids[0]),
      await readRecords(table, collectiveId, ids[1]),
    ];
    const { opening, accounts } = await readAccountsAndOpening(table, collectiveId, ids.flat());
    const [ofOne, ofOther] = [
      { ...recordsOfOne, opening, accounts },
      { ...recordsOfOther, opening, accounts },
    ];
    const derived = [deriveFrom(ofOne), deriveFrom(ofOther)] as const;
    const loansOfOther: ReadonlySet<string> = new Set([...elsewhere, ...givenIn([ofOther])]);
    const account = sumAccounts(accounts);
    return derived[0].sheets + derived[1].sheets === account.sheets - (account.otherChanges ?? 0)
      ? { accounts, derived, ids, loansOfOther }
      : tryAgain;
  });
};

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

const recordIdsOf = (woman: StoredMember): string => (woman.records ?? [woman]).map(({ id }) => id).join(' ');

/**
 * A member's savings with her present and former collectives, computed from all sheets and checked against each account, so
 * that no sheet is missing.
 * @param today the Indian date by which loans are overdue
 */
export const readSavings = (
  table: Books & Pick<Table, 'getMany'>,
  member: StoredMember,
  today: string,
): Promise<MemberSavings> => {
  let woman = member;
  return table.retry(async () => {
    const histories = await readHistories(table, woman.records ?? [woman]);
    const hers = givenIn(histories);
    const isHers = (loanId: string) => hers.has(loanId);
    const derived = histories.map((history) => deriveFrom(history, isHers));
    const isAgreed = histories.every((history, index) => {
      const savings = derived[index];
      return savings !== undefined && agrees(savings, sumAccounts(history.accounts), isHers);
    });
    if (isAgreed) return joinSavings(derived, today);
    const newer = await findMember(table, member.id);
    if (recordIdsOf(newer) === recordIdsOf(woman)) {
      throw new InternalError("A member's account is not what her sheets give.");
    }
    // Her records were joined or parted after she was read.
    woman = newer;
    return tryAgain;
  });
};
