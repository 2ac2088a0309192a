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
 * What a move makes of the books of two groups, or why it is refused. Pure: it is told what both books hold, and says what they hold
 * afterwards. The repository writes that if nothing has changed meanwhile.
 */

/** A woman as the move finds her: her record, and her accounts in the group that she leaves and in the one that she comes to. */
export type SeenWoman = {
  readonly memberId: string;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
  readonly hasLeft: boolean;
  readonly version: number;
  readonly here: StoredAccount | undefined;
  readonly there: StoredAccount | undefined;
};

/** A group's money as it was read; undefined if there is no such group. */
export type SeenGroup = { readonly id: string; readonly money: StoredGroupMoney | undefined };

/** How a group's money changes, in paise, but for the women: of these it says how many come. */
export type MoneyChange = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly grantsPaise: number;
  readonly surplusPaise: number;
  readonly savingsPaise: number;
  readonly turnoverPaise: number;
  /** Women who come; below zero if they go. */
  readonly women: number;
  readonly goneBorrowings: readonly string[];
  readonly newBorrowings: Readonly<Record<string, StoredBorrowing>>;
};

/** What becomes of a woman: her two accounts, and the groups that she was in. */
export type ChangedWoman = {
  readonly seen: SeenWoman;
  readonly here: StoredAccount;
  readonly there: StoredAccount;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
};

/** What a move does to the group that it leaves (`from`) and to the other, or what taking it back does to these. */
export type Plan = {
  readonly from: MoneyChange;
  readonly to: MoneyChange;
  readonly women: readonly ChangedWoman[];
};

/** The most that a group and a woman may have, by the time of the request. */
export type Limits = {
  /** How many records both groups may have. */
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

/** The paths of the women of whom something is true. */
const pathsOf = (women: readonly ListedWoman[], isTrue: (woman: ListedWoman) => boolean): string[] =>
  women.flatMap((woman, index) => (isTrue(woman) ? [`members.${index}`] : []));

/** The paths of the women of whom something would be true after the move. */
const pathsAfter = (
  women: readonly ListedWoman[],
  changed: readonly ChangedWoman[],
  isTrue: (woman: ChangedWoman) => boolean,
): string[] => {
  const ids = new Set(changed.filter(isTrue).map(({ seen }) => seen.memberId));
  return pathsOf(women, ({ seen }) => seen !== undefined && ids.has(seen.memberId));
};

const firstOf = (checks: readonly (() => AppError | undefined)[]): AppError | undefined => {
  for (const check of checks) {
    const refusal = check();
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};

// What a move changes

/** @param sign 1 for the group to which it comes, -1 for the one that it leaves. @param isUndone whether the move is taken back */
const changeOfMoney = (goes: MovedHoldings, sign: 1 | -1, isUndone: boolean): MoneyChange => {
  const balances = balancesOfMove(goes);
  const turnoverPaise = Object.values(balances).reduce((sum, paise) => sum + Math.abs(paise), 0);
  // `0 +`, because -1 * 0 is -0.
  const signed = (paise: number): number => 0 + sign * paise;
  return {
    cashPaise: signed(balances.cash),
    bankPaise: signed(balances.bank),
    grantsPaise: signed(balances.grants),
    surplusPaise: signed(balances.surplus),
    savingsPaise: signed(balances.savings),
    turnoverPaise: isUndone ? 0 - turnoverPaise : turnoverPaise,
    women: signed(goes.women.length),
    goneBorrowings: sign === -1 ? Object.keys(goes.borrowings) : [],
    newBorrowings: sign === 1 ? goes.borrowings : {},
  };
};

/** The groups that a woman was in, after she came from one to another. */
const formerAfter = (former: readonly string[], left: string, entered: string): string[] =>
  [...new Set([...former, left])].filter((id) => id !== entered);

const openAgain = ({ closedOn: _, movedOn: __, wentOn: ___, ...account }: StoredAccount): StoredAccount =>
  account;

// Rules of both

const findClosed = (groups: readonly SeenGroup[]): AppError | undefined =>
  groups.some(({ money }) => money?.closedOn !== undefined) ? collectiveClosed() : undefined;

const shortages = {
  cash: 'The cash of one group would fall below zero.',
  bank: 'The money at the bank of one group would fall below zero.',
  grants: 'The grants of one group would fall below zero.',
} as const;

/** Cash, bank and grants, in this order: the first that a change leaves below zero, of either group. */
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

/** Whether the group to which women come has room for them. */
const findFull = ({ id, money }: SeenGroup, women: number, { entries }: Limits): AppError | undefined =>
  money === undefined || women <= 0 ? undefined : validateRoom(money, women, entries(id), 'to');

const findTooMuch = (
  groups: readonly { readonly group: SeenGroup; readonly change: MoneyChange }[],
  { records }: Limits,
): AppError | undefined => {
  for (const { group, change } of groups) {
    const { id, money } = group;
    if (money === undefined) continue;
    const after = Object.keys(money.borrowings).length + Object.keys(change.newBorrowings).length;
    if (after > maxBorrowings) {
      return refusedAt('too_many_borrowings', `A group keeps ${maxBorrowings} borrowings.`, [
        'own.borrowingIds',
      ]);
    }
    if (money.turnoverPaise + change.turnoverPaise > maxTurnoverPaise) {
      const message = 'The group would have moved more money than any group does.';
      return refusedAt('sum_too_large', message, []);
    }
    if (change.turnoverPaise >= 0 && money.sheets >= records(id)) {
      return refused('too_many', 'A group has recorded more than its days allow. Send it again tomorrow.');
    }
  }
  return undefined;
};

// A move

/** Women as they are sent, with what was found of each: of an id whose record was joined to another, that one. */
type ListedWoman = { readonly memberId: string; readonly seen: SeenWoman | undefined };

const isIn = ({ seen }: ListedWoman, collectiveId: string): boolean =>
  seen !== undefined &&
  seen.collectiveId === collectiveId &&
  !seen.hasLeft &&
  seen.here !== undefined &&
  seen.here.closedOn === undefined;

const findStrangers = (women: readonly ListedWoman[], from: string): AppError | undefined => {
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
  { women: moved }: MovedHoldings,
): AppError | undefined => {
  const full = pathsAfter(listed, women, ({ there }) => countLoans(there) > maxLoansInAccount);
  if (full.length > 0) {
    return refusedAt(
      'too_many_loans',
      `Her account holds ${maxLoansInAccount} loans, and takes no more.`,
      full,
    );
  }
  const written = sum(women.flatMap(({ here, there }) => [countLoans(here), countLoans(there)]));
  return sum(moved.map(countLoans)) > moveLimits.loans || written > moveLimits.loansOfAccounts
    ? refusedAt('too_many_loans', 'They have more loans than one move takes. Move fewer women at once.', [
        'members',
      ])
    : undefined;
};

const findMismatch = (goes: MovedHoldings): AppError | undefined => {
  // Cash, bank and loans less savings, borrowings, grants and surplus.
  const differencePaise = differenceOf(balancesOfMove(goes));
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
  const goes = holdingsOf(here);
  return {
    seen,
    here: { ...takeHoldings(here, goes), closedOn: on, movedOn: on },
    there: addHoldings(openAgain(seen.there ?? newAccount(to, seen.memberId)), goes),
    collectiveId: to,
    formerCollectives: formerAfter(seen.formerCollectives, from, to),
  };
};

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

/** What goes with a move, of what both books hold. */
const goesWith = (
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
 * What a move makes of both books.
 * @returns the refusal if it may not be, the first of: `not_found`, `unknown_collective`, `collective_closed`, `before_opening`, `not_a_member`,
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
): AppError | { readonly goes: MovedHoldings; readonly plan: Plan } => {
  const groups = [from, to];
  // Two of the ids may be of one woman: she goes once.
  const seen = [
    ...new Map(women.flatMap((woman) => woman.seen ?? []).map((one) => [one.memberId, one])).values(),
  ];
  const goes = goesWith(sent, seen, from);
  const plan: Plan = {
    from: changeOfMoney(goes, -1, false),
    to: changeOfMoney(goes, 1, false),
    women: seen.map((woman) => moveWoman(woman, sent.on, from.id, to.id)),
  };
  const changes = [
    { group: from, change: plan.from },
    { group: to, change: plan.to },
  ];
  const refusal = firstOf([
    () => (from.money === undefined ? notFound() : undefined),
    () => (to.money === undefined ? unknownCollective() : undefined),
    () => findClosed(groups),
    () => findEarly(sent.on, groups),
    () => findStrangers(women, from.id),
    () => findUnknownBorrowings(sent.own?.borrowingIds ?? [], from),
    () => findTooManyLoans(women, plan.women, goes),
    () => findMismatch(goes),
    () => findShortage(changes),
    () => findFull(to, plan.to.women, limits),
    () => findTooOften(women, plan.women),
    () => findTooMuch(changes, limits),
  ]);
  return refusal ?? { goes, plan };
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

/** Why a woman can't go back with what she brought: it fell below, or something would be left behind. */
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

/** Of a woman who was never in the group, the day before the move: as if she had never come. */
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
 * What taking a move back makes of both books. `here` and `from` are those of the group that the move left.
 * @returns the refusal if it can't be taken back, the first of: `collective_closed`, `already_reversed`, `not_a_member`, of each woman `insufficient_savings`,
 * `insufficient_loan`, `moved_since`, of each borrowing `unknown_borrowing`, `insufficient_borrowing`, `moved_since`, then `insufficient_cash`,
 * `insufficient_bank`, `insufficient_grants`, `collective_full`
 */
export const planReversal = (
  goes: MovedHoldings & Pick<StoredMove, 'on' | 'reversed'>,
  {
    from,
    to,
    women,
  }: { readonly from: SeenGroup; readonly to: SeenGroup; readonly women: readonly ListedWoman[] },
  limits: Limits,
): AppError | Plan => {
  const pairs = goes.women.flatMap((brought, index) => {
    const seen = women[index]?.seen;
    return seen === undefined ? [] : [{ brought, seen }];
  });
  const plan: Plan = {
    from: changeOfMoney(goes, 1, true),
    to: changeOfMoney(goes, -1, true),
    women: pairs.map(({ brought, seen }) =>
      takeWomanBack(seen, brought, { on: goes.on, from: from.id, to: to.id }),
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
  const gone = pathsOf(women, (woman) => !isStillThere(woman));
  return (
    firstOf([
      () => findClosed([from, to]),
      () =>
        goes.reversed === undefined
          ? undefined
          : refused('already_reversed', 'This was taken back before, by another reversal.'),
      () =>
        gone.length === 0
          ? undefined
          : refusedAt('not_a_member', 'Somebody who moved is no longer in the collective.', gone),
      ...pairs.map(
        ({ brought, seen }) =>
          () =>
            seen.there === undefined ? undefined : findChangeOfHoldings(brought, seen.there),
      ),
      ...Object.entries(goes.borrowings).map(
        ([id, brought]) =>
          () =>
            findChangeOfBorrowing(brought, to.money?.borrowings[id]),
      ),
      () => findShortage(changes),
      () => findFull(from, plan.from.women, limits),
    ]) ?? plan
  );
};
