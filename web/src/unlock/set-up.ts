import { v7 } from 'uuid';
import type { Api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from '../device/bytes.ts';
import type { Database, PhoneRoleName } from '../device/database.ts';
import { todayInIndia } from '../i18n/today.ts';
import type { DataKey } from '../rows/row-cipher.ts';
import { createRowCipher } from '../rows/row-cipher.ts';
import { createHardwareSecret, NoHardwareSecret, readHardwareSecret } from './hardware.ts';
import type { Keyring, Lock } from './keyring.ts';
import { proofOf, stretchPin } from './pin.ts';
import { withoutOtherTabs } from './tab-lock.ts';
import { wrapKey } from './wrap-key.ts';

/** How the leader has chosen to unlock the phone: by a PIN, with a secret of the phone's hardware or of the server, or by pictures. */
export type Secret =
  | { readonly way: 'hardware' | 'server'; readonly pin: string }
  | {
      readonly way: 'pictures';
      /** Derives 32 bytes from the five pictures. */
      readonly stretch: (salt: Uint8Array) => Promise<Uint8Array>;
    };

/** The data key with which the rows are still encrypted, and its keyring. */
export type FormerKey = { readonly keyring: Keyring; readonly key: DataKey };

type LockSecrets = {
  /** The secrets that together encrypt the new data key. */
  readonly secrets: readonly Uint8Array[];
  /** For `hardware`: the passkey that derives one of the secrets. */
  readonly credential?: Bytes;
  /** For `server`: what the server stores, to release the share for the right PIN. */
  readonly pin?: { readonly proof: string; readonly share: string };
};

/**
 * Makes a new data key and its keyring for the signed-in person, and re-encrypts the rows of the former key. Without a
 * former key, rows on the phone are lost. The former key stays valid until the last step, so an interruption loses nothing.
 * @throws NoHardwareSecret; Problem; TypeError or a timeout without a network
 */
export async function createKeyring(
  database: Database,
  api: Api,
  secret: Secret,
  former: FormerKey | undefined,
  role: PhoneRoleName,
): Promise<DataKey> {
  const salt = randomBytes(32);
  // This comes before anything that takes time: the phone asks for fingerprint or pattern only in response to a recent touch.
  const { secrets, credential, pin } = await makeLockSecrets(secret, salt, former?.keyring.lock);
  const key = randomBytes(32);
  const deviceId = v7();
  const deviceSecret = toBase64Url(randomBytes(32));
  const lock: Lock = {
    way: secret.way,
    salt,
    ...(await wrapKey(key, secrets, deviceId)),
    ...(credential === undefined ? {} : { credential }),
  };
  // The server encrypts the key, so that the leader can sign in and choose a new lock if she forgets this one.
  const { sealed: escrow } = await api.request('POST /api/me/device-keys', {
    body: { id: deviceId, key: toBase64Url(key) },
  });
  const register = (replacement: { readonly replaces?: string }) =>
    api.request('POST /api/me/devices', {
      body: { id: deviceId, secret: deviceSecret, ...(pin === undefined ? {} : { pin }), ...replacement },
    });
  await register(former === undefined ? {} : { replaces: former.keyring.deviceId }).catch(
    (error: unknown) => {
      // The server does not know the former device any more, or it was somebody else's.
      if (error instanceof Problem && error.document.code === 'unknown_device') return register({});
      throw error;
    },
  );
  const keyring: Keyring = {
    role,
    deviceId,
    deviceSecret,
    escrow,
    lock,
    wrongTries: 0,
    wrongTriesInAll: 0,
    openedOn: todayInIndia(),
    // How many operations and drafts are unsent.
    waiting: former?.keyring.waiting ?? 0,
  };
  await withoutOtherTabs(async () => {
    const rows = former === undefined ? [] : await reencryptRows(database, former.key, key);
    const transaction = database.transaction(['keyring', 'rows'], 'readwrite', { durability: 'strict' });
    await transaction.objectStore('rows').clear();
    for (const [name, row] of rows) await transaction.objectStore('rows').put(row, name);
    await transaction.objectStore('keyring').put(keyring, 'key');
    await transaction.done;
  });
  return key;
}

/** Makes the secrets that a lock needs. @param former the lock until now, whose passkey is used again */
async function makeLockSecrets(secret: Secret, salt: Bytes, former: Lock | undefined): Promise<LockSecrets> {
  if (secret.way === 'pictures') return { secrets: [await secret.stretch(salt)] };
  if (secret.way === 'hardware') {
    const { credential, secret: hardwareSecret } = await readOrCreateHardwareSecret(salt, former?.credential);
    return { secrets: [hardwareSecret, await stretchPin(secret.pin, salt)], credential };
  }
  const stretched = await stretchPin(secret.pin, salt);
  const share = toBase64Url(randomBytes(32));
  return { secrets: [fromBase64Url(share), stretched], pin: { proof: await proofOf(stretched), share } };
}

/** The secret of the phone's existing passkey, or of a new one if there is none any more. */
async function readOrCreateHardwareSecret(salt: Bytes, credential: Bytes | undefined) {
  if (credential !== undefined) {
    try {
      return { credential, secret: await readHardwareSecret(credential, salt) };
    } catch (error) {
      if (!(error instanceof NoHardwareSecret)) throw error;
    }
  }
  return createHardwareSecret(salt);
}

/** All rows, encrypted with another key under other names. A row that the former key does not decrypt is left out. */
async function reencryptRows(
  database: Database,
  formerKey: DataKey,
  newKey: DataKey,
): Promise<[name: string, row: Bytes][]> {
  const [formerCipher, newCipher] = await Promise.all([createRowCipher(formerKey), createRowCipher(newKey)]);
  // Names and rows are both in the order of the names, so a row and its name have the same index.
  const [names, rows] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
  const reencrypted = await Promise.all(
    rows.map(async (row, index): Promise<[string, Bytes] | undefined> => {
      const record = await formerCipher.decrypt(names[index] ?? '', row).catch(() => undefined);
      if (record === undefined) return undefined;
      const name = await newCipher.nameOf(record.kind, record.key);
      return [name, await newCipher.encrypt(name, record)];
    }),
  );
  return reencrypted.filter((row) => row !== undefined);
}
