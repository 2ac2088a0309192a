import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { casesOfMember } from '../table/keys/cases.ts';
import { queryPages } from '../table/query-all.ts';
import { holdsContinuing, holdsOneOf } from './holds-continuing.ts';
import type { Withdrawal } from './withdrawn.ts';

const listedCase = z.object({ caseId: z.string() });

/**
 * Whether a caseworker has an open case of the member or, if the member has withdrawn her consent, an open one that goes on. A closed case
 * opens nobody's record: it stays with whoever closed it, also after she got other districts. It searches the member's cases, since a
 * caseworker may have been given any number.
 * @param ids all ids of the member
 */
export const holdsOpenCase = async (
  table: Pick<Table, 'query' | 'getMany'>,
  personId: string,
  ids: readonly string[],
  member: Withdrawal,
): Promise<boolean> => {
  if (member.withdrawnOn !== undefined) return holdsContinuing(table, personId, member);
  for (const id of ids) {
    for await (const items of queryPages(table, { partition: casesOfMember(id) })) {
      const caseIds = items.map((item) => listedCase.parse(item).caseId);
      if (await holdsOneOf(table, personId, caseIds)) return true;
    }
  }
  return false;
};
