import { addDays } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { StoredBorrowing } from '../accounts/group-money.ts';
import { addHoldings, holdingsOf, newAccount, takeHoldings } from '../accounts/move-holdings.ts';
import type { MovedHoldings, MovedWoman, StoredMove } from '../accounts/stored-move.ts';
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
  openAgain,
  type Plan,
  pathsOf,
  refusedAt,
  type SeenGroup,
  type SeenWoman,
} from './plan.ts';

/** What taking a move back makes of the books of two groups, or why it is refused. plan.ts says what `from`, `to`, `here` and `there` mean. */

const findReversed = ({ reversed }: Pick<StoredMove, 'reversed'>): AppError | undefined =>
  reversed === undefined
    ? undefined
    : refused('already_reversed', 'This was taken back before, by another reversal.');

const findGone = (women: readonly ListedWoman[], toId: string): AppError | undefined => {
  const paths = pathsOf(women, (woman) => !isMemberOf(woman, toId, 'there'));
  return paths.length === 0
    ? undefined
    : refusedAt('not_a_member', 'Somebody who moved is no longer in the collective.', paths);
};

const leftBehind = (): AppError =>
  refusedAt(
    'moved_since',
    'Something was saved or borrowed since the move, and would be left behind. Move it by a new move.',
    [],
  );

/**
 * Refuses to take a woman's move back if she has less now than she brought, or more, which would be left behind.
 * @param there undefined if she has no account in `to`; `findGone` refuses that
 */
const findChangeOfHoldings = (
  brought: MovedWoman,
  there: StoredAccount | undefined,
): AppError | undefined => {
  if (there === undefined) return undefined;
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

/**
 * The account in `to`, closed as it was before the move. If she had never been in that group, it is closed as of the day before the move.
 * @param on the day of the move
 */
const closedAgain = (account: StoredAccount, { closedBefore }: MovedWoman, on: string): StoredAccount => ({
  ...account,
  closedOn: addDays(on, -1),
  // Replaces the day above if she had been in that group.
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
  // `women` and the women of the move are in the same order. A woman who was not read is refused below.
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
  const refusal = firstRefusal([
    () => findClosed([from, to]),
    () => findReversed(move),
    () => findGone(women, to.id),
    ...returning.map(
      ({ brought, seen }) =>
        () =>
          findChangeOfHoldings(brought, seen.there),
    ),
    ...Object.entries(move.borrowings).map(
      ([id, brought]) =>
        () =>
          findChangeOfBorrowing(brought, to.money?.borrowings[id]),
    ),
    () => findShortage(changes),
    () => findFull(from, plan.from.women, limits),
  ]);
  return refusal ?? plan;
};
