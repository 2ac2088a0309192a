import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { alertKey } from '../../shared/table/keys/cases.ts';

/** Which alerts about a waiting case were sent. */
const alertMark = z.object({
  caseId: z.string(),
  /** The start of the waiting period (RFC 3339). In a new waiting period, the case is alerted anew. */
  since: z.string(),
  /** The number of alerts sent: 1 after the first alert, 2 after the reminder. */
  alerts: z.literal([1, 2]),
});
export type AlertMark = z.infer<typeof alertMark>;

/** The repository of alert marks: which alerts about which unassigned urgent cases were sent to staff. */
export const createAlertMarks = (table: Pick<Table, 'getMany' | 'transact'>) => ({
  /** The marks of cases, by case id. */
  find: async (caseIds: readonly string[]): Promise<ReadonlyMap<string, AlertMark>> => {
    const items = await table.getMany(caseIds.map(alertKey));
    return new Map(items.map((item) => alertMark.parse(item)).map((mark) => [mark.caseId, mark]));
  },

  /** Stores marks, but never over a newer one: a run that began earlier may end later. */
  store: async (marks: readonly AlertMark[]): Promise<void> => {
    for (const mark of marks) {
      // If the condition fails, an equal or newer mark is stored, and it stays.
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
