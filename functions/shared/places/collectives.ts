import * as z from 'zod';
import type { Caller } from '../reach/caller.ts';
import type { Table } from '../table/client.ts';
import { collectiveKey } from '../table/keys/collectives.ts';
import type { FindPlace } from './place.ts';

/** Where collectives and their books lie. */

const lying = z.object({ id: z.string(), district: z.string() });

export const placeOfCollective =
  (table: Pick<Table, 'get'>): FindPlace =>
  async (id) => {
    const item = await table.get(collectiveKey(id));
    return item === undefined ? undefined : { district: lying.parse(item).district, collectiveId: id };
  };

/** An area coordinator, with those among some collectives that lie in her districts as hers. One batch. */
export const withCollectives = async (
  table: Pick<Table, 'getMany'>,
  caller: Caller,
  ids: readonly string[],
): Promise<Caller> => {
  const items = await table.getMany([...new Set(ids)].map(collectiveKey));
  const within = items
    .map((item) => lying.parse(item))
    .flatMap(({ id, district }) => (caller.districts.includes(district) ? [id] : []));
  return { ...caller, collectives: within };
};
