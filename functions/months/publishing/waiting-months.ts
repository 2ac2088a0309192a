import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { publicationList, waitingMonthKey, waitingPrefix } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';

/** A month that closed without terms, with its cutoff. It is published once it has names. */
const waitingMonth = z.object({ month: z.string(), cutoff: z.string() });
export type WaitingMonth = z.infer<typeof waitingMonth>;

/** Notes that a month has closed without terms. */
export const addWaitingMonth = async (table: Table, waiting: WaitingMonth): Promise<void> => {
  await table.transact([{ put: { ...waitingMonthKey(waiting.month), ...waiting } }]);
};

/** The months that ever closed without terms, ascending; those released since too. */
export const listWaitingMonths = async (table: Pick<Table, 'query'>): Promise<WaitingMonth[]> => {
  const items = await queryAll(table, { partition: publicationList, prefix: waitingPrefix });
  return items.map((item) => waitingMonth.parse(item));
};
