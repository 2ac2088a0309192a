import { type AppError, refused } from '../../shared/errors/errors.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import { maxBorrowings, maxLoansInAccount, moveLimits } from '../../shared/kinds/book-limits.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import type { Holdings } from '../accounts/move-holdings.ts';
import { balancesOfMove, type MovedHoldings } from '../accounts/stored-move.ts';
import { maxFormerCollectives } from '../members/record-limits.ts';
import { isMemberOf, pathsOf, refusedAt } from './common-rules.ts';
import type { ChangedWoman, Limits, ListedWoman, MoneyChange, SeenGroup } from './plan.ts';

/** What refuses a move. Each check looks at the request or at what the move would lead to; rules.ts calls them in order. */

export const unknownCollective = (): AppError =>
  refused('unknown_collective', 'There is no such collective.', 'to');

export const findEarly = (on: string, groups: readonly SeenGroup[]): AppError | undefined =>
  groups.some(({ money }) => money?.openedAsOf !== undefined && on < money.openedAsOf)
    ? refusedAt('before_opening', 'The books of a group were opened at a later date.', ['on'])
    : undefined;

/** The paths in the request of the women whom a rule refuses for what they would have after the move. */
const pathsAfter = (
  listed: readonly ListedWoman[],
  changed: readonly ChangedWoman[],
  isRefused: (woman: ChangedWoman) => boolean,
): string[] => {
  const ids = new Set(changed.filter(isRefused).map(({ seen }) => seen.memberId));
  return pathsOf(listed, ({ seen }) => seen !== undefined && ids.has(seen.memberId));
};

/** Refuses more borrowings, turnover or records than the books of a group may hold. */
export const findTooMuch = (
  groups: readonly { readonly group: SeenGroup; readonly change: MoneyChange }[],
  { records }: Limits,
): AppError | undefined => {
  for (const { group, change } of groups) {
    const { id, money } = group;
    if (money === undefined) continue;
    const borrowings = Object.keys(money.borrowings).length + Object.keys(change.newBorrowings).length;
    if (borrowings > maxBorrowings) {
      return refusedAt('too_many_borrowings', `A group keeps ${maxBorrowings} borrowings.`, [
        'own.borrowingIds',
      ]);
    }
    if (money.turnoverPaise + change.turnoverPaise > maxTurnoverPaise) {
      const message = 'The group would have moved more money than any group does.';
      return refusedAt('sum_too_large', message, []);
    }
    // `sheets` counts every record of the books.
    if (money.sheets >= records(id)) {
      return refused('too_many', 'A group has recorded more than its days allow. Send it again tomorrow.');
    }
  }
  return undefined;
};

export const findNonMembers = (women: readonly ListedWoman[], fromId: string): AppError | undefined => {
  const paths = pathsOf(women, (woman) => !isMemberOf(woman, fromId, 'here'));
  return paths.length === 0
    ? undefined
    : refusedAt('not_a_member', 'Somebody in the list is not in the collective, or has left.', paths);
};

export const findUnknownBorrowings = (ids: readonly string[], { money }: SeenGroup): AppError | undefined => {
  const paths = ids.flatMap((id, index) =>
    money !== undefined && id in money.borrowings ? [] : [`own.borrowingIds.${index}`],
  );
  return paths.length === 0
    ? undefined
    : refusedAt('unknown_borrowing', 'The group has no such borrowing.', paths);
};

const countLoans = ({ loans }: Pick<Holdings, 'loans'>): number => Object.keys(loans).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Refuses more loans than one woman's account holds, then more than one move takes. */
export const findTooManyLoans = (
  listed: readonly ListedWoman[],
  changed: readonly ChangedWoman[],
  moved: MovedHoldings,
): AppError | undefined => {
  const pathsOfFull = pathsAfter(listed, changed, ({ there }) => countLoans(there) > maxLoansInAccount);
  if (pathsOfFull.length > 0) {
    return refusedAt(
      'too_many_loans',
      `Her account holds ${maxLoansInAccount} loans, and takes no more.`,
      pathsOfFull,
    );
  }
  const movedLoans = sum(moved.women.map(countLoans));
  const loansOfAccounts = sum(changed.flatMap(({ here, there }) => [countLoans(here), countLoans(there)]));
  return movedLoans > moveLimits.loans || loansOfAccounts > moveLimits.loansOfAccounts
    ? refusedAt('too_many_loans', 'They have more loans than one move takes. Move fewer women at once.', [
        'members',
      ])
    : undefined;
};

/** Refuses a move after which the books of neither group would balance. */
export const findMismatch = (moved: MovedHoldings): AppError | undefined => {
  // Cash, bank and loans less savings, borrowings, grants and surplus.
  const differencePaise = differenceOf(balancesOfMove(moved));
  return differencePaise === 0
    ? undefined
    : refusedAt(
        'move_mismatch',
        'Cash, bank and loans that go must be savings, grants, surplus and borrowings that go.',
        ['cashPaise', 'bankPaise'],
        { differencePaise },
      );
};

/** Refuses a woman who would have left more groups than her record holds. */
export const findTooOften = (
  listed: readonly ListedWoman[],
  women: readonly ChangedWoman[],
): AppError | undefined => {
  const paths = pathsAfter(listed, women, (woman) => woman.formerCollectives.length > maxFormerCollectives);
  return paths.length === 0
    ? undefined
    : refused(
        'too_many',
        `Her record holds ${maxFormerCollectives} groups that she left, and takes no more.`,
        ...paths,
      );
};
