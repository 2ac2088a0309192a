import { AppError } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import type { StoredAccount } from './account.ts';
import type { StoredGroupMoney } from './group-money.ts';

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
