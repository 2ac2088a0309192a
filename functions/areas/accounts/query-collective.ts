import type { Item, Table } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { queryAll, queryPages } from '../../shared/table/query-all.ts';

/**
 * All items of a collective's books of one kind, over all pages of the query.
 * @param prefix of the kind's sort keys, such as `meetingPrefix`
 */
export const queryCollective = (
  table: Pick<Table, 'query'>,
  collectiveId: string,
  prefix: string,
): Promise<Item[]> => queryAll(table, { partition: groupMoneyKey(collectiveId).pk, prefix });

/** The same, page by page, for what is too large to be held. */
export const pagesOfCollective = (
  table: Pick<Table, 'query'>,
  collectiveId: string,
  prefix: string,
): AsyncGenerator<Item[]> => queryPages(table, { partition: groupMoneyKey(collectiveId).pk, prefix });
