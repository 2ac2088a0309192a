import type { Item, Table } from '../table/client.ts';
import { approvalList } from '../table/keys/people.ts';
import { queryAll } from '../table/query-all.ts';
import { type Approval, approval } from './approval-schema.ts';

/** A page of open approvals, oldest first: waiting ones, and approved passwords that were not handed out. */
export const listOpen = async (
  table: Pick<Table, 'query'>,
  limit: number,
  after: Item | undefined,
): Promise<{ readonly items: Approval[]; readonly next?: Item }> => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: approvalList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map((item) => approval.parse(item)), ...(next === undefined ? {} : { next }) };
};

/** All open approvals, oldest first; there are few. */
export const readOpen = async (table: Pick<Table, 'query'>): Promise<Approval[]> =>
  (await queryAll(table, { index: 'gsi1', partition: approvalList })).map((item) => approval.parse(item));
