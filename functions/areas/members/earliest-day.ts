import * as z from 'zod';
import { type MemberCounts, readMemberCounts } from '../../shared/member-counts/member-counts.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseKey, casesOfMember } from '../../shared/table/keys/cases.ts';
import { requestsOfMember } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { readTalks } from './stored-talk.ts';

const memberCase = z.object({ caseId: z.string() });
const openedCase = z.object({ openedOn: z.string() });
const request = z.object({ kind: z.string(), on: z.string(), takenBack: z.unknown().optional() });

/**
 * The day of the earliest event about a member that is not in her own record: a case that was opened, a request of hers or a talk. Grievances are left out: no
 * answer may tell of one. It is read only when her year of birth is to be a later one.
 * @param ids all ids of the member
 * @returns `earliestOn`: `YYYY-MM-DD`, undefined if there is none; and, by id, how many events there were before they were read, of which `checkNoneAdded` makes a
 * condition of the change
 */
export const findEarliestDay = async (
  table: Pick<Table, 'get' | 'query' | 'getMany'>,
  ids: readonly string[],
): Promise<{
  readonly earliestOn: string | undefined;
  readonly counts: readonly (MemberCounts & { readonly memberId: string })[];
}> => {
  const counts = await Promise.all(
    ids.map(async (memberId) => ({ memberId, ...(await readMemberCounts(table, memberId)) })),
  );
  const queryEach = async (partitionOf: (memberId: string) => string): Promise<Item[]> =>
    (await Promise.all(ids.map((id) => queryAll(table, { partition: partitionOf(id) })))).flat();
  const [caseItems, requestItems, talks] = await Promise.all([
    queryEach(casesOfMember),
    queryEach(requestsOfMember),
    // A talk raises her record's version, so that none comes in between.
    readTalks(table, ids),
  ]);
  const cases = await table.getMany(caseItems.map((item) => caseKey(memberCase.parse(item).caseId)));
  const requests = requestItems
    .map((item) => request.parse(item))
    .filter(({ kind, takenBack }) => kind !== 'grievance' && takenBack === undefined);
  const days = [
    ...cases.map((item) => openedCase.parse(item).openedOn),
    ...requests.map(({ on }) => on),
    ...talks.filter(({ takenBack }) => takenBack === undefined).map(({ on }) => on),
  ];
  return { earliestOn: days.toSorted()[0], counts };
};
