import { type AppError, InternalError, refused } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { allowedBy } from './allowance.ts';
import { collectiveClosed, isNotClosed } from './closed-group.ts';
import { type StoredGroupMoney, storedGroupMoney } from './group-money.ts';

/** How many women a group has and may have, counted on the item of its money as they come and go. */

/** The maximum number of women in a group at once. A group has ten to twenty. */
export const maxMembers = 500;
/**
 * How often women may enter a group. A woman who leaves makes room for another, but every woman who ever came is counted in every month. Without a limit
 * one leader could invent women until the count took more memory than a function has.
 */
export const entryAllowance = { atFirst: 1_000, aDay: 5, mostDays: 3_650 } as const;

/**
 * Refuses an entry into a group that has no room: 422 `collective_full`, then `too_many`.
 * @param women how many would come
 * @param path the field that names the group
 */
export const validateRoom = (
  { memberCount, entries }: StoredGroupMoney,
  women: number,
  maxEntries: number,
  path: string,
): AppError | undefined => {
  if (memberCount + women > maxMembers) {
    return refused('collective_full', `The collective takes ${maxMembers} women, and no more.`, path);
  }
  const message = 'More women have entered the collective than its days allow. Send it again tomorrow.';
  return entries + women > maxEntries ? refused('too_many', message, path) : undefined;
};

/**
 * The write that counts a woman's entry into a group, in the transaction that opens her account there.
 * @param unknown the error if there is no such group
 */
export const enterGroup = (collectiveId: string, now: Date, unknown: () => AppError): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET entries = entries + :one, memberCount = memberCount + :one',
  condition: `attribute_exists(pk) AND ${isNotClosed} AND memberCount < :members AND entries < :entries`,
  values: { ':one': 1, ':members': maxMembers, ':entries': allowedBy(entryAllowance, collectiveId, now) },
  errorIfFailed: (stored) => {
    if (stored === undefined) return unknown();
    const money = storedGroupMoney.parse(stored);
    if (money.closedOn !== undefined) return collectiveClosed();
    const refusal = validateRoom(money, 1, allowedBy(entryAllowance, collectiveId, now), 'collectiveId');
    if (refusal === undefined) {
      throw new InternalError('A condition failed, and the rule behind it finds nothing wrong.');
    }
    return refusal;
  },
});

/** The write that decrements a group's counter of women, in the transaction in which a woman leaves the programme, moves or is erased. */
export const leaveGroup = (collectiveId: string): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET memberCount = memberCount - :one',
  values: { ':one': 1 },
});
