import { findCredentials } from '../sign-ins/credentials.ts';
import type { Table } from '../table/client.ts';
import { sameHandUntil } from './two-person-rules.ts';

/** Until when two people count as one hand (`sameHandUntil`); undefined if they don't. */
export const findSameHand = async (
  table: Pick<Table, 'get'>,
  personId: string,
  otherId: string,
  now: Date,
): Promise<Date | undefined> => {
  const [one, other] = await Promise.all([findCredentials(table, personId), findCredentials(table, otherId)]);
  return sameHandUntil({ personId, ...one }, { personId: otherId, ...other }, now);
};
