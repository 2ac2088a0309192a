import * as z from 'zod';
import { dueTalksIn } from '../../shared/due-talks/due-talks-of-group.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accountKey, groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { dueTalksKey, memberKey } from '../../shared/table/keys/members.ts';
import { storedAccount } from '../accounts/account.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import type { SeenGroup, SeenWoman } from './plan.ts';

/** Reads the books of both groups of a move, with the women who move. */

/** The fields of a member's record that a move needs. */
const member = z.object({
  collectiveId: z.string(),
  formerCollectives: z.array(z.string()).default([]),
  exitedOn: z.string().optional(),
  /** The id of the record to which this one was joined: the other record has what she holds (shared/one-woman). */
  joinedTo: z.string().optional(),
  version: z.int(),
});

/**
 * Both groups and the women of a move as they are now, the women in the order of `memberIds`.
 * @param keptIdOf gives the id of a woman's kept record for any id of hers; by default all the ids are of kept records
 * @returns for each id, `seen`: the woman, or undefined if her record was not found or was joined to another
 */
export const readBooks = async (
  table: Pick<Table, 'getMany'>,
  fromId: string,
  toId: string,
  memberIds: readonly string[],
  keptIdOf: (memberId: string) => string = (memberId) => memberId,
) => {
  const keptIds = new Set(memberIds.map(keptIdOf));
  const items = await table.getMany([
    groupMoneyKey(fromId),
    groupMoneyKey(toId),
    dueTalksKey(fromId),
    dueTalksKey(toId),
    ...[...keptIds].flatMap((id) => [memberKey(id), accountKey(fromId, id), accountKey(toId, id)]),
  ]);
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  const find = ({ pk, sk }: Key): Item | undefined => byKey.get(`${pk} ${sk}`);
  const groupOf = (id: string): SeenGroup => {
    const item = find(groupMoneyKey(id));
    return { id, money: item === undefined ? undefined : storedGroupMoney.parse(item) };
  };
  const accountOf = (collectiveId: string, id: string) => {
    const item = find(accountKey(collectiveId, id));
    return item === undefined ? undefined : storedAccount.parse(item);
  };
  const womanOf = (keptId: string): SeenWoman | undefined => {
    const item = find(memberKey(keptId));
    if (item === undefined) return undefined;
    const { collectiveId, formerCollectives, exitedOn, joinedTo, version } = member.parse(item);
    if (joinedTo !== undefined) return undefined;
    return {
      memberId: keptId,
      collectiveId,
      formerCollectives,
      hasLeft: exitedOn !== undefined,
      version,
      here: accountOf(fromId, keptId),
      there: accountOf(toId, keptId),
    };
  };
  const dueTalks = [fromId, toId].flatMap((id) => {
    const item = find(dueTalksKey(id));
    return item === undefined ? [] : dueTalksIn(item);
  });
  /** Whether the record that was read for an id is still the kept one of that id. For an unknown id no record was read, so nothing can have changed. */
  const isStillKept = (memberId: string): boolean => {
    const item = find(memberKey(keptIdOf(memberId)));
    return item === undefined || idsOf(item).includes(memberId);
  };
  return {
    /** Whether `keptIdOf` still holds for the records that were read. */
    areKeptIdsCurrent: memberIds.every(isStillKept),
    dueTalks,
    from: groupOf(fromId),
    to: groupOf(toId),
    women: memberIds.map((memberId) => ({ memberId, seen: womanOf(keptIdOf(memberId)) })),
  };
};
