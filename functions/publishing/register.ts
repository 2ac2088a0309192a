import * as z from 'zod';
import type { Item, Table } from '../table/client.ts';
import { publicationList, publicationPrefix } from '../table/keys.ts';

/** The register of publications as it is read, be it by those who write nothing; publications.ts adds to it. */

export const registered = z.object({
  /** The id under which a correction was asked for; the server's own for a month's first version. */
  id: z.string(),
  ordinal: z.int().min(1),
  month: z.string(),
  version: z.int().min(1),
  cutoff: z.string(),
  reason: z.string().nullable(),
  /** The instant of the schedule, or at which the correction was asked for. */
  registeredAt: z.string(),
});
export type Registered = z.infer<typeof registered>;

export type Register = ReturnType<typeof createRegister>;

export const createRegister = (table: Pick<Table, 'query'>) => ({
  /** All that was ever registered, in the order of ordinals. */
  list: async (): Promise<Registered[]> => {
    const found: Item[] = [];
    for (let after: Item | undefined; ; ) {
      const { items, next } = await table.query({
        partition: publicationList,
        prefix: publicationPrefix,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...items);
      if (next === undefined) {
        return found.map((item) => registered.parse(item));
      }
      after = next;
    }
  },
});
