import { addDays } from '../../shared/calendar/calendar.ts';
import { AppError, type FieldError, notFound, refused } from '../../shared/errors/errors.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import { maxBorrowings, maxLoansInAccount, moveLimits } from '../../shared/kinds/book-limits.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { collectiveClosed } from '../accounts/closed-group.ts';
import type { StoredBorrowing, StoredGroupMoney } from '../accounts/group-money.ts';
import {
  addHoldings,
  type Holdings,
  holdingsOf,
  newAccount,
  takeHoldings,
} from '../accounts/move-holdings.ts';
import { validateRoom } from '../accounts/room-in-group.ts';
import {
  balancesOfMove,
  type MovedHoldings,
  type MovedWoman,
  type StoredMove,
} from '../accounts/stored-move.ts';
import { maxFormerCollectives } from '../members/record-limits.ts';
import type { MoveInput } from './schema.ts';

/**
 * What a move makes of the books of two groups, or why it is refused. These functions are pure: they take what both books hold, and return what
 * they hold afterwards. The repository writes that if nothing has changed since it read the books. In all of them, `from` is the group that the move
 * leaves and `to` the other, also where the move is taken back; `here` is a woman's account in `from`, `there` in `to`.
 */

/** A woman as she was read: her record, and her accounts in both groups. */
export type SeenWoman = {
  readonly memberId: string;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
  /** Whether she has left the programme. */
  readonly hasLeft: boolean;
  readonly version: number;
  readonly here: StoredAccount | undefined;
  readonly there: StoredAccount | undefined;
};

/** A group's money as it was read; undefined if there is no such group. */
export type SeenGroup = { readonly id: string; readonly money: StoredGroupMoney | undefined };

/** By how much a group's money changes, in paise, and its number of women. */
export type MoneyChange = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly grantsPaise: number;
  readonly surplusPaise: number;
  readonly savingsPaise: number;
  readonly turnoverPaise: number;
  /** The number of women who come; below zero if they go. */
  readonly women: number;
  readonly goneBorrowings: readonly string[];
  readonly newBorrowings: Readonly<Record<string, StoredBorrowing>>;
};

/** A woman as she was read, with her accounts and her groups after the change. */
export type ChangedWoman = {
  readonly seen: SeenWoman;
  readonly here: StoredAccount;
  readonly there: StoredAccount;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
};

/** What a move, or taking it back, does to both groups and to the women. */
export type Plan = {
  readonly from: MoneyChange;
  readonly to: MoneyChange;
  readonly women: readonly ChangedWoman[];
};

/** The limits of a group at the time of the request. */
export type Limits = {
  /** How many records a group's books may hold. */
  readonly records: (collectiveId: string) => number;
  /** How often women may have entered a group. */
  readonly entries: (collectiveId: string) => number;
};

const refusedAt = (
  code: string,
  message: string,
  paths: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
): AppError => {
  const errors: FieldError[] = paths.map((path) => ({ path, message }));
  return new AppError('refused', code, message, { ...(errors.length === 0 ? {} : { errors }), extra });
};

/** A woman in the list of a request: the id that was sent, and what was read of her. If that id's record was joined to another, the other was read. */
type ListedWoman = { readonly memberId: string; readonly seen: SeenWoman | undefined };

/** The paths in the request of the women whom a rule refuses. */
const pathsOf = (listed: readonly ListedWoman[], isRefused: (woman: ListedWoman) => boolean): string[] =>
  listed.flatMap((woman, index) => (isRefused(woman) ? [`members.${index}`] : []));

/** The paths in the request of the women whom a rule refuses. The rule looks at them as they would be after the move. */
const pathsAfter = (
  listed: readonly ListedWoman[],
  changed: readonly ChangedWoman[],
  isRefused: (woman: ChangedWoman) => boolean,
): string[] => {
  const ids = new Set(changed.filter(isRefused).map(({ seen }) => seen.memberId));
  return pathsOf(listed, ({ seen }) => seen !== undefined && ids.has(seen.memberId));
};

const firstRefusal = (checks: readonly (() => AppError | undefined)[]): AppError | undefined => {
  for (const check of checks) {
    const refusal = check();
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};

// What a move changes

/**
 * The change of one group's money.
 * @param moved what goes with the move
 * @param sign 1 if the holdings come to the group, -1 if they go
 * @param isUndone whether the move is taken back
 */
const changeOfMoney = (moved: MovedHoldings, sign: 1 | -1, isUndone: boolean): MoneyChange => {
  const balances = balancesOfMove(moved);
  const turnoverPaise = Object.values(balances).reduce((sum, paise) => sum + Math.abs(paise), 0);
  // `0 +` turns -0, which is -1 * 0, into 0.
  const signed = (paise: number): number => 0 + sign * paise;
  return {
    cashPaise: signed(balances.cash),
    bankPaise: signed(balances.bank),
    grantsPaise: signed(balances.grants),
    surplusPaise: signed(balances.surplus),
    savingsPaise: signed(balances.savings),
    turnoverPaise: isUndone ? 0 - turnoverPaise : turnoverPaise,
    women: signed(moved.women.length),
    goneBorrowings: sign === -1 ? Object.keys(moved.borrowings) : [],
    newBorrowings: sign === 1 ? moved.borrowings : {},
  };
};

/** A woman's former groups after she went from one group to another, which may be a former one. */
const formerAfter = (former: readonly string[], left: string, entered: string): string[] =>
  [...new Set([...former, left])].filter((id) => id !== entered);

/** The account without the marks of its closing. */
const openAgain = ({ closedOn: _, movedOn: __, wentOn: ___, ...account }: StoredAccount): StoredAccount =>
  account;

// Rules of a move and of taking it back

const findClosed = (groups: readonly SeenGroup[]): AppError | undefined =>
  groups.some(({ money }) => money?.closedOn !== undefined) ? collectiveClosed() : undefined;

const shortages = {
  cash: 'The cash of one group would fall below zero.',
  bank: 'The money at the bank of one group would fall below zero.',
  grants: 'The grants of one group would fall below zero.',
} as const;

/** The refusal for the first balance that a change leaves below zero, in the order cash, bank, grants, of either group. */
const findShortage = (
  groups: readonly { readonly group: SeenGroup; readonly change: MoneyChange }[],
): AppError | undefined => {
  for (const balance of ['cash', 'bank', 'grants'] as const) {
    for (const { group, change } of groups) {
      const field = `${balance}Paise` as const;
      const availablePaise = group.money?.[field] ?? 0;
      if (availablePaise + change[field] < 0) {
        const path = balance === 'grants' ? 'own.grantsPaise' : field;
        return refusedAt(`insufficient_${balance}`, shortages[balance], [path], {
          collectiveId: group.id,
          neededPaise: -change[field],
          availablePaise,
        });
      }
    }
  }
  return undefined;
};

/** Refuses more women than the group has room for. */
const findFull = ({ id, money }: SeenGroup, women: number, { entries }: Limits): AppError | undefined =>
  money === undefined || women <= 0 ? undefined : validateRoom(money, women, entries(id), 'to');

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
    if (money.sheets >= records(id)) {
      return refused('too_many', 'A group has recorded more than its days allow. Send it again tomorrow.');
    }
  }
  return undefined;
};

// A move

/** Whether she is a member of the group that the move leaves. */
const isIn = ({ seen }: ListedWoman, collectiveId: string): boolean =>
  seen !== undefined &&
  seen.collectiveId === collectiveId &&
  !seen.hasLeft &&
  seen.here !== undefined &&
  seen.here.closedOn === undefined;

const findNonMembers = (women: readonly ListedWoman[], from: string): AppError | undefined => {
  const paths = pathsOf(women, (woman) => !isIn(woman, from));
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

const countLoans = (account: Holdings | undefined): number => Object.keys(account?.loans ?? {}).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const findTooManyLoans = (
  listed: readonly ListedWoman[],
  women: readonly ChangedWoman[],
  { women: movedHoldings }: MovedHoldings,
): AppError | undefined => {
  const pathsOfFull = pathsAfter(listed, women, ({ there }) => countLoans(there) > maxLoansInAccount);
  if (pathsOfFull.length > 0) {
    return refusedAt(
      'too_many_loans',
      `Her account holds ${maxLoansInAccount} loans, and takes no more.`,
      pathsOfFull,
    );
  }
  const movedLoans = sum(movedHoldings.map(countLoans));
  const loansOfAccounts = sum(women.flatMap(({ here, there }) => [countLoans(here), countLoans(there)]));
  return movedLoans > moveLimits.loans || loansOfAccounts > moveLimits.loansOfAccounts
    ? refusedAt('too_many_loans', 'They have more loans than one move takes. Move fewer women at once.', [
        'members',
      ])
    : undefined;
};

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

/** What she takes along. If she was in `to` before, `closedBefore` says how her account there was closed. (A woman without an account `here` is refused.) */
const movedWomanOf = ({ memberId, here, there }: SeenWoman): MovedWoman => ({
  memberId,
  ...holdingsOf(here ?? newAccount('', memberId)),
  ...(there === undefined ? {} : { closedBefore: closingOf(there) }),
});

const closingOf = ({ closedOn, movedOn, wentOn }: StoredAccount) => ({
  ...(closedOn === undefined ? {} : { closedOn }),
  ...(movedOn === undefined ? {} : { movedOn }),
  ...(wentOn === undefined ? {} : { wentOn }),
});

/** The holdings that go with a move. */
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
  // Two of the ids may be one woman's: she goes once.
  const seenWomen = [
    ...new Map(women.flatMap(({ seen }) => seen ?? []).map((seen) => [seen.memberId, seen])).values(),
  ];
  const moved = movedWith(sent, seenWomen, from);
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

// Taking a move back

const leftBehind = (): AppError =>
  refusedAt(
    'moved_since',
    'Something was saved or borrowed since the move, and would be left behind. Move it by a new move.',
    [],
  );

/** Refuses to take a woman's move back if she has less now than she brought, or more, which would be left behind. */
const findChangeOfHoldings = (brought: MovedWoman, there: StoredAccount): AppError | undefined => {
  const { savingsPaise, loans } = holdingsOf(there);
  if (savingsPaise < brought.savingsPaise) {
    return refusedAt('insufficient_savings', 'Her savings would fall below zero.', [], {
      neededPaise: brought.savingsPaise,
      availablePaise: savingsPaise,
    });
  }
  for (const [id, { outstandingPaise }] of Object.entries(brought.loans)) {
    const availablePaise = loans[id]?.outstandingPaise ?? 0;
    if (availablePaise < outstandingPaise) {
      return refusedAt('insufficient_loan', 'Her loan would fall below zero.', [], {
        neededPaise: outstandingPaise,
        availablePaise,
      });
    }
  }
  const isMore =
    savingsPaise > brought.savingsPaise ||
    Object.entries(loans).some(
      ([id, { outstandingPaise }]) => outstandingPaise > (brought.loans[id]?.outstandingPaise ?? 0),
    );
  return isMore ? leftBehind() : undefined;
};

/** Refuses to take a borrowing's move back if it has changed since. */
const findChangeOfBorrowing = (
  brought: StoredBorrowing,
  now: StoredBorrowing | undefined,
): AppError | undefined => {
  if (now === undefined) {
    return refusedAt('unknown_borrowing', 'The group has no such borrowing.', []);
  }
  if (now.outstandingPaise < brought.outstandingPaise) {
    return refusedAt('insufficient_borrowing', 'What the group owes would fall below zero.', [], {
      neededPaise: brought.outstandingPaise,
      availablePaise: now.outstandingPaise,
    });
  }
  const isSame =
    now.outstandingPaise === brought.outstandingPaise && now.unreceivedPaise === brought.unreceivedPaise;
  return isSame ? undefined : leftBehind();
};

/** The account in `to`, closed as it was before the move. If she had never been in that group, it is closed as of the day before the move. */
const closedAgain = (account: StoredAccount, { closedBefore }: MovedWoman, on: string): StoredAccount => ({
  ...account,
  closedOn: addDays(on, -1),
  ...closedBefore,
});

const takeWomanBack = (
  seen: SeenWoman,
  brought: MovedWoman,
  { on, from, to }: { readonly on: string; readonly from: string; readonly to: string },
): ChangedWoman => {
  const here = seen.here ?? newAccount(from, seen.memberId);
  const there = seen.there ?? newAccount(to, seen.memberId);
  return {
    seen,
    here: addHoldings(openAgain(here), brought),
    there: closedAgain(takeHoldings(there, brought), brought, on),
    collectiveId: from,
    formerCollectives: formerAfter(seen.formerCollectives, to, from),
  };
};

/**
 * What taking a move back makes of the books of both groups.
 * @returns the plan, or the first refusal of: `collective_closed`, `already_reversed`, `not_a_member`; for each woman `insufficient_savings`,
 * `insufficient_loan`, `moved_since`; for each borrowing `unknown_borrowing`, `insufficient_borrowing`, `moved_since`; then `insufficient_cash`,
 * `insufficient_bank`, `insufficient_grants`, `collective_full`
 */
export const planReversal = (
  move: MovedHoldings & Pick<StoredMove, 'on' | 'reversed'>,
  {
    from,
    to,
    women,
  }: { readonly from: SeenGroup; readonly to: SeenGroup; readonly women: readonly ListedWoman[] },
  limits: Limits,
): AppError | Plan => {
  // `women` and the women of the move are in the same order.
  const returning = move.women.flatMap((brought, index) => {
    const seen = women[index]?.seen;
    return seen === undefined ? [] : [{ brought, seen }];
  });
  const plan: Plan = {
    from: changeOfMoney(move, 1, true),
    to: changeOfMoney(move, -1, true),
    women: returning.map(({ brought, seen }) =>
      takeWomanBack(seen, brought, { on: move.on, from: from.id, to: to.id }),
    ),
  };
  const changes = [
    { group: from, change: plan.from },
    { group: to, change: plan.to },
  ];
  const isStillThere = ({ seen }: ListedWoman): boolean =>
    seen !== undefined &&
    seen.collectiveId === to.id &&
    !seen.hasLeft &&
    seen.there !== undefined &&
    seen.there.closedOn === undefined;
  const pathsOfGone = pathsOf(women, (woman) => !isStillThere(woman));
  return (
    firstRefusal([
      () => findClosed([from, to]),
      () =>
        move.reversed === undefined
          ? undefined
          : refused('already_reversed', 'This was taken back before, by another reversal.'),
      () =>
        pathsOfGone.length === 0
          ? undefined
          : refusedAt('not_a_member', 'Somebody who moved is no longer in the collective.', pathsOfGone),
      ...returning.map(
        ({ brought, seen }) =>
          () =>
            seen.there === undefined ? undefined : findChangeOfHoldings(brought, seen.there),
      ),
      ...Object.entries(move.borrowings).map(
        ([id, brought]) =>
          () =>
            findChangeOfBorrowing(brought, to.money?.borrowings[id]),
      ),
      () => findShortage(changes),
      () => findFull(from, plan.from.women, limits),
    ]) ?? plan
  );
};
