import { randomBytes, toBase64Url } from '../device/bytes.ts';
import type { Database } from '../device/database.ts';
import { todayInIndia } from '../i18n/today.ts';
import { type Keyring, keyring } from './keyring.ts';

/** What changes in a keyring after the phone was set up. */

/**
 * Changes the keyring: reads and writes it in one transaction, so that a keyring that was destroyed meanwhile does not come back. Writes nothing
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

/**
 * Marks in the keyring that she has forgotten the PIN or pictures, and must choose new ones after signing in. The old ones
 * still work, should she remember them.
 */
export const markForgotten = async (database: Database): Promise<void> => {
  await changeKeyring(database, (current) => ({ ...current, isForgotten: true }));
};

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
