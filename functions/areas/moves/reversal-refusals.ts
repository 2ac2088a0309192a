import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { StoredBorrowing } from '../accounts/group-money.ts';
import { holdingsOf } from '../accounts/move-holdings.ts';
import type { MovedWoman, StoredMove } from '../accounts/stored-move.ts';
import { isMemberOf, pathsOf, refusedAt } from './common-rules.ts';
import type { ListedWoman } from './plan.ts';

/** What refuses to take a move back. reversal-rules.ts calls these checks in order. */

export const findReversed = ({ reversed }: Pick<StoredMove, 'reversed'>): AppError | undefined =>
  reversed === undefined
    ? undefined
    : refused('already_reversed', 'This was taken back before, by another reversal.');

export const findGone = (women: readonly ListedWoman[], toId: string): AppError | undefined => {
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
export const findChangeOfHoldings = (
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
export const findChangeOfBorrowing = (
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
