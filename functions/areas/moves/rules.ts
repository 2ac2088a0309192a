import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import { maxBorrowings, maxLoansInAccount, moveLimits } from '../../shared/kinds/book-limits.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import type { StoredAccount } from '../accounts/account.ts';
import {
  addHoldings,
  type Holdings,
  holdingsOf,
  newAccount,
  takeHoldings,
} from '../accounts/move-holdings.ts';
import { balancesOfMove, type MovedHoldings, type MovedWoman } from '../accounts/stored-move.ts';
import { maxFormerCollectives } from '../members/record-limits.ts';
import {
  type ChangedWoman,
  changeOfMoney,
  findClosed,
  findFull,
  findShortage,
  firstRefusal,
  formerAfter,
  isMemberOf,
  type Limits,
  type ListedWoman,
  type MoneyChange,
  openAgain,
  type Plan,
  pathsOf,
  refusedAt,
  type SeenGroup,
  type SeenWoman,
} from './plan.ts';
import type { MoveInput } from './schema.ts';

/** What a move makes of the books of two groups, or why it is refused. plan.ts says what `from`, `to`, `here` and `there` mean. */

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
const findTooMuch = (
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

const findNonMembers = (women: readonly ListedWoman[], fromId: string): AppError | undefined => {
  const paths = pathsOf(women, (woman) => !isMemberOf(woman, fromId, 'here'));
  return paths.length === 0
    ? undefined
    : refusedAt('not_a_member', 'Somebody in the list is not in the collective, or has left.', paths);
};

const findUnknownBorrowings = (ids: readonly string[], { money }: SeenGroup): AppError | undefined => {
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
const findTooManyLoans = (
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
const findMismatch = (moved: MovedHoldings): AppError | undefined => {
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

const moveWoman = (seen: SeenWoman, on: string, from: string, to: string): ChangedWoman => {
  const here = seen.here ?? newAccount(from, seen.memberId);
  const holdings = holdingsOf(here);
  return {
    seen,
    here: { ...takeHoldings(here, holdings), closedOn: on, movedOn: on },
    there: addHoldings(openAgain(seen.there ?? newAccount(to, seen.memberId)), holdings),
    collectiveId: to,
    formerCollectives: formerAfter(seen.formerCollectives, from, to),
  };
};

const closingOf = ({ closedOn, movedOn, wentOn }: StoredAccount) => ({
  ...(closedOn === undefined ? {} : { closedOn }),
  ...(movedOn === undefined ? {} : { movedOn }),
  ...(wentOn === undefined ? {} : { wentOn }),
});

/**
 * What she takes along. If she was in `to` before, `closedBefore` says how her account there was closed. A woman without an account `here` takes nothing;
 * `findNonMembers` refuses her.
 */
const movedWomanOf = ({ memberId, here, there }: SeenWoman): MovedWoman => ({
  memberId,
  ...holdingsOf(here ?? newAccount('', memberId)),
  ...(there === undefined ? {} : { closedBefore: closingOf(there) }),
});

/** The holdings that go with a move: what was sent, the women's savings and loans, and the borrowings as the books have them. */
const movedWith = (
  { cashPaise, bankPaise, own = {} }: MoveInput,
  women: readonly SeenWoman[],
  { money }: SeenGroup,
): MovedHoldings => ({
  cashPaise,
  bankPaise,
  grantsPaise: own.grantsPaise ?? 0,
  surplusPaise: own.surplusPaise ?? 0,
  women: women.map(movedWomanOf),
  borrowings: Object.fromEntries(
    (own.borrowingIds ?? []).flatMap((id) => {
      // `findUnknownBorrowings` refuses an unknown id.
      const borrowing = money?.borrowings[id];
      return borrowing === undefined ? [] : [[id, borrowing] as const];
    }),
  ),
});

export const unknownCollective = (): AppError =>
  refused('unknown_collective', 'There is no such collective.', 'to');

const findEarly = (on: string, groups: readonly SeenGroup[]): AppError | undefined =>
  groups.some(({ money }) => money?.openedAsOf !== undefined && on < money.openedAsOf)
    ? refusedAt('before_opening', 'The books of a group were opened at a later date.', ['on'])
    : undefined;

/**
 * What a move makes of the books of both groups.
 * @returns the plan, and what goes; or the first refusal of: `not_found`, `unknown_collective`, `collective_closed`, `before_opening`, `not_a_member`,
 * `unknown_borrowing`, `too_many_loans`, `move_mismatch`, `insufficient_cash`, `insufficient_bank`, `insufficient_grants`, `collective_full`,
 * `too_many`, `too_many_borrowings`, `sum_too_large`
 */
export const planMove = (
  sent: MoveInput,
  {
    from,
    to,
    women,
  }: { readonly from: SeenGroup; readonly to: SeenGroup; readonly women: readonly ListedWoman[] },
  limits: Limits,
): AppError | { readonly moved: MovedHoldings; readonly plan: Plan } => {
  const groups = [from, to];
  // Two of the sent ids may be one woman's, whose records were joined. She goes once.
  const seenById = new Map(
    women.flatMap(({ seen }) => (seen === undefined ? [] : [[seen.memberId, seen] as const])),
  );
  const seenWomen = [...seenById.values()];
  const moved = movedWith(sent, seenWomen, from);
  // The plan is made before the checks, because some of them look at what it would lead to.
  const plan: Plan = {
    from: changeOfMoney(moved, -1, false),
    to: changeOfMoney(moved, 1, false),
    women: seenWomen.map((woman) => moveWoman(woman, sent.on, from.id, to.id)),
  };
  const changes = [
    { group: from, change: plan.from },
    { group: to, change: plan.to },
  ];
  const refusal = firstRefusal([
    () => (from.money === undefined ? notFound() : undefined),
    () => (to.money === undefined ? unknownCollective() : undefined),
    () => findClosed(groups),
    () => findEarly(sent.on, groups),
    () => findNonMembers(women, from.id),
    () => findUnknownBorrowings(sent.own?.borrowingIds ?? [], from),
    () => findTooManyLoans(women, plan.women, moved),
    () => findMismatch(moved),
    () => findShortage(changes),
    () => findFull(to, plan.to.women, limits),
    () => findTooOften(women, plan.women),
    () => findTooMuch(changes, limits),
  ]);
  return refusal ?? { moved, plan };
};

const findTooOften = (
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
