import * as z from 'zod';
import { holdsContinuing } from '../../shared/services/holds-continuing.ts';
import type { Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, casesOfMember } from '../../shared/table/keys.ts';
import { queryAll, queryPages } from '../../shared/table/query-all.ts';

const listedCase = z.object({ caseId: z.string() });
const assignment = z.object({ assignedTo: z.string().optional(), status: z.string() });

/**
 * Whether a caseworker has an open case of the member or, if the member has withdrawn her consent, an open one that goes on.
 * @param ids all ids of the member
 */
export const holdsOpenCase = async (
  table: Pick<Table, 'query' | 'getMany'>,
  personId: string,
  ids: readonly string[],
  { withdrawnOn, continues = [] }: Withdrawal,
): Promise<boolean> => {
  const listed = await Promise.all(ids.map((id) => queryAll(table, { partition: casesOfMember(id) })));
  const caseIds = listed
    .flat()
    .map((item) => listedCase.parse(item).caseId)
    .filter((id) => withdrawnOn === undefined || continues.includes(id));
  return (await table.getMany(caseIds.map(caseKey)))
    .map((item) => assignment.parse(item))
    .some(({ assignedTo, status }) => assignedTo === personId && status !== 'closed');
};

/**
 * Whether a caseworker has a case of the member, or one that goes on if she has withdrawn her consent. It searches the member's cases: a
 * caseworker may have been given any number.
 * @param ids all ids of the member
 */
export const isCaseworkerOf = async (
  table: Pick<Table, 'query' | 'getMany'>,
  personId: string,
  ids: readonly string[],
  member: Withdrawal,
): Promise<boolean> => {
  if (member.withdrawnOn !== undefined) return holdsContinuing(table, personId, member);
  for (const id of ids) {
    for await (const items of queryPages(table, { partition: casesOfMember(id) })) {
      const cases = await table.getMany(items.map((item) => caseKey(listedCase.parse(item).caseId)));
      if (cases.some((item) => assignment.parse(item).assignedTo === personId)) return true;
    }
  }
  return false;
};
