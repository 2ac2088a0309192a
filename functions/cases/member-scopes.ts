import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { memberKey } from '../table/keys.ts';
import type { MemberScope } from './reach-rules.ts';

const member = z.object({ collectiveId: z.string(), district: z.string() });

export type MemberScopes = ReturnType<typeof createMemberScopes>;

/** The scopes of cases' members, without those who do not exist or are being erased. */
export const createMemberScopes =
  (table: Table) =>
  async (memberIds: readonly string[]): Promise<ReadonlyMap<string, MemberScope>> => {
    const items = await table.getMany([...new Set(memberIds)].map(memberKey));
    return new Map(items.map((item) => [z.string().parse(item.id), member.parse(item)]));
  };
