import { AppError, InternalError, refused } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys.ts';
import type { StoredAccount } from './account.ts';
import { allowedBy } from './allowance.ts';
import { type StoredGroupMoney, storedGroupMoney } from './group-money.ts';

/**
 * A group closes when nobody and nothing is left in it, and a closed group takes nothing. Both are conditions on the item of its money,
 * which every write to its books and every woman who comes changes too: nothing can slip in between.
 */

/** The condition of every write to a group's books: that the group is not closed. */
export const isNotClosed = 'attribute_not_exists(closedOn)';

/** The error 422 of a write to a closed group. It is told before any other error, since no change of the request could mend it. */
export const collectiveClosed = (): AppError =>
  new AppError('refused', 'collective_closed', 'The collective is closed. Reopen it to record anything.', {
    prevails: true,
  });

const sumOf = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** A group's books as read together: nothing was recorded and nobody came in between, if `closeGroup` succeeds. */
type BooksToClose = { readonly money: StoredGroupMoney; readonly accounts: readonly StoredAccount[] };

/**
 * Refuses to close a group that holds somebody or something: 422 `members_active` with `count`, then `books_open` with the five
 * balances in paise.
 * @param count the number of women in the group
 */
export const validateClosing = ({ money, accounts }: BooksToClose, count: number): AppError | undefined => {
  if (count > 0) {
    const message = 'Women are still in the collective. Let each leave or move first.';
    return new AppError('refused', 'members_active', message, { extra: { count } });
  }
  const { cashPaise, bankPaise, borrowings } = money;
  const balances = {
    cashPaise,
    bankPaise,
    savingsPaise: sumOf(accounts.map(({ savingsPaise }) => savingsPaise)),
    loansOutstandingPaise: sumOf(accounts.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
    borrowingsOutstandingPaise: sumOf(
      Object.values(borrowings).map(({ outstandingPaise }) => outstandingPaise),
    ),
  };
  const message = 'The collective still holds or owes money. Settle it first.';
  return Object.values(balances).every((balance) => balance === 0)
    ? undefined
    : new AppError('refused', 'books_open', message, { extra: balances });
};

/**
 * The write that closes a group, or changes the day on which it closed.
 * @param seen the group's money as it was read: the write fails if anything was recorded since, or a woman came
 */
export const closeGroup = (collectiveId: string, seen: StoredGroupMoney, closedOn: string): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET closedOn = :closedOn',
  // Who returns by a parting is no entry.
  condition: 'sheets = :sheets AND entries = :entries AND memberCount <= :women',
  values: {
    ':closedOn': closedOn,
    ':sheets': seen.sheets,
    ':entries': seen.entries,
    ':women': seen.memberCount,
  },
});

/** The write that opens a closed group again. */
export const reopenGroup = (collectiveId: string): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'REMOVE closedOn',
});

/** The maximum number of women in a group at once. A group has ten to twenty. */
export const maxMembers = 500;
/**
 * How often women may enter a group. A woman who leaves makes room for another, but every woman who ever came is counted in every month. Without a limit
 * one leader could invent women until the count took more memory than a function has.
 */
export const entryAllowance = { atFirst: 1_000, aDay: 5, mostDays: 3_650 } as const;

/**
 * Refuses an entry into a group that has no room: 422 `collective_full`, then `too_many`.
 * @param women how many would come
 * @param path the field that names the group
 */
export const validateRoom = (
  { memberCount, entries }: StoredGroupMoney,
  women: number,
  maxEntries: number,
  path: string,
): AppError | undefined => {
  if (memberCount + women > maxMembers) {
    return refused('collective_full', `The collective takes ${maxMembers} women, and no more.`, path);
  }
  const message = 'More women have entered the collective than its days allow. Send it again tomorrow.';
  return entries + women > maxEntries ? refused('too_many', message, path) : undefined;
};

/**
 * The write that counts a woman's entry into a group, in the transaction that opens her account there.
 * @param unknown the error if there is no such group
 */
export const enterGroup = (collectiveId: string, now: Date, unknown: () => AppError): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET entries = entries + :one, memberCount = memberCount + :one',
  condition: `attribute_exists(pk) AND ${isNotClosed} AND memberCount < :members AND entries < :entries`,
  values: { ':one': 1, ':members': maxMembers, ':entries': allowedBy(entryAllowance, collectiveId, now) },
  errorIfFailed: (stored) => {
    if (stored === undefined) return unknown();
    const money = storedGroupMoney.parse(stored);
    if (money.closedOn !== undefined) return collectiveClosed();
    const refusal = validateRoom(money, 1, allowedBy(entryAllowance, collectiveId, now), 'collectiveId');
    if (refusal === undefined) {
      throw new InternalError('A condition failed, and the rule behind it finds nothing wrong.');
    }
    return refusal;
  },
});

/** The write that decrements a group's counter of women, in the transaction in which a woman leaves the programme, moves or is erased. */
export const leaveGroup = (collectiveId: string): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET memberCount = memberCount - :one',
  values: { ':one': 1 },
});
