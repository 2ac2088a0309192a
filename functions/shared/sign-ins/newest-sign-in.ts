import * as z from 'zod';
import { describeError } from '../logging/describe-error.ts';
import { logFault } from '../logging/log.ts';
import type { Table } from '../table/client.ts';
import { newestSignInKey } from '../table/keys/people.ts';

/** When people last signed in. The authorizer notes it at the first request of a session; the administrator reads it (functions/areas/people). */

/** The Indian date from which sign-ins are noted: nothing is known of earlier ones. */
export const signInsNotedFrom = '2026-12-01';

const newestSignIn = z.object({ signedInAt: z.iso.datetime() });

/** Notes that a person signed in. @param signedInAt when she typed her password (RFC 3339 UTC, in seconds) */
export type NoteSignIn = (personId: string, signedInAt: string) => Promise<void>;

/**
 * Makes the function that notes sign-ins. It writes once a session, and not at each of its requests, since it remembers what it has noted. A sign-in
 * that can't be noted keeps nobody out.
 */
export const createSignInNote = (table: Pick<Table, 'transact'>): NoteSignIn => {
  const noted = new Map<string, string>();
  return async (personId, signedInAt) => {
    if ((noted.get(personId) ?? '') >= signedInAt) return;
    try {
      await table.transact([
        {
          update: newestSignInKey(personId),
          set: 'SET signedInAt = :at',
          // An older session of hers, on another device, may call later.
          condition: 'attribute_not_exists(pk) OR signedInAt < :at',
          values: { ':at': signedInAt },
        },
      ]);
      noted.set(personId, signedInAt);
    } catch (error) {
      logFault('A sign-in could not be noted.', describeError(error));
    }
  };
};

/** When each of some people last signed in; without those of whom nothing was noted. */
export const readNewestSignIns = async (
  table: Pick<Table, 'getMany'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const items = await table.getMany(personIds.map(newestSignInKey));
  const byPartition = new Map(items.map((item) => [item.pk, newestSignIn.parse(item).signedInAt]));
  return new Map(
    personIds.flatMap((id) => {
      const signedInAt = byPartition.get(newestSignInKey(id).pk);
      return signedInAt === undefined ? [] : [[id, signedInAt] as const];
    }),
  );
};
