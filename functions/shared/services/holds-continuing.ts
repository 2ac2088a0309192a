import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { caseKey } from '../table/keys/cases.ts';
import type { Withdrawal } from './withdrawn.ts';

const assignment = z.object({ assignedTo: z.string().optional(), status: z.string() });

/** Whether one of these cases is assigned to a caseworker, and open. A closed one opens nobody's record to her. */
export const holdsOneOf = async (
  table: Pick<Table, 'getMany'>,
  personId: string,
  caseIds: readonly string[],
): Promise<boolean> =>
  (await table.getMany(caseIds.map(caseKey)))
    .map((item) => assignment.parse(item))
    .some(({ assignedTo, status }) => assignedTo === personId && status !== 'closed');

/** Whether a caseworker holds an open case that goes on though its woman has withdrawn her consent to the services. She still finds her. */
export const holdsContinuing = async (
  table: Pick<Table, 'getMany'>,
  personId: string,
  { withdrawnOn, continues = [] }: Withdrawal,
): Promise<boolean> => withdrawnOn !== undefined && holdsOneOf(table, personId, continues);
