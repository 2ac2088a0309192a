import * as z from 'zod';
import { findKept } from '../one-woman/records.ts';
import type { Caller } from '../reach/caller.ts';
import { reachesDistrict } from '../reach/reach.ts';
import type { Reach } from '../reach/roles.ts';
import type { Table } from '../table/client.ts';
import type { FindPlace } from './place.ts';

/** Where members lie: in their own districts, whichever groups they are in. */

const lying = z.object({ district: z.string() });

/** The place of a woman, by any of her ids. */
export const placeOfWoman =
  (table: Pick<Table, 'getMany'>): FindPlace =>
  async (id) => {
    const item = (await findKept(table, [id])).get(id);
    return item === undefined ? undefined : lying.parse(item);
  };

/**
 * The ids, among some, of women within a coordinator's reach; a woman who was erased lies nowhere. One batch, and a further one if somebody among them
 * was joined.
 */
export const womenWithin = async (
  table: Pick<Table, 'getMany'>,
  ids: readonly string[],
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<ReadonlySet<string>> => {
  const women = await findKept(table, ids);
  return new Set(
    [...women].flatMap(([id, item]) =>
      reachesDistrict(caller, reach, lying.parse(item).district) ? [id] : [],
    ),
  );
};
