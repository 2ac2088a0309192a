import * as z from 'zod';
import type { MemberScope } from '../../shared/reach/reach.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys.ts';

const member = z.object({ collectiveId: z.string(), district: z.string() });

/** The scopes of cases' members, by member id; members who do not exist or are being erased are left out. */
export const findMemberScopes = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, MemberScope>> => {
  const items = await table.getMany([...new Set(memberIds)].map(memberKey));
  return new Map(items.map((item) => [z.string().parse(item.id), member.parse(item)]));
};
