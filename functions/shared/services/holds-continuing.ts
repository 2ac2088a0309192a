import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { caseKey } from '../table/keys.ts';
import type { Withdrawal } from './withdrawn.ts';

const assignment = z.object({ assignedTo: z.string().optional() });

/** Whether a caseworker holds one of the cases that go on though their woman has withdrawn her consent to the services. She still finds her. */
export const holdsContinuing = async (
  table: Pick<Table, 'getMany'>,
  personId: string,
  { withdrawnOn, continues = [] }: Withdrawal,
): Promise<boolean> =>
  withdrawnOn !== undefined &&
  (await table.getMany(continues.map(caseKey))).some(
    (item) => assignment.parse(item).assignedTo === personId,
  );
