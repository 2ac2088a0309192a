import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { alertKey } from '../table/keys.ts';

const alertMark = z.object({
  caseId: z.string(),
  /** Since when the case waited that was alerted of: one that waits anew is alerted of anew. */
  since: z.string(),
  /** How many of the two alerts were sent: 2 after the reminder. */
  alerts: z.literal([1, 2]),
});
export type AlertMark = z.infer<typeof alertMark>;

/** Of which waiting cases staff were told. */
export const createAlertMarks = (table: Pick<Table, 'getMany' | 'transact'>) => ({
  find: async (caseIds: readonly string[]): Promise<ReadonlyMap<string, AlertMark>> => {
    const items = await table.getMany(caseIds.map(alertKey));
    return new Map(items.map((item) => alertMark.parse(item)).map((mark) => [mark.caseId, mark]));
  },

  /** Each by itself, and never over a mark that says more: a look that began earlier may end later. */
  note: async (marks: readonly AlertMark[]): Promise<void> => {
    for (const mark of marks) {
      await table.transact([
        {
          put: { ...alertKey(mark.caseId), ...mark },
          condition: 'attribute_not_exists(pk) OR since < :since OR (since = :since AND alerts < :alerts)',
          values: { ':since': mark.since, ':alerts': mark.alerts },
        },
      ]);
    }
  },
});
