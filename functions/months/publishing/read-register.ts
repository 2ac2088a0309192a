import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { publicationList, publicationPrefix } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';

/** Reads the register of publications. register-publication.ts adds to it, so functions that only read need no right to write. */

export const registered = z.object({
  /** The id of the request for a correction; for a month's first version an id that the server made. */
  id: z.string(),
  ordinal: z.int().min(1),
  month: z.string(),
  version: z.int().min(1),
  cutoff: z.string(),
  reason: z.string().nullable(),
  /** Only for the first version of a month that closed without terms: its names, which were recorded first after its cutoff. */
  terms: z
    .object({
      name: z.string(),
      implementer: z.string(),
      forum: z.string(),
      funder: z.string(),
      state: z.string(),
    })
    .optional(),
  /** The scheduled time of a month's first version, or the time of the request for a correction. */
  registeredAt: z.string(),
});
export type Registered = z.infer<typeof registered>;

export type Register = ReturnType<typeof createRegister>;

export const createRegister = (table: Pick<Table, 'query'>) => ({
  /** All publications, in the order of ordinals. */
  list: async (): Promise<Registered[]> => {
    const items = await queryAll(table, { partition: publicationList, prefix: publicationPrefix });
    return items.map((item) => registered.parse(item));
  },
});
