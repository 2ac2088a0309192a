import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { fromBase64Url } from '../device/bytes.ts';
import { type Database, phoneRoles } from '../device/database.ts';
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

export const keyring = z.object({
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

/** Whether a phone's keyring needs a new PIN or new pictures: she has forgotten them, or too many tries have failed. */
export const needsNewSecret = ({ lock: currentLock, isForgotten }: Keyring): boolean =>
  currentLock === undefined || isForgotten === true;

/** Destroys the keyring with the phone's data key; then deletes the rows, which nobody can decrypt without it. */
export async function destroyKeyring(database: Database): Promise<void> {
  await database.delete('keyring', 'key');
  await database.clear('rows');
}
