import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { fromBase64Url, randomBytes, toBase64Url } from '../device/bytes.ts';
import { type Database, phoneRoles } from '../device/database.ts';
import { todayInIndia } from '../i18n/today.ts';
import type { DataKey } from '../rows/row-cipher.ts';

/**
 * The keyring holds the phone's data key, the random key of everything that the phone stores, encrypted in two ways. In the
 * `lock` it is encrypted with what unlocks the phone, part of which is never in the phone's storage. In the `escrow` it is
 * encrypted by the server, which decrypts it only for the phone's owner after she has signed in again. See
 * docs/decisions/0020-phone-unlock.md.
 */

/**
 * The ways to unlock a phone. `hardware`: a PIN, and a secret of the phone's hardware. `pictures`: five pictures in
 * order. `server`: a PIN that the server checks.
 */
export const ways = ['hardware', 'pictures', 'server'] as const;
export type Way = (typeof ways)[number];

const bytes = z.instanceof(Uint8Array);

const lock = z.object({
  way: z.enum(ways),
  salt: bytes,
  iv: bytes,
  /** The data key, encrypted. */
  wrapped: bytes,
  /** For `hardware`: the id of the passkey that derives the secret. */
  credential: z.optional(bytes),
});
export type Lock = z.infer<typeof lock>;

const keyring = z.object({
  /** Whose client a locked phone loads. */
  role: z.enum(phoneRoles),
  deviceId: z.string(),
  /** Identifies the phone to the server; it decrypts nothing. */
  deviceSecret: z.string(),
  /**
   * The secret that the phone has offered to the server as its next `deviceSecret`, while the server has not answered yet. The phone offers
   * the same one again until there is an answer, so that a lost answer, or another tab, makes no difference.
   */
  nextSecret: z.optional(z.string()),
  /** The data key, encrypted by the server. */
  escrow: z.string(),
  /** Absent after too many failed tries: then only signing in opens the phone. */
  lock: z.optional(lock),
  /** Tries since the last unlock. The phone counts each try before it is made. */
  wrongTries: z.number(),
  /** Wrong tries that the phone has counted since it was set up: unlocking does not reset them. */
  wrongTriesInAll: z.number(),
  /** The Indian date on which the phone was last unlocked, or set up. */
  openedOn: z.string(),
  /** True if she has forgotten the PIN or pictures and is to choose new ones after signing in; otherwise absent. */
  isForgotten: z.optional(z.boolean()),
  /** The number of unsent operations and drafts. Somebody else who signs in on the phone is told this number, and nothing more. */
  waiting: z.number(),
});
export type Keyring = z.infer<typeof keyring>;

/** Reads the phone's keyring; undefined if the phone isn't set up. */
export async function readKeyring(database: Database): Promise<Keyring | undefined> {
  const stored = await database.get('keyring', 'key');
  return stored === undefined ? undefined : keyring.parse(stored);
}

/**
 * Opens the escrow in the phone's keyring: the server decrypts the data key for the person who is signed in. Undefined if
 * the keyring is somebody else's; `ended` if an administrator ended the phone.
 */
export async function openEscrow(
  api: Api,
  { deviceId, escrow }: Keyring,
): Promise<DataKey | 'ended' | undefined> {
  try {
    const { key } = await api.request('POST /api/me/device-keys/open', {
      body: { id: deviceId, sealed: escrow },
    });
    return fromBase64Url(key);
  } catch (error) {
    const code = error instanceof Problem ? error.document.code : undefined;
    if (code === 'not_yours') return undefined;
    if (code === 'ended') return 'ended';
    throw error;
  }
}

/**
 * Marks in the keyring that she has forgotten the PIN or pictures, and must choose new ones after signing in. The old ones
 * still work, should she remember them.
 */
export const markForgotten = async (database: Database): Promise<void> => {
  await changeKeyring(database, (current) => ({ ...current, isForgotten: true }));
};

/** Whether a phone's keyring needs a new PIN or new pictures: she has forgotten them, or too many tries have failed. */
export const needsNewSecret = ({ lock: currentLock, isForgotten }: Keyring): boolean =>
  currentLock === undefined || isForgotten === true;

/** Stores in the keyring, in plaintext, how many unsent operations and drafts the phone holds. */
export const storeUnsentCount = async (database: Database, waiting: number): Promise<void> => {
  await changeKeyring(database, (current) =>
    current.waiting === waiting ? current : { ...current, waiting },
  );
};

/**
 * Counts a try to unlock in the keyring before the try is made: switching the phone off in between does not undo it.
 * @throws if the phone has no room to store the count
 */
export const countTry = async (database: Database): Promise<void> => {
  await changeKeyring(database, (current) => ({
    ...current,
    wrongTries: current.wrongTries + 1,
    wrongTriesInAll: current.wrongTriesInAll + 1,
  }));
};

/**
 * Notes in the keyring that the phone was unlocked: she has not forgotten how, and the count of wrong tries begins again. `wrongTriesInAll` loses only
 * the right try, which was counted before it was made.
 * @param isCounted whether the phone itself has counted the right try, rather than the server
 */
export const noteUnlock = async (database: Database, isCounted: boolean): Promise<void> => {
  await changeKeyring(database, ({ isForgotten: _, ...current }) => ({
    ...current,
    wrongTries: 0,
    wrongTriesInAll: current.wrongTriesInAll - (isCounted ? 1 : 0),
    openedOn: todayInIndia(),
  }));
};

/**
 * The keyring with `nextSecret`, which the phone offers to the server as its next secret. It is stored before it is sent, and stays the same
 * until it is accepted. Undefined if there is no keyring any more.
 */
export const offerNextSecret = async (
  database: Database,
): Promise<(Keyring & { readonly nextSecret: string }) | undefined> => {
  const changed = await changeKeyring(database, (current) =>
    current.nextSecret === undefined ? { ...current, nextSecret: toBase64Url(randomBytes(32)) } : current,
  );
  return changed?.nextSecret === undefined ? undefined : { ...changed, nextSecret: changed.nextSecret };
};

/** Makes the offered secret the phone's own, once the server has accepted it. Nothing changes if another tab did so. */
export const acceptNextSecret = async (database: Database, accepted: string): Promise<void> => {
  await changeKeyring(database, (current) => {
    const { nextSecret, ...rest } = current;
    return nextSecret === accepted ? { ...rest, deviceSecret: accepted } : current;
  });
};

/** Removes the lock from the keyring after too many tries: from now on she has to sign in. */
export const removeLock = async (database: Database): Promise<void> => {
  await changeKeyring(database, ({ lock: _, ...current }) => current);
};

/**
 * Reads and writes in one transaction, so that a keyring that was destroyed meanwhile does not come back. Writes nothing
 * if there is no keyring, or if `change` returns the same object. It resolves only when the change is on the disk: a phone that is switched off
 * then must not come back with a secret that it has given up.
 * @returns the keyring after the change
 */
async function changeKeyring(
  database: Database,
  change: (current: Keyring) => Keyring,
): Promise<Keyring | undefined> {
  const { store, done } = database.transaction('keyring', 'readwrite', { durability: 'strict' });
  const stored = await store.get('key');
  const current = stored === undefined ? undefined : keyring.parse(stored);
  const changed = current === undefined ? undefined : change(current);
  if (changed !== current) await store.put(changed, 'key');
  await done;
  return changed;
}

/** Destroys the keyring with the phone's data key; then deletes the rows, which nobody can decrypt without it. */
export async function destroyKeyring(database: Database): Promise<void> {
  await database.delete('keyring', 'key');
  await database.clear('rows');
}
