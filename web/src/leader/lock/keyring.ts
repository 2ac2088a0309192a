import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { fromBase64Url } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';
import type { DataKey } from './wrap-key.ts';

/**
 * The key of everything that a phone stores. It is random and stored encrypted twice: with what unlocks the
 * phone, part of which is never in its storage, and by the server, which decrypts it for its owner alone once
 * she has signed in again. See docs/decisions/0020-phone-unlock.md.
 */

/**
 * The ways to unlock a phone. `hardware`: a secret of the phone and a PIN. `pictures`: five of them in order. `server`:
 * a PIN checked by the server.
 */
export const ways = ['hardware', 'pictures', 'server'] as const;
export type Way = (typeof ways)[number];

const bytes = z.instanceof(Uint8Array);

const lock = z.object({
  way: z.enum(ways),
  salt: bytes,
  iv: bytes,
  wrapped: bytes,
  /** The passkey that has the secret. */
  credential: z.optional(bytes),
});
export type Lock = z.infer<typeof lock>;

const keyring = z.object({
  deviceId: z.string(),
  /** Identifies the phone to the server; it decrypts nothing. */
  deviceSecret: z.string(),
  escrow: z.string(),
  /** Absent after too many failed tries. */
  lock: z.optional(lock),
  wrongTries: z.number(),
  /** She has forgotten how to unlock it, and chooses anew after signing in. */
  isForgotten: z.optional(z.boolean()),
  /** The number of unsent operations and drafts: the only thing that the next person must be told. */
  waiting: z.number(),
});
export type Keyring = z.infer<typeof keyring>;

export async function readKeyring(database: Database): Promise<Keyring | undefined> {
  const kept = await database.get('keyring', 'key');
  return kept === undefined ? undefined : keyring.parse(kept);
}

/** The phone's data key, opened by the server; undefined if it was encrypted for somebody else. */
export async function openEscrow(api: Api, kept: Keyring): Promise<DataKey | undefined> {
  try {
    const { key } = await api.request('POST /api/me/device-keys/open', {
      body: { id: kept.deviceId, sealed: kept.escrow },
    });
    return fromBase64Url(key);
  } catch (error) {
    if (error instanceof Problem && error.document.code === 'not_yours') return undefined;
    throw error;
  }
}

/**
 * Forgets a forgotten PIN or pictures: records that she must choose new ones. The old ones still work, should she
 * remember them.
 */
export const forgetSecret = (database: Database): Promise<void> =>
  change(database, (kept) => ({ ...kept, isForgotten: true }));

/** Whether nothing can unlock the phone's data key any more, or nothing that she knows. */
export const needsNewSecret = ({ lock: of, isForgotten }: Keyring): boolean =>
  of === undefined || isForgotten === true;

export const storeUnsentCount = (database: Database, waiting: number): Promise<void> =>
  change(database, (kept) => (kept.waiting === waiting ? kept : { ...kept, waiting }));

/**
 * Counts a try to unlock before it is made, so that removing the battery gains nothing.
 * @throws if the phone has no room to count
 */
export const countTry = (database: Database): Promise<void> =>
  change(database, (kept) => ({ ...kept, wrongTries: kept.wrongTries + 1 }));

export const resetTries = (database: Database): Promise<void> =>
  change(database, ({ isForgotten: _over, ...kept }) => ({ ...kept, wrongTries: 0 }));

/** Deletes what could unlock the phone: from now on she has to sign in. */
export const removeLock = (database: Database): Promise<void> =>
  change(database, ({ lock: _gone, ...kept }) => kept);

/** One transaction, so that a key that was destroyed meanwhile does not come back. */
async function change(database: Database, step: (kept: Keyring) => Keyring): Promise<void> {
  const { store, done } = database.transaction('keyring', 'readwrite');
  const value = await store.get('key');
  const kept = value === undefined ? undefined : keyring.parse(value);
  const changed = kept && step(kept);
  if (changed !== kept) await store.put(changed, 'key');
  await done;
}

/** Destroys the phone's data key, and thereby everything encrypted with it. */
export async function destroyKeyring(database: Database): Promise<void> {
  await database.delete('keyring', 'key');
  await database.clear('rows');
}
