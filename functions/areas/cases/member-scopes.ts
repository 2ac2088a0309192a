import * as z from 'zod';
import { findKept } from '../../shared/one-woman/records.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { storedWithdrawal, type Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';

/** What of a case's member decides who reaches the case: where she is, and whether she has withdrawn her consent to the services. `id`: the one under which she stands. */
export type CaseMember = MemberScope & Withdrawal & Pick<z.infer<typeof memberScope>, 'id' | 'joined'>;

export const memberScope = z.object({
  id: z.string(),
  collectiveId: z.string(),
  district: z.string(),
  joined: z.array(z.object({ id: z.string(), collectiveId: z.string() })).optional(),
  ...storedWithdrawal.shape,
});

/** The group of the one of a woman's records that has an id. @param member the record under which she stands */
export const groupOfRecord = ({ collectiveId, joined = [] }: CaseMember, id: string): string =>
  joined.find((one) => one.id === id)?.collectiveId ?? collectiveId;

/** The scopes of cases' members, by member id; members who do not exist or are being erased are left out. `id`: the one under which she stands. */
export const findMemberScopes = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, CaseMember>> => {
  const standing = await findKept(table, memberIds);
  return new Map([...standing].map(([id, item]) => [id, memberScope.parse(item)]));
};
