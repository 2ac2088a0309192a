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
import { combineSavings } from './combine-savings.ts';
import {
  agrees,
  type DerivedSavings,
  deriveSavings,
  type IdsOfMember,
  isComplete,
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

/*
 * The readers of the books compute a group's accounts, or a woman's savings, from all sheets of a group as of one moment. The sheets are read page by
 * page. Afterwards a count is read that every write raises. If it shows that a sheet is missing, everything is read again. A woman may have several
 * records (shared/one-woman), each with an account of its own.
 */

type Books = Pick<Table, 'get' | 'getTogether' | 'query' | 'retry'>;

/** Reads the items of a collective with a prefix, and keeps of each only what `keep` returns. An item for which it returns undefined is left out. */
const readItems = async <Kept>(
  table: Pick<Table, 'query'>,
  collectiveId: string,
  prefix: string,
  keep: (item: Item) => Kept | undefined,
): Promise<Kept[]> => {
  const kept: Kept[] = [];
  for await (const items of pagesOfCollective(table, collectiveId, prefix)) {
    kept.push(...items.map(keep).filter((one) => one !== undefined));
  }
  return kept;
};

const parseOpening = (item: Item | undefined): Opening | undefined =>
  item === undefined ? undefined : openingSchema.parse(item);

/** What a woman's savings with one collective are derived from, with her accounts as of the same moment. */
type History = {
  /** The ids of her records that have an account with the collective. */
  readonly own: readonly string[];
  readonly sheets: readonly StatementSheet[];
  readonly opening: Opening | undefined;
  readonly moves: readonly StatementMove[];
  /** What sheets and moves of other ids did to loans. */
  readonly others: OthersOnLoans;
  readonly accounts: readonly [StoredAccount, ...StoredAccount[]];
};

/**
 * Her savings with a collective.
 * @param isHers whether a loan was given to her: what others did to her own loans counts. By default every loan counts as hers. That is enough to see
 * whether a sheet is missing (`isComplete`), which does not depend on loans
 */
const deriveFrom = (
  { sheets, opening, own, moves, others }: History,
  isHers: IdsOfMember['isHers'] = () => true,
): DerivedSavings => deriveSavings(sheets, opening, { own, isHers, others }, moves);

/** A history without opening and accounts. @param own the woman's ids */
const readSheetsAndMoves = async (
  table: Pick<Table, 'query'>,
  collectiveId: string,
  own: readonly string[],
) => {
  const changesByOthers = new Map<string, number>();
  const sheets = await readItems(table, collectiveId, meetingPrefix, (item) => {
    addOthersChanges(changesByOthers, item, own);
    return meetingOfMember(item, own);
  });
  const moves = await readItems(table, collectiveId, movePrefix, (item) => ({
    own: movesOfMember(item, collectiveId, own),
    others: othersMove(item, collectiveId, own) ?? [],
  }));
  return {
    own,
    sheets,
    moves: moves.flatMap((move) => move.own),
    others: { changes: changesByOthers, moves: moves.flatMap((move) => move.others) },
  };
};

/** The accounts of some ids with a collective, and its opening, as of one moment. */
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

/** The history of a woman's records with one collective. @param own the ids of her records that have an account with it */
const readHistory = (table: Books, collectiveId: string, own: readonly string[]): Promise<History> =>
  table.retry(async () => {
    const sheetsAndMoves = await readSheetsAndMoves(table, collectiveId, own);
    // The accounts are read after the sheets and moves, as `isComplete` demands.
    const { opening, accounts } = await readAccountsAndOpening(table, collectiveId, own);
    const history: History = { ...sheetsAndMoves, opening, accounts };
    // If a sheet was written between the two reads, read again.
    return isComplete(deriveFrom(history), sumAccounts(accounts)) ? history : tryAgain;
  });

/** A woman's records, each with the collectives that it was in. */
type RecordsOfWoman = readonly Pick<StoredMember, 'id' | 'collectiveId' | 'formerCollectives'>[];

const groupsOf = ({ formerCollectives, collectiveId }: RecordsOfWoman[number]): string[] => [
  ...formerCollectives,
  collectiveId,
];

/** The ids of the records that were ever in a collective. */
const idsIn = (records: RecordsOfWoman, collectiveId: string): string[] =>
  records.filter((record) => groupsOf(record).includes(collectiveId)).map(({ id }) => id);

/** A woman's histories with each of her collectives. @param except a collective that is left out */
const readHistories = async (table: Books, records: RecordsOfWoman, except?: string): Promise<History[]> => {
  const histories: History[] = [];
  // One group after another, so that the memory holds only one group's sheets: far more is read than is kept.
  for (const group of new Set(records.flatMap(groupsOf))) {
    if (group !== except) histories.push(await readHistory(table, group, idsIn(records, group)));
  }
  return histories;
};

/** The ids of the loans that were given to her. */
const loanIdsIn = (histories: readonly Omit<History, 'accounts'>[]): Set<string> =>
  new Set(histories.flatMap(({ sheets, opening, own }) => loansGivenTo(sheets, opening, own)));

/**
 * A woman's records in two parts: what each part has with one collective, as if the two had never been joined. It is derived from what was sent under
 * the ids of each part, as of one moment.
 * @returns `derived` and `ids` of each part; the accounts of both; and the ids of the loans that were ever given to the other part, by any collective.
 * By these the caller knows whose each loan is: `derived` doesn't tell it of loans that were moved
 */
export const readTwoInCollective = async (
  table: Books,
  collectiveId: string,
  [one, other]: readonly [RecordsOfWoman, RecordsOfWoman],
) => {
  const loansElsewhere = loanIdsIn(await readHistories(table, other, collectiveId));
  const ids = [idsIn(one, collectiveId), idsIn(other, collectiveId)] as const;
  return table.retry(async () => {
    const sheetsAndMovesOfOne = await readSheetsAndMoves(table, collectiveId, ids[0]);
    const sheetsAndMovesOfOther = await readSheetsAndMoves(table, collectiveId, ids[1]);
    const { opening, accounts } = await readAccountsAndOpening(table, collectiveId, ids.flat());
    const historyOfOne: History = { ...sheetsAndMovesOfOne, opening, accounts };
    const historyOfOther: History = { ...sheetsAndMovesOfOther, opening, accounts };
    const derived = [deriveFrom(historyOfOne), deriveFrom(historyOfOther)] as const;
    const loansOfOther: ReadonlySet<string> = new Set([...loansElsewhere, ...loanIdsIn([historyOfOther])]);
    const sheets = derived[0].sheets + derived[1].sheets;
    return isComplete({ sheets }, sumAccounts(accounts))
      ? { accounts, derived, ids, loansOfOther }
      : tryAgain;
  });
};

/**
 * A collective's accounts for a period, from all its sheets, vouchers and moves. The group's money is read after them: its `sheets` counts them with
 * their reversals and the opening, so an equal count means that none is missing.
 * @param period Indian dates, both included
 * @throws AppError `not_found` if there is no such collective
 */
export const readAccounts = (
  table: Books,
  collectiveId: string,
  period: { readonly from: string; readonly to: string },
): Promise<Accounts> =>
  table.retry(async () => {
    const meetings = await readItems(table, collectiveId, meetingPrefix, accountedSheet);
    const vouchers = await readItems(table, collectiveId, voucherPrefix, accountedSheet);
    const moves = await readItems(table, collectiveId, movePrefix, (item) =>
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

/** The ids of her records in one text, to be compared. */
const recordIdsOf = (woman: StoredMember): string => (woman.records ?? [woman]).map(({ id }) => id).join(' ');

/**
 * A member's savings with her present and former collectives, computed from all sheets and compared with her accounts.
 * @param today the Indian date by which loans are overdue
 * @throws InternalError if the sheets do not give what is in an account: then money is missing, and nothing may be shown
 */
export const readSavings = (
  table: Books & Pick<Table, 'getMany'>,
  member: StoredMember,
  today: string,
): Promise<MemberSavings> => {
  let woman = member;
  return table.retry(async () => {
    const histories = await readHistories(table, woman.records ?? [woman]);
    const herLoans = loanIdsIn(histories);
    const isHers = (loanId: string) => herLoans.has(loanId);
    const savingsByGroup = histories.map((history) => ({
      derived: deriveFrom(history, isHers),
      account: sumAccounts(history.accounts),
    }));
    if (savingsByGroup.every(({ derived, account }) => agrees(derived, account, isHers))) {
      return combineSavings(
        savingsByGroup.map(({ derived }) => derived),
        today,
      );
    }
    const newer = await findMember(table, member.id);
    if (recordIdsOf(newer) === recordIdsOf(woman)) {
      throw new InternalError("A member's account is not what her sheets give.");
    }
    // Her records were joined or parted after she was read.
    woman = newer;
    return tryAgain;
  });
};
