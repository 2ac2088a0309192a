import { fromBase64Url } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';
import { hasEnded, requestShare } from './device-requests.ts';
import { readHardwareSecret } from './hardware.ts';
import { countTry, type Keyring, type Lock, readKeyring, removeLock, resetTries } from './keyring.ts';
import { proofOf, stretchPin } from './pin.ts';
import { type DataKey, unwrapKey } from './wrap-key.ts';

/** Tries that the phone itself counts before she has to sign in. Pictures are mistaken more easily. */
const maxWrongTries = { hardware: 5, pictures: 10 } as const;

export type Unlocking =
  /** `wrongTries`: failed tries since the last unlock. */
  | { readonly outcome: 'open'; readonly key: DataKey; readonly wrongTries: number }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /** `spent`: only signing in helps. `ended`: the phone must wipe its data. `silent`: it needs a network. */
  | { readonly outcome: 'spent' | 'ended' | 'silent' };

/**
 * Unlocks the phone's data key with a PIN and the second secret.
 * @throws NoHardwareSecret if the phone's own lock was not opened; an error if the phone has no room to count
 */
export async function unlockWithPin(database: Database, pin: string): Promise<Unlocking> {
  const kept = await readKeyring(database);
  const { lock } = kept ?? {};
  if (kept === undefined || lock === undefined) return { outcome: 'spent' };
  return lock.way === 'server'
    ? atServer(database, kept, lock, pin)
    : withHardware(database, kept, lock, pin);
}

/** Unlocks the phone's data key with five pictures. @param stretched derived from five pictures */
export async function unlockWithPictures(
  database: Database,
  stretched: (salt: Uint8Array) => Promise<Uint8Array>,
): Promise<Unlocking> {
  const kept = await readKeyring(database);
  const { lock } = kept ?? {};
  if (kept === undefined || lock === undefined) return { outcome: 'spent' };
  return here(database, kept, lock, maxWrongTries.pictures, async () => [await stretched(lock.salt)]);
}

async function withHardware(database: Database, kept: Keyring, lock: Lock, pin: string): Promise<Unlocking> {
  const { credential = new Uint8Array(), salt } = lock;
  // First, since the phone asks only in response to a recent touch.
  const secret = await readHardwareSecret(credential, salt);
  return here(database, kept, lock, maxWrongTries.hardware, async () => [
    secret,
    await stretchPin(pin, salt),
  ]);
}

/** On the phone alone, which counts tries. It asks the server meanwhile whether it may open, and obeys the answer. */
async function here(
  database: Database,
  kept: Keyring,
  lock: Lock,
  maxTries: number,
  secretsOf: () => Promise<readonly Uint8Array[]>,
): Promise<Unlocking> {
  if (kept.wrongTries >= maxTries) {
    await removeLock(database);
    return { outcome: 'spent' };
  }
  const ended = hasEnded(kept, kept.waiting);
  await countTry(database);
  const key = await unwrapKey(lock, await secretsOf(), kept.deviceId);
  if (await ended) return { outcome: 'ended' };
  if (key !== undefined) {
    await resetTries(database);
    return { outcome: 'open', key, wrongTries: kept.wrongTries };
  }
  const triesLeft = maxTries - kept.wrongTries - 1;
  if (triesLeft > 0) return { outcome: 'wrong', triesLeft };
  await removeLock(database);
  return { outcome: 'spent' };
}

async function atServer(database: Database, kept: Keyring, lock: Lock, pin: string): Promise<Unlocking> {
  const stretched = await stretchPin(pin, lock.salt);
  const asked = await requestShare(kept, await proofOf(stretched), kept.waiting);
  if (asked.outcome === 'wrong') return asked;
  if (asked.outcome === 'locked') {
    await removeLock(database);
    return { outcome: 'spent' };
  }
  if (asked.outcome !== 'given') return { outcome: asked.outcome };
  const key = await unwrapKey(lock, [fromBase64Url(asked.share), stretched], kept.deviceId);
  if (key !== undefined) {
    await resetTries(database);
    return { outcome: 'open', key, wrongTries: asked.wrongTries };
  }
  await removeLock(database);
  return { outcome: 'spent' };
}
