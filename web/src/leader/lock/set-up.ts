import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from '../../device/bytes.ts';
import type { Database } from '../../device/database.ts';
import { createRowCipher } from '../row-cipher.ts';
import { createHardwareSecret, NoHardwareSecret, readHardwareSecret } from './hardware.ts';
import type { Keyring, Lock } from './keyring.ts';
import { proofOf, stretchPin } from './pin.ts';
import { withoutOtherTabs } from './tab-lock.ts';
import { type DataKey, wrapKey } from './wrap-key.ts';

/** How she has chosen to unlock the phone. */
export type Secret =
  | { readonly way: 'hardware' | 'server'; readonly pin: string }
  | {
      readonly way: 'pictures';
      /** Derives 32 bytes from the five pictures. */
      readonly stretch: (salt: Uint8Array) => Promise<Uint8Array>;
    };

/** The present key of the rows. */
export type FormerKey = { readonly kept: Keyring; readonly key: DataKey };

type Prepared = {
  readonly secrets: readonly Uint8Array[];
  readonly credential?: Bytes;
  readonly pin?: { readonly proof: string; readonly share: string };
};

/**
 * Makes a new key for the signed-in person and re-encrypts the rows of the former one. Without a former key,
 * rows on the phone are lost. The former key stays valid until the last step, so an interruption loses nothing.
 * @throws NoHardwareSecret; Problem; TypeError or a timeout without a network
 */
export async function createKeyring(
  database: Database,
  api: Api,
  secret: Secret,
  former: FormerKey | undefined,
): Promise<DataKey> {
  const salt = randomBytes(32);
  // First: the phone asks for her finger only in response to a touch.
  const { secrets, credential, pin } = await prepare(secret, salt, former?.kept.lock);
  const key = randomBytes(32);
  const deviceId = v7();
  const deviceSecret = toBase64Url(randomBytes(32));
  const lock: Lock = {
    way: secret.way,
    salt,
    ...(await wrapKey(key, secrets, deviceId)),
    ...(credential === undefined ? {} : { credential }),
  };
  const { sealed: escrow } = await api.request('POST /api/me/device-keys', {
    body: { id: deviceId, key: toBase64Url(key) },
  });
  const register = (replaces: { readonly replaces?: string }) =>
    api.request('POST /api/me/devices', {
      body: { id: deviceId, secret: deviceSecret, ...(pin === undefined ? {} : { pin }), ...replaces },
    });
  await register(former === undefined ? {} : { replaces: former.kept.deviceId }).catch((error: unknown) => {
    // The server has forgotten the former one, or it was somebody else's.
    if (error instanceof Problem && error.document.code === 'unknown_device') return register({});
    throw error;
  });
  const kept: Keyring = {
    deviceId,
    deviceSecret,
    escrow,
    lock,
    wrongTries: 0,
    waiting: former?.kept.waiting ?? 0,
  };
  await withoutOtherTabs(async () => {
    const rows = former === undefined ? [] : await reencryptRows(database, former.key, key);
    const transaction = database.transaction(['keyring', 'rows'], 'readwrite', { durability: 'strict' });
    await transaction.objectStore('rows').clear();
    for (const [name, row] of rows) await transaction.objectStore('rows').put(row, name);
    await transaction.objectStore('keyring').put(kept, 'key');
    await transaction.done;
  });
  return key;
}

async function prepare(secret: Secret, salt: Bytes, former: Lock | undefined): Promise<Prepared> {
  if (secret.way === 'pictures') return { secrets: [await secret.stretch(salt)] };
  if (secret.way === 'hardware') {
    const { credential, secret: held } = await useHardware(salt, former?.credential);
    return { secrets: [held, await stretchPin(secret.pin, salt)], credential };
  }
  const stretched = await stretchPin(secret.pin, salt);
  const share = toBase64Url(randomBytes(32));
  return { secrets: [fromBase64Url(share), stretched], pin: { proof: await proofOf(stretched), share } };
}

/** The phone's existing passkey, if it is still there. */
async function useHardware(salt: Bytes, credential: Bytes | undefined) {
  if (credential !== undefined) {
    try {
      return { credential, secret: await readHardwareSecret(credential, salt) };
    } catch (error) {
      if (!(error instanceof NoHardwareSecret)) throw error;
    }
  }
  return createHardwareSecret(salt);
}

/** A row that the former key does not decrypt is of no use to anybody. */
async function reencryptRows(database: Database, from: DataKey, to: DataKey): Promise<[string, Bytes][]> {
  const [before, after] = await Promise.all([createRowCipher(from), createRowCipher(to)]);
  const [names, rows] = await Promise.all([database.getAllKeys('rows'), database.getAll('rows')]);
  const anew = await Promise.all(
    rows.map(async (row, index): Promise<[string, Bytes] | undefined> => {
      const record = await before.decrypt(names[index] ?? '', row).catch(() => undefined);
      if (record === undefined) return undefined;
      const name = await after.nameOf(record.kind, record.key);
      return [name, await after.encrypt(name, record)];
    }),
  );
  return anew.filter((one) => one !== undefined);
}
