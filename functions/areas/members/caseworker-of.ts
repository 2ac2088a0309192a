import * as z from 'zod';
import { holdsContinuing } from '../../shared/services/holds-continuing.ts';
import type { Withdrawal } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { casesOfAssignee } from '../../shared/table/keys.ts';

/** The number of a caseworker's cases that a query reads in search of a member. */
const casesAtOnce = 200;
/** With `casesAtOnce` this limits the search to a thousand cases. */
const maxQueriesOfCases = 5;

const caseOfMember = z.object({ memberId: z.string() });

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
