import { addDays } from '../../shared/calendar/calendar.ts';
import type { AppError } from '../../shared/errors/errors.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { addHoldings, newAccount, takeHoldings } from '../accounts/move-holdings.ts';
import type { MovedHoldings, MovedWoman, StoredMove } from '../accounts/stored-move.ts';
import {
  changeOfMoney,
  findClosed,
  findFull,
  findShortage,
  firstRefusal,
  formerAfter,
  openAgain,
} from './common-rules.ts';
import type { ChangedWoman, Limits, ListedWoman, Plan, SeenGroup, SeenWoman } from './plan.ts';
import { findChangeOfBorrowing, findChangeOfHoldings, findGone, findReversed } from './reversal-refusals.ts';

/**
 * What taking a move back makes of the books of two groups. reversal-refusals.ts has the checks that may refuse it. plan.ts says what `from`, `to`, `here`
 * and `there` mean.
 */

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
