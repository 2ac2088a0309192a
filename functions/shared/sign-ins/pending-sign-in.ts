import * as z from 'zod';
import type { Write } from '../table/client.ts';
import { signInKey } from '../table/keys/people.ts';

/** A pending item. `sk` is the person's id. */
export const pendingSignIn = z.object({ sk: z.string(), change: z.string(), signInName: z.string() });

/**
 * The write that marks a person's sign-in as pending, so that `syncAll` brings it into line.
 * @param change a new id, which tells this change from a later one
 */
export const markSignInPending = (
  person: { readonly id: string; readonly signInName: string },
  change: string,
): Write => ({
  // The sign-in name is stored here too, because an erasure removes her record.
  put: { ...signInKey(person.id), change, signInName: person.signInName },
});
