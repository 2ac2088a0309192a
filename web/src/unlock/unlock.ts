import { fromBase64Url } from '../device/bytes.ts';
import type { Database } from '../device/database.ts';
import type { DataKey } from '../rows/row-cipher.ts';
import { hasEnded, requestShare } from './device-requests.ts';
import { readHardwareSecret } from './hardware.ts';
import { type Keyring, type Lock, readKeyring } from './keyring.ts';
import { acceptNextSecret, countTry, noteUnlock, offerNextSecret, removeLock } from './keyring-changes.ts';
import { proofOf, stretchPin } from './pin.ts';
import { unwrapKey } from './wrap-key.ts';

/**
 * How many tries the phone itself allows before she has to sign in; for a lock of the way `server`, the server counts.
 * Pictures are mistaken more easily than a PIN.
 */
const maxWrongTries = { hardware: 5, pictures: 10 } as const;
/** How many wrong tries the phone allows in all until it is set up anew: unlocking does not reset them. The server has the same limit. */
const maxWrongTriesInAll = 300;

export type Unlocking =
  /** `open`: here is the data key. */
  | { readonly outcome: 'open'; readonly key: DataKey; readonly wrongTries: WrongTries }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /** `spent`: only signing in helps. `ended`: the phone must wipe its data. `silent`: the server could not be reached. */
  | { readonly outcome: 'spent' | 'ended' | 'silent' }
  /** Only signing in helps, after a copy of the phone's storage was used. */
  | { readonly outcome: 'copied'; readonly wrongTries: WrongTries };

/** Failed tries since the Indian date when the phone was last unlocked, or set up. */
export type WrongTries = { readonly count: number; readonly since: string };

/**
 * Tries to unlock the phone with a PIN and the second secret, which the phone's hardware or the server holds.
 * @throws NoHardwareSecret if she did not open the phone's own lock (fingerprint or pattern); an error if the phone has no room to count the try
 */
export async function unlockWithPin(database: Database, pin: string): Promise<Unlocking> {
  const keyring = await readKeyring(database);
  const { lock } = keyring ?? {};
  if (keyring === undefined || lock === undefined) return { outcome: 'spent' };
  return lock.way === 'server'
    ? unlockWithServer(database, keyring, lock, pin)
    : unlockWithHardware(database, keyring, lock, pin);
}

/**
 * Tries to unlock the phone with five pictures.
 * @param stretch derives 32 bytes from the pictures and the lock's salt
 */
export async function unlockWithPictures(
  database: Database,
  stretch: (salt: Uint8Array) => Promise<Uint8Array>,
): Promise<Unlocking> {
  const keyring = await readKeyring(database);
  const { lock } = keyring ?? {};
  if (keyring === undefined || lock === undefined) return { outcome: 'spent' };
  return unlockOnPhone(database, keyring, lock, maxWrongTries.pictures, async () => [
    await stretch(lock.salt),
  ]);
}

async function unlockWithHardware(
  database: Database,
  keyring: Keyring,
  lock: Lock,
  pin: string,
): Promise<Unlocking> {
  // A lock of the way `hardware` always has a credential. If it had none, the hardware would find no secret.
  const { credential = new Uint8Array(), salt } = lock;
  // This comes before anything that takes time: the phone asks for fingerprint or pattern only in response to a recent touch.
  const secret = await readHardwareSecret(credential, salt);
  return unlockOnPhone(database, keyring, lock, maxWrongTries.hardware, async () => [
    secret,
    await stretchPin(pin, salt),
  ]);
}

/**
 * Unlocks without the server; the phone itself counts the tries. At the same time it asks the server whether its access
 * has ended, and obeys the answer if there is one.
 */
async function unlockOnPhone(
  database: Database,
  keyring: Keyring,
  lock: Lock,
  maxTries: number,
  makeSecrets: () => Promise<readonly Uint8Array[]>,
): Promise<Unlocking> {
  const { deviceId, waiting, wrongTries, wrongTriesInAll, openedOn } = keyring;
  const triesLeft = Math.min(maxTries - wrongTries, maxWrongTriesInAll - wrongTriesInAll);
  if (triesLeft <= 0) {
    await removeLock(database);
    return { outcome: 'spent' };
  }
  // Not awaited yet: the answer comes while the secrets are computed.
  const endedAnswer = hasEnded(keyring, waiting);
  // Counted before the try is made, so that switching the phone off does not undo the count.
  await countTry(database);
  const key = await unwrapKey(lock, await makeSecrets(), deviceId);
  if (await endedAnswer) return { outcome: 'ended' };
  if (key !== undefined) {
    await noteUnlock(database, true);
    return { outcome: 'open', key, wrongTries: { count: wrongTries, since: openedOn } };
  }
  // `triesLeft` was counted before this wrong try.
  if (triesLeft > 1) return { outcome: 'wrong', triesLeft: triesLeft - 1 };
  await removeLock(database);
  return { outcome: 'spent' };
}

/** Unlocks with the share that the server releases; the server counts the tries. */
async function unlockWithServer(
  database: Database,
  keyring: Keyring,
  lock: Lock,
  pin: string,
): Promise<Unlocking> {
  const stretched = await stretchPin(pin, lock.salt);
  const proof = await proofOf(stretched);
  const offering = await offerNextSecret(database);
  // Another tab has set the phone up anew, or ended it.
  if (offering?.deviceId !== keyring.deviceId) return { outcome: 'silent' };
  const { waiting, nextSecret } = offering;
  const answer = await requestShare(offering, { proof, waiting, nextSecret });
  if (answer.outcome === 'wrong') return answer;
  if (answer.outcome === 'locked' || answer.outcome === 'copied') {
    await removeLock(database);
    return answer.outcome === 'copied'
      ? { outcome: 'copied', wrongTries: { count: answer.wrongTries, since: answer.since } }
      : { outcome: 'spent' };
  }
  // `ended` or `silent`.
  if (answer.outcome !== 'given') return { outcome: answer.outcome };
  await acceptNextSecret(database, nextSecret);
  const key = await unwrapKey(lock, [fromBase64Url(answer.share), stretched], keyring.deviceId);
  if (key !== undefined) {
    await noteUnlock(database, false);
    return { outcome: 'open', key, wrongTries: { count: answer.wrongTries, since: answer.since } };
  }
  // The PIN is right, but its share does not decrypt the lock: nothing ever will.
  await removeLock(database);
  return { outcome: 'spent' };
}
