import type { Query, Table } from '../../../shared/table/client.ts';
import { listPhoneOwners } from '../../devices/phone-owners.ts';
import type { Facts } from '../facts.ts';

const peopleAtOnce = 50;

/** The phones in use of all who work on one and are not disabled. */
export const readPhones = async (table: Pick<Table, 'query'>): Promise<Facts['phones']> => {
  const found: Facts['phones'][number][] = [];
  let after: Query['after'];
  do {
    const { items, next } = await listPhoneOwners(table, peopleAtOnce, after);
    for (const { id, devices } of items) {
      const inUse = devices.filter(
        ({ revokedAt, endedAt }) => revokedAt === undefined && endedAt === undefined,
      );
      found.push(...inUse.map(({ seenOn, client }) => ({ personId: id, seenOn, client })));
    }
    after = next;
  } while (after !== undefined);
  return found;
};
