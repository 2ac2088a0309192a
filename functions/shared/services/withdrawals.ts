import * as z from 'zod';
import type { Table, Write } from '../table/client.ts';
import { withdrawalsKey } from '../table/keys/members.ts';

/**
 * How many withdrawals from the services there were, in one item that each of them raises. A write that names more women than its transaction can check reads
 * it before it reads them, and holds only while it is the same.
 */

const count = z.object({ withdrawals: z.int() });

export const countWithdrawal: Write = {
  update: withdrawalsKey,
  set: 'ADD withdrawals :one',
  values: { ':one': 1 },
};

export const readWithdrawals = async (table: Pick<Table, 'get'>): Promise<number> => {
  const item = await table.get(withdrawalsKey);
  return item === undefined ? 0 : count.parse(item).withdrawals;
};

/** The check that nobody has withdrawn her consent since the count was read. */
export const checkNoneWithdrawn = (seen: number): Write => ({
  check: withdrawalsKey,
  condition: seen === 0 ? 'attribute_not_exists(pk)' : 'withdrawals = :withdrawals',
  ...(seen === 0 ? {} : { values: { ':withdrawals': seen } }),
});
