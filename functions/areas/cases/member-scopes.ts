import * as z from 'zod';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { storedWithdrawal, type Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys.ts';

/** What of a case's member decides who reaches the case: where she is, and whether she has withdrawn her consent to the services. */
export type CaseMember = MemberScope & Withdrawal;

const member = z.object({ collectiveId: z.string(), district: z.string(), ...storedWithdrawal.shape });

/** The scopes of cases' members, by member id; members who do not exist or are being erased are left out. */
export const findMemberScopes = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, CaseMember>> => {
  const items = await table.getMany([...new Set(memberIds)].map(memberKey));
  return new Map(items.map((item) => [z.string().parse(item.id), member.parse(item)]));
};
