import type { Item, Table } from '../table/client.ts';
import { approvalList } from '../table/keys.ts';
import { type Approval, approval } from './approval-schema.ts';

const pageSize = 100;

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
export const readOpen = async (table: Pick<Table, 'query'>): Promise<Approval[]> => {
  const found: Approval[] = [];
  let after: Item | undefined;
  do {
    const { items, next } = await listOpen(table, pageSize, after);
    found.push(...items);
    after = next;
  } while (after !== undefined);
  return found;
};
