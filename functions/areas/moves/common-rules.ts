import { AppError, type FieldError } from '../../shared/errors/errors.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { collectiveClosed } from '../accounts/closed-group.ts';
import { validateRoom } from '../accounts/room-in-group.ts';
import { balancesOfMove, type MovedHoldings } from '../accounts/stored-move.ts';
import type { Limits, ListedWoman, MoneyChange, SeenGroup } from './plan.ts';

/** What planning a move and planning to take it back have in common. plan.ts says what `from`, `to`, `here` and `there` mean. */

/** A refusal with the paths of the fields in the request that it is about, and further details for the answer. */
export const refusedAt = (
  code: string,
  message: string,
  paths: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
): AppError => {
  const errors: FieldError[] = paths.map((path) => ({ path, message }));
  return new AppError('refused', code, message, { ...(errors.length === 0 ? {} : { errors }), extra });
};

/** Whether she is a member of `groupId`, with an account that is open. @param account hers in that group: `here` if it is `from`, `there` if it is `to` */
export const isMemberOf = ({ seen }: ListedWoman, groupId: string, account: 'here' | 'there'): boolean => {
  if (seen === undefined || seen.collectiveId !== groupId || seen.hasLeft) return false;
  const hers = seen[account];
  return hers !== undefined && hers.closedOn === undefined;
};

/** The paths of the refused women in the request's `members`. */
export const pathsOf = (
  listed: readonly ListedWoman[],
  isRefused: (woman: ListedWoman) => boolean,
): string[] => listed.flatMap((woman, index) => (isRefused(woman) ? [`members.${index}`] : []));

/** The refusal of the first check that has one. The checks after it do not run. */
export const firstRefusal = (checks: readonly (() => AppError | undefined)[]): AppError | undefined => {
  for (const check of checks) {
    const refusal = check();
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};

/**
 * The change of one group's money.
 * @param moved what goes with the move
 * @param sign 1 if the holdings come to the group, -1 if they go
 * @param isUndone whether the move is taken back
 */
export const changeOfMoney = (moved: MovedHoldings, sign: 1 | -1, isUndone: boolean): MoneyChange => {
  const balances = balancesOfMove(moved);
  const turnoverPaise = Object.values(balances).reduce((sum, paise) => sum + Math.abs(paise), 0);
  // -1 * 0 is -0. Adding 0, or subtracting from 0, never gives -0.
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
export const formerAfter = (former: readonly string[], left: string, entered: string): string[] =>
  [...new Set([...former, left])].filter((id) => id !== entered);

/** The account without the marks of its closing. */
export const openAgain = ({
  closedOn: _,
  movedOn: __,
  wentOn: ___,
  ...account
}: StoredAccount): StoredAccount => account;

export const findClosed = (groups: readonly SeenGroup[]): AppError | undefined =>
  groups.some(({ money }) => money?.closedOn !== undefined) ? collectiveClosed() : undefined;

const shortages = {
  cash: 'The cash of one group would fall below zero.',
  bank: 'The money at the bank of one group would fall below zero.',
  grants: 'The grants of one group would fall below zero.',
} as const;

/** The refusal for the first balance that a change leaves below zero: the cash of either group, then the bank, then the grants. */
export const findShortage = (
  groups: readonly { readonly group: SeenGroup; readonly change: MoneyChange }[],
): AppError | undefined => {
  for (const balance of ['cash', 'bank', 'grants'] as const) {
    for (const { group, change } of groups) {
      const field = `${balance}Paise` as const;
      const availablePaise = group.money?.[field] ?? 0;
      if (availablePaise + change[field] < 0) {
        // In the request, grants stand in `own`, and cash and bank at the top.
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

/** Refuses more women than the group has room for. @param women how many come */
export const findFull = (
  { id, money }: SeenGroup,
  women: number,
  { entries }: Limits,
): AppError | undefined =>
  money === undefined || women === 0 ? undefined : validateRoom(money, women, entries(id), 'to');
