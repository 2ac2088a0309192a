import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { alertKey } from '../table/keys.ts';

const alertMark = z.object({
  caseId: z.string(),
  /** The start of the waiting period that the alert was about: a case that waits anew is alerted anew. */
  since: z.string(),
  /** How many of the two alerts were sent; 2 after the reminder. */
  alerts: z.literal([1, 2]),
});
export type AlertMark = z.infer<typeof alertMark>;

/** Records about which unassigned urgent cases staff were alerted. */
export const createAlertMarks = (table: Pick<Table, 'getMany' | 'transact'>) => ({
  find: async (caseIds: readonly string[]): Promise<ReadonlyMap<string, AlertMark>> => {
    const items = await table.getMany(caseIds.map(alertKey));
    return new Map(items.map((item) => alertMark.parse(item)).map((mark) => [mark.caseId, mark]));
  },

  /** One write each, never over a mark that says more: a run that began earlier may end later. */
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
