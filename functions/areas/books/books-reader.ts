import { InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { findWoman } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  groupMoneyKey,
  meetingPrefix,
  movePrefix,
  openingKey,
  voucherPrefix,
} from '../../shared/table/keys/collectives.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { accountsOf } from './accounts-of-period.ts';
import type { Accounts } from './accounts-schema.ts';
import { combineSavings } from './combine-savings.ts';
import { agrees, isComplete, sumAccounts } from './compare-account.ts';
import {
  type Books,
  deriveFrom,
  type History,
  idsIn,
  loanIdsIn,
  parseOpening,
  type RecordsOfWoman,
  readAccountsAndOpening,
  readHistories,
  readItems,
  readSheetsAndMoves,
} from './read-histories.ts';
import type { MemberSavings } from './report-schema.ts';
import { accountedMove, accountedSheet } from './sheet-extracts.ts';
import { type StoredMember, storedMember } from './stored-member.ts';

/**
 * The readers of the books compute a group's accounts, or a woman's savings (from read-histories.ts), from all sheets of a group as of one moment. The
 * sheets are read page by page. Afterwards a count is read, which every write raises. If the count shows that a sheet is missing, everything is read again.
 * A woman may have several records (shared/one-woman), each with an account of its own.
 */

/**
 * A woman's records in two parts: what each part has with one collective, as if the two had never been joined. It is derived from what was sent under
 * the ids of each part, as of one moment.
 * @returns `derived` and `ids` of each part; the accounts of both; and the ids of the loans that were ever given to the other part, by any collective.
 * The caller needs these ids to know whose each loan is, since `derived` doesn't tell whose the loans are that came by a move.
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
