import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { latestRevocationKey } from '../table/keys.ts';

const revocation = z.object({ revokedAt: z.string() });

/**
 * Whether a session was ended: it began before a phone of hers was last revoked, so that whoever has the phone may hold it.
 * @param signedInAt when she typed her password for it (RFC 3339 UTC, in seconds); undefined if her token does not say so
 */
export const isSessionEnded = async (
  table: Pick<Table, 'get'>,
  personId: string,
  signedInAt: string | undefined,
): Promise<boolean> => {
  const latest = await table.get(latestRevocationKey(personId));
  return latest !== undefined && (signedInAt ?? '') <= revocation.parse(latest).revokedAt;
};
