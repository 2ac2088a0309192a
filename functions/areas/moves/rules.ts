import { type AppError, notFound } from '../../shared/errors/errors.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { addHoldings, holdingsOf, newAccount, takeHoldings } from '../accounts/move-holdings.ts';
import type { MovedHoldings, MovedWoman } from '../accounts/stored-move.ts';
import {
  changeOfMoney,
  findClosed,
  findFull,
  findShortage,
  firstRefusal,
  formerAfter,
  openAgain,
} from './common-rules.ts';
import {
  findEarly,
  findMismatch,
  findNonMembers,
  findTooManyLoans,
  findTooMuch,
  findTooOften,
  findUnknownBorrowings,
  unknownCollective,
} from './move-refusals.ts';
import type { ChangedWoman, Limits, ListedWoman, Plan, SeenGroup, SeenWoman } from './plan.ts';
import type { MoveInput } from './schema.ts';

/**
 * What a move makes of the books of two groups. move-refusals.ts has the checks that may refuse it. plan.ts says what `from`, `to`, `here` and `there`
 * mean.
 */

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
