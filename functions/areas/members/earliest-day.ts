import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, casesOfMember, requestsOfMember } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';

const memberCase = z.object({ caseId: z.string() });
const openedCase = z.object({ openedOn: z.string() });
const request = z.object({ kind: z.string(), on: z.string(), takenBack: z.unknown().optional() });

/**
 * The day of the earliest event about a member that is not in her own record: a case that was opened, or a request of hers. Grievances are left out: no
 * answer may tell of one. It is read only when her year of birth is to be a later one.
 * @returns `YYYY-MM-DD`; undefined if there is none
 */
export const findEarliestDay = async (
  table: Pick<Table, 'query' | 'getMany'>,
  memberId: string,
): Promise<string | undefined> => {
  const [caseItems, requestItems] = await Promise.all([
    queryAll(table, { partition: casesOfMember(memberId) }),
    queryAll(table, { partition: requestsOfMember(memberId) }),
  ]);
  const cases = await table.getMany(caseItems.map((item) => caseKey(memberCase.parse(item).caseId)));
  const requests = requestItems
    .map((item) => request.parse(item))
    .filter(({ kind, takenBack }) => kind !== 'grievance' && takenBack === undefined);
  const days = [...cases.map((item) => openedCase.parse(item).openedOn), ...requests.map(({ on }) => on)];
  return days.toSorted()[0];
};
