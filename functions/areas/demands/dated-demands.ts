import * as z from 'zod';
import { date } from '../../shared/fields/fields.ts';
import type { Table } from '../../shared/table/client.ts';
import { datedDemands } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';

/** The days that demands wait for, as an agenda reads them; write-dates.ts writes them, which who reads an agenda may not. */

const datedDemand = z.object({
  id: z.string(),
  title: z.string(),
  district: z.string().optional(),
  waits: z.array(z.object({ kind: z.enum(['demand', 'appeal']), on: date })),
});
/** What an agenda reads of a demand that waits for a day. */
export type DatedDemand = z.infer<typeof datedDemand>;

/** All demands that wait for a day. */
export const readDatedDemands = async (table: Pick<Table, 'query'>): Promise<DatedDemand[]> =>
  (await queryAll(table, { index: 'gsi2', partition: datedDemands })).map((item) => datedDemand.parse(item));
