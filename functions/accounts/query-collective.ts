import type { Item, Table } from '../table/client.ts';
import { groupMoneyKey } from '../table/keys.ts';

/**
 * All items of a collective's books of one kind, over all pages of the query.
 * @param prefix of the kind's sort keys, such as `meetingPrefix`
 */
export const queryCollective = async (
  table: Table,
  collectiveId: string,
  prefix: string,
): Promise<Item[]> => {
  const query = { partition: groupMoneyKey(collectiveId).pk, prefix };
  const found: Item[] = [];
  let after: Item | undefined;
  do {
    const page = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
};
