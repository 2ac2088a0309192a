import * as z from 'zod';
import { holdsContinuing } from '../../shared/services/holds-continuing.ts';
import type { Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseKey, casesOfAssignee, casesOfMember } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';

/** The number of a caseworker's cases that a query reads in search of a member. */
const casesAtOnce = 200;
/** With `casesAtOnce` this limits the search to a thousand cases. */
const maxQueriesOfCases = 5;

const caseOfMember = z.object({ memberId: z.string() });

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
 * Whether a caseworker has a case of the member, or one that goes on if she has withdrawn her consent. Only her first thousand cases are searched.
 * @param ids all ids of the member
 */
export const isCaseworkerOf = async (
  table: Table,
  personId: string,
  ids: readonly string[],
  member: Withdrawal,
): Promise<boolean> => {
  if (member.withdrawnOn !== undefined) return holdsContinuing(table, personId, member);
  let after: Item | undefined;
  for (let queries = 0; queries < maxQueriesOfCases; queries += 1) {
    const { items, next } = await table.query({
      index: 'gsi2',
      partition: casesOfAssignee(personId),
      limit: casesAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    if (items.some((item) => ids.includes(caseOfMember.parse(item).memberId))) {
      return true;
    }
    if (next === undefined) {
      return false;
    }
    after = next;
  }
  return false;
};
