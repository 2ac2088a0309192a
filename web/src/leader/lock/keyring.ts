import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { fromBase64Url } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';
import type { DataKey } from './wrap.ts';

/**
 * The key of all that a phone keeps. It is random, and lies there encrypted twice: with what opens the phone, of which one
 * part is never in the phone's storage, and by the server, which opens it for its owner alone once she has signed in again.
 * See docs/decisions/0020-phone-unlock.md.
 */

/** `hardware`: a secret of the phone's and a PIN. `pictures`: five of them in order. `server`: a PIN, checked by the server. */
export const ways = ['hardware', 'pictures', 'server'] as const;
export type Way = (typeof ways)[number];

const bytes = z.instanceof(Uint8Array);

const lock = z.object({
  way: z.enum(ways),
  salt: bytes,
  iv: bytes,
  wrapped: bytes,
  /** The passkey whose secret it takes. */
  credential: z.optional(bytes),
});
export type Lock = z.infer<typeof lock>;

const keyring = z.object({
  deviceId: z.string(),
  /** Shows the server which phone asks; it opens nothing. */
  deviceSecret: z.string(),
  escrow: z.string(),
  /** Gone after too many wrong tries. */
  lock: z.optional(lock),
  wrongTries: z.number(),
  /** She said that she does not know any more what opens it: she chooses anew when she has signed in. */
  isForgotten: z.optional(z.boolean()),
  /** How much waits to be sent or is only begun: the one thing that the next person has to be told. */
  waiting: z.number(),
});
export type Keyring = z.infer<typeof keyring>;

export async function readKeyring(database: Database): Promise<Keyring | undefined> {
  const kept = await database.get('keyring', 'key');
  return kept === undefined ? undefined : keyring.parse(kept);
}

/** The key, from the server; undefined where it was encrypted for somebody else. */
export async function openEscrow(api: Api, kept: Keyring): Promise<DataKey | undefined> {
  try {
    const { key } = await api.call(z.object({ key: z.string() }), {
      method: 'POST',
      path: '/api/me/device-keys/open',
      body: { id: kept.deviceId, sealed: kept.escrow },
    });
    return fromBase64Url(key);
  } catch (error) {
    if (error instanceof Problem && error.document.code === 'not_yours') return undefined;
    throw error;
  }
}

/** Notes that she has to choose anew. What opened the phone does so as before, should she remember it. */
export const forgetSecret = (database: Database): Promise<void> =>
  change(database, (kept) => ({ ...kept, isForgotten: true }));

/** Whether nothing opens the key any more, or nothing that she knows. */
export const needsNewSecret = ({ lock: of, isForgotten }: Keyring): boolean =>
  of === undefined || isForgotten === true;

export const noteWaiting = (database: Database, waiting: number): Promise<void> =>
  change(database, (kept) => (kept.waiting === waiting ? kept : { ...kept, waiting }));

/** Counts a try before it is made, so that nobody gains by pulling the battery. @throws where the phone has no room to count */
export const countTry = (database: Database): Promise<void> =>
  change(database, (kept) => ({ ...kept, wrongTries: kept.wrongTries + 1 }));

export const forgiveTries = (database: Database): Promise<void> =>
  change(database, ({ isForgotten: _over, ...kept }) => ({ ...kept, wrongTries: 0 }));

/** Throws away what the phone could be opened with: from now on she has to sign in. */
export const spendLock = (database: Database): Promise<void> =>
  change(database, ({ lock: _gone, ...kept }) => kept);

/** In one transaction: a key that was destroyed meanwhile does not come back. */
async function change(database: Database, step: (kept: Keyring) => Keyring): Promise<void> {
  const { store, done } = database.transaction('keyring', 'readwrite');
  const value = await store.get('key');
  const kept = value === undefined ? undefined : keyring.parse(value);
  const changed = kept && step(kept);
  if (changed !== kept) await store.put(changed, 'key');
  await done;
}

/** Destroys the key, and with it all that it has encrypted. */
export async function destroyKeyring(database: Database): Promise<void> {
  await database.delete('keyring', 'key');
  await database.clear('rows');
}
