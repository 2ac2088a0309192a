import * as z from 'zod';
import type { Item, Table } from '../table/client.ts';
import { sealsKey } from '../table/keys/programme.ts';

/** A day without lines has no digest of its own, so how far the logs are sealed is noted beside the digests. */
const sealed = z.object({ until: z.iso.date() });

/** The table item that says that the journal and the access log are sealed up to and with a UTC day. */
export const toSealsItem = (until: string): Item => ({ ...sealsKey, until });

/** The last UTC day that is sealed, with all before it; undefined before the first run. */
export const readSealedUntil = async (table: Pick<Table, 'get'>): Promise<string | undefined> => {
  const item = await table.get(sealsKey);
  return item === undefined ? undefined : sealed.parse(item).until;
};
